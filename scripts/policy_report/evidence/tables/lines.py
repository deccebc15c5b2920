"""What a line without numbers is: a title, a unit, a note, a heading of a group, or a piece of a label."""

import re
from typing import Final

from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.script import fold, tidy_label

CONTINUED: Final = re.compile(
    r"^\s*(?:表?\s*\d*[-—–.]?\d*\s*)?(?:\(?续\s*表?\s*[\d一二三四]*\)?"
    r"|\(?(?:table )?continued(?: table)?\)?|\(?cont'?d\.?\)?)\s*[\d一二三四]*\s*$"
    r"|(?:\(续(?:表)?[\d一二三四]*\)|\(continued\)|\(cont'?d\.?\)|\s续表[\d一二三四]*)\s*$",
    re.I,
)
_NOTE: Final = re.compile(
    r"^\s*(?:\(?(?:附\s*)?注\s*(?:\d*|[一二三四五])\s*[:.、)]|说明\s*:"
    r"|(?:资料|数据)来源|备注\s*:|notes?\s*(?:\d|[a-z])?\s*[:.]|(?:data )?sources?\s*:"
    r"|\(?[a-z]\)\s*\S|\[[a-z\d]\]|[①-⑳]|\*{1,3}\s*\S|[†‡§]|⁽.{1,3}⁾|[⁰¹²³⁴⁵⁶⁷⁸⁹]|本表|a dash|\"?\.\.\.\"? )",
    re.I,
)
_NOTE_MARK: Final = re.compile(
    r"^\s*(?:注\s*[:：]?\s*)?(?:\(?(?P<letter>[a-z])\)|\[(?P<square>[a-z\d])\]|(?P<circled>[①-⑳])|(?P<star>\*{1,3}|[†‡§])|⁽(?P<raised>.{1,3})⁾"
    r"|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+))\s*",
    re.I,
)
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TITLE_NUMBER: Final = re.compile(
    r"^\s*(?:续?表|附表|table|tab\.)?\s*(?P<number>[A-Z]?\d{1,3}(?:[-—–.]\d{1,3}){0,2})(?=[\s:、,(]|\.(?!\d)|[^\d\s.,])\s*[:.、,]?\s*",
    re.I,
)
_NUMBERED: Final = re.compile(r"\s*(?:(?:续?表|附表|table|tab\.)\s*\d|\d{1,3}[-—–]\d{1,3}(?:[-—–]\d{1,3})?\s+\D)", re.I)
_GROUP: Final = re.compile(
    r"^(?:按.+分(?:组|类|列)?|其\s*中)\s*[:]?$|^by .+|[:]$|^(?:一|二|三|四|五|六|七|八|九|十)+、|^[IVX]+\.\s", re.I
)
_OPEN: Final = re.compile(
    r"(?:[,、;/&-]|\b(?:and|or|of|by|for|the|in|to|on|with|against|from|at)|[及和与或的等之]|\([^)]*)$", re.I
)
_CLOSING: Final = re.compile(r"^(?:[a-z]|[,、;)]|[及和与或]|的(?!士))")


def ends_with_number(text: str) -> bool:
    """Tell whether a line without cells ends with a number that is no year: a row that has lost its shape."""
    last = fold(text).split()[-1:] or [""]
    return bool(re.search(r"\d$", last[0])) and not period_of(last[0])


def is_note(text: str) -> bool:
    """Tell whether a line begins as a note does: 注：, a), ①, Source: …"""
    return bool(_NOTE.match(fold(text)))


def note_parts(text: str) -> tuple[str, str]:
    """Split off the mark of a note (empty for a general one) and its text."""
    plain = " ".join(fold(text).split())
    found = _NOTE_MARK.match(plain)
    if found is None:
        return "", plain
    mark = next(group for group in found.groups() if group)
    return mark.translate(_RAISED), plain[found.end() :]


def is_continued(text: str) -> bool:
    """Tell whether a line says that a table goes on: 续表, (continued)."""
    return bool(CONTINUED.search(fold(text)))


def title_parts(text: str) -> tuple[str, str]:
    """Split off the number of a table (22-11; empty if none is printed) and its title."""
    plain = tidy_label(text)
    found = _TITLE_NUMBER.match(plain)
    if found is None or not plain[found.end() :].strip():
        return "", plain
    return re.sub("[—–]", "-", found["number"]), plain[found.end() :].strip()


def has_title_number(text: str) -> bool:
    """Tell whether a line begins with a table's number."""
    return bool(_NUMBERED.match(fold(text)))


def is_group_header(text: str) -> bool:
    """Tell whether a label is worded as the heading of a group: 按性别分, By age:, 一、…"""
    return bool(_GROUP.search(tidy_label(text)))


def is_split_by(text: str) -> bool:
    """Tell whether the heading of a group says that its rows divide the row above it: 按性别分, By age."""
    return bool(re.match(r"^(?:[#(（]?)\s*(?:按.+分|by )", tidy_label(text), re.I))


def is_open(label: str) -> bool:
    """Tell whether a label needs a sequel: it ends with a comma, a conjunction or inside brackets."""
    return bool(_OPEN.search(tidy_label(label)))


def is_sequel(label: str, before: str) -> bool:
    """Tell whether a label can only be a sequel: it begins in lower case, with a conjunction, or closes a bracket."""
    plain, above = tidy_label(label), tidy_label(before)
    closes = ")" in plain and "(" not in plain.partition(")")[0] and above.count("(") > above.count(")")
    return bool(_CLOSING.match(plain)) or closes
