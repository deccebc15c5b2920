"""Read what follows a number: 余, the unit, 半, and the hedge behind it (`measure` in the grammar)."""

import re
from typing import Final, NamedTuple

from policy_report.quantities.grammar import HEDGES, UNITS
from policy_report.quantities.grammar.numbers import PER_PEOPLE
from policy_report.quantities.numerals import read_numeral
from policy_report.quantities.quantity import Qualifier


class Measure(NamedTuple):
    """The words after a number. `half` is a 半 (两年半), `tail` the figure of 三成五, `after` the hedge."""

    unit: str
    over: bool = False
    about: bool = False
    half: bool = False
    tail: str = ""
    after: Qualifier | None = None
    end: int = 0
    figures_only: bool = False


def alternatives(words: str) -> list[str]:
    """Turn `unit(次)` entries into patterns, the longest first."""
    entries = sorted(set(words.split()), key=lambda entry: -len(entry.partition("(")[0]))
    return [_pattern(entry) for entry in entries]


def _pattern(entry: str) -> str:
    unit, _, excluded = entry.rstrip(")").partition("(")
    signs, *allowed = excluded.split("/")
    signs += "之" * (unit[1:] == "次")  # 155件次之 counts 件
    save = f"(?!{'|'.join(allowed)})" if allowed else ""
    return re.escape(unit) + (f"(?!{save}[{signs}])" if signs else "")


def words(entries: str) -> str:
    """Make one pattern of words, the longest first; `_` in an English word is a space."""
    return "|".join(
        re.escape(word).replace("_", r"\s") + (r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in sorted(entries.split(), key=len, reverse=True)
    )


def _names_of(entries: str) -> frozenset[str]:
    return frozenset(entry.partition("(")[0] for entry in entries.split())


TIME_WORDS: Final = _names_of(UNITS["time_units"])
_INSIDE_GE: Final = (
    "月 小时 工作日 交易日 自然日 百分点 季度 学年 星期 礼拜 钟头 世纪 年头 昼夜 位次 名次 千分点 万分点 基点"
)
_NOT_OVER: Final = "次名起个种处项家人方元样发边层部地件条批场轮渠面点类省"
_GOES_ON: Final = "[0-9.%成十百千万亿个名件起宗]|人(?![认同表受支赞反会感曾希觉选有不])|,[0-9]"
"""What shows that a figure behind 成 counts for itself: 三成5人, but 七成五人认同."""
_MULTIPLE: Final = "(?:近|约|逾|超)?[0-9.一二两三四五六七八九十]{1,4}(?:倍|成|%|个百分点)"
"""What shows that a 多 is a comparison: 比去年五亿元多一倍."""
_PEOPLE: Final = r"/(?P<per>10万|十万|百万|万|千|百)(?:人口|人)?"
_EACH: Final = f"/(?P<each>{'|'.join(sorted(UNITS['each'].split(), key=len, reverse=True))})"
_ENGLISH: Final = "|".join(sorted(map(re.escape, UNITS["english_units"]), key=len, reverse=True))
_TENTHS: Final = "成(?<=[二两三四五六七八九]成)(?=为)"
"""The unit of 六成为女性, which 成为 hides elsewhere."""
_IN_CHARACTERS: Final = " ".join(UNITS[kind] for kind in ("time_units", "measured_units", "counted_units"))
_ALL_UNITS: Final = [*alternatives(f"{_IN_CHARACTERS} {UNITS['arabic_units']}"), _TENTHS]
_FIGURES_ONLY: Final = _names_of(UNITS["arabic_units"]) - _names_of(_IN_CHARACTERS)
_SIGNS: Final = {"%": "percent", "‰": "permille", "‱": "permyriad"}
_AFTER_FIGURES: Final = _names_of(UNITS["after_figures"])
_FIGURE_UNITS: Final = [
    *alternatives(
        " ".join(
            entry
            for entry in f"{_IN_CHARACTERS} {UNITS['arabic_units']}".split()
            if entry.partition("(")[0] not in _AFTER_FIGURES
        )
        + f" {UNITS['after_figures']}"
    ),
    _TENTHS,
]


def _measure(units: list[str]) -> re.Pattern[str]:
    begun: dict[str, list[str]] = {}
    for unit in units:
        begun.setdefault(unit[0], []).append(unit[1:])
    found = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in begun.items())
    return re.compile(
        r" ?(余|多|来(?![自到源往访电信]))? ?(?:"
        rf"个(多)? ?(半)? ?({words(_INSIDE_GE)})|([%‰‱])|((?=[{''.join(begun)}])(?:{found}))"
        rf"|(?<![A-Za-z])-?((?i:{_ENGLISH}))(?![A-Za-z])"
        r")?(?: ?(半(?![数径岛年小个])"
        rf"|[1-9一二三四五六七八九](?:(?<=成.)|(?<=成 .))(?!{_GOES_ON})))?"
        rf"((?<=[年月天日周倍时米里斤吨秒岁钟元成载度番])(?:多(?![{_NOT_OVER}]|{_MULTIPLE})|余(?![下额款])))?"
    )


MEASURE: Final = _measure(_ALL_UNITS)
_FIGURE_MEASURE: Final = _measure(_FIGURE_UNITS)
POST: Final = re.compile(
    r"\s?(?:(?<=年)(?:期|有期徒刑)(?=以[上下内]))?(?:\([含套][^)]{0,4}\)|\([一-鿿]{1,2}\))?\s?(?:("
    + words(" ".join(HEDGES["after"].values()))
    + r")|(内)(?![容部外地陆幕涵蒙存设科行])|(?:起步)(?![行车伐])|(?<=元)(起)(?=$|[\s，。；、,;])|"
    + _PEOPLE
    + f"|{_EACH}"
    + r"|per\s(?P<hundred>[0-9,]{3,9})(?:\s(?:people|inhabitants|population))?)"
)
_POST_SIGNS: Final = frozenset(" \t\n年期有(内起/p") | {
    word[0] for words in HEDGES["after"].values() for word in words.split()
}
"""What can begin the words behind a unit; most signs do not, and need no search."""
_AFTER_WORDS: Final = {
    word.replace("_", " "): Qualifier(hedge) for hedge, words in HEDGES["after"].items() for word in words.split()
}


def read_measure(text: str, start: int, *, figures: bool = False) -> Measure:
    """Read the measure at an index of a folded text; its unit is empty if none is printed.

    Units are named as the convention names them: `percent`, `pp`, 月 for 个月, 人 for 死 and 伤;
    `permille` and `permyriad` are left for the reader to turn into percent. `figures` says that the number before is
    printed in figures, which make fewer words with what follows.
    """
    match = (_FIGURE_MEASURE if figures else MEASURE).match(text, start)
    assert match is not None  # every part of the pattern is optional
    over, inner_over, inner_half, inner, sign, unit, english, half, outer_over = match.groups()
    name = inner or unit
    if name:
        name = UNITS["printed_as"].get(name, name)
    elif sign:
        name = _SIGNS[sign]
    else:
        name = UNITS["english_units"][english.lower()] if english else ""
    after, per, end = _post(text, match.end() if match.end(match.lastindex or 0) > start and match.lastindex else start)
    if per.startswith("/"):
        per = f"{name}{per}"
    return Measure(
        per or name,
        bool(inner_over or outer_over) or over in ("余", "多"),
        over == "来",
        half == "半" or bool(inner_half),
        half if half and half != "半" else "",
        after,
        end,
        unit in _FIGURES_ONLY,
    )


def _post(text: str, start: int) -> tuple[Qualifier | None, str, int]:
    """Read the hedge behind the unit, or the population it is counted against."""
    match = POST.match(text, start) if text[start : start + 1] in _POST_SIGNS else None
    if match is None:
        return None, "", start
    if match["each"]:
        return None, f"/{match['each']}", match.end()
    if match["per"] or match["hundred"]:
        people = read_numeral(match["per"] or match["hundred"], 0)
        return None, PER_PEOPLE.get(people.value, "") if people else "", match.end()
    if match[1]:
        return _AFTER_WORDS[match[1].lower()], "", match.end()
    return (Qualifier.AT_MOST if match[2] else Qualifier.AT_LEAST), "", match.end()
