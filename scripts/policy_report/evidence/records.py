"""The rows of tidy frames as plain records, for which nothing is imported that takes long."""

import csv
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from policy_report.quantities import BoundKind, Change, Qualifier, Quantity

Record = dict[Hashable, Any]
"""A row by its columns: texts, `None` for a number or flag that is missing."""

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


def quantity_of(row: Mapping[Hashable, Any]) -> Quantity | None:
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
