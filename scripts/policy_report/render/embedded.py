"""The embedded engine: pandoc and Typst from wheels, reading the same files as Quarto."""

import json
from collections.abc import Callable
from pathlib import Path

from policy_report.errors import Problem
from policy_report.project import Project, write_atomically
from policy_report.render import pandoc
from policy_report.render.config import lua_filters, settings, unsupported_options
from policy_report.render.dependencies import paths
from policy_report.render.document import Document, Format
from policy_report.render.labels import tag_of
from policy_report.render.page import write_html
from policy_report.render.prepare import Prepared, prepare
from policy_report.render.source import read_source
from policy_report.render.tree import Node
from policy_report.render.typeset import write_pdf
from policy_report.render.word import write_docx
from policy_report.render.write import string_meta

# Order matters: references before citations, which take every `@key`; Typst's wrapping of math last.
_BEFORE_CITATIONS = ("images.lua", "crossref.lua", "callouts.lua")
_WRITERS: dict[Format, Callable[[Prepared, Node], str | bytes]] = {
    Format.HTML: write_html,
    Format.PDF: write_pdf,
    Format.DOCX: write_docx,
}


class EmbeddedEngine:
    """Renders without Quarto, and refuses what it does not understand."""

    name = "embedded"
    concurrent = True

    @property
    def version(self) -> str:
        """The versions of the two programs."""
        from importlib.metadata import version

        return f"pandoc {pandoc.version()}, typst {version('typst')}"

    def render(self, project: Project, document: Document) -> Path:
        """Write the document to its target; see `Engine.render`."""
        prepared = prepare(project, document, _unsupported(project, document))
        tree = _finish(prepared)
        target = document.target(project)
        write_atomically(target, _WRITERS[document.format](prepared, tree))
        return target


def _unsupported(project: Project, document: Document) -> tuple[Problem, ...]:
    source = read_source(project, document.source)
    options = settings(project, source, document.format)
    return tuple(unsupported_options(project, source.front_matter, options))


def _finish(prepared: Prepared) -> Node:
    """The tree with numbers, references, callouts and citations in it."""
    tree = dict(prepared.tree)
    tree["meta"] = {**tree["meta"], "policy-report": string_meta(_own_options(prepared)), **_bibliography(prepared)}
    arguments = ["-f", "json", "-t", "json"]
    for name in _BEFORE_CITATIONS:
        arguments += ["--lua-filter", str(pandoc.FILTERS / name)]
    for path in lua_filters(prepared.options):
        arguments += ["--lua-filter", str(prepared.project.root / path)]
    if prepared.document.format is Format.PDF:
        arguments += ["--lua-filter", str(pandoc.FILTERS / "typst.lua")]
    text = json.dumps(tree, ensure_ascii=False)
    finished: Node = json.loads(pandoc.run(arguments, text, prepared.source, prepared.locate))
    del finished["meta"]["policy-report"]
    return finished


def _own_options(prepared: Prepared) -> dict[str, object]:
    return {
        "target": prepared.document.format.quarto,
        "root": prepared.project.root.as_posix(),
        "main": prepared.document.source.parent.as_posix(),
        "extension": str(prepared.options.get("default-image-extension", "")),
        "words": prepared.words,
        # What the filters of documents beside each other ask Quarto for.
        "product": prepared.document.source.stem,
        "citation": prepared.options.get("citation") or {},
    }


def _bibliography(prepared: Prepared) -> dict[str, object]:
    project, options = prepared.project, prepared.options
    found: dict[str, object] = {"lang": string_meta(tag_of(options, "html"))}
    files = [(project.root / path).as_posix() for path in paths(options.get("bibliography"))]
    if files:
        found["bibliography"] = string_meta(files)
    if options.get("reference-style"):
        found["reference-style"] = string_meta(options["reference-style"])
    if options.get("reference-styles"):
        found["reference-styles"] = string_meta((project.root / options["reference-styles"]).as_posix())
    return found
