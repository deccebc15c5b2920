"""Walks pandoc's JSON: a node is an object with `t` (its type) and, mostly, `c` (its content)."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

Node = dict[str, Any]


class Attributes(NamedTuple):
    """Identifier, classes and key-value pairs of an element."""

    identifier: str
    classes: tuple[str, ...]
    pairs: dict[str, str]


# Where the attributes stand in a node's content.
_POSITION = {
    "Div": 0, "Span": 0, "Code": 0, "CodeBlock": 0, "Link": 0, "Image": 0, "Table": 0, "Figure": 0, "Header": 1,
}  # fmt: skip
_NONE = Attributes("", (), {})
_WORDS = re.compile("(?!:::)[^{@\\[\u2e80-\U0010ffff]+")


def walk(node: Any) -> Iterator[Node]:
    """Every node in document order, parents before children."""
    # A stack rather than recursion: an appendix has hundreds of thousands of nodes, many levels deep.
    stack = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, list):
            stack.extend(reversed(top))
        elif isinstance(top, dict):
            if "t" in top:
                yield top
                stack.append(top.get("c"))
            else:
                stack.extend(reversed(top.values()))


def attributes(node: Node) -> Attributes:
    """The attributes of a node; empty if its type has none."""
    position = _POSITION.get(node["t"])
    if position is None:
        return _NONE
    identifier, classes, pairs = node["c"][position]
    return Attributes(identifier, tuple(classes), dict(pairs))


def all_attributes(node: Any) -> Iterator[list[Any]]:
    """The attributes of every element, those of table parts included (which are no nodes of their own)."""
    match node:
        case [str(), list(), list()]:
            yield node
        case list() | dict():
            for child in node.values() if isinstance(node, dict) else node:
                yield from all_attributes(child)


def identifiers(node: Any) -> Iterator[str]:
    """Every identifier, those of table parts included."""
    for identifier, classes, _ in all_attributes(node):
        if identifier and all(isinstance(name, str) for name in classes):
            yield identifier


def plain(node: Any) -> str:
    """The text of a node without its formatting; math and notes are left out."""
    parts = []
    for child in walk(node):
        match child["t"]:
            case "Str":
                parts.append(child["c"])
            case "Code" | "CodeBlock":
                parts.append(child["c"][1])
            case "Space" | "SoftBreak" | "LineBreak":
                parts.append(" ")
    return "".join(parts)


def characters(node: Any) -> str:
    """All text and code of a node; math is left out."""
    texts = [child["c"] for child in walk(node) if child["t"] in ("Str", "Code", "CodeBlock")]
    return "".join(text if isinstance(text, str) else text[1] for text in texts)


def compact(node: Any) -> Any:
    """The tree with words that follow each other as one text, and without what a citation says if nobody resolves it.

    It has a third of the nodes, through which each filter walks, and each format is written the same. Words that may be
    more than words, and those in East Asian script, whose spaces filters close up, stay by themselves.
    """
    if isinstance(node, dict):
        fallback = node.get("t") == "Cite"
        return {"t": "Cite", "c": [compact(node["c"][0]), []]} if fallback else {k: compact(v) for k, v in node.items()}
    if not isinstance(node, list):
        return node
    found: list[Any] = []
    words = gap = False
    for child in node:
        kind = child.get("t") if isinstance(child, dict) else None
        is_words = kind == "Str" and _WORDS.fullmatch(child["c"]) is not None
        if gap and is_words:
            found[-2:] = [{"t": "Str", "c": f"{found[-2]['c']} {child['c']}"}]
            gap = False
        else:
            gap = words and kind == "Space"
            found.append(compact(child))
        words = is_words
    return found
