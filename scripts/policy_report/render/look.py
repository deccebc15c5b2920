"""List what the documents need before they can be rendered and is no part of their text."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from policy_report.project import Project
from policy_report.render import fonts, scripts, styles


class Part(NamedTuple):
    """One part of the look: its name among the tasks of a build, and the code that makes it for a study.

    It reads files of the engine and makes files of the study.
    """

    name: str
    module: str
    make: Callable[[Project], object]
    reads: tuple[Path, ...]
    makes: tuple[Path, ...]


_WORD = Path(__file__).with_name("word.toml")


def _make_reference(project: Project) -> None:
    from policy_report.render.docx import make_reference

    make_reference(project)


def look(project: Project) -> tuple[Part, ...]:
    """Every part of a study's look: fonts, citation styles, the Word template, and the scripts of the page."""
    families = (*fonts.font_files(project), fonts.families_file(project))
    return (
        Part("fonts", fonts.__name__, fonts.make_fonts, (), families),
        Part("styles", styles.__name__, styles.make_styles, styles.SOURCES, styles.style_files(project)),
        Part("word", "policy_report.render.docx", _make_reference, (_WORD,), (project.word_template,)),
        Part("scripts", scripts.__name__, scripts.make_scripts, scripts.SOURCES, (scripts.scripts_file(project),)),
    )
