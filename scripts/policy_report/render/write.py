"""Write a prepared document: one run of pandoc sets its numbers, references, callouts and citations and writes it."""

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path

from policy_report.render import pandoc
from policy_report.render.config import lua_filters
from policy_report.render.dependencies import named_files, paths
from policy_report.render.document import Format
from policy_report.render.extensions import runnable
from policy_report.render.metadata import tag_of
from policy_report.render.prepare import Prepared
from policy_report.text.policy import SCHEMES

# Order matters: references before citations, which take every `@key`; Typst's wrapping of math after them.
_BEFORE_CITATIONS = ("images.lua", "crossref.lua", "callouts.lua")


def written(prepared: Prepared, arguments: list[str | Path], metadata: Mapping[str, object] | None = None) -> str:
    """What pandoc writes for a document, which is checked meanwhile.

    `metadata`: in pandoc's JSON, stands in for the document's own.

    Raises `RenderError` with every fault of the document, or else what pandoc complains about.
    """
    own = {"policy-report": string_meta(_own_options(prepared)), **_bibliography(prepared), **(metadata or {})}
    tree = {**prepared.tree, "meta": {**prepared.tree["meta"], **own}}
    depth = ["--toc-depth", str(prepared.options.get("toc-depth", 3))]
    numbers = ["--number-sections"] if prepared.options.get("number-sections") is True else []
    write = partial(
        pandoc.run,
        ["-f", "json", "--standalone", *depth, *numbers, *_filters(prepared), *arguments],
        json.dumps(tree, ensure_ascii=False),
        prepared.source,
        prepared.locate,
        folder=prepared.project.root,
        epoch=prepared.epoch,
    )
    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(write)
        prepared.check()
        return writing.result()


def _filters(prepared: Prepared) -> list[str | Path]:
    last = ["typst.lua"] if prepared.document.format is Format.PDF else []
    files = [pandoc.FILTERS / name for name in _BEFORE_CITATIONS]
    files += [runnable(prepared.project, path) for path in lua_filters(prepared.options)]
    files += [pandoc.FILTERS / name for name in (*last, "forget.lua")]
    return [part for path in files for part in ("--lua-filter", path)]


def word_variables(prepared: Prepared, **more: str) -> list[str]:
    """Arguments that give a template its words, and further variables."""
    words = prepared.words
    given = {"toc-title": words["toc-title"], "abstract-title": words["abstract-title"], **more}
    return [part for key, value in given.items() for part in ("-V", f"{key}={value}")]


def string_meta(value: object) -> dict[str, object]:
    """A value as pandoc's JSON metadata, taken as it is and not as Markdown."""
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: string_meta(item) for key, item in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [string_meta(item) for item in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    return {"t": "MetaString", "c": str(value)}


def _own_options(prepared: Prepared) -> dict[str, object]:
    return {
        "target": prepared.document.format.quarto,
        "schemes": list(SCHEMES),
        "main": prepared.document.source.parent.as_posix(),
        "extension": str(prepared.options.get("default-image-extension", "")),
        "words": prepared.words,
        # What the filters of documents beside each other ask Quarto for.
        "product": prepared.document.source.stem,
        "citation": prepared.options.get("citation") or {},
        "rows": _kept(prepared, "rows"),
        "generated": str(prepared.project.generated),
    }


def _bibliography(prepared: Prepared) -> dict[str, object]:
    options = prepared.options
    found: dict[str, object] = {"lang": string_meta(tag_of(options, "html"))}
    files = paths(options.get("bibliography"))
    if files:
        found["bibliography"] = string_meta(files)
    if options.get("reference-style"):
        found["reference-style"] = string_meta(options["reference-style"])
    if options.get("reference-styles"):
        found["reference-cache"] = string_meta(_kept(prepared, "references"))
        found["reference-styles"] = string_meta(options["reference-styles"])
    return found


def _kept(prepared: Prepared, name: str) -> str:
    """Where filters keep what they made of what the documents share; the file's name holds the filters and styles."""
    project, document = prepared.project, prepared.document
    files = [path for path in named_files(project, prepared.options) if path.suffix in (".lua", ".csl", ".json")]
    parts = [version("pypandoc_binary").encode(), *(path.read_bytes() for path in files if path.is_file())]
    recipe = hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
    folder = project.state / name
    folder.mkdir(parents=True, exist_ok=True)
    return project.relative(folder / f"{document.name.replace('/', '-')}-{recipe}.json")
