"""The published values that are held against each other, with what the dictionary and the sources say of them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from policy_report.quantities import Change, Quantity

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
class Source:
    """Where a value was published."""

    key: str
    mirror: bool


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
    source: Source  # where it stands
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
