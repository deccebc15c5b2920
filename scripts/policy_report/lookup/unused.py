"""What the paper makes or keeps and nothing uses: figures, tables, derived numbers, references."""

import re
from collections.abc import Sequence

from policy_report.build.discovery import TaskFunctions
from policy_report.checks.edition import Edition
from policy_report.errors import Problem, problem
from policy_report.lookup.holdings import shown
from policy_report.lookup.preview import doubts
from policy_report.project import Project
from policy_report.render.config import read_variables
from policy_report.study import read_study
from policy_report.text.forms import without_form
from policy_report.text.language import Language

_UNCITED = "bib-unused"
_FIGURE = re.compile(r"\]\([^)]*/(fig-[a-z0-9-]+)")
_VARIABLE = re.compile(r"\{\{<\s*var\s+\w+\.([\w.-]+)")


def unused_outputs(functions: TaskFunctions, texts: Sequence[Edition]) -> list[Problem]:
    """Find the study's own figures and tables that an edition does not show: the build makes them for it."""
    kinds = {"fig": "figure", "tbl": "table"}
    named = [(kinds[name[:3]], name, task) for name, task in shown(functions).items() if not task.of_engine]
    return [
        problem(task.shown_file, 0, "", f"{kind}-unused", name, language=edition.language)
        for edition in {edition.language: edition for edition in texts}.values()
        for kind, name, task in named
        if name not in _shown(texts, edition.language)
    ]


def _shown(texts: Sequence[Edition], language: Language) -> set[str]:
    """The figures and tables that the documents of a language show."""
    own = [edition for edition in texts if edition.language is language]
    figures = {name for edition in own for name in _FIGURE.findall(edition.source.text)}
    return figures | {path.stem for edition in own for path in edition.made}


def unused_inputs(project: Project) -> list[Problem]:
    """Derived numbers, as the last build named them, and references that nothing uses.

    They are remarks: a table lists every derived number, and a reference may record that a source was read.
    """
    texts = (path.read_text(encoding="utf-8") for path in project.report.rglob("*.qmd"))
    used = {name for text in texts for found in _VARIABLE.findall(text) for name in (found, without_form(found))}
    groups = read_variables(project).get(read_study(project).languages[0], {}).items()
    made = ((group, key, text) for group, texts in groups if isinstance(texts, dict) for key, text in texts.items())
    names = [f"{group}.{key}" for group, key, text in made if "](#" in text and without_form(key) == key]
    numbers = [problem(project.variables.name, 0, "", "number-unused", name) for name in names if name not in used]
    return [*numbers, *(doubt for doubt in doubts(project) if doubt.code == _UNCITED)]
