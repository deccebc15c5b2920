"""The faults that can be seen in a parsed document: what does not resolve and what is not understood."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from policy_report.errors import Problem
from policy_report.project import Project
from policy_report.render.dependencies import image_path, is_remote
from policy_report.render.labels import CALLOUTS
from policy_report.render.siblings import Neighbourhood
from policy_report.render.source import Place, Source
from policy_report.render.tree import Node, attributes, identifiers, plain, walk

REFERENCES = ("fig", "tbl", "sec", "eq")
# Other kinds of cross-reference that Quarto knows (src/resources/filters/crossref/).
_OTHER_REFERENCES = (
    "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg", "nte", "tip", "wrn", "imp",
    "cau", "dia", "vid", "ch", "apx",
)  # fmt: skip
_LAYOUT = re.compile(
    r"columns?|column-.*|panel-.*|layout-.*|aside|margin-.*|landscape|hidden|incremental|nonincremental|lightbox"
    r"|fragment|cell|cell-.*|quarto-.*|tabset.*|appendix|line-block-.*"
)
_LAYOUT_ATTRIBUTES = re.compile(
    r"layout.*|(?:fig|tbl|lst)-(?:subcap|cap|scap|pos|env|link|align|cap-location)|lightbox"
)
_EXECUTABLE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{(?P<language>[A-Za-z][\w-]*)(?:[\s,}]|$).*$", re.MULTILINE)
_INLINE_EXECUTABLE = re.compile(r"(?<!`)`\{?(?:r|python|julia|ojs)\}? [^`]+`")
_RAW = {"html": ("html", "html4", "html5"), "typst": ("typst",), "docx": ("openxml",)}
_KEY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,]+)\s*,", re.MULTILINE | re.IGNORECASE)

Locate = Callable[[str], list[Place]]


def bibliography_keys(files: Iterable[Path]) -> frozenset[str]:
    """The keys of the entries of `.bib` files; a file that is missing has none."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file())
    return frozenset(key for text in texts for key in _KEY.findall(text))


def check_text(source: Source) -> Iterator[Problem]:
    """Faults that only the text shows: code that Quarto would run."""
    for match in source.find(_EXECUTABLE, source.text):
        message = f"a cell of {match['language']} would have to be run"
        remedy = f"write ```{match['language']} to show the code; results come from the build, not from the text"
        yield source.place(match).problem("executable-code", message, match.group().strip(), remedy)
    for match in source.find(_INLINE_EXECUTABLE, source.text):
        message, remedy = "inline code would have to be run", "use a variable: {{< var … >}}"
        yield source.place(match).problem("executable-code", message, match.group(), remedy)


class Checker:
    """Checks one document in one format: `target` is its Quarto name, `extension` the default one of images.

    `tree` is the document as pandoc reads it, with values put in and only this format's content; `keys` are those of
    the bibliography, and `locate` finds where a text stands in the sources.
    """

    def __init__(
        self,
        project: Project,
        main: Path,
        tree: Any,
        *,
        target: str,
        extension: str,
        keys: frozenset[str],
        locate: Locate,
        start: Place,
    ) -> None:
        self._project, self._main, self._tree = project, main, tree
        self._target, self._extension, self._keys = target, extension, keys
        self._locate, self._start = locate, start
        self._beside = Neighbourhood(project, main)
        self._nodes = list(walk(tree))
        self._equations = set(_equation_labels(tree))
        self._labels = Counter([*identifiers(tree), *self._equations])
        self._found: list[Problem] = []

    def problems(self) -> list[Problem]:
        """Every fault, each in every place where it occurs."""
        rules: dict[str, Callable[[Node], None]] = {
            "Div": self._div,
            "Span": self._layout,
            "Header": self._layout,
            "Figure": self._figure,
            "Table": self._table,
            "Image": self._image,
            "Link": self._link,
            "Cite": self._cite,
            "RawBlock": self._raw,
            "RawInline": self._raw,
            "CodeBlock": self._layout,
            "Str": self._str,
        }
        for node in self._nodes:
            rule = rules.get(node["t"])
            if rule:
                rule(node)
        self._duplicates()
        return sorted(set(self._found))

    def _fault(self, needle: str, code: str, message: str, remedy: str) -> None:
        places = self._locate(needle) or [self._start]
        self._found += [place.problem(code, message, needle, remedy) for place in places]

    def _duplicates(self) -> None:
        for label, count in self._labels.items():
            if count > 1:
                message = f"the label {label} is given {count} times"
                self._fault(f"#{label}", "duplicate-label", message, "rename one of them")

    def _layout(self, node: Node) -> None:
        identifier, classes, pairs = attributes(node)
        message = "asks for a layout that the embedded engine does not make"
        for name in filter(_LAYOUT.fullmatch, classes):
            remedy = "take it out; plain figures, tables, callouts and conditional content are understood"
            self._fault(f".{name}", "unsupported-layout", f"the class {name} {message}", remedy)
        for name in filter(_LAYOUT_ATTRIBUTES.fullmatch, pairs):
            remedy = "take it out; the caption is the last paragraph of the div"
            self._fault(f"{name}=", "unsupported-layout", f"the attribute {name} {message}", remedy)
        kind = _kind(identifier)
        if kind in _OTHER_REFERENCES:
            message = f"labels of the kind {kind} are not understood"
            remedy = f"use one of {', '.join(REFERENCES)}, or a label without a hyphen after {kind}"
            self._fault(f"#{identifier}", "unsupported-reference", message, remedy)

    def _div(self, node: Node) -> None:
        self._layout(node)
        identifier, classes, _ = attributes(node)
        if "list-table" in classes:
            message = "a list table is not a list of rows, each of them one list of cells"
            self._fault(".list-table", "broken-list-table", message, "indent the cells under their row")
        for name in classes:
            if name == "callout" or (name.startswith("callout-") and name.removeprefix("callout-") not in CALLOUTS):
                remedy = f"use one of {', '.join(f'callout-{kind}' for kind in CALLOUTS)}"
                self._fault(f".{name}", "unknown-callout", f"{name} is not a kind of callout", remedy)
        if _kind(identifier) in ("fig", "tbl"):
            blocks = node["c"][1]
            if len(blocks) < 2 or blocks[-1]["t"] != "Para":
                self._without_caption(identifier)

    def _without_caption(self, identifier: str) -> None:
        remedy = "write a caption: in the brackets of an image, after `:` below a table, or as a div's last paragraph"
        self._fault(f"#{identifier}", "no-caption", f"{identifier} has no caption", remedy)

    def _figure(self, node: Node) -> None:
        self._unlabelled(node, "fig")

    def _table(self, node: Node) -> None:
        self._layout(node)
        if node["c"][1][1]:
            self._unlabelled(node, "tbl")
        elif attributes(node).identifier:
            self._without_caption(attributes(node).identifier)

    def _unlabelled(self, node: Node, kind: str) -> None:
        if _kind(attributes(node).identifier) != kind:
            message = f"a caption has no label of the kind {kind}, so it would have no number"
            caption = _first_words(plain(node["c"][1]))
            self._fault(caption, "caption-without-label", message, f"add {{#{kind}-name}}")

    def _image(self, node: Node) -> None:
        self._layout(node)
        name = node["c"][2][0]
        identifier = attributes(node).identifier
        if _kind(identifier) == "fig":
            self._without_caption(identifier)
        if name.startswith("data:"):
            return
        if is_remote(name):
            self._fault(name, "remote-image", "an image would be fetched from another host", "keep a copy in the study")
        elif not (path := image_path(self._project, self._main, name, self._extension)).is_file():
            shown = path.relative_to(self._project.root) if path.is_relative_to(self._project.root) else path
            message, remedy = f"{shown.as_posix()} does not exist", "mend the path, or build the figure"
            self._fault(name, "image-not-found", message, remedy)

    def _link(self, node: Node) -> None:
        target = node["c"][2][0]
        if target[:1] != "#" or target[1:] not in self._labels:
            self._link_out(target)
        elif target[1:] in self._unnumbered:
            # Quarto 1.10 writes an unnumbered heading into Typst without its label (quarto-cli issue 13698).
            message = f"Quarto's PDF loses the label {target[1:]} of an unnumbered heading"
            remedy = f"label the first words under the heading instead: [words]{{{target}}}"
            self._fault(target, "link-to-unnumbered-heading", message, remedy)

    def _link_out(self, target: str) -> None:
        """A link to what the document does not have; other documents of its language may have it."""
        if not self._beside.resolves(target, frozenset(self._labels), self._keys):
            name = target.rpartition("#")[2]
            message = f"nothing is labelled {name}" + ("" if target[0] == "#" else f" in {target.partition('#')[0]}")
            self._fault(target, "missing-anchor", message, self._elsewhere(name) or "mend the link or add the label")

    def _elsewhere(self, label: str) -> str:
        """How to cite a label that another document of the language has; empty if none has it."""
        name = self._beside.holder(label)
        known = name and _kind(label) in REFERENCES
        named = {"paper": "article"}.get(name, name)
        return f"{name}.qmd has it: write {{{{< var {self._beside.language}.{named}.{label} >}}}}" if known else ""

    def _cite(self, node: Node) -> None:
        citations = node["c"][0]
        kinds = {(_kind(citation["citationId"]) in REFERENCES) for citation in citations}
        for citation in citations:
            self._citation(citation["citationId"])
        if len(kinds) == 2:
            message, remedy = "a reference and a citation share brackets", "give each its own brackets"
            self._fault(f"@{citations[0]['citationId']}", "mixed-reference", message, remedy)

    def _citation(self, key: str) -> None:
        kind = _kind(key)
        if kind in REFERENCES:
            self._reference(key)
        elif key not in self._keys and kind in _OTHER_REFERENCES:
            message, remedy = f"references of the kind {kind} are not understood", f"use one of {', '.join(REFERENCES)}"
            self._fault(f"@{key}", "unsupported-reference", message, remedy)
        # `nocite: "@*"` asks for every entry.
        elif key not in self._keys and key != "*":
            self._fault(f"@{key}", "unknown-citation", f"the bibliography has no entry {key}", "mend the key or add it")

    def _reference(self, key: str) -> None:
        label = key[0].lower() + key[1:]
        if label not in self._labels:
            message, remedy = f"nothing is labelled {label}", self._elsewhere(label) or "mend the name or add the label"
            self._fault(f"@{key}", "unknown-reference", message, remedy)
        elif label in self._unnumbered:
            remedy = f"label the first words under it and link to them: [words]{{#{label}}}"
            self._fault(f"@{key}", "reference-without-number", f"{label} has no number", remedy)

    @cached_property
    def _unnumbered(self) -> set[str]:
        headers = (attributes(node) for node in self._nodes if node["t"] == "Header")
        return {header.identifier for header in headers if "unnumbered" in header.classes}

    def _raw(self, node: Node) -> None:
        language, text = node["c"]
        if language not in (*_RAW[self._target], "pagebreak"):
            remedy = f', or put it in ::: {{.content-visible when-format="{language}"}}' if language in _RAW else ""
            message = f"raw {language} would be lost in {self._target}"
            self._fault(text.strip().split("\n")[0], "raw-content", message, f"write it in Markdown{remedy}")

    def _str(self, node: Node) -> None:
        text = node["c"]
        unread = re.search(r"@((?:fig|tbl|sec|eq)-[\w-]+|[A-Za-z][\w:.-]*\w)", text)
        if unread and (_kind(unread[1]) in REFERENCES or unread[1] in self._keys):
            message = "a reference right after a letter is not read as one"
            self._fault(unread.group(), "reference-not-read", message, f"write [{unread.group()}]")
        if text.startswith(("{#", "{.")) and text not in {f"{{#{label}}}" for label in self._equations}:
            message = "attributes stand where they belong to nothing"
            self._fault(text, "stray-attributes", message, "move or remove them")
        if text.startswith(":::"):
            remedy = "leave an empty line before it, or remove it"
            self._fault(text, "stray-fence", "a ::: opens or closes nothing", remedy)
        if re.search(r"\[\^[^\]]+\]", text):
            self._fault(text, "unknown-footnote", "a footnote is used but not written", "write [^name]: and its text")


def _kind(label: str) -> str:
    match = re.match(r"([A-Za-z]+)-", label)
    return match[1].lower() if match else ""


def _first_words(text: str) -> str:
    return text[:40].rsplit(" ", 1)[0] if len(text) > 40 else text


def _equation_labels(tree: Any) -> Iterator[str]:
    """Labels of equations: `{#eq-name}` after display math, which pandoc leaves as text."""
    for node in walk(tree):
        if node["t"] not in ("Para", "Plain"):
            continue
        seen = False
        for inline in node["c"]:
            if inline["t"] == "Str" and seen:
                match = re.fullmatch(r"\{#(eq-[\w-]+)\}", inline["c"])
                if match:
                    yield match[1]
            if inline["t"] not in ("Space", "SoftBreak"):
                seen = inline["t"] == "Math" and inline["c"][0]["t"] == "DisplayMath"
