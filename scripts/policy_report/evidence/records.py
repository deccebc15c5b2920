"""The rows of tidy frames as plain records, for which nothing is imported that takes long."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, TypeVar, cast

from policy_report.quantities import BoundKind, Change, Qualifier, Quantity

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]
"""A row by its columns: texts, `None` for a number or flag that is missing."""

AnyRow = Mapping[str, Any]
"""A row of whatever table."""

Row = TypeVar("Row")


class CaseRow(TypedDict):
    """A row of `cases.csv`."""

    id: str
    name_en: str
    name_zh: str
    level: str
    parent: str
    note: str


class IndicatorRow(TypedDict):
    """A row of `indicators.csv`."""

    id: str
    name_en: str
    name_zh: str
    phenomenon: str
    measure: str
    numerator: str
    denominator: str
    numerator_indicator: str
    denominator_indicator: str
    part_of: str
    unit: str
    scale_min: float
    scale_max: float
    definition_en: str
    definition_zh: str
    definition_source: str
    note: str


class SourceRow(TypedDict):
    """A source that the evidence cites, as `references.bib` has it."""

    key: str
    type: str
    title: str
    title_en: str
    author: str
    publisher: str
    date: str
    url: str
    language: str
    tier: str
    mirror: bool
    date_inferred: bool
    opening_only: bool


class ReadRow(TypedDict):
    """What every row with a phrase has beyond its published columns: its reading, and what its source says of it."""

    case: str
    phrase: str
    period_start: str
    period_end: str
    period_basis: str
    source: str
    note: str
    value: float
    lower: float
    upper: float
    lower_closed: bool
    upper_closed: bool
    lower_kind: str
    upper_kind: str
    read_unit: str
    qualifier: str
    change: str
    tier: str
    mirror: bool
    date_inferred: bool
    language: str
    start: str
    end: str


class PublishedRow(ReadRow):
    """A row of the tidy claims, or of the series, which have columns of their own."""

    id: str
    indicator: str
    locator: str
    part: NotRequired[str]
    scope: NotRequired[str]
    category: NotRequired[str]
    category_zh: NotRequired[str]
    unit: NotRequired[str]


class PeerRow(ReadRow):
    """A row of the tidy peers."""

    id: str
    body_en: str
    body_zh: str
    family: str
    established: str
    established_basis: str
    branches: str
    staff: str
    tiers: str
    indicator_en: str
    figure_about: str


class ParameterRow(TypedDict):
    """A row of `process_parameters.csv`."""

    id: str
    name: str
    regime: str
    scenario: str
    kind: str
    claim: str
    meaning_en: str
    meaning_zh: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    reasoning_en: str
    reasoning_zh: str


def rows_as(frame: "pd.DataFrame", kind: type[Row]) -> list[Row]:  # noqa: ARG001
    """Give the rows of a frame as the `kind` that their table has; a number that is missing is not a number.

    The kind is for the type checker: nothing is checked. `to_dict("records")` takes six times as long.
    """
    names, columns = frame.columns.tolist(), [_cells(column) for _, column in frame.items()]
    return cast("list[Row]", [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)])


def _cells(column: "pd.Series[Any]") -> list[Any]:
    import pandas as pd

    cells: list[Any] = column.to_numpy(object).tolist()
    return [None if cell is pd.NA else cell for cell in cells] if column.dtype.name in ("boolean", "Int64") else cells


def by_id(frame: "pd.DataFrame", kind: type[Row], column: str = "id") -> dict[str, Row]:
    """Give the rows of a frame by what identifies them."""
    return dict(zip(frame[column].astype("str"), rows_as(frame, kind), strict=True))


FLAGS = ("lower_closed", "upper_closed", "mirror", "date_inferred", "opening_only")
NUMBERS = ("value", "lower", "upper", "low", "high", "scale_min", "scale_max")


def read_records(path: Path) -> list[Record]:
    """Read a tidy frame as `tidy.to_csv` wrote it."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: _typed(name, cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def _typed(name: str, cell: str) -> Any:
    if name in FLAGS:
        return {"true": True, "false": False}.get(cell)
    if name in NUMBERS:
        return float(cell) if cell else None
    return cell


def quantity_of(row: Mapping[str, Any]) -> Quantity | None:
    """Rebuild the quantity of a row of the tidy claims, series or peers; `None` if its phrase states no number."""
    if not row["qualifier"]:
        return None
    return Quantity(
        value=number_of(row["value"]),
        lower=number_of(row["lower"]),
        upper=number_of(row["upper"]),
        lower_closed=bool(row["lower_closed"]),
        upper_closed=bool(row["upper_closed"]),
        lower_kind=BoundKind(row["lower_kind"]) if row["lower_kind"] else None,
        upper_kind=BoundKind(row["upper_kind"]) if row["upper_kind"] else None,
        unit=str(row["read_unit"]),
        qualifier=Qualifier(row["qualifier"]),
        change=Change(row["change"]),
        span=(0, len(row["phrase"])),
    )


def number_of(cell: Any) -> float | None:
    """A number of a record or of a frame's row; `None` where it is missing, which a frame says by not a number."""
    return None if cell is None or cell != cell else float(cell)  # noqa: PLR0124


def hierarchies_of(cases: Iterable[AnyRow]) -> dict[str, tuple[str, ...]]:
    """Give each case with all that it lies in, from the inside out, by the case's id."""
    parents = {str(case["id"]): str(case["parent"]) for case in cases}
    found = {}
    for case in parents:
        hierarchy = [case]
        while parents.get(hierarchy[-1]):
            hierarchy.append(parents[hierarchy[-1]])
        found[case] = tuple(hierarchy)
    return found
