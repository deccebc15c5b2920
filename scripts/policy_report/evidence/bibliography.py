"""Reads `references.bib`: every source, data and literature alike."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import Final

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware

from policy_report.errors import Problem
from policy_report.evidence.faults import problem
from policy_report.evidence.records import SourceRow
from policy_report.evidence.textfile import read_utf8
from policy_report.text.policy import SCHEMES, is_harmless
from policy_report.text.toml import beside

_SAFE: Final = beside(__file__, "latex")

_TEXT: Final = frozenset(_SAFE["text"].split()) | frozenset(f"\\{sign}" for sign in _SAFE["signs"])

_IN_MATH: Final = _TEXT | frozenset(_SAFE["math"].split())

_COMMAND: Final = re.compile(r"\\(?:[A-Za-z@]+|.|\Z)|\^\^", re.DOTALL)

_PART: Final = re.compile(
    r"(?P<math>\$(?:[^$\\\n]|\\.)*\$)"
    r"|\\url\s*\{(?P<address>(?:[^{}\\]|\\[%#&_~{}])*)\}"
    rf"|{_COMMAND.pattern}",
    re.DOTALL,
)


# Its log repeats on the terminal what the problems below say with their places.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

TIERS = ("self-reported", "government", "press", "statistics", "academic")
"""Who speaks, from the body that reports on itself to the scholar."""

_VERBATIM = ("url", "doi", "eprint", "file", "keywords")
"""Fields in which `%`, `~` and `#` are characters and not LaTeX."""

_LATEX = re.compile(r"[\\~%$&#^`'-]")
"""What decoding would change; most fields have none of it, and decoding is slow."""

_LANGUAGES = {
    "chinese": re.compile(r"^(zh|zho|chi)\b|chinese|mandarin|^(中文|汉语)"),
    "english": re.compile(r"^(en|eng)\b|english|^(american|british|canadian|australian|newzealand)$"),
}

_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_PIECE = re.compile(rf'"(?:[^"{{}}]|{_BRACED})*"|{_BRACED}|[A-Za-z][\w:.+-]*|\d+')
_PIECES = re.compile(rf"\s*(?:{_PIECE.pattern})(?:\s*#\s*(?:{_PIECE.pattern}))+\s*")

_MONTHS = dict.fromkeys(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], "")
"""Words that stand for themselves without an @string."""

_PARENTS = ("crossref", "xdata")
"""Fields that name entries from which others are taken."""

_INSIDE = ("inbook", "incollection", "inproceedings", "inreference", "bookinbook", "suppbook", "suppcollection")
"""Types of what stands in a book."""

_MOST_PARENTS = 100

_PUBLISHERS = (
    "organization", "publisher", "institution", "journal", "journaltitle", "booktitle", "howpublished", "school",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in the file: its fields in lower case, decoded, with their lines.

    The outer braces of a field are kept: they tell a corporate author from a person.
    """

    key: str
    type: str
    fields: dict[str, str]
    rows: dict[str, int]
    row: int
    end: int

    @property
    def keywords(self) -> frozenset[str]:
        return frozenset(word.strip() for word in self.fields.get("keywords", "").split(",") if word.strip())

    @property
    def kind(self) -> str:
        """`data`, `literature`, or empty if the keywords do not say one of the two."""
        kinds = self.keywords & {"data", "literature"}
        return next(iter(kinds)) if len(kinds) == 1 else ""

    @property
    def tier(self) -> str:
        return next((tier for tier in TIERS if f"tier-{tier}" in self.keywords), "")

    @property
    def date(self) -> str:
        return self.fields.get("date") or self.fields.get("year", "")


def read_entries(path: Path, name: str) -> tuple[list[Entry], list[Problem]]:
    """Read the entries of a BibTeX file, and what of it cannot be read.

    `path`, `name`: the file, and how it is named to the reader.

    Returns the entries that could be read, in the file's order, and the problems.
    """
    text, problems = read_utf8(path, name)
    return ([], problems) if problems else parse_entries(text, name)


def parse_entries(text: str, name: str) -> tuple[list[Entry], list[Problem]]:
    """Read the entries of a BibTeX text, and what of it cannot be read, or would harm whoever sets it."""
    raw, problems = raw_entries(text, name)
    decoded = LatexDecodingMiddleware().transform(Library([_latex_of(entry) for entry in raw]))
    unsafe = list(_latex_problems(text, raw, name))
    problems += unsafe or [_block_problem(block, name) for block in decoded.failed_blocks]
    plain = {entry.key: {field.key: str(field.value) for field in entry.fields} for entry in decoded.entries}
    entries = [_entry(entry, plain[entry.key]) for entry in raw if entry.key in plain]
    problems += _parent_problems(entries, name)
    endless = list(_endless_problems(entries, name))
    whole = entries if endless else _with_inherited(entries)
    return [entry for entry in whole if entry.type != "xdata"], [*problems, *endless]


def _with_inherited(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the fields that they take from others; what stands in a book takes its title as `booktitle`."""
    by_key = {entry.key: entry for entry in entries}

    def fields(entry: Entry) -> dict[str, str]:
        found: dict[str, str] = {}
        for parent in (by_key[key] for key in _parents(entry) if key in by_key):
            taken = {name: cell for name, cell in fields(parent).items() if name not in _PARENTS}
            if parent.type != "xdata":
                title = taken.pop("title", "")
                taken |= {"booktitle": title} if title and entry.type in _INSIDE else {}
            found |= taken
        return found | entry.fields

    return [replace(entry, fields=fields(entry)) if _parents(entry) else entry for entry in entries]


def raw_entries(text: str, name: str) -> tuple[list[model.Entry], list[Problem]]:
    """Read the entries of a BibTeX text with their LaTeX as it stands, and what of the text cannot be read."""
    library = parse_string(text)
    problems = [_block_problem(block, name) for block in library.failed_blocks]
    strings = _MONTHS | {string.key.lower(): joined(str(string.value), {}) for string in library.strings}
    for entry in library.entries:
        bare = {
            key for key, marks in entry.parser_metadata.get("removed_enclosing", {}).items() if marks == "no-enclosing"
        }
        for field in entry.fields:
            value = str(field.value)
            for piece in _pieces(value) or [value.strip()] * (field.key in bare):
                if piece[:1].isalpha() and piece.lower() not in strings:
                    said = f"{entry.key}: {piece}"
                    row = (field.start_line or 0) + 1
                    problems.append(problem(name, row, field.key.lower(), "bib-string-unknown", said, word=piece))
            field.value = joined(value, strings)
    return library.entries, problems


def joined(value: str, strings: Mapping[str, str]) -> str:
    """Give a value of pieces that `#` joins, `"On " # hold`, in one piece; any other as it is.

    `strings`: what the abbreviations of the file stand for, by their names in lower case.
    """
    pieces = (piece[1:-1] if piece[0] in '"{' else strings.get(piece.lower()) or piece for piece in _pieces(value))
    return "".join(pieces) or value


def _pieces(value: str) -> list[str]:
    """Part a value at its `#`; nothing if it has none."""
    return _PIECE.findall(value) if _PIECES.fullmatch(value) else []


def _latex_of(entry: model.Entry) -> model.Entry:
    """The entry with only those fields that decoding would change."""
    fields = [
        model.Field(field.key, field.value, field.start_line)
        for field in entry.fields
        if field.key.lower() not in _VERBATIM and _LATEX.search(str(field.value))
    ]
    return model.Entry(entry.entry_type, entry.key, fields, entry.start_line, entry.raw)


def _entry(entry: model.Entry, decoded: dict[str, str]) -> Entry:
    def text(field: model.Field) -> str:
        return " ".join(str(field.value).split())

    # Decoding drops the outer braces of a corporate author, which are kept here.
    corporate = {field.key.lower() for field in entry.fields if text(field).startswith("{")}
    fields = {field.key.lower(): " ".join(decoded.get(field.key, text(field)).split()) for field in entry.fields}
    kept = {key: f"{{{cell}}}" if key in corporate and cell[:1] != "{" else cell for key, cell in fields.items()}
    rows = {field.key.lower(): (field.start_line or 0) + 1 for field in entry.fields}
    row = (entry.start_line or 0) + 1
    return Entry(entry.key, entry.entry_type.lower(), kept, rows, row, _last_line(entry) + 1)


def _latex_problems(text: str, entries: Sequence[model.Entry], name: str) -> Iterator[Problem]:
    """Commands that a field may not hold, wherever they stand in the file."""
    for start, command in unsafe_commands(text):
        line = text.count("\n", 0, start)
        entry = next((one for one in reversed(entries) if (one.start_line or 0) <= line <= _last_line(one)), None)
        fields = [field.key.lower() for field in entry.fields if (field.start_line or 0) <= line] if entry else []
        said = f"{entry.key}: {command}" if entry else command
        schemes = ", ".join(SCHEMES)
        yield problem(name, line + 1, "".join(fields[-1:]), "bib-latex-unsafe", said, schemes=schemes)


def _last_line(entry: model.Entry) -> int:
    return (entry.start_line or 0) + (entry.raw or "").count("\n")


def _endless_problems(entries: Sequence[Entry], name: str) -> Iterator[Problem]:
    """Entries that take fields from themselves, directly or through others, or from more entries than can be meant."""
    by_key = {entry.key: entry for entry in entries}
    sizes: dict[str, float] = {}

    def size(key: str, depth: int = 0) -> float:
        """How many entries are read for one; endless while its own are still being counted."""
        if depth > _MOST_PARENTS:
            return inf
        if key not in sizes:
            sizes[key] = inf
            sizes[key] = 1 + sum(size(parent, depth + 1) for parent in _parents(by_key[key]) if parent in by_key)
        return sizes[key]

    for entry in entries:
        if size(entry.key) > _MOST_PARENTS:
            field = next(field for field in _PARENTS if field in entry.fields)
            text = f"{entry.key}: {entry.fields[field]}"
            yield problem(name, entry.rows[field], field, "bib-entry-endless", text)


def _parent_problems(entries: Sequence[Entry], name: str) -> Iterator[Problem]:
    """Entries that take fields from one that the file has not."""
    known = {entry.key for entry in entries}
    for entry in entries:
        field = next((field for field in _PARENTS if field in entry.fields), "")
        for key in _parents(entry):
            if key not in known:
                yield problem(name, entry.rows[field], field, "bib-parent-unknown", f"{entry.key}: {key}", parent=key)


def _parents(entry: Entry) -> list[str]:
    """The keys of the entries that an entry takes fields from."""
    return [key.strip() for field in _PARENTS for key in entry.fields.get(field, "").split(",") if key.strip()]


def _block_problem(block: model.ParsingFailedBlock, name: str) -> Problem:
    row = (block.start_line or 0) + 1
    text = (block.raw or "").strip().partition("\n")[0][:80]
    if isinstance(block, model.DuplicateBlockKeyBlock):
        return problem(name, row, "", "bib-key-duplicate", block.key)
    if isinstance(block, model.DuplicateFieldKeyBlock):
        fields = ", ".join(sorted(block.duplicate_keys))
        return problem(name, row, fields, "bib-field-repeated", text)
    return problem(name, row, "", "bib-broken-entry", text)


def source_of(entry: Entry) -> SourceRow:
    """Take what the evidence tables use of an entry."""
    fields = entry.fields
    return SourceRow(
        key=entry.key,
        type=entry.type,
        title=plain(fields.get("title", "")),
        title_en=plain(fields.get("translatedtitle", "")),
        author=plain(fields.get("author", "")),
        publisher=plain(next((fields[field] for field in _PUBLISHERS if field in fields), "")),
        date=entry.date.strip("/").rpartition("/")[2],
        url=fields.get("url", ""),
        language=language_of(entry),
        tier=entry.tier,
        mirror="mirror" in entry.keywords,
        date_inferred="date-inferred" in entry.keywords,
        opening_only="opening-only" in entry.keywords,
    )


def language_of(entry: Entry) -> str:
    """Tell the language of an entry: what `langid` says or, if that is missing or unknown, the characters of the title.

    The filter that sets the references has the same rule.
    """
    said = entry.fields.get("langid", "").lower()
    if found := next((name for name, pattern in _LANGUAGES.items() if pattern.search(said)), ""):
        return found
    title = plain(entry.fields.get("title", ""))
    characters, letters = len(re.findall(r"[\u3400-\u9fff]", title)), len(re.findall(r"[^\W\d_]", title))
    chinese = characters * 4 >= letters > 0 and characters and not re.search(r"[\u3040-\u30ff]", title)
    return "chinese" if chinese else "english"


def plain(text: str) -> str:
    """Give a field without its braces."""
    return text.replace("{", "").replace("}", "")


def unsafe_commands(text: str) -> Iterator[tuple[int, str]]:
    r"""Give every command that is not known to be harmless, and where it begins; a link comes with its address.

    Examples
    --------
    >>> list(unsafe_commands(r"Caf\'e, 5\%, $\alpha$ \url{https://example.org/a_b} \input{x} \url{javascript:x}"))
    [(52, '\\input'), (62, '\\url{javascript:x}')]
    """
    for part in _PART.finditer(text):
        if part["address"] is not None:
            if not is_harmless(re.sub(r"\\(.)", r"\1", part["address"])):
                yield part.start(), part[0]
        elif part["math"]:
            found = _COMMAND.finditer(part["math"])
            yield from ((part.start() + one.start(), one[0]) for one in found if one[0] not in _IN_MATH)
        elif part[0] not in _TEXT:
            yield part.start(), part[0]
