"""Periods in titles, headers and row labels: 2009年, 2009年1-6月, 2008—2009, (2006), 上年同期."""

import re
from typing import Final

from policy_report.evidence.tables.model import Period
from policy_report.evidence.tables.script import fold, split_status

_YEAR: Final = r"(?:19|20)\d{2}"
_DASH: Final = r"\s*(?:-|–|—|~|至|to)\s*"
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS: Final = "january february march april may june july august september october november december"
_MONTH_NAMES: Final = {form: index for index, name in enumerate(_MONTHS.split(), start=1) for form in (name, name[:3])}
_NAMES: Final = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_CHINESE: Final = (
    rf"(?P<m>\d{{1,2}})\s*月?{_DASH}(?P<n>\d{{1,2}})\s*月(?:份)?",
    r"(?:第)?(?P<q>[一二三四1-4])\s*季度",
    r"(?P<h>上|下)半年",
    r"(?P<m>\d{1,2})\s*月(?:份)?",
)
_PATTERNS: Final = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        *(rf"(?P<y>{_YEAR})\s*年\s*{part}" for part in _CHINESE),
        rf"(?P<y>{_YEAR})\s*(?:年)?{_DASH}(?P<z>{_YEAR})(?:\s*年)?",
        rf"(?P<m>{_NAMES})\.?{_DASH}(?P<n>{_NAMES})\.?,?\s*(?P<y>{_YEAR})",
        rf"(?P<m>{_NAMES})\.?,?\s+(?P<y>{_YEAR})",
        rf"(?P<y>{_YEAR})\s*(?:H(?P<hn>[12])|Q(?P<q>[1-4])|(?:年(?:度)?)?)",
    )
)
_WITHIN: Final = tuple(re.compile(pattern, re.I) for pattern in (*_CHINESE, rf"(?P<m>{_NAMES})\.?", r"Q(?P<q>[1-4])"))
"""Parts of a year that is known already."""
_BEFORE: Final = re.compile(r"上年|去年|上年同期|last year|previous year|preceding year|year before", re.I)
_STAR: Final = re.compile(r"\s*\*?\s*$")


def period_of(text: str) -> Period:
    """Read the period that a whole text names (a header or a row label); empty if it names anything else."""
    plain = _STAR.sub("", split_status(" ".join(fold(text).split()))[0])
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(plain):
            return _period(found.groupdict())
    return Period()


def period_within(text: str, year: Period) -> Period:
    """Read the part of a known year that a whole text names (1-6月, 上半年, 3月); empty if it names anything else."""
    plain = " ".join(fold(text).split())
    if len(year.start) < 4 or year.start[:4] != year.end[:4]:
        return Period()
    for pattern in _WITHIN:
        if found := pattern.fullmatch(plain):
            return _period(found.groupdict() | {"y": year.start[:4]})
    return Period()


def names_period(text: str) -> bool:
    """Tell whether a whole text names a period, of a year that it may leave unsaid: 2009年, 1-6月."""
    return bool(period_of(text) or period_within(text, Period("2000", "2000")))


def periods_in(text: str) -> tuple[Period, ...]:
    """Find the periods that a title mentions, each once, in order."""
    plain = fold(text)
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


def _period(parts: dict[str, str | None]) -> Period:
    year = parts.get("y") or ""
    if last := parts.get("z"):
        return Period(year, last) if last >= year else Period()
    if quarter := parts.get("q"):
        first = 3 * _QUARTERS[quarter] - 2
        return Period(f"{year}-{first:02d}", f"{year}-{first + 2:02d}")
    if half := parts.get("h") or parts.get("hn"):
        return Period(f"{year}-01", f"{year}-06") if half in ("上", "1") else Period(f"{year}-07", f"{year}-12")
    if month := parts.get("m"):
        return _months(year, _month(month), _month(parts.get("n") or month))
    return Period(year, year)


def _months(year: str, first: int, last: int) -> Period:
    return Period(f"{year}-{first:02d}", f"{year}-{last:02d}") if 1 <= first <= last <= 12 else Period()


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_NAMES[text.lower()]
