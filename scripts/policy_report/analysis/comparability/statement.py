"""What a published figure states, or what a conversion turns it into: all that a licence looks at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from policy_report.analysis.normalised import vintage
from policy_report.evidence.records import CaseRow, IndicatorRow, PublishedRow, by_id, number_of, quantity_of, rows_as
from policy_report.quantities import Change, Quantity
from policy_report.study import Study

_RISE = re.compile(r"上升|上涨|增长|增加|提高|提升|\brose\b|\brising\b|\bincreased?\b")

_FALL = re.compile(r"下降|下跌|减少|降低|\bfell\b|\bfalling\b|\bdecreased?\b")
"""Words by which a claim without a number states a direction."""

_COLUMNS = (
    "id", "phenomenon", "measure", "unit", "scale_max", "denominator", "numerator_indicator", "denominator_indicator",
)  # fmt: skip

_LEVELS = (Change.LEVEL, Change.FROM_TO)


class Kind(StrEnum):
    """What kind of statement a figure is."""

    LEVEL = "level"
    CHANGE = "change"
    WORDS = "words"


PERCENT_OR_POINTS = "percent or points"
"""The unit of a change of a rate that is printed with a bare percent sign."""

RATIOS = ("rate", "share")
_MOMENTS = ("stock", "duration", "area")
_GROWING = ("count", "amount")


@dataclass(frozen=True, slots=True)
class Construct:
    """What is measured and how, from the indicator dictionary."""

    id: str  # id of the indicator; of a rate per head the indicator that it counts, so that both are one construct
    category: str  # breakdown within the indicator, empty for the whole
    # of_people, is_size: whether it counts a population, and whether it says how large a place is: of that a total is
    # meant, and not what it comes to per head
    of_people: bool
    is_size: bool
    # measure, unit: as in `indicators.csv`
    measure: str
    unit: str
    bounded: bool  # whether the definition sets an upper end to the scale
    denominator_known: bool  # whether the dictionary can say what a ratio is divided by; true for what is no ratio

    @property
    def key(self) -> tuple[str, str]:
        return self.id, self.category

    @property
    def is_ratio(self) -> bool:
        return self.measure in RATIOS


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the case, its administrative level, and what it lies in."""

    case: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Whose word a figure is: the tier of its source, and whether copy, date or account are in doubt."""

    tier: str
    copied: bool
    inferred: bool
    vintage: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as a licence sees it."""

    # construct, place, provenance: what, where, and whose word
    construct: Construct
    place: Place
    provenance: Provenance
    kind: Kind  # level, change, or words without a number
    unit: str  # of a level the unit of its indicator; of a change percent, pp, times, or the indicator's unit
    # start, end: first and last day as ISO dates; empty if unknown
    start: str
    end: str
    direction: int  # 1 for a rise, -1 for a fall, 0 if the statement leaves it open
    quantity: Quantity | None  # the number with its bounds; `None` for words

    @property
    def is_moment(self) -> bool:
        """Whether it holds on a day and not over a span."""
        return self.construct.measure in _MOMENTS and self.kind is not Kind.CHANGE

    @property
    def is_timeless(self) -> bool:
        return self.construct.measure == "area" and self.kind is not Kind.CHANGE

    @property
    def is_dated(self) -> bool:
        return self.is_timeless or bool(self.end and (self.start or self.is_moment))

    @property
    def adds_up(self) -> bool:
        """Whether it is a level that grows with the length of its period."""
        return self.kind is Kind.LEVEL and self.construct.measure in (*_GROWING, "per_head")

    @property
    def grows_with_place(self) -> bool:
        """Whether it is a level that a larger place has more of, for that reason alone."""
        return self.kind is Kind.LEVEL and self.construct.measure in _GROWING and not self.construct.is_size


def unit_of(change: Change, unit: str) -> str:
    """Find the unit of a figure of an indicator in `unit`; a bare percent sign on a rate's change is ambiguous."""
    if change in (Change.YOY_PERCENT, Change.PERCENT_CHANGE):
        return PERCENT_OR_POINTS if unit == "percent" else "percent"
    if change in (Change.YOY_PP, Change.PP_CHANGE):
        return "pp"
    return "times" if change is Change.MULTIPLE else unit


@dataclass(frozen=True)
class Dictionary:
    """The indicator dictionary, as far as comparisons need it."""

    rows: Mapping[str, IndicatorRow]  # what the indicators say that decides a comparison, by their ids
    # people, sizes: the phenomena that count people, and those that say how large a place is
    people: tuple[str, ...]
    sizes: tuple[str, ...]
    heads: tuple[str, ...]  # indicators of whom a rate per head is taken, the first that is published

    @classmethod
    def of(cls, indicators: pd.DataFrame, study: Study) -> "Dictionary":
        """Take it from the tidy frame, and from what the study says about itself."""
        groups = (study.group(name) for name in ("counted_people", "sizes", "heads"))
        return cls(by_id(indicators[[*_COLUMNS]], IndicatorRow), *groups)

    def construct(self, indicator: str, category: str = "") -> Construct:
        """Say what an indicator measures, in one of its breakdowns."""
        row = self.rows[indicator]
        measure = row["measure"]
        counted = row["numerator_indicator"] if measure == "per_head" else ""
        return Construct(
            id=counted or indicator,
            category=category,
            of_people=row["phenomenon"] in self.people,
            is_size=row["phenomenon"] in self.sizes,
            measure=measure,
            unit=row["unit"],
            bounded=number_of(row["scale_max"]) is not None,
            denominator_known=measure not in RATIOS or row["denominator"] != "",
        )


def collect(
    claims: pd.DataFrame, series: pd.DataFrame, dictionary: Dictionary, cases: pd.DataFrame, study: Study
) -> dict[str, Statement]:
    """Collect what each row of the claims and the series states, by its id."""
    places = {case["id"]: Place(case["id"], case["level"], case["parent"]) for case in rows_as(cases, CaseRow)}
    rows = [*rows_as(claims, PublishedRow), *rows_as(series, PublishedRow)]
    return {row["id"]: _statement(row, dictionary, places, study) for row in rows}


def _statement(row: PublishedRow, dictionary: Dictionary, places: Mapping[str, Place], study: Study) -> Statement:
    construct = dictionary.construct(row["indicator"], row.get("category", ""))
    quantity = quantity_of(row)
    kind = Kind.WORDS if quantity is None else Kind.LEVEL if quantity.change in _LEVELS else Kind.CHANGE
    about, end = f"{row.get('scope', '')} {row.get('note', '')}", row["end"]
    return Statement(
        construct=construct,
        place=places[row["case"]],
        provenance=Provenance(
            tier=row["tier"],
            copied=row["mirror"],
            inferred=row["date_inferred"] or row["period_basis"] == "inferred",
            vintage=vintage(about, int(end[:4] or 0), study, of_people=construct.of_people),
        ),
        kind=kind,
        unit=construct.unit if quantity is None else unit_of(quantity.change, construct.unit),
        start=row["start"],
        end=end,
        direction=_direction_of(quantity, row["phrase"]),
        quantity=quantity,
    )


def _direction_of(quantity: Quantity | None, phrase: str) -> int:
    """The sign of a change, or what the words say of one."""
    if quantity is None:
        return bool(_RISE.search(phrase)) - bool(_FALL.search(phrase))
    return 0 if quantity.change in (*_LEVELS, Change.MULTIPLE) else sign(quantity)


def sign(quantity: Quantity) -> int:
    """Give 1 or -1 if all that the bounds allow lies on one side of zero, else 0."""
    if quantity.lower is not None and quantity.lower >= 0 and quantity.upper != 0:
        return 1
    return -1 if quantity.upper is not None and quantity.upper <= 0 and quantity.lower != 0 else 0
