"""Entries that a person wants to add to `references.bib`, and how they are written there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policy_report.errors import EvidenceError
from policy_report.evidence.bibliography import raw_entries
from policy_report.evidence.faults import problem
from policy_report.evidence.textfile import read_utf8
from policy_report.text.toml import beside

_WORDS: Final = beside(__file__, "bibliography")

_ESCAPES: Final = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", **{sign: rf"\{sign}" for sign in "{}%$&#_"}}
)

_LIGATURE: Final = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)")
"""What LaTeX would join with the next sign into a dash, a quotation mark, ¿ or ¡."""


@dataclass(frozen=True)
class NewEntry:
    """An entry to be added, its fields as BibTeX, and where the person wrote it (row 0: on the command line)."""

    file: str
    row: int
    type: str
    key: str
    fields: dict[str, str]


def read_new_entries(path: Path) -> list[NewEntry]:
    """Read the entries of a BibTeX file.

    Raises `EvidenceError` if the file or one of its entries cannot be read.
    """
    text, problems = read_utf8(path, path.name)
    entries, found = raw_entries(text, path.name)
    if problems or found:
        raise EvidenceError([*problems, *found])
    if not entries:
        raise EvidenceError(problem(path.name, 0, "", "file-empty"))
    return [
        NewEntry(
            path.name,
            (entry.start_line or 0) + 1,
            entry.entry_type.lower(),
            entry.key,
            {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields},
        )
        for entry in entries
    ]


def entry_of(key: str, kind: str, cells: Mapping[str, str], keywords: str) -> NewEntry:
    """Make an entry from plain text, as it is typed on a command line.

    `key`, `kind`: the entry's key, and its BibTeX type.
    `cells`: plain text by field; `publisher` goes where the type keeps it. An author with a comma is a person, or
    several joined by ` and `; without one it is a body. Empty cells are left out.
    """
    fields = {}
    for name, cell in cells.items():
        field = _WORDS["publisher"].get(kind, "organization") if name == "publisher" else name
        if cell:
            escaped = _LIGATURE.sub(r"\g<0>{}", cell.translate(_ESCAPES))
            fields[field] = cell if field in ("url", "doi") else escaped
    if "author" in fields and "," not in fields["author"]:
        fields["author"] = f"{{{fields['author']}}}"
    if fields.get("langid") == "english" and "title" in fields:
        # Citation styles would change the capitals of an English title.
        fields["title"] = f"{{{fields['title']}}}"
    return NewEntry("the new source", 0, kind, key, fields | {"keywords": keywords})


def written_entry(entry: NewEntry) -> str:
    """Write the entry as `references.bib` writes it: a field a line, the signs of equality below each other."""
    first, last = _WORDS["order"], _WORDS["last"]
    others = sorted(set(entry.fields) - {*first, *last})
    names = [name for name in (*first, *others, *last) if name in entry.fields]
    lines = ",\n".join(f"  {name:<16} = {{{entry.fields[name]}}}" for name in names)
    return f"@{entry.type}{{{entry.key},\n{lines}\n}}\n"
