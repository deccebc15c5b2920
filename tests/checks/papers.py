"""Small papers with findings, and the tests of their findings, for the checks that compare the two."""

from pathlib import Path

from policy_report.build.discovery import TaskFunction
from policy_report.checks.edition import Edition, editions
from policy_report.paper.findings.finding import Finding, Value, Verdict
from policy_report.project import Project
from policy_report.quantities import read
from policy_report.text.language import Text
from tests.conftest import ROOT

HEAD = "---\ntitle: A title\nabstract: |\n  Words.\n---\n\n"
"""Six lines, so that the body begins on line 7."""

TABLE = "\n\n{{< include /report/generated/{}/tbl-findings.md >}}\n"


def paper(root: Path, head: str = HEAD, register: str = "", **bodies: str) -> Project:
    """A study with a paper in each language that has a body; each shows the table of findings."""
    languages = "".join(f"    - report/{language}/paper.qmd\n" for language in bodies)
    root.mkdir(parents=True, exist_ok=True)
    (root / "_quarto.yml").write_text(f"project:\n  render:\n{languages}", encoding="utf-8")
    (root / "data" / "published").mkdir(parents=True, exist_ok=True)
    for language, body in bodies.items():
        path = root / "report" / language / "paper.qmd"
        path.parent.mkdir(parents=True)
        path.write_text(head + body + TABLE.replace("{}", language, 1), encoding="utf-8")
    if register:
        (root / "report" / "literals.yml").write_text(register, encoding="utf-8")
    return Project(root)


def texts(project: Project) -> list[Edition]:
    """The editions of a study."""
    return editions(project)


def maker(name: str, row: int = 1) -> TaskFunction:
    """The test of a finding, as the code would show it."""
    return TaskFunction(
        name,
        "jiaxing_sanming.findings.cities",
        name,
        ROOT / "scripts/jiaxing_sanming/findings/cities.py",
        (),
        "finding",
        row,
        "What it tests.",
    )


def finding(name: str, phrase: str, holds: bool = True) -> Finding:
    """A finding that rests on one value."""
    (quantity,) = read(phrase)
    said = {
        "test": Text(en="a test", zh="检验"),
        "overturned_by": Text(en="its opposite", zh="相反"),
        "value": Text(en="a value", zh="一个数"),
    }
    return Finding(name, said, Verdict(holds, (Value("value", quantity, 1),)))
