"""Cases filed and cleared over the years, in the two provinces and in the country.

Levels that contradict a published change are kept out of every trend; levels that follow from other published figures
are computed with their bounds and marked as implied.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from jiaxing_sanming.analysis.declared import after, declared
from policy_report.analysis.bounds.question import Answer, as_derived, by_key
from policy_report.analysis.published import Published, part_of, points, width
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.records import PublishedRow, rows_as
from policy_report.evidence.tidy import quantities_by_id
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import change, share

FUJIAN_YEARS: dict[int, tuple[str, str]] = {
    2016: ("sm075", "sm077"), 2017: ("sm082", "sm084"), 2020: ("sm076", "sm078"), 2021: ("sm083", "sm085"),
}  # fmt: skip
"""Claims on cases filed and on the clearance rate by year."""

FUJIAN_SPANS = ((2016, 2020), (2016, 2021), (2017, 2021))
"""Pairs of years between which change is measured."""

_MEASURES = {
    ("filed-criminal-cases", ""): "filed",
    ("cleared-criminal-cases", ""): "cleared",
    ("clearance-rate-criminal", ""): "rate",
    ("criminal-cases-total", ""): "total",
    ("homicide-cases", ""): "homicide",
    ("filed-criminal-cases", "homicide"): "homicide",
    ("fatal-violence-cases", ""): "fatal",
    ("fatal-violence-per-100k", ""): "fatal_per_100k",
    ("homicide-per-100k", ""): "homicide_per_100k",
}
"""Measure by indicator and category."""

_RELATIVE = ("yoy_percent", "percent_change")
_BOUNDS = ["value", "lower", "upper", "qualifier"]
_COLUMNS = ["ids", "case", "measure", "year", *_BOUNDS, "basis", "part_of_year", "flag", "source"]


@dataclass(frozen=True)
class _Level:
    """A level of one measure in one year; `flag` is empty, `contradicted` or `coarser`."""

    ids: tuple[str, ...]
    case: str
    measure: str
    year: int
    quantity: Quantity
    basis: str
    start: str
    end: str
    source: str

    @property
    def part_of_year(self) -> bool:
        return not (self.start.endswith("-01-01") and self.end.endswith("-12-31"))


@result
def provincial_series(claims: pd.DataFrame, series: pd.DataFrame, contradicted_levels: frozenset[str]) -> pd.DataFrame:
    """Collect cases filed and cleared, and clearance rates, of Fujian and Zhejiang.

    Returns `ids, case, measure, year, value, lower, upper, qualifier, basis, part_of_year, flag, source`. `measure` is
    filed, total (filed or occurred not stated), cleared or rate; `basis` is published or implied (cleared = rate ×
    filed of the same period); `flag` is empty, contradicted (by a published change) or coarser (another figure of the
    year is as narrow or narrower). Cases in ones, rates in percent.
    """
    rows = _rows_of(("fujian", "zhejiang"), claims, series)
    return _trend(rows, ("filed", "total", "cleared", "rate"), contradicted_levels)


@result
def national_series(claims: pd.DataFrame, series: pd.DataFrame, contradicted_levels: frozenset[str]) -> pd.DataFrame:
    """Collect cases filed and cleared, clearance rates, and homicide in the whole country.

    Returns the columns of `provincial_series`, with the measures filed, cleared, rate, homicide, fatal, fatal_per_100k
    and homicide_per_100k. Implied rates are cleared / filed; implied filings follow from an earlier level and a
    published change.
    """
    return _trend(_rows_of(("china",), claims, series), tuple(_MEASURES.values()), contradicted_levels)


def _rows_of(cases: tuple[str, ...], claims: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    rows = pd.concat([claims.assign(category=""), series], ignore_index=True)
    return rows[rows["case"].isin(cases)]


def _trend(rows: pd.DataFrame, measures: tuple[str, ...], contradicted: frozenset[str]) -> pd.DataFrame:
    levels = [level for level in _levels(rows) if level.measure in measures]
    sound = [level for level in levels if level.ids[0] not in contradicted]
    implied = [*_implied_cleared(sound), *_implied_rates(sound), *_implied_by_change(sound, rows)]
    flags = dict.fromkeys(contradicted, "contradicted") | dict.fromkeys(_coarser(sound), "coarser")
    found = pd.DataFrame([_row(level, flags) for level in [*levels, *implied]], columns=_COLUMNS)
    return found.sort_values(["case", "measure", "year", "basis", "ids"], ignore_index=True)


def _row(level: _Level, flags: dict[str, str]) -> dict[str, object]:
    return {
        "ids": " ".join(level.ids),
        **{name: getattr(level, name) for name in ("case", "measure", "year", "basis", "part_of_year", "source")},
        **{name: getattr(level.quantity, name) for name in ("value", "lower", "upper")},
        "qualifier": str(level.quantity.qualifier),
        "flag": flags.get(level.ids[0], "") if level.basis == "published" else "",
    }


def _levels(rows: pd.DataFrame) -> Iterator[_Level]:
    quantities = quantities_by_id(rows)
    for row in rows_as(rows[rows["change"] == "level"], PublishedRow):
        measure = _MEASURES.get((row["indicator"], row["category"]))
        # Averages and sums over several years are no level of a year.
        if measure is not None and row["end"] and row["start"][:4] == row["end"][:4]:
            ids, quantity, period = (row["id"],), quantities[row["id"]], (row["start"], row["end"])
            year = int(row["end"][:4])
            yield _Level(ids, row["case"], measure, year, quantity, "published", *period, row["source"])


def _whole(levels: list[_Level], case: str, measure: str, year: int) -> list[_Level]:
    return [
        level
        for level in levels
        if (level.case, level.measure, level.year, level.part_of_year) == (case, measure, year, False)
    ]


def _implied_cleared(levels: list[_Level]) -> Iterator[_Level]:
    """Cleared = rate × filed, where no count of the same period was published."""
    for rate, filed in _pairs(levels, "rate", "filed"):
        if not _same_period(levels, rate, "cleared"):
            yield _implied("cleared", part_of(rate.quantity, filed.quantity), rate, filed)


def _implied_rates(levels: list[_Level]) -> Iterator[_Level]:
    for cleared, filed in _pairs(levels, "cleared", "filed"):
        yield _implied("rate", share(cleared.quantity, filed.quantity), cleared, filed)


def _pairs(levels: list[_Level], first: str, second: str) -> Iterator[tuple[_Level, _Level]]:
    for left in levels:
        if left.measure == first:
            partners = _same_period(levels, left, second)
            if partners:
                yield left, min(partners, key=lambda right: (right.source != left.source, _width(right)))


def _same_period(levels: list[_Level], of: _Level, measure: str) -> list[_Level]:
    period = (of.case, of.start, of.end)
    return [level for level in levels if level.measure == measure and (level.case, level.start, level.end) == period]


def _implied(measure: str, quantity: Quantity, first: _Level, second: _Level) -> _Level:
    ids = (*first.ids, *second.ids)
    return _Level(ids, first.case, measure, first.year, quantity, "implied", first.start, first.end, first.source)


def _implied_by_change(levels: list[_Level], rows: pd.DataFrame) -> Iterator[_Level]:
    """The later level of a published change over whole years, where only the earlier one was published."""
    quantities = quantities_by_id(rows)
    whole = rows["start"].str.endswith("-01-01") & rows["end"].str.endswith("-12-31")
    for row in rows_as(rows[rows["change"].isin(_RELATIVE) & whole], PublishedRow):
        case, measure = row["case"], _MEASURES.get((row["indicator"], row["category"]), "")
        start, year = int(row["start"][:4]), int(row["end"][:4])
        earlier = _whole(levels, case, measure, start if start < year else year - 1)
        if earlier and not _whole(levels, case, measure, year):
            base = min(earlier, key=_width)
            quantity, ids = after(base.quantity, quantities[row["id"]]), (row["id"], *base.ids)
            yield _Level(ids, case, measure, year, quantity, "implied", f"{year}-01-01", f"{year}-12-31", base.source)


def _coarser(levels: list[_Level]) -> set[str]:
    """Levels beside which a figure of the same year and measure stands that is as narrow or narrower."""
    narrowest: dict[tuple[str, str, int], _Level] = {}
    whole = [level for level in levels if not level.part_of_year]
    for level in sorted(whole, key=_width):
        narrowest.setdefault((level.case, level.measure, level.year), level)
    return {level.ids[0] for level in whole} - {level.ids[0] for level in narrowest.values()}


def _width(level: _Level) -> float:
    return width(level.quantity)


@numbers
def provincial(claims: pd.DataFrame, bounds: tuple[Answer, ...]) -> dict[str, Derived]:
    """Say what the police figures of the two provinces imply: cases cleared in Fujian, a bound for Zhejiang."""
    published, answers = Published(claims), by_key(bounds)
    made = {f"cleared_{year}": as_derived(answers[f"fujian.cleared_{year}"]) for year in FUJIAN_YEARS}
    for span in FUJIAN_SPANS:
        made |= _fujian_changes(published, answers, span)
    return made | {
        "zhejiang_ratio_2023": as_derived(answers["zhejiang.ratio_2023_if_eleven_months"]),
        "zhejiang_ratio_2023_scaled": as_derived(answers["zhejiang.ratio_2023_if_even_year"]),
    }


def _fujian_changes(published: Published, answers: dict[str, Answer], span: tuple[int, int]) -> dict[str, Derived]:
    """Changes of filed, cleared and rate between two years."""
    start, end = span
    (filed_before, rate_before), (filed_after, rate_after) = FUJIAN_YEARS[start], FUJIAN_YEARS[end]
    return {
        f"filed_change_{start}_{end}": published.derive(change, (filed_before, filed_after)).said(
            "filed_change", start=start, end=end
        ),
        f"cleared_change_{start}_{end}": as_derived(answers[f"fujian.cleared_change_{start}_{end}"]),
        f"rate_points_{start}_{end}": published.derive(points, (rate_after, rate_before), 1).said(
            "rate_points", start=start, end=end
        ),
    }


@numbers
def national(claims: pd.DataFrame, series: pd.DataFrame) -> dict[str, Derived]:
    """Say what the national counts give: clearance rates, and how filings and homicide moved."""
    published = Published(claims, series)
    rates = {
        f"clearance_{year}": published.derive(share, (f"cleared-criminal-cases-china-{year}", filed), 1).said(
            "clearance", year=year
        )
        for year, filed in (
            (2003, "filed-criminal-cases-china-2003-2"),
            (2005, "filed-criminal-cases-china-2005"),
            (2009, "filed-criminal-cases-china-2009"),
        )
    }
    return rates | declared("national", claims, series)
