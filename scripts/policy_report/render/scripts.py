"""Put the page's own JavaScript into one file that goes to the end of the body: no request is left to make."""

import json
from pathlib import Path
from typing import Final

from policy_report.project import Project, write_atomically
from policy_report.render.config import languages
from policy_report.text.language import Language
from policy_report.text.words import word

_FOLDER = Path(__file__).parent / "web"

SOURCES: Final = tuple(sorted(_FOLDER.glob("*.js")))
"""The scripts, in the order in which they run."""

EARLY: Final = _FOLDER / "early" / "theme.js"
"""The script that must run before the page is drawn, or a dark page would flash white."""


def scripts_file(project: Project) -> Path:
    """The file that `make_scripts` makes."""
    return project.generated / "scripts.html"


def element(path: Path) -> str:
    """The element of a page that holds a script."""
    return f"<script>{_content(path)}</script>"


def allowed_scripts() -> list[str]:
    """Give what the elements of all the scripts hold that may run in a page."""
    return [*map(_content, (EARLY, *SOURCES))]


def _content(path: Path) -> str:
    return f"\n{path.read_text(encoding='utf-8').strip()}\n"


def make_scripts(project: Project) -> Path:
    """Wrap each script in an element of its own, so that a fault in one leaves the others running.

    Before them stand their words, in each language that the study has a paper in.
    """
    words = {str(language): _words(language) for language in languages(project)}
    parts = [f'<script type="application/json" id="words">{json.dumps(words, ensure_ascii=False)}</script>']
    parts += map(element, SOURCES)
    write_atomically(scripts_file(project), "\n".join(parts) + "\n")
    return scripts_file(project)


def _words(language: Language) -> dict[str, object]:
    shared = ("skip", "keywords-title", "keywords-separator")
    return {**word.entry("page", language), **{key: word(f"document.{key}", language) for key in shared}}
