"""What both engines do first: read a document, put its values in, and find its faults."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from policy_report.errors import Problem, RenderError
from policy_report.project import Project
from policy_report.render.check import Checker, bibliography_keys, check_nesting, check_text
from policy_report.render.config import read_variables, settings
from policy_report.render.dependencies import named_files, paths
from policy_report.render.document import Document
from policy_report.render.fonts import font_files
from policy_report.render.metadata import labels, metadata
from policy_report.render.reading import read_tree
from policy_report.render.shortcodes import Expanded, Expander, tokens
from policy_report.render.siblings import made_anchors
from policy_report.render.source import Place, Source, read_source, shown
from policy_report.render.styles import STYLES
from policy_report.render.tree import Node, attributes, walk
from policy_report.study import climbing_links, is_outside
from policy_report.text.policy import SCHEMES, is_harmless


@dataclass(frozen=True)
class Prepared:
    """A document as it was read.

    `options` are merged for its format, `words` are what a renderer adds in its language, and `tree` is pandoc's JSON
    with values put in and only this format's content; `found` are the faults that reading has shown.
    """

    project: Project
    document: Document
    source: Source
    options: dict[str, Any]
    words: dict[str, str]
    tree: Node
    expanded: Expanded
    found: tuple[Problem, ...] = ()

    def check(self) -> None:
        """Look through the tree for faults.

        Raises `RenderError` with every fault of the document that a reader of its sources could find.
        """
        if problems := self.problems():
            raise RenderError(problems)

    def problems(self, made: frozenset[Path] | None = None) -> list[Problem]:
        """Every fault; of what people wrote alone where it is said what is `made`."""
        source, files = self.source, paths(self.options.get("bibliography"))
        checker = Checker(
            self.project,
            self.document.source,
            self.tree,
            target=self.document.format.quarto,
            extension=str(self.options.get("default-image-extension", "")),
            keys=bibliography_keys(self.project.root / path for path in files),
            locate=self.locate,
            start=source.start,
            elsewhere=frozenset() if made is None else made_anchors(self.project, source),
            made=made or frozenset(),
        )
        return [*self.found, *_leftover_tokens(self.tree, self.expanded), *checker.problems()]

    def locate(self, needle: str) -> list[Place]:
        """Where a text stands, in the sources or in the value of a shortcode."""
        return _locate(self.source, self.expanded, needle)

    @property
    def epoch(self) -> int:
        """The document's date in seconds since 1970, or that of 1 January 2000: a rerun gives the same bytes."""
        day = date.fromisoformat(str(self.options.get("date") or "2000-01-01"))
        return (day - date(1970, 1, 1)).days * 86400


def prepare(project: Project, document: Document) -> Prepared:
    """Read and check a document.

    Raises `RenderError` with every fault of the document.
    """
    prepared = read_document(project, document)
    prepared.check()
    return prepared


def faults(project: Project, document: Document, made: frozenset[Path]) -> list[Problem]:
    """Find the faults of what people wrote of a document, without what a build makes and pastes in; write nothing.

    `made`: the files that a build makes, which need not be there yet.
    """
    try:
        return read_document(project, document, without=project.relative(project.generated)).problems(made)
    except RenderError as error:
        return [*error.problems]


def read_document(
    project: Project, document: Document, also: Iterable[Problem] = (), without: str | None = None
) -> Prepared:
    """Read a document, whose tree is still to be checked, `without` the parts that come from a folder.

    `also`: faults that the caller has found.

    Raises `RenderError` with every fault so far if pandoc complains.
    """
    source = read_source(project, document.source)
    options = settings(project, source, document.format)
    words = labels(options)
    about, faulty = metadata(options, source)
    expanded = Expander(read_variables(project), about, source, options).expand()
    problems = [*also, *faulty, *source.problems, *check_text(source), *expanded.problems]
    needed = [*named_files(project, options), *(font_files(project) if document.format.has_fonts else ())]
    problems += _file_problems(project, source, needed) + _unknown_style(project, source, options)
    problems += option_problems(project, source, options)
    locate = partial(_locate, source, expanded)
    if nested := [*check_nesting(source)]:
        raise RenderError([*problems, *nested])
    try:
        tree = read_tree(project, document, source, expanded, locate, without=without)
    except RenderError as error:
        raise RenderError([*problems, *error.problems]) from error

    def report(node: Node, fault: str, named: str) -> None:
        text = _attribute_text(node)
        problems.extend(place.fault(fault, text, named=named) for place in locate(text) or [source.start])

    tree = keep_visible(tree, document.format.quarto, report)
    return Prepared(project, document, source, options, words, tree, expanded, tuple(problems))


def _locate(source: Source, expanded: Expanded, needle: str) -> list[Place]:
    return source.locate(needle, whole=needle[:1] in "@#.") or [
        place for value, place in zip(expanded.values, expanded.places, strict=True) if needle in value.text
    ]


def _file_problems(project: Project, source: Source, needed: list[Path]) -> list[Problem]:
    found = []
    for path in needed:
        name = shown(project, path)
        if is_outside(project, path):
            found += [
                place.fault("outside-study", path.name, path=name)
                for place in option_places(project, source, path.name)
            ]
        elif not path.is_file():
            places = source.locate(name) or option_places(project, source, f"/{path.name}", name)
            found += [place.fault("file-not-found/option", name) for place in places]
    return found


def _unknown_style(project: Project, source: Source, options: dict[str, Any]) -> list[Problem]:
    wanted = options.get("reference-style")
    if wanted is None or wanted in STYLES:
        return []
    places = option_places(project, source, f"reference-style: {wanted}")
    return [place.fault("unknown-style", str(wanted), known=", ".join(STYLES)) for place in places]


def _leftover_tokens(tree: Node, expanded: Expanded) -> list[Problem]:
    """Shortcodes that stand where no value can be put, such as in math."""
    return [
        expanded.places[index].fault("shortcode-misplaced", expanded.values[index].text, place=node["t"])
        for node in walk(tree)
        if isinstance(node.get("c"), list)
        for part in node["c"]
        if isinstance(part, str)
        for index in tokens(part)
    ]


def _attribute_text(node: Node) -> str:
    _, classes, pairs = node["c"][0]
    conditions = [f'{key}="{value}"' for key, value in pairs if "-format" in key or key.startswith(("when", "unless"))]
    return conditions[0] if conditions else f".{next(name for name in classes if name.startswith('content-'))}"


VISIBLE, HIDDEN = "content-visible", "content-hidden"
_CONDITIONS = ("when-format", "unless-format")
# Names of formats, and what each means for a document of ours. Quarto reads `pdf` as LaTeX, so `pdf` would
# hide the text from our PDF: it is refused.
_FORMATS = {"html": "html", "html4": "html", "html5": "html", "html:js": "html", "typst": "typst", "docx": "docx"}

Report = Callable[[Node, str, str], None]


def keep_visible(tree: Any, target: str, report: Report) -> Any:
    """The tree with only the content for `target` (its Quarto name).

    `report` is called with the node, the fault and what it names, for each condition that is not understood.
    """
    if isinstance(tree, list):
        kept = []
        for child in tree:
            kept += _child(child, target, report)
        return kept
    if isinstance(tree, dict):
        return {key: keep_visible(value, target, report) for key, value in tree.items()}
    return tree


def _child(child: Any, target: str, report: Report) -> list[Any]:
    if not (isinstance(child, dict) and child.get("t") in ("Div", "Span", "CodeBlock")):
        return [keep_visible(child, target, report)]
    classes = attributes(child).classes
    if VISIBLE not in classes and HIDDEN not in classes:
        return [keep_visible(child, target, report)]
    if _matches(child, target, report) != (VISIBLE in classes):
        return []
    if child["t"] == "Div":
        content: list[Any] = keep_visible(child["c"][1], target, report)
        return content
    identifier, names, pairs = child["c"][0]
    names = [name for name in names if name not in (VISIBLE, HIDDEN)]
    pairs = [pair for pair in pairs if pair[0] not in _CONDITIONS]
    return [{"t": child["t"], "c": [[identifier, names, pairs], keep_visible(child["c"][1], target, report)]}]


def _matches(node: Node, target: str, report: Report) -> bool:
    given = attributes(node).pairs
    known = {key: value for key, value in given.items() if key in _CONDITIONS}
    others = [key for key in given if key.startswith(("when-", "unless-")) and key not in _CONDITIONS]
    if others or not known:
        report(node, "unknown-condition", ", ".join(others) or "there is none")
    result = True
    for key, value in known.items():
        if value not in _FORMATS:
            report(node, "unknown-condition/format", value)
        result = result and (_FORMATS.get(value) == target) == (key == "when-format")
    return result


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
