"""Tidy frames on disk: written as plain CSV so that a data update shows in `git diff`, and read back with types."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from policy_report.evidence.quantities import BoundKind, Change, Qualifier, Quantity

_FLAGS = ("lower_closed", "upper_closed", "mirror", "date_inferred", "opening_only")
_NUMBERS = ("value", "lower", "upper", "scale_min", "scale_max")


def to_csv(frame: pd.DataFrame) -> str:
    """A tidy frame as CSV text: LF, empty for missing, `true`/`false`, shortest exact numbers."""
    plain = frame.copy()
    for column in plain.columns:
        if column in _FLAGS:
            plain[column] = plain[column].map({True: "true", False: "false"}).fillna("")
        elif column in _NUMBERS:
            plain[column] = pd.to_numeric(plain[column]).map(lambda number: "" if pd.isna(number) else f"{number:.15g}")
    text: str = plain.to_csv(index=False, lineterminator="\n", na_rep="")
    return text


def read_csv(path: Path) -> pd.DataFrame:
    """A tidy frame back from disk: flags as nullable booleans, numbers as floats, the rest as text."""
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    for column in frame.columns:
        if column in _FLAGS:
            frame[column] = frame[column].map({"true": True, "false": False}).astype("boolean")
        elif column in _NUMBERS:
            frame[column] = pd.to_numeric(frame[column].replace("", None))
    return frame


def quantity_of(row: Mapping[Hashable, Any]) -> Quantity | None:
    """The quantity of a row of the tidy claims, series or peers; `None` if its phrase states no number."""
    if not row["qualifier"]:
        return None
    return Quantity(
        value=_number(row["value"]),
        lower=_number(row["lower"]),
        upper=_number(row["upper"]),
        lower_closed=bool(row["lower_closed"]),
        upper_closed=bool(row["upper_closed"]),
        lower_kind=BoundKind(row["lower_kind"]) if row["lower_kind"] else None,
        upper_kind=BoundKind(row["upper_kind"]) if row["upper_kind"] else None,
        unit=str(row["read_unit"]),
        qualifier=Qualifier(row["qualifier"]),
        change=Change(row["change"]),
        span=(0, len(row["phrase"])),
    )


def _number(cell: Any) -> float | None:
    return None if pd.isna(cell) else float(cell)


def quantities_by_id(frame: pd.DataFrame) -> dict[str, Quantity]:
    """The quantities of a tidy frame by row id, without the rows that state no number."""
    found = {str(row["id"]): quantity_of(row) for row in frame.to_dict("records")}
    return {key: quantity for key, quantity in found.items() if quantity is not None}
