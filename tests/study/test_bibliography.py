"""What the bibliography says of the use of its entries."""

import re

from policy_report.evidence.bibliography import read_entries
from policy_report.project import Project
from tests.conftest import ROOT


def test_literature_is_cited_or_marked_as_background() -> None:
    project = Project(ROOT)
    entries, _ = read_entries(project.references, project.references.name)
    texts = "\n".join(path.read_text(encoding="utf-8") for path in project.report.glob("*/*.qmd"))
    cited = set(re.findall(r"(?<![\w.])@([a-z][\w-]*)", texts))
    marked = {entry.key: set(entry.fields["keywords"].split(", ")) for entry in entries}
    literature = {key for key, words in marked.items() if "literature" in words}
    assert {key for key in literature if "background" in marked[key]} == literature - cited
