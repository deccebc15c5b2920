"""Text from data as Markdown: escaped, as anchors, links, citations, and tables that wrap."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ACTIVE = re.compile(r"""[!-+\-.:<>@[-`{-~]""")
"""Every ASCII sign that can mean something to pandoc's or Quarto's Markdown; the rest is `,` `/` `;` `=` `?`."""

_QUOTED = re.compile(r"""["&<>\\|{}`$*_\[\]]""")
"""Signs that could end an attribute or a cell, or mean something to a reader of the whole line."""

_FULL_WIDTH = 100
"""Dashes of a separator line: over 72, so that pandoc takes the dash counts as relative column widths."""


def escape(text: str) -> str:
    """Write text that pandoc gives back as it was, save that white space becomes single spaces.

    A backslash before an ASCII sign makes it literal in pandoc's Markdown (`all_symbols_escapable`), in tables,
    captions and at the start of a line alike, and keeps `smart` from changing quotation marks, dashes and dots.
    """
    return _ACTIVE.sub(r"\\\g<0>", " ".join(text.split()))


def anchor(name: str, text: str, role: str = "", **data: str) -> str:
    """Write escaped text that links can jump to; `role` and `data` as for `cell`."""
    return f"[{escape(text)}]{{{' '.join([f'#{name}', *_marks(text, role), *_data(data)])}}}"


def cell(text: str, role: str = "", **data: str) -> str:
    """Write escaped text that the page's scripts, style sheet and speaking readers can tell apart.

    `role`: what the text is: `about` for what a row is about, `phrase` for a phrase as published or a number as shown,
    `method` for how one was computed. A phrase with Chinese characters says that it is Chinese,
    whatever the language of the page.
    `data`: further data; `sort` is what a column is sorted by, several parts apart by spaces. Empty ones are left out.
    """
    attributes = [*_marks(text, role), *_data(data)]
    return f"[{escape(text)}]{{{' '.join(attributes)}}}" if attributes else escape(text)


def _marks(text: str, role: str) -> list[str]:
    chinese = role == "phrase" and any("\u4e00" <= sign <= "\u9fff" for sign in text)
    return [*([f".{role}"] if role else []), *(['lang="zh"'] if chinese else [])]


def _data(data: Mapping[str, str]) -> list[str]:
    """Write attributes in the form that pandoc reads, a pipe as entity because it would end a table's cell."""
    return [
        f'data-{name}="{_QUOTED.sub(lambda sign: f"&#{ord(sign.group())};", " ".join(value.split()))}"'
        for name, value in data.items()
        if value
    ]


def link(name: str, text: str) -> str:
    """Write a link within the document, to an anchor."""
    return f"[{escape(text)}](#{name})"


def citation(key: str) -> str:
    """Write a citation in parentheses; empty for an empty key."""
    return f"[@{key}]" if key else ""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    title: str  # its heading, as plain text
    width: int  # its share of the text width, in percent of the sum of all columns
    right: bool = False  # whether its cells are set flush right, as figures are


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], caption: str, label: str) -> str:
    """Write a pipe table of full text width with caption and cross-reference label.

    `rows`: cells as Markdown: data must have been through `escape` or one of the functions above.
    `label`: what `@tbl-…` refers to, without `tbl-`.

    Raises `ValueError` if a row has another number of cells than there are columns.
    """
    lines = [_line([escape(column.title) for column in columns]), _separator(columns)]
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row of table {label} has {len(row)} cells for {len(columns)} columns: {row}")
        lines.append(_line(row))
    return "\n".join(lines) + f"\n\n: {caption} {{#tbl-{label}}}\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _separator(columns: Sequence[Column]) -> str:
    total = sum(column.width for column in columns)
    dashes = ["-" * max(3, round(_FULL_WIDTH * column.width / total)) for column in columns]
    marks = [f"{line}:" if column.right else f":{line}" for line, column in zip(dashes, columns, strict=True)]
    return "|" + "|".join(marks) + "|"
