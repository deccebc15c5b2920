"""Reads a rendered document back as plain text, so that what two engines made of one source can be compared."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from policy_report.render import pandoc

# Title block, contents, and what Quarto adds of its own: each engine lays them out in its own way.
_CONTENTS = re.compile(rb"<nav\b.*?</nav>", re.DOTALL)
_FURNITURE = {"title-block-header", "quarto-appendix", "quarto-margin-sidebar"}
_TITLE_STYLES = {"Title", "Subtitle", "Author", "Date", "Abstract", "Abstract Title", "AbstractTitle"}
_UNREAD = {"screen-reader-only", "footnote-back", "quarto-title-block", "skip", "visually-hidden"}
_SPACES = re.compile(r"[\s\u00ad\u200b\ufeff\u21a9\ufe0e]+")


def blocks(path: Path) -> list[str]:
    """The text of every heading, paragraph, caption and table cell of an HTML or Word document, in its order.

    White space is left out: it is the writers' own.
    """
    data = path.read_bytes()
    if path.suffix == ".html":
        reader, data = "html", _CONTENTS.sub(b"", data)
    else:
        reader = "docx+styles"
    command = [pandoc.command(), "-f", reader, "-t", "json"]
    tree = json.loads(subprocess.run(command, input=data, capture_output=True, check=True).stdout)
    texts = (_SPACES.sub("", text) for text in _leaves(tree["blocks"]))
    return [text for text in texts if text]


def captions(texts: list[str]) -> list[str]:
    """The captions of figures and tables, with their numbers."""
    return [text for text in texts if re.match(r"(Figure|Table|图|表)\d+\W", text)]


def letters(text: str) -> str:
    """The letters and digits of a text: what a PDF keeps of it, through hyphens and separators."""
    return re.sub(r"[\W_]+", "", text)


def text_of_pdf(path: Path) -> str:
    """The letters and digits of a PDF."""
    return letters("".join(page.extract_text() for page in PdfReader(path).pages))


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _leaves(item)
    elif isinstance(node, dict):
        if _is_left_out(node) or _is_listed(node):
            return
        if node.get("t") in ("Para", "Plain", "Header", "CodeBlock", "LineBlock"):
            # What a footnote says stands where the writer puts it.
            yield "".join(_characters(node["c"]))
            for note in _notes(node["c"]):
                yield from _leaves(note)
        else:
            yield from _leaves(list(node.values()))


def _is_left_out(node: dict[str, Any]) -> bool:
    if node.get("t") not in ("Div", "Span", "Link"):
        return False
    identifier, classes, attributes = node["c"][0]
    style = dict(attributes).get("custom-style")
    return identifier in _FURNITURE or style in _TITLE_STYLES or bool(_UNREAD.intersection(classes))


def _is_listed(node: dict[str, Any]) -> bool:
    """Whether a paragraph is an entry of a list of figures or tables: nothing but a link to it."""
    kinds = [part["t"] for part in node["c"]] if node.get("t") in ("Para", "Plain") else []
    return kinds == ["Link"] and node["c"][0]["c"][2][0].startswith("#")


def _characters(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _characters(item)
    elif isinstance(node, dict) and not _is_left_out(node):
        kind = node.get("t")
        content: Any = node.get("c")
        if kind == "Str":
            yield content
        elif kind in ("Code", "Math"):
            yield content[1]
        elif kind in ("Span", "Link"):
            yield from _characters(content[1])
        elif kind not in ("Note", "Image", "RawInline"):
            yield from _characters(content)


def _notes(node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        for item in node:
            yield from _notes(item)
    elif isinstance(node, dict):
        if node.get("t") == "Note":
            yield node["c"]
        elif node.get("t") != "Math":
            yield from _notes(node.get("c"))
