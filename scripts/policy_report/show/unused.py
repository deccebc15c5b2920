"""What the paper makes or keeps and nothing uses: figures, tables, derived numbers, references."""

import re
from collections.abc import Sequence

from policy_report.checks.edition import Edition
from policy_report.discovery import figures, tables
from policy_report.errors import Problem
from policy_report.project import Language, Project
from policy_report.render.config import read_variables
from policy_report.show.preview import doubts

_UNCITED = "bib-unused"
_FIGURE = re.compile(r"\]\([^)]*/(fig-[a-z0-9-]+)")
_VARIABLE = re.compile(r"\{\{<\s*var\s+\w+\.([\w.-]+)")


def unused_outputs(texts: Sequence[Edition]) -> list[Problem]:
    """Figures and tables that an edition does not show: they are faults, since the build makes them for it."""
    made = [("figure", "fig", maker) for maker in figures()] + [("table", "tbl", maker) for maker in tables()]
    named = [(kind, f"{prefix}-{maker.name.replace('_', '-')}", maker) for kind, prefix, maker in made]
    remedy = "show it, or take its module out"
    return [
        Problem(
            _path(maker.module), 0, "", f"{kind}-unused", f"the edition in {edition.language} lacks it", name, remedy
        )
        for edition in texts
        for kind, name, maker in named
        if name not in _shown(edition)
    ]


def _shown(edition: Edition) -> set[str]:
    """The figures and tables that an edition shows."""
    return {path.stem for path in edition.made} | set(_FIGURE.findall(edition.source.text))


def unused_inputs(project: Project) -> list[Problem]:
    """Derived numbers, as the last build named them, and references that nothing uses.

    They are remarks: Appendix A lists every derived number, and a reference may record that a source was read.
    """
    used = set(_VARIABLE.findall(_texts(project)))
    groups = {
        name: made for name, made in read_variables(project).get(Language.EN, {}).items() if isinstance(made, dict)
    }
    names = [f"{group}.{key}" for group, made in groups.items() for key in made]
    remedy = "use it in the text, or take it out of the analysis if Appendix A need not list it"
    file, message = project.variables.name, "no text uses this number"
    numbers = [Problem(file, 0, "", "number-unused", message, name, remedy) for name in names if name not in used]
    return [*numbers, *(doubt for doubt in doubts(project) if doubt.code == _UNCITED)]


def _texts(project: Project) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(project.report.rglob("*.qmd")))


def _path(module: str) -> str:
    return "/".join(module.split(".")) + ".py"
