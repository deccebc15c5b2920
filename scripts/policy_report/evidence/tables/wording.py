"""What the words of a line or label say: a title, a note, a heading, a piece of a label, a total, a share."""

import re
from collections.abc import Callable
from typing import Final

from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.script import PATTERNS, fold, tidy_label

_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _tells(name: str, plain: Callable[[str], str] = fold) -> Callable[[str], bool]:
    """Give what tells whether a text, made plain, is worded as `words.toml` has it under a name."""
    return lambda text: PATTERNS[name].search(plain(text)) is not None


is_note = _tells("note")
"""Tell whether a line begins as a note does: 注：, a), ①, Source: …"""
is_continued = _tells("continued")
"""Tell whether a line says that a table goes on: 续表, (continued)."""
has_title_number = _tells("numbered")
"""Tell whether a line begins with a table's number."""
is_group_header = _tells("group_header", tidy_label)
"""Tell whether a label is worded as the heading of a group: 按性别分, By age:, 一、…"""
is_split_by = _tells("split_by", tidy_label)
"""Tell whether the heading of a group says that its rows divide the row above it: 按性别分, By age."""
is_open = _tells("open", tidy_label)
"""Tell whether a label needs a sequel: it ends with a comma, a conjunction or inside brackets."""
is_subtotal_label = _tells("subtotal")
"""Tell whether a label names the sum of some of the rows: 小计, "…, sub-total"."""
never_adds = _tells("never_adds")
"""Tell whether a label names a rate, an average, a rank or a change: parts of it do not add up to it."""
is_change_label = _tells("change")
"""Tell whether a header names a change against another period."""


def ends_with_number(text: str) -> bool:
    """Tell whether a line without cells ends with a number that is no year: a row that has lost its shape."""
    last = fold(text).split()[-1:] or [""]
    return bool(re.search(r"\d$", last[0])) and not period_of(last[0])


def note_parts(text: str) -> tuple[str, str]:
    """Split off the mark of a note (empty for a general one) and its text."""
    plain = " ".join(fold(text).split())
    found = PATTERNS["note_mark"].match(plain)
    if found is None:
        return "", plain
    mark = next(group for group in found.groups() if group)
    return mark.translate(_RAISED), plain[found.end() :]


def title_parts(text: str) -> tuple[str, str]:
    """Split off the number of a table (22-11; empty if none is printed) and its title."""
    plain = tidy_label(text)
    found = PATTERNS["title_number"].match(plain)
    if found is None or not plain[found.end() :].strip():
        return "", plain
    return re.sub("[—–]", "-", found["number"]), plain[found.end() :].strip()


def is_sequel(label: str, before: str) -> bool:
    """Tell whether a label can only be a sequel: it begins in lower case, with a conjunction, or closes a bracket."""
    plain, above = tidy_label(label), tidy_label(before)
    closes = ")" in plain and "(" not in plain.partition(")")[0] and above.count("(") > above.count(")")
    return bool(PATTERNS["closing"].match(plain)) or closes


def is_total_label(label: str) -> bool:
    """Tell whether a label names the sum of the rows beside it: 合计, Total, 小计."""
    plain = " ".join(fold(label).split())
    return bool(PATTERNS["total"].match(plain)) or is_subtotal_label(plain)


def strip_of_which(label: str) -> tuple[str, str]:
    """Split the mark 其中：, of which or # (empty if there is none) off the beginning of a label."""
    plain = fold(label)
    found = PATTERNS["of_which"].match(plain)
    if found is None or not plain[found.end() :].strip():
        return "", label
    return found.group(0), plain[found.end() :].strip()


def is_share_label(label: str) -> bool:
    """Tell whether a header names shares of a total."""
    return bool(PATTERNS["share"].search(fold(label))) and not is_change_label(label)
