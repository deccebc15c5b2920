"""The faults that can be seen in a parsed document: what does not resolve and what is not understood."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import KW_ONLY, dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from policy_report.errors import Problem
from policy_report.project import Project
from policy_report.render.dependencies import image_path, is_remote
from policy_report.render.drawings import acts
from policy_report.render.metadata import CALLOUTS
from policy_report.render.reach import reaches
from policy_report.render.siblings import Neighbourhood
from policy_report.render.source import Place, Source, shown
from policy_report.render.tree import Node, attributes, identifiers, plain, walk
from policy_report.study import is_outside

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
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_DEEPEST: Final = 6
"""How many brackets may be open at once: each makes pandoc read what follows anew, and people write two."""

_RUN_ON = re.compile(r">\}\}[^\s\[]*[^\s\[]\{\{<")
_RAW = {"html": ("html", "html4", "html5"), "typst": ("typst",), "docx": ("openxml",)}
_KEY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,]+)\s*,", re.MULTILINE | re.IGNORECASE)

Locate = Callable[[str], list[Place]]


def bibliography_keys(files: Iterable[Path]) -> frozenset[str]:
    """The keys of the entries of `.bib` files; a file that is missing has none."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file())
    return frozenset(key for text in texts for key in _KEY.findall(text))


def check_text(source: Source) -> Iterator[Problem]:
    """Faults that only the text shows: what Quarto would run or misread."""
    for line in source.front_matter:
        if found := _RUN_ON.search(line.text):
            yield line.place.fault("shortcode-run-on", found.group())
    for match in source.find(_EXECUTABLE, source.text):
        yield source.place(match).fault("executable-code/cell", match.group().strip(), language=match["language"])
    for match in source.find(_INLINE_EXECUTABLE, source.text):
        yield source.place(match).fault("executable-code/inline", match.group())


def check_nesting(source: Source) -> Iterator[Problem]:
    """What pandoc would not come to the end of: the first line at which too many brackets of a paragraph are open."""
    depth, head = 0, [(line, line.text) for line in source.front_matter]
    for line, prose in [*head, *zip(source.lines, source.prose.split("\n"), strict=True)]:
        depth = depth if line.text.strip() else 0
        for bracket in _BRACKET.findall(prose):
            depth = max(0, depth + (1 if bracket == "[" else -1))
            if depth > _DEEPEST:
                yield line.place.fault("brackets-nested", line.text, deepest=_DEEPEST)
                return


@dataclass
class Checker:
    """Checks one document in one format: `target` is its Quarto name, `extension` the default one of images.

    `tree` is the document as pandoc reads it, with values put in and only this format's content; `keys` are those of
    the bibliography, and `locate` finds where a text stands in the sources.
    """

    project: Project
    main: Path
    tree: Any
    _: KW_ONLY
    target: str
    extension: str
    keys: frozenset[str]
    locate: Locate
    start: Place
    elsewhere: frozenset[str] = frozenset()
    """Labels in parts of the document that the tree lacks."""

    made: frozenset[Path] = frozenset()
    """Files that a build will make."""

    def __post_init__(self) -> None:
        self._beside = Neighbourhood(self.project, self.main)
        self._nodes = list(walk(self.tree))
        self._equations = set(_equation_labels(self.tree))
        self._own = Counter([*identifiers(self.tree), *self._equations])
        self._labels = {*self._own, *self.elsewhere}
        self._found: list[Problem] = []

    def problems(self) -> list[Problem]:
        """Every fault, each in every place where it occurs."""
        rules: dict[str, Callable[[Node], None]] = {
            "Div": self._div,
            "Span": self._layout,
            "Header": self._layout,
            "Figure": partial(self._unlabelled, kind="fig"),
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
        for texts, fault, said in reaches(self.tree):
            self._fault(next(filter(self.locate, filter(None, texts)), texts[0]), fault, **said)
        for label, count in self._own.items():
            if count > 1:
                self._fault(f"#{label}", "duplicate-label", label=label, count=count)
        return sorted(set(self._found))

    def _fault(self, needle: str, name: str, /, **values: object) -> None:
        self._found += [place.fault(name, needle, **values) for place in self.locate(needle) or [self.start]]

    def _written(self, needle: str, name: str, /, **values: object) -> None:
        """A fault of what people wrote as Markdown; words of data, which made parts escape, cannot have it."""
        escaped = _ACTIVE.sub(r"\\\g<0>", needle)
        places = self.locate(escaped) or self.locate(needle) or [self.start]
        made = f"{self.project.relative(self.project.generated)}/"
        self._found += [one.fault(name, needle, **values) for one in places if not one.file.startswith(made)]

    def _layout(self, node: Node) -> None:
        identifier, classes, pairs = attributes(node)
        for name in filter(_LAYOUT.fullmatch, classes):
            self._fault(f".{name}", "unsupported-layout/class", name=name)
        for name in filter(_LAYOUT_ATTRIBUTES.fullmatch, pairs):
            self._fault(f"{name}=", "unsupported-layout/attribute", name=name)
        kind = _kind(identifier)
        if kind in _OTHER_REFERENCES:
            self._fault(f"#{identifier}", "unsupported-reference/label", kind=kind, known=", ".join(REFERENCES))

    def _div(self, node: Node) -> None:
        self._layout(node)
        identifier, classes, _ = attributes(node)
        if "list-table" in classes:
            self._fault(".list-table", "broken-list-table")
        for name in classes:
            if name == "callout" or (name.startswith("callout-") and name.removeprefix("callout-") not in CALLOUTS):
                known = ", ".join(f"callout-{kind}" for kind in CALLOUTS)
                self._fault(f".{name}", "unknown-callout", name=name, known=known)
        if _kind(identifier) in ("fig", "tbl"):
            blocks = node["c"][1]
            if len(blocks) < 2 or blocks[-1]["t"] != "Para":
                self._without_caption(identifier)

    def _without_caption(self, identifier: str) -> None:
        self._fault(f"#{identifier}", "no-caption", label=identifier)

    def _table(self, node: Node) -> None:
        self._layout(node)
        if node["c"][1][1]:
            self._unlabelled(node, "tbl")
        elif attributes(node).identifier:
            self._without_caption(attributes(node).identifier)

    def _unlabelled(self, node: Node, kind: str) -> None:
        if _kind(attributes(node).identifier) != kind:
            self._fault(_first_words(plain(node["c"][1])), "caption-without-label", kind=kind)

    def _image(self, node: Node) -> None:
        self._layout(node)
        name = node["c"][2][0]
        identifier = attributes(node).identifier
        if _kind(identifier) == "fig":
            self._without_caption(identifier)
        if name.startswith("data:image/"):
            return
        path = image_path(self.project, self.main, name, self.extension)
        if is_remote(name):
            self._fault(name, "remote-image")
        elif is_outside(self.project, path):
            self._fault(name, "outside-study", path=name)
        elif path in self.made:
            return
        elif not path.is_file():
            self._fault(name, "image-not-found", path=shown(self.project, path))
        elif path.suffix == ".svg" and acts(path.read_text(encoding="utf-8", errors="replace")):
            self._fault(name, "image-acts")

    def _link(self, node: Node) -> None:
        target = node["c"][2][0]
        if target[:1] != "#" or target[1:] not in self._labels:
            self._link_out(target)
        elif target[1:] in self._unnumbered:
            # Quarto 1.10 writes an unnumbered heading into Typst without its label (quarto-cli issue 13698).
            self._fault(target, "link-to-unnumbered-heading", label=target[1:])

    def _link_out(self, target: str) -> None:
        """A link to what the document does not have; other documents of its language may have it."""
        if not self._beside.resolves(target, frozenset(self._labels), self.keys):
            page, _, name = target.rpartition("#")
            elsewhere = self._elsewhere(name) or "mend the link or add the label"
            fault = "missing-anchor/page" if page else "missing-anchor"
            self._fault(target, fault, label=name, page=page, elsewhere=elsewhere)

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
            key = citation["citationId"]
            if meant := self._meant(key):
                self._fault(f"@{key}", "reference-not-read", text=f"@{meant}")
            else:
                self._citation(key)
        if len(kinds) == 2:
            self._fault(f"@{citations[0]['citationId']}", "mixed-reference")

    def _meant(self, key: str) -> str:
        """What a name is without the Chinese words that run on behind it, as in @tbl-x所示; empty if none do."""
        known = self._labels | self.keys
        begun = (key[:end] for end in range(len(key) - 1, 0, -1) if key[:end] in known and not key[end].isascii())
        short = re.split(r"[^\x00-\x7f]", key, maxsplit=1)[0]
        return "" if key in known else next(begun, short if short != key and _kind(short) in REFERENCES else "")

    def _citation(self, key: str) -> None:
        kind = _kind(key)
        if kind in REFERENCES:
            self._reference(key)
        elif key not in self.keys and kind in _OTHER_REFERENCES:
            self._fault(f"@{key}", "unsupported-reference/cited", kind=kind, known=", ".join(REFERENCES))
        # `nocite: "@*"` asks for every entry.
        elif key not in self.keys and key != "*":
            self._fault(f"@{key}", "unknown-citation", key=key)

    def _reference(self, key: str) -> None:
        label = key[0].lower() + key[1:]
        if label not in self._labels:
            elsewhere = self._elsewhere(label) or "mend the name or add the label"
            self._fault(f"@{key}", "unknown-reference", label=label, elsewhere=elsewhere)
        elif label in self._unnumbered:
            self._fault(f"@{key}", "reference-without-number", label=label)

    @cached_property
    def _unnumbered(self) -> set[str]:
        headers = (attributes(node) for node in self._nodes if node["t"] == "Header")
        return {header.identifier for header in headers if "unnumbered" in header.classes}

    def _raw(self, node: Node) -> None:
        language, text = node["c"]
        if language not in (*_RAW[self.target], "pagebreak"):
            fault = "raw-content/other-format" if language in _RAW else "raw-content"
            self._fault(text.strip().split("\n")[0], fault, language=language, target=self.target)

    def _str(self, node: Node) -> None:
        text = node["c"]
        for unread in re.findall(r"@([A-Za-z][\w:.-]*\w)", text):
            label = self._meant(unread) or unread
            if label in self.keys or _kind(label) in REFERENCES:
                self._written(f"@{unread}", "reference-not-read", text=f"@{label}")
        if text.startswith(("{#", "{.")) and text not in {f"{{#{label}}}" for label in self._equations}:
            self._written(text, "stray-attributes")
        if text.startswith(":::"):
            self._written(text, "stray-fence")
        if re.search(r"\[\^[^\]]+\]", text):
            self._written(text, "unknown-footnote")


_ACTIVE: Final = re.compile(r"[!-+\-.:<>@[-`{-~]")
"""What made parts write a backslash before, see `paper/markdown.py`."""


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
