"""List what the documents need before they can be rendered and is no part of their text."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from policy_report.project import Project
from policy_report.render import docx, fonts, scripts, styles


class Part(NamedTuple):
    """One part of the look: its name among the tasks of a build, and the code that makes it for a study.

    It reads files of the engine and makes files of the study.
    """

    name: str
    module: str
    make: Callable[[Project], object]
    reads: tuple[Path, ...]
    makes: tuple[Path, ...]


def look(project: Project) -> tuple[Part, ...]:
    """Every part of a study's look: fonts, citation styles, the Word template, and the scripts of the page."""
    families = (*fonts.font_files(project), fonts.families_file(project))
    return (
        Part("fonts", fonts.__name__, fonts.make_fonts, (), families),
        Part("styles", styles.__name__, styles.make_styles, (), styles.style_files(project)),
        Part("word", docx.__name__, docx.make_reference, (), (docx.reference_file(project),)),
        Part("scripts", scripts.__name__, scripts.make_scripts, scripts.SOURCES, (scripts.scripts_file(project),)),
    )
