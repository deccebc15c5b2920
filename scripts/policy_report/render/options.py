"""What the options of a document may name: addresses of pages, and files and folders that the study may read."""

from collections.abc import Iterator
from typing import Any, Final

from policy_report.errors import Problem
from policy_report.project import Project
from policy_report.render.dependencies import paths
from policy_report.render.source import Place, Source
from policy_report.study import climbing_links, is_outside
from policy_report.text.policy import SCHEMES, is_harmless

_FOLDERS: Final = ("filters", "font-paths", "reference-styles")
"""Options that name files and folders besides those of `named_files`."""

_TOPS: Final = ("report", "figures", "_quarto.yml", "_variables.yml")


def option_problems(project: Project, source: Source, options: dict[str, Any]) -> Iterator[Problem]:
    """Find addresses that no link may have, and what lies outside of the study, in the options of a document."""
    for address in _addresses(options):
        if not is_harmless(address):
            for place in option_places(project, source, address):
                yield place.fault("link-scheme", address, known=", ".join(SCHEMES))
    for path in (path for option in _FOLDERS for path in paths(options.get(option))):
        if is_outside(project, project.root / path):
            for place in option_places(project, source, path.rpartition("/")[2]):
                yield place.fault("outside-study", path, path=path)
    for path in paths(options.get("bibliography")):
        if project.root / path != project.references:
            for place in option_places(project, source, path.rpartition("/")[2]):
                yield place.fault("other-bibliography", path)
    yield from climbing_links(project, (project.root / top for top in _TOPS))


def option_places(project: Project, source: Source, *texts: str) -> list[Place]:
    """Where an option says the first of some texts: in the front matter, otherwise in `_quarto.yml`."""
    if places := source.locate(texts[0]):
        return places
    lines = project.quarto_config.read_text(encoding="utf-8").split("\n")
    rows = [row for row, line in enumerate(lines, start=1) if texts[-1] in line]
    return [Place(project.quarto_config.name, rows[0] if rows else 0)]


def _addresses(options: Any) -> Iterator[str]:
    """Every value that is named `url`, wherever it stands."""
    if isinstance(options, dict):
        yield from (str(value) for name, value in options.items() if name == "url")
    for value in options.values() if isinstance(options, dict) else options if isinstance(options, list) else ():
        yield from _addresses(value)
