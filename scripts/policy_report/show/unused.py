"""What the paper makes or keeps and nothing uses: figures, tables, derived numbers, references."""

import re

from policy_report.discovery import figures, tables
from policy_report.errors import Problem
from policy_report.project import Project
from policy_report.show.preview import doubts
from policy_report.show.uses import Uses

_UNCITED = "bib-unused"


def unused_outputs(project: Project) -> list[Problem]:
    """Figures and tables that no text shows: they are faults, since the build makes them for nothing."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(project.report.rglob("*.qmd")))
    made = [("figure", "fig", maker) for maker in figures()] + [("table", "tbl", maker) for maker in tables()]
    named = [(kind, f"{prefix}-{maker.name.replace('_', '-')}", maker) for kind, prefix, maker in made]
    remedy = "show it in every edition, or take its module out"
    return [
        Problem(
            "/".join(maker.module.split(".")) + ".py",
            0,
            "",
            f"{kind}-unused",
            f"no text shows this {kind}",
            name,
            remedy,
        )
        for kind, name, maker in named
        if not re.search(rf"/{re.escape(name)}(?![\w-])", text)
    ]


def unused_inputs(project: Project, uses: Uses) -> list[Problem]:
    """Derived numbers and references that nothing uses.

    They are remarks: Appendix A lists every derived number, and a reference may record that a source was read.
    """
    remedy = "use it in the text, or take it out of the analysis if Appendix A need not list it"
    numbers = [
        Problem("_variables.yml", 0, "", "number-unused", "no text uses this number", key, remedy)
        for key in uses.numbers()
        if not uses.mentions(key)
    ]
    return [*numbers, *(doubt for doubt in doubts(project) if doubt.code == _UNCITED)]
