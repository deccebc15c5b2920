"""Read the rows of long tables as pandoc would: those of a supplement take it six seconds, and a tenth of one here.

Taken out of a text are the rows of which every sign is known: words as `paper/markdown.py` escapes them, spans, links
within the document, and citations of one source. All others stay, and a row of its own marks where some are missing.
"""

import re
from html import unescape
from typing import Any

from policy_report.render.source import fenced_lines
from policy_report.render.tree import Node, walk

_PIPE = re.compile(r"(?<!\\)\|")
_SEPARATOR = re.compile(r"\|(?::?-+:?\|)+")
_SHORTEST = 73
"""Signs of a separator from which on pandoc takes widths from it alone, however long the rows are."""

_TEXT = r"(?:[0-9A-Za-z,/;=?]|[^\x00-\x7f\s\ue000-\uf8ff]|\\[!-/:-@\[-`{-~])+"
_WORDS = rf"{_TEXT}(?: {_TEXT})*"
_PIECE = re.compile(
    rf"(?P<plain>{_WORDS})|(?P<gap> )|\[@(?P<cited>[A-Za-z][0-9A-Za-z]*)\]"
    rf"|\[(?P<words>{_WORDS})\](?:\{{(?P<about>[^{{}}]+)\}}|\(#(?P<target>[A-Za-z][\w-]*)\))"
)
_ABOUT = re.compile(
    r"""(?:\#(?P<name>[A-Za-z][\w-]*)|\.(?P<role>[a-z][a-z-]*)"""
    r"""|(?P<key>[a-z][a-z-]*)="(?P<value>(?:[^"&<>\\{}|`$*_\[\]]|&\#\d+;)*)")(?: |$)"""
)
_MARK = "\ue021"

Rows = list[list[Any]]


def taken(text: str, rows: list[Rows]) -> list[tuple[int, str]]:
    """Give the lines that stay of a text, with their places in it; add what was read of the others to `rows`."""
    lines = text.split("\n")
    found: list[tuple[int, str]] = []
    columns, fenced = 0, list(fenced_lines(lines))
    for place, line in enumerate(lines):
        if not line.startswith("|") or fenced[place]:
            columns = 0
        elif _begins(lines, place):
            columns = line.count("|") - 1
        elif columns and (row := _row(line, columns)):
            mark = f"| {_MARK}{len(rows)} {'|' * columns}"
            if found[-1][1] != f"| {_MARK}{len(rows) - 1} {'|' * columns}":
                found.append((place, mark))
                rows.append([])
            rows[-1].append(row)
            continue
        found.append((place, line))
    return found


def put_back(blocks: Node | list[Any], rows: list[Rows]) -> bool:
    """Put rows in the places of their marks; say whether each had one."""
    left = {f"{_MARK}{number}": made for number, made in enumerate(rows)}
    for node in walk(blocks) if rows else ():
        if node["t"] == "Table":
            for body in node["c"][4]:
                body[3] = [made for row in body[3] for made in left.pop(_first(row), [row])]
    return not left


def _first(row: list[Any]) -> str:
    """What the first cell of a row says if it is one word."""
    match row[1][0][4]:
        case [{"t": "Plain", "c": [{"t": "Str", "c": str(word)}]}]:
            return word
    return ""


def _begins(lines: list[str], place: int) -> bool:
    """Whether a line stands between the head of a table and its rows."""
    above, line = ["", "", *lines[max(place - 2, 0) : place]][-2:], lines[place]
    head = above[1].startswith("|") and len(_PIPE.split(above[1])) == line.count("|") + 1
    return head and not above[0].strip() and len(line) >= _SHORTEST and bool(_SEPARATOR.fullmatch(line))


def _row(line: str, columns: int) -> list[Any] | None:
    """Read a row of so many columns; nothing if any of it is not known."""
    cells = _PIPE.split(line)[1:-1]
    made = [_inlines(cell.strip(" ")) for cell in cells]
    if len(made) != columns or not line.endswith(" |") or None in made:
        return None
    blocks = [[{"t": "Plain", "c": inlines}] if inlines else [] for inlines in made]
    return [["", [], []], [[["", [], []], {"t": "AlignDefault"}, 1, 1, content] for content in blocks]]


def _inlines(cell: str) -> list[Node] | None:
    found: list[Node] = []
    end = 0
    while end < len(cell):
        if not (piece := _PIECE.match(cell, end)):
            return None
        end = piece.end()
        if piece["cited"]:
            found.append({"t": "Cite", "c": [[_citation(piece["cited"])], []]})
        elif piece["target"]:
            found.append({"t": "Link", "c": [["", [], []], _words(piece["words"]), [f"#{piece['target']}", ""]]})
        elif piece["about"]:
            if not (about := _attributes(piece["about"])):
                return None
            found.append({"t": "Span", "c": [about, _words(piece["words"])]})
        else:
            found += _words(piece["plain"]) if piece["plain"] else [{"t": "Space"}]
    return found


def _words(text: str) -> list[Node]:
    said = ({"t": "Str", "c": re.sub(r"\\(.)", r"\1", word)} for word in text.split(" "))
    return [node for word in said for node in ({"t": "Space"}, word)][1:]


def _attributes(text: str) -> list[Any] | None:
    found: list[Any] = ["", [], []]
    end = 0
    while end < len(text):
        if not (one := _ABOUT.match(text, end)) or (one["name"] and found[0]):
            return None
        end = one.end()
        if one["name"]:
            found[0] = one["name"]
        elif one["role"]:
            found[1].append(one["role"])
        else:
            found[2].append([one["key"], unescape(one["value"])])
    return found


def _citation(key: str) -> dict[str, Any]:
    mode = {"t": "NormalCitation"}
    return {
        "citationId": key, "citationPrefix": [], "citationSuffix": [], "citationMode": mode, "citationNoteNum": 1,
        "citationHash": 0,
    }  # fmt: skip
