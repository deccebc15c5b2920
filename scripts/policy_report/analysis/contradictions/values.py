"""The published values that are held against each other, with what their words, the dictionary and the sources say."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import pandas as pd

from policy_report.analysis.places import hierarchies
from policy_report.analysis.published import without_implicatures
from policy_report.evidence.records import IndicatorRow, PublishedRow, by_id, number_of, quantity_of, rows_as
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.study import Study

_RUN = re.compile(r"连续|連續|累计|累計|第[\d一二三四五六七八九十百]+[次届屆]|in a row|consecutive|cumulative")
"""Words by which a number counts on from the one before: it can only grow or start again."""

_YEARLY = re.compile(r"年均|每年|平均|each year|each of|a year\b|yearly average|annual average", re.IGNORECASE)
"""Words by which a number holds for each year of its period, so that parts of the period do not add up to it."""

_MEASURED_UNITS = frozenset({"percent", "pp", "rank", "per_100k", "元", "美元", "港元", "天", "小时", "年", "倍"})

_AREA_UNITS = frozenset({"平方公里", "平方千米"})

Key = TypeVar("Key", bound=Hashable)

_FLOWS = frozenset({"count", "amount"})
_ADDITIVE = frozenset({"count", "amount", "stock", "area"})


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the indicator dictionary, as far as the search needs it."""

    id: str
    name_zh: str
    phenomenon: str
    of_people: bool
    revised: bool
    measure: str
    unit: str
    scale_min: float | None
    scale_max: float | None
    part_of: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Value:
    """One published value."""

    # id, case, category, phrase: as in `claims.csv` and `series.csv`; a claim has no category
    id: str
    case: str
    category: str
    phrase: str
    indicator: Indicator  # its entry in the dictionary
    # start, end: first and last day of its period, as ISO dates; empty if unknown
    start: str
    end: str
    stated: bool  # whether the source states the period
    part: int  # which quantity of the phrase it is, counted from 1
    quantity: Quantity  # what the phrase is read as, with the implicature bounds of its hedge
    strict: Quantity  # the same without any implicature bound
    unit: str  # what kind of unit it has: classifiers (起, 名, 人) are all the empty text
    source: str  # key of the text in which it stands
    mirror: bool  # whether that was read as a copy
    run: bool  # whether it counts on from the value before
    yearly: bool  # whether it holds for each year of its period

    @property
    def is_level(self) -> bool:
        return self.quantity.change is Change.LEVEL

    @property
    def what(self) -> tuple[str, str]:
        """Indicator and category: what is measured."""
        return self.indicator.id, self.category

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What is measured, where and in what kind of unit."""
        return self.case, self.indicator.id, self.category, self.unit

    @property
    def period(self) -> tuple[str, str]:
        """When the value holds: of a stock only the last day counts, and an area has no date."""
        if self.indicator.measure == "area":
            return "", ""
        return ("" if self.indicator.measure == "stock" else self.start), self.end

    @property
    def is_dated(self) -> bool:
        return self.indicator.measure == "area" or self.end != ""

    @property
    def is_flow(self) -> bool:
        """Whether a level adds up over time: a count or an amount of a period with two known ends."""
        flow = self.indicator.measure in _FLOWS and not self.run and not self.yearly
        return flow and self.is_level and bool(self.start and self.end)

    @property
    def is_additive(self) -> bool:
        """Whether a level of a part cannot pass that of the whole."""
        return self.is_level and not self.run and not self.yearly and self.indicator.measure in _ADDITIVE


@dataclass(frozen=True)
class Evidence:
    """All values with what is known of places."""

    values: tuple[Value, ...]  # the published values, in the order of their files
    indicators: Mapping[str, Indicator]  # the dictionary by id
    hierarchies: Mapping[str, tuple[str, ...]]  # each case with all that it lies in, from the inside out

    @cached_property
    def levels(self) -> tuple[Value, ...]:
        return tuple(value for value in self.values if value.is_level)

    @cached_property
    def levels_at(self) -> dict[tuple[str, str, str, str, tuple[str, str]], list[Value]]:
        """Levels by subject and period."""
        dated = (value for value in self.levels if value.is_dated)
        return grouped(dated, lambda value: (*value.subject, value.period))


def grouped(values: Iterable[Value], key: Callable[[Value], Key]) -> dict[Key, list[Value]]:
    """Group the values by a key, in their order."""
    found: dict[Key, list[Value]] = defaultdict(list)
    for value in values:
        found[key(value)].append(value)
    return dict(found)


def meant(quantity: Quantity) -> Quantity:
    """Add to a quantity the implicature bound of its one-sided hedge.

    A writer who can say "over 90%" does not say "over 80%" (cummins2012granularity): the open side ends one unit of
    the last place of the number that is not zero further on, as the convention has it for 余 and 近.
    """
    if quantity.value is None or quantity.value == 0 or quantity.change is not Change.LEVEL:
        return quantity
    step = _last_place(abs(quantity.value))
    if quantity.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST) and quantity.upper is None:
        return replace(quantity, upper=quantity.value + step, upper_closed=False, upper_kind=BoundKind.IMPLICATURE)
    if quantity.qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST) and quantity.lower is None:
        return replace(quantity, lower=quantity.value - step, lower_closed=False, lower_kind=BoundKind.IMPLICATURE)
    return quantity


def _last_place(number: float) -> float:
    """The last decimal place of a number that is not zero: 10 for 80, 0.1 for 11.8."""
    digits, _, exponent = f"{number:.11e}".partition("e")
    return 10.0 ** (int(exponent) - len(digits.replace(".", "").rstrip("0")) + 1)


def significant_digits(number: float) -> int:
    """Count how many digits a number shows from the first to the last that is not zero."""
    return len(f"{number:.11e}".partition("e")[0].replace(".", "").replace("-", "").rstrip("0"))


def collect(
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    cases: pd.DataFrame,
    *,
    study: Study,
) -> Evidence:
    """Collect the evidence of the tidy frames; rows that state no number are left out."""
    known = {key: _indicator(row, study) for key, row in by_id(indicators, IndicatorRow).items()}
    rows = [*rows_as(claims, PublishedRow), *rows_as(series, PublishedRow)]
    values = (_value(row, known) for row in rows)
    return Evidence(
        values=tuple(value for value in values if value is not None), indicators=known, hierarchies=hierarchies(cases)
    )


def _indicator(row: IndicatorRow, study: Study) -> Indicator:
    return Indicator(
        id=row["id"],
        name_zh=row["name_zh"],
        phenomenon=row["phenomenon"],
        of_people=row["phenomenon"] in study.group("counted_people"),
        revised=row["phenomenon"] in study.group("revised"),
        measure=row["measure"],
        unit=row["unit"],
        scale_min=number_of(row["scale_min"]),
        scale_max=number_of(row["scale_max"]),
        part_of=row["part_of"],
        numerator=row["numerator_indicator"],
        denominator=row["denominator_indicator"],
    )


def _value(row: PublishedRow, indicators: Mapping[str, Indicator]) -> Value | None:
    quantity = quantity_of(row)
    if quantity is None:
        return None
    indicator = indicators[row["indicator"]]
    remarks = f"{row['phrase']} {row.get('scope', '')} {row.get('note', '')}"
    return Value(
        id=row["id"],
        case=row["case"],
        category=row.get("category", ""),
        phrase=row["phrase"] + row.get("unit", ""),
        indicator=indicator,
        start=row["start"],
        end=row["end"],
        stated=row["period_basis"] == "stated",
        part=int(row.get("part", 1)),
        quantity=meant(quantity),
        strict=without_implicatures(quantity),
        unit=_kind_of_unit(quantity.unit),
        source=row["source"],
        mirror=row["mirror"],
        run=indicator.measure in ("count", "duration") and bool(_RUN.search(f"{row['phrase']} {indicator.name_zh}")),
        yearly=bool(_YEARLY.search(remarks)),
    )


def _kind_of_unit(unit: str) -> str:
    if unit in _AREA_UNITS:
        return "km2"
    return unit if unit in _MEASURED_UNITS else ""
