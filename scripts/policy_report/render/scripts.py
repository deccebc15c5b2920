"""Put the page's own JavaScript into one file that goes to the end of the body: no request is left to make."""

from pathlib import Path
from typing import Final

from policy_report.project import Project, write_atomically

_FOLDER = Path(__file__).parent / "web"

SOURCES: Final = tuple(sorted(_FOLDER.glob("*.js")))
"""The scripts, in the order in which they run."""

EARLY: Final = _FOLDER / "early" / "theme.js"
"""The script that must run before the page is drawn, or a dark page would flash white."""


def scripts_file(project: Project) -> Path:
    """The file that `make_scripts` makes."""
    return project.generated / "scripts.html"


def make_scripts(project: Project) -> Path:
    """Wrap each script in an element of its own, so that a fault in one leaves the others running."""
    texts = (path.read_text(encoding="utf-8").strip() for path in SOURCES)
    write_atomically(scripts_file(project), "\n".join(f"<script>\n{text}\n</script>" for text in texts) + "\n")
    return scripts_file(project)
