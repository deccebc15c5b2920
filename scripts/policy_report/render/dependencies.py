"""Finds every file that a document depends on, by reading it; nobody declares a dependency twice."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policy_report.project import Project
from policy_report.render.config import FILES, extension_of, format_name, lua_filters, settings
from policy_report.render.document import ARTICLE, SUPPLEMENT, Document, Format
from policy_report.render.fonts import font_files
from policy_report.render.siblings import siblings
from policy_report.render.source import Source, read_source, resolve
from policy_report.render.styles import style_files

IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?(?P<path>[^)\s>]+)>?")


def dependencies(project: Project, document: Document) -> set[Path]:
    """Every file that a document depends on, missing ones included."""
    source = read_source(project, document.source)
    options = settings(project, source, document.format)
    found = {project.quarto_config, *source.files}
    extension = extension_of(project, source, format_name(project, source, document.format))
    if extension is not None:
        found.add(project.root / extension)
    found.update(_beside(project, document, source))
    if re.search(r"\{\{<\s*var\b", source.text):
        found.add(project.variables)
    shown = {*images(project, document.source, source, options)}
    found.update(shown, data_of(project, shown))
    if document.format is Format.PDF:
        found.add(citation_of(project, document))
    found.update(named_files(project, options))
    if document.format.has_fonts:
        found.update(font_files(project))
    return found


def _beside(project: Project, document: Document, source: Source) -> Iterator[Path]:
    """The files of the documents beside it whose rows it shows or whose anchors it names.

    An article takes the marks of its findings and the cards of its numbers from the tables of its supplement. What else
    a build makes for the other names nothing.
    """
    for sibling in siblings(project, document.source):
        shows_rows = document.source.stem == ARTICLE and sibling.stem == SUPPLEMENT
        if shows_rows or f"({sibling.stem}.html#" in source.text:
            files = read_source(project, sibling).files
            yield from (path for path in files if path.parent.parent != project.generated or path.stem[:4] == "tbl-")


def named_files(project: Project, options: dict[str, Any]) -> Iterator[Path]:
    """The files that the options name, and the citation styles if there is a bibliography."""
    for name in FILES:
        yield from (project.root / path for path in paths(options.get(name)))
    for path in lua_filters(options):
        yield project.root / path
        # The parts of a filter lie in a folder of its name.
        yield from sorted((project.root / path).with_suffix("").glob("*.*"))
    if options.get("bibliography"):
        yield from style_files(project)


def images(project: Project, main: Path, source: Source, options: dict[str, Any]) -> Iterator[Path]:
    """Every image of a document that is a file."""
    extension = str(options.get("default-image-extension", ""))
    for match in source.find(IMAGE):
        if not is_remote(match["path"]) and "{{<" not in match["path"]:
            yield image_path(project, main, match["path"], extension)


def data_of(project: Project, shown: Iterable[Path]) -> Iterator[Path]:
    """The files of the numbers that figures show, which lie beside them."""
    yield from (path.with_suffix(".csv") for path in shown if path.is_relative_to(project.figures))


def citation_of(project: Project, document: Document) -> Path:
    """The file of how a document is cited, for bibliographies."""
    return project.generated / document.language / f"{document.source.stem}-citation.bib"


def is_remote(path: str) -> bool:
    """Whether an image is an address rather than a file."""
    return re.match(r"[a-z][a-z0-9+.-]*:", path, re.IGNORECASE) is not None


def image_path(project: Project, main: Path, name: str, extension: str) -> Path:
    """The file of an image, with the default extension if it has none."""
    path = resolve(project, project.root / main, name)
    return path.with_name(f"{path.name}.{extension.lstrip('.')}") if extension and not path.suffix else path


def paths(value: Any) -> list[str]:
    """The paths that an option names: none, one, or a list; `{file: …}` and `{path: …}` count, inline text does not."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [path for item in value for path in paths(item)]
    if isinstance(value, dict):
        return [str(value[key]) for key in ("file", "path") if key in value]
    return []
