"""Periods in titles, headers and row labels: 2009年, 民國98年1-6月, 2008—2009, 上年同期, year ending March 2022."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from policy_report.evidence.tables.model import Period
from policy_report.evidence.tables.script import fold, split_status
from policy_report.text.toml import beside

_YEAR: Final = r"(?:19|20)\d{2}"
_DASH: Final = r"\s*(?:-|–|—|~|至|to)\s*"
_QUARTERS: Final = (
    {name: number for number, names in enumerate(("一1", "二2", "三3", "四4"), start=1) for name in names}
    | {"1s": 1, "2n": 2, "3r": 3, "4t": 4, "fi": 1, "se": 2, "th": 3, "fo": 4}
    | {f"{n}q": n for n in (1, 2, 3, 4)}
)
_MONTHS: Final = "january february march april may june july august september october november december"
_MONTH_NAMES: Final = {
    form: index for index, name in enumerate(_MONTHS.split(), start=1) for form in (name, name[:3])
} | {name: int(month) for month, names in beside(__file__, "words")["months"].items() for name in names.split()}
_NAMES: Final = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_CHINESE: Final = (
    rf"(?P<m>\d{{1,2}})\s*月?{_DASH}(?P<n>\d{{1,2}})\s*月(?:份)?(?:累[计計])?",
    r"(?:前|1-)(?P<quarters>[二三23])\s*季度?(?:累[计計])?",
    r"第?(?P<q>[一二三四1-4])\s*季度?",
    r"(?P<h>上|下)半年",
    r"(?P<m>\d{1,2})\s*月(?:份|末|底)?(?:累[计計])?",
    r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日",
)
_YEAR_TO: Final = r"(?:(?:the )?year (?:ending|ended|to)|YE|y/e|(?:twelve|12) months (?:ending|ended|to))\s*(?:in )?"
_ORDINALS: Final = "1st|2nd|3rd|4th|first|second|third|fourth"
_DAY: Final = r"(?:\d{1,2}(?:st|nd|rd|th)? )?"
_ERAS: Final = {"": 1911, "民": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}
_ERA: Final = re.compile(
    r"(?P<era>(?:中華)?民[國国]|令和|平成|昭和)\s*(?P<of>\d{1,3}|元)\s*年|(?<!\d)(?P<roc>1[0-2]\d)\s*年"
)
_PATTERNS: Final = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        *(rf"(?P<y>{_YEAR})\s*年\s*{part}" for part in _CHINESE),
        rf"(?P<y>{_YEAR})\s*(?:年)?(?:{_DASH}|/)(?P<z>{_YEAR})(?:\s*年)?",
        rf"(?:FY\s?)?(?P<y>{_YEAR})(?P<slash>[/–-])(?P<short>\d{{2}})(?: ?(?:财年|财政年度|年度))?",
        rf"(?P<y>{_YEAR})[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}})",
        rf"(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{{1,2}})/(?P<y>{_YEAR})",
        rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>{_YEAR})",
        rf"(?P<y>{_YEAR})(?:-|\.)(?P<m>\d{{2}})",
        rf"(?P<y>{_YEAR})(?:\s?MM?(?P<m>\d{{1,2}})|KW0(?P<q>[1-4])|JJ00)",
        rf"{_YEAR_TO}{_DAY}(?P<last>{_NAMES})\.?,?\s*(?P<y>{_YEAR})",
        rf"(?:as )?(?:at |on )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{_NAMES})\.?,? (?P<y>{_YEAR})",
        rf"(?P<m>{_NAMES})\.? (?P<d>\d{{1,2}}), (?P<y>{_YEAR})",
        rf"(?P<m>{_NAMES})\.?\s*(?P<y>{_YEAR}){_DASH}(?P<n>{_NAMES})\.?\s*(?P<z>{_YEAR})",
        rf"(?P<m>{_NAMES})-(?P<y>{_YEAR})",
        rf"(?P<m>{_NAMES})-(?P<yy>\d{{2}})",
        rf"(?:Q(?P<q>[1-4])|(?P<name>{_ORDINALS}) quarter(?: of)?|H(?P<hn>[12]))[,/ ]\s*(?P<y>{_YEAR})",
        rf"(?P<name>[1-4]Q)[/ ]?(?P<y>{_YEAR})",
        rf"(?P<y>{_YEAR})\s*年?\s*(?:年?末|年?底|止)",
        rf"(?P<m>{_NAMES})\.?{_DASH}(?P<n>{_NAMES})\.?,?\s*(?P<y>{_YEAR})",
        rf"(?P<m>{_NAMES})\.?,?\s+(?P<y>{_YEAR})",
        rf"(?P<y>{_YEAR})\s*年?[\s:-]*(?:H(?P<hn>[12])|Q(?P<q>[1-4]))",
        rf"(?:CY ?)?(?P<y>{_YEAR})\s*(?:年(?:度)?)?",
    )
)
_WITHIN: Final = tuple(re.compile(pattern, re.I) for pattern in (*_CHINESE, rf"(?P<m>{_NAMES})\.?", r"Q(?P<q>[1-4])"))
"""Parts of a year that is known already."""
_YEAR_AND_WORDS: Final = re.compile(rf"(?P<year>{_YEAR}(?:/\d{{2}})?)\s+(?P<words>[^\d\s.,(].*)")
_BEFORE: Final = re.compile(r"上年|去年|上年同期|last year|previous year|preceding year|year before", re.I)
_STAR: Final = re.compile(r"\s*\*?\s*$")


def period_of(text: str) -> Period:
    """Read the period that a whole text names (a header or a row label); empty if it names anything else."""
    plain = _STAR.sub("", split_status(_plain(text))[0])
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(plain):
            return _period(found.groupdict())
    return Period()


def _plain(text: str) -> str:
    """A text with years of our era for those of 民國 and 令和."""

    def year(found: re.Match[str]) -> str:
        first = _ERAS[(found["era"] or "").removeprefix("中華")[:2].rstrip("國国")]
        return f"{first + int((found['of'] or found['roc']).replace('元', '1'))}年"

    return _ERA.sub(year, " ".join(fold(text).split()).replace("년", "年").replace("월", "月"))


def month_number(text: str) -> Period:
    """Read the month that a header of six digits names: 201004. Elsewhere such a number is a number."""
    found = re.fullmatch(rf"(?P<y>{_YEAR})(?P<m>0[1-9]|1[0-2])", text.strip())
    return _period(found.groupdict()) if found else Period()


def period_within(text: str, year: Period) -> Period:
    """Read the part of a known year that a whole text names (1-6月, 上半年, 3月); empty if it names anything else."""
    plain = _plain(text)
    if len(year.start) < 4 or year.start[:4] != year.end[:4]:
        return Period()
    for pattern in _WITHIN:
        if found := pattern.fullmatch(plain):
            return _period(found.groupdict() | {"y": year.start[:4]})
    return Period()


def year_and_words(text: str) -> tuple[Period, str]:
    """Split a header that begins with a year, 2021 Number, into the year and what is behind it; empty if none does."""
    found = _YEAR_AND_WORDS.fullmatch(" ".join(fold(text).split()))
    return (period_of(found["year"]), found["words"]) if found else (Period(), "")


def names_period(text: str) -> bool:
    """Tell whether a whole text names a period, of a year that it may leave unsaid: 2009年, 1-6月."""
    return bool(period_of(text) or period_within(text, Period("2000", "2000")))


def periods_in(text: str) -> tuple[Period, ...]:
    """Find the periods that a title mentions, each once, in order."""
    plain = _plain(text)
    found: list[Period] = []
    while plain:
        hits = [hit for pattern in _PATTERNS if (hit := pattern.search(plain)) and _alone(plain, hit)]
        if not hits:
            break
        hit = min(hits, key=lambda one: (one.start(), -one.end()))
        period = _period(hit.groupdict())
        if period and period not in found:
            found.append(period)
        plain = plain[hit.end() :]
    return tuple(found)


def _alone(text: str, hit: re.Match[str]) -> bool:
    before, after = text[: hit.start()][-1:], text[hit.end() :][:1]
    return not (before.isdigit() or after.isdigit() or before == "." or (before.isascii() and before.isalpha()))


def month_name(month: int) -> str:
    """Name a month in English."""
    return _MONTHS.split()[month - 1].title()


def is_year_before(text: str) -> bool:
    """Tell whether a header speaks of the year before (上年同期, last year)."""
    return bool(_BEFORE.search(fold(text)))


def year_before(period: Period) -> Period:
    """Find the same time a year earlier."""
    return Period(*(f"{int(date[:4]) - 1:04d}{date[4:]}" if date else "" for date in (period.start, period.end)))


def from_recipe(text: str) -> Period:
    """Read the period that a recipe states, already known to be well formed."""
    start, _, end = text.partition("/")
    return Period(start, end or start)


def _period(parts: Mapping[str, str | None]) -> Period:
    year = parts.get("y") or _century(parts.get("yy"))
    if parts.get("short"):
        return _split_year(year, parts)
    if month := parts.get("last"):
        return _year_to(int(year), _month(month))
    first, last = parts.get("m"), parts.get("n")
    if quarters := parts.get("quarters"):
        first, last = "1", str(3 * _QUARTERS[quarters])
    if end := parts.get("z"):
        start, stop = (f"{one}-{_month(month):02d}" if month else one for one, month in ((year, first), (end, last)))
        return Period(start, stop) if stop >= start else Period()
    if quarter := parts.get("q") or (parts.get("name") or "")[:2].lower():
        begin = 3 * _QUARTERS[quarter] - 2
        return Period(f"{year}-{begin:02d}", f"{year}-{begin + 2:02d}")
    if half := parts.get("h") or parts.get("hn"):
        first, last = ("1", "6") if half in ("上", "1") else ("7", "12")
    months = _months(year, _month(first), _month(last or first)) if first else Period(year, year)
    return _day(months, day) if months and (day := parts.get("d")) else months


def _century(short: str | None) -> str:
    """A year of two digits, of this century up to 49."""
    return f"{'20' if short < '50' else '19'}{short}" if short else ""


def _split_year(year: str, parts: Mapping[str, str | None]) -> Period:
    """A year that two calendar years share, 2021/22, or a month: 2021/03. 2011-12 may be either, and is not read."""
    short = parts.get("short") or ""
    follows = int(short) == (int(year) + 1) % 100
    clear = parts.get("slash") == "/" or not 1 <= int(short) <= 12
    if not follows and parts.get("slash") in ("-", "/"):
        return _months(year, int(short), int(short))
    return Period(year, str(int(year) + 1)) if follows and clear else Period()


def _year_to(year: int, month: int) -> Period:
    """The twelve months that end with one."""
    start = f"{year}-01" if month == 12 else f"{year - 1}-{month + 1:02d}"
    return Period(start, f"{year}-{month:02d}")


def _day(month: Period, day: str) -> Period:
    text = f"{month.start}-{day:0>2}"
    try:
        date.fromisoformat(text)
    except ValueError:
        return Period()
    return Period(text, text)


def _months(year: str, first: int, last: int) -> Period:
    return Period(f"{year}-{first:02d}", f"{year}-{last:02d}") if 1 <= first <= last <= 12 else Period()


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_NAMES[text.lower()]
