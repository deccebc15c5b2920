"""What the words of a line or label say: a title, a note, a heading, a piece of a label, a total, a share."""

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
    r"^\s*(?:\(?(?:附\s*)?[注註]\s*(?:\d*|[一二三四五])\s*[:.、)]|说明\s*:"
    r"|(?:资料|数据)来源|資料來源|說明\s*:|备注\s*:|notes?\s*(?:\d|[a-z])?\s*[:.]|(?:data )?sources?\s*:"
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


_TOTAL: Final = re.compile(
    r"^(?:总\s*计|合\s*计|共\s*计|总\s*数|总\s*额|全\s*国|全\s*省|全\s*市|全\s*县|全\s*区|合计数|总\s*和|计|(?:全部)?案件总数|全国合计|全省合计|全市合计|全国总计|.{0,8}(?:合\s*计|总\s*计)"
    r"|(?:grand |national |overall )?totals?|(?:all|total) (?:cases|offences|crimes|kinds|types)|nation(?:al|wide))"
    r"(?:\s*[(:].*)?$",
    re.I,
)
_SUB: Final = re.compile(r"小\s*计|\bsub-?\s?totals?\b", re.I)
_OF_WHICH: Final = re.compile(
    r"^\s*(?:#|其\s*中\s*[:]?|of which\s*[:,]?|of them\s*[:,]?|including\s*:|in which\s*:)\s*", re.I
)
_NEVER_ADDS: Final = re.compile(
    r"率|人均|平均|均价|指数|比上年|比去年|同比|环比|增长|增减|增幅|位次|名次|排名|每.{0,4}万|密度|比例"
    r"|\brate\b|per capita|average|\bmean\b|\bindex\b"
    r"|growth|\bchange\b|increase|\brank\b|\bratio\b|\bper\b|median",
    re.I,
)
_SHARE: Final = re.compile(
    r"比\s*重|构\s*成|占|份额|share|proportion|composition|make-up|percentage of|per ?cent of|distribution|^%$", re.I
)
_CHANGE: Final = re.compile(r"增长|增减|增幅|同比|升降|比上年|比去年|growth|change|increase|±", re.I)


def is_total_label(label: str) -> bool:
    """Tell whether a label names the sum of the rows beside it: 合计, Total, 小计."""
    plain = " ".join(fold(label).split())
    return bool(_TOTAL.match(plain)) or is_subtotal_label(plain)


def is_subtotal_label(label: str) -> bool:
    """Tell whether a label names the sum of some of the rows: 小计, "…, sub-total"."""
    return bool(_SUB.search(fold(label)))


def strip_of_which(label: str) -> tuple[str, str]:
    """Split the mark 其中：, of which or # (empty if there is none) off the beginning of a label."""
    plain = fold(label)
    found = _OF_WHICH.match(plain)
    if found is None or not plain[found.end() :].strip():
        return "", label
    return found.group(0), plain[found.end() :].strip()


def never_adds(label: str) -> bool:
    """Tell whether a label names a rate, an average, a rank or a change: parts of it do not add up to it."""
    return bool(_NEVER_ADDS.search(fold(label)))


def is_share_label(label: str) -> bool:
    """Tell whether a header names shares of a total."""
    return bool(_SHARE.search(fold(label))) and not is_change_label(label)


def is_change_label(label: str) -> bool:
    """Tell whether a header names a change against another period."""
    return bool(_CHANGE.search(fold(label)))
