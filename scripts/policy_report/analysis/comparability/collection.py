"""The statements of the tidy claims and series."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from policy_report.analysis.comparability.statement import (
    RATIOS,
    Construct,
    Kind,
    Place,
    Provenance,
    Statement,
    unit_of,
)
from policy_report.analysis.denominators import vintage
from policy_report.evidence.records import Record, number_of, quantity_of
from policy_report.quantities import Change, Quantity
from policy_report.study import Study

_RISE = re.compile(r"上升|上涨|增长|增加|提高|提升|\brose\b|\brising\b|\bincreased?\b")
_FALL = re.compile(r"下降|下跌|减少|降低|\bfell\b|\bfalling\b|\bdecreased?\b")
"""Words by which a claim without a number states a direction."""

_COLUMNS = (
    "id", "phenomenon", "measure", "unit", "scale_max", "denominator", "numerator_indicator", "denominator_indicator",
)  # fmt: skip

_LEVELS = (Change.LEVEL, Change.FROM_TO)


@dataclass(frozen=True)
class Dictionary:
    """The indicator dictionary, as far as comparisons need it."""

    rows: Mapping[str, Record]  # what the indicators say that decides a comparison, by their ids
    # people, sizes: the phenomena that count people, and those that say how large a place is
    people: tuple[str, ...]
    sizes: tuple[str, ...]
    heads: tuple[str, ...]  # indicators of whom a rate per head is taken, the first that is published

    @classmethod
    def of(cls, indicators: pd.DataFrame, study: Study) -> "Dictionary":
        """Take it from the tidy frame, and from what the study says about itself."""
        rows = indicators[[*_COLUMNS]].to_dict("records")
        groups = (study.group(name) for name in ("counted_people", "sizes", "heads"))
        return cls({str(row["id"]): row for row in rows}, *groups)

    def construct(self, indicator: str, category: str = "") -> Construct:
        """Say what an indicator measures, in one of its breakdowns."""
        row = self.rows[indicator]
        measure = str(row["measure"])
        counted = str(row["numerator_indicator"]) if measure == "per_head" else ""
        return Construct(
            id=counted or indicator,
            category=category,
            of_people=row["phenomenon"] in self.people,
            is_size=row["phenomenon"] in self.sizes,
            measure=measure,
            unit=str(row["unit"]),
            bounded=number_of(row["scale_max"]) is not None,
            denominator_known=measure not in RATIOS or str(row["denominator"]) != "",
        )


def collect(
    claims: pd.DataFrame, series: pd.DataFrame, dictionary: Dictionary, cases: pd.DataFrame, study: Study
) -> dict[str, Statement]:
    """Collect what each row of the claims and the series states, by its id."""
    places = {
        str(case["id"]): Place(str(case["id"]), str(case["level"]), str(case["parent"]))
        for case in cases.to_dict("records")
    }
    rows = [*claims.to_dict("records"), *series.to_dict("records")]
    return {str(row["id"]): _statement(row, dictionary, places, study) for row in rows}


def _statement(row: Record, dictionary: Dictionary, places: Mapping[str, Place], study: Study) -> Statement:
    construct = dictionary.construct(str(row["indicator"]), str(row.get("category") or ""))
    quantity = quantity_of(row)
    kind = Kind.WORDS if quantity is None else Kind.LEVEL if quantity.change in _LEVELS else Kind.CHANGE
    about, end = f"{row.get('scope', '')} {row.get('note', '')}", str(row["end"])
    return Statement(
        construct=construct,
        place=places[str(row["case"])],
        provenance=Provenance(
            tier=str(row["tier"]),
            copied=bool(row["mirror"]),
            inferred=bool(row["date_inferred"]) or row["period_basis"] == "inferred",
            vintage=vintage(about, int(end[:4] or 0), study, of_people=construct.of_people),
        ),
        kind=kind,
        unit=construct.unit if quantity is None else unit_of(quantity.change, construct.unit),
        start=str(row["start"]),
        end=end,
        direction=_direction_of(quantity, str(row["phrase"])),
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
