"""Read the text of a document into pandoc's tree: part by part, each only once.

A part is what stands between two borders of included files. Its tree is kept in the study's state folder under the
hash of its text and values, so that an edited sentence costs the reading of its own part, and the formats of a document
share one reading. Where Markdown lets one part bear on another (a link defined elsewhere, two headings of one name),
the text is read whole.
"""

import hashlib
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from policy_report.project import Project, keep_file
from policy_report.render import pandoc
from policy_report.render.document import Document
from policy_report.render.rows import Rows, put_back, taken
from policy_report.render.shortcodes import Expanded, renumbered, restored, tokens
from policy_report.render.source import Line, Source, fenced_lines
from policy_report.render.tree import Node, attributes, compact, plain, walk

READER = "markdown"
_FILTERS = ("values.lua", "listtable.lua")
_DIVIDER = "\ue020"
"""A paragraph of its own between parts that are read in one run."""

_FENCE = re.compile(r"^\s*:{3,}\s*(?P<opens>\S?)")
# A part may not begin in the middle of a list, a quotation or a definition, nor with a caption.
_GOES_ON = re.compile(r"\s|>|[-*+]\s|\(?[\w#]{1,4}[.)]\s|\(@|:|~|Table:")
_ELSEWHERE = re.compile(r"^ {0,3}\[[^\]^@][^\]]*\]:|^---\s*$|(?:\A|\n\s*\n)\(@[\w-]*\)\s", re.MULTILINE)
"""What bears on the whole text: definitions of links, metadata, numbered examples, which begin a block."""

_NOTE = re.compile(r"\[\^([^\]\s]+)\](:?)")

_PAIRS = (("<div", "</div"), ("<pre", "</pre"), ("<script", "</script"), ("<style", "</style"), (r"\begin{", r"\end{"))
_WRITTEN = re.compile(r"#([\w-]+)")
_MENTION = re.compile(r"\[([^\[\]@^]+)\](?![({:])")
_TURNS: defaultdict[str, Lock] = defaultdict(Lock)


@dataclass(frozen=True)
class _Part:
    """Some lines of a document, with tokens numbered from 1 for the values of these `indices`."""

    text: str
    indices: tuple[int, ...]
    lines: tuple[Line, ...]
    key: str


def read_tree(
    project: Project,
    document: Document,
    source: Source,
    expanded: Expanded,
    locate: pandoc.Locate,
    *,
    without: str | None = None,
) -> Node:
    """Give pandoc's JSON of a document with its values in it, the same for all its formats.

    The parts that come from a folder `without` which it is wanted are left out, and nothing is written.

    Raises `RenderError` with what pandoc complains about, each shown where it stands in the sources.
    """
    path = project.state / "reading" / f"{document.name.replace('/', '-')}.json"
    with _TURNS[str(path)]:
        kept = _load(path) if without is None else _recalled(path)
        about = _part(json.dumps(expanded.metadata, ensure_ascii=False), expanded, ())
        run = partial(_run, source=source, expanded=expanded, locate=locate)
        parts = [about, *_parts(source, expanded)]
        if without is not None:
            parts = [about, *(part for part in parts[1:] if not part.lines[0].place.file.startswith(without))]
        trees = _read(parts, kept, run)
        if without is None and len(parts) > 2 and not _stand_alone(source, trees[1:]):
            parts = [about, _part(expanded.text, expanded, source.lines)]
            trees = _read(parts, kept, run)
        found = {part.key: tree for part, tree in zip(parts, trees, strict=True)}
        if without is not None:
            kept |= found
        if without is None and found.keys() != kept.keys():
            text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
            keep_file(path, f"{_digest(text)}\n{text}")
    return {**trees[0], "blocks": [block for tree in trees[1:] for block in tree["blocks"]]}


def _load(path: Path) -> dict[str, Node]:
    """What is kept, below its digest; nothing if it is not what was written."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return {}
    found: dict[str, Node] = json.loads(text) if digest == _digest(text) else {}
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_recalled = cache(_load)
"""What is kept, and what was read of the document since without being written: its formats share it."""


@cache
def _reader() -> bytes:
    """What decides how a text is read, besides the text."""
    filters = [(pandoc.FILTERS / name).read_bytes() for name in _FILTERS]
    own = [Path(__file__).with_name(name).read_bytes() for name in ("reading.py", "rows.py", "tree.py")]
    return b"\0".join([version("pypandoc_binary").encode(), READER.encode(), *own, *filters])


def _part(text: str, expanded: Expanded, lines: tuple[Line, ...]) -> _Part:
    local, indices = renumbered(text), tokens(text)
    values = [(expanded.values[index].kind, expanded.values[index].text) for index in indices]
    key = hashlib.sha256(b"\0".join([_reader(), repr((bool(lines), values)).encode(), local.encode()]))
    return _Part(local, tuple(indices), lines, key.hexdigest()[:32])


def _parts(source: Source, expanded: Expanded) -> list[_Part]:
    """The text in parts that can be read apart; one part if something bears on the whole."""
    rows = expanded.text.split("\n")
    borders = [] if _ELSEWHERE.search(source.prose) else _borders(source, rows)
    spans = list(pairwise([0, *borders, len(rows)]))
    texts = ["\n".join(rows[first:last]) for first, last in spans]
    uneven = any(text.count(opens) != text.count(closes) for text in texts for opens, closes in _PAIRS)
    if uneven or not _notes_at_home(texts):
        spans, texts = [(0, len(rows))], [expanded.text]
    return [_part(text, expanded, source.lines[first:last]) for text, (first, last) in zip(texts, spans, strict=True)]


def _notes_at_home(texts: list[str]) -> bool:
    """Whether every footnote is written where it is used, and no two parts give one the same name."""
    notes = [{(match[1], bool(match[2])) for match in _NOTE.finditer(text)} for text in texts]
    named = Counter(name for found in notes for name, _ in found if (name, True) in found)
    written = all((name, True) in found for found in notes for name, _ in found)
    return written and all(sum((name, True) in found for found in notes) == 1 for name in named)


def _borders(source: Source, rows: list[str]) -> list[int]:
    """The rows at which another file begins, or the outer one goes on, outside of any block."""
    found, depth = [], 0
    prose = source.prose.split("\n")
    inside = list(fenced_lines(rows))
    for row, line in enumerate(source.lines):
        changes = row > 0 and line.place.file != source.lines[row - 1].place.file
        if changes and not depth and not inside[row] and not prose[row - 1].strip():
            following = next((text for text in rows[row:] if text.strip()), "")
            if not _GOES_ON.match(following):
                found.append(row)
        if not inside[row] and (match := _FENCE.match(rows[row])):
            depth = max(0, depth + (1 if match["opens"] else -1))
    return found


def _stand_alone(source: Source, trees: list[Node]) -> bool:
    """Whether no part bears on another: no heading comes twice or is linked by its words, and no caption is alone."""
    headings = [node for tree in trees for node in walk(tree["blocks"]) if node["t"] == "Header"]
    names = {plain(node).casefold() for node in headings}
    # What pandoc names by the words of a heading has a number where another was named so before.
    written = {*_WRITTEN.findall(source.text)}
    made = (attributes(node).identifier for node in headings)
    labels = Counter(name if name in written else re.sub(r"-\d+$", "", name) for name in made)
    lone = any(tree["blocks"] and plain(tree["blocks"][-1]).startswith(":") for tree in trees)
    linked = any(match[1].casefold() in names for match in source.find(_MENTION))
    return not (lone or linked or any(count > 1 for count in labels.values()))


def _read(parts: list[_Part], kept: dict[str, Node], run: Callable[[list[_Part]], list[Node]]) -> list[Node]:
    """The trees of all parts; those that are not kept are read in one run."""
    wanted = [part for part in parts if part.key not in kept]
    new = dict(zip((part.key for part in wanted), run(wanted), strict=True)) if wanted else {}
    return [new[part.key] if part.key in new else kept[part.key] for part in parts]


def _run(
    parts: list[_Part], source: Source, expanded: Expanded, locate: pandoc.Locate, whole: bool = False
) -> list[Node]:
    indices: list[int] = []
    rows: list[Rows] = []
    metadata, texts, lines = "{}", [], []
    for part in parts:
        text = renumbered(part.text, len(indices))
        indices += part.indices
        if part.lines:
            left = [*enumerate(text.split("\n"))] if whole else taken(text, rows)
            texts.append("\n".join(line for _, line in left))
            lines += [*(part.lines[place] for place, _ in left), *[part.lines[-1]] * 4]
        else:
            metadata = text
    values = [{"kind": expanded.values[index].kind, "text": expanded.values[index].text} for index in indices]
    given = {**json.loads(metadata), "policy-report": {"values": values}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "metadata.json"
        path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
        arguments: list[str | Path] = ["--sandbox", "-f", READER, "-t", "json", "--metadata-file", path]
        for name in _FILTERS:
            arguments += ["--lua-filter", pandoc.FILTERS / name]
        text = f"\n\n\n{_DIVIDER}\n\n".join(texts)
        written = pandoc.run(arguments, text, replace(source, lines=tuple(lines) or source.lines), locate)
    # A token that is left stands where no value can be put; it gets back the number that it has in the document.
    tree: Node = json.loads(restored(written, indices))
    if not put_back(tree["blocks"], rows):
        return _run(parts, source, expanded, locate, whole=True)
    tree = compact(tree)
    blocks = iter(_divided(tree["blocks"]))
    return [{**tree, "meta": {}, "blocks": next(blocks)} if part.lines else {**tree, "blocks": []} for part in parts]


def _divided(blocks: Iterable[Any]) -> list[list[Any]]:
    found: list[list[Any]] = [[]]
    for block in blocks:
        if block == {"t": "Para", "c": [{"t": "Str", "c": _DIVIDER}]}:
            found.append([])
        else:
            found[-1].append(block)
    return found
