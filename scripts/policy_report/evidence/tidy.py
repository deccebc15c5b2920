"""Tidy frames on disk: written as plain CSV so that a data update shows in `git diff`, and read back with types."""

from collections.abc import Hashable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from policy_report.quantities import BoundKind, Change, Qualifier, Quantity

_FLAGS = ["lower_closed", "upper_closed", "mirror", "date_inferred", "opening_only"]
_NUMBERS = ["value", "lower", "upper", "low", "high", "scale_min", "scale_max"]


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the types of tidy data: nullable flags, float numbers, and text that is empty where missing."""
    made = frame.copy()
    for column in made.columns:
        if column in _FLAGS:
            made[column] = made[column].astype("boolean")
        elif column in _NUMBERS:
            made[column] = pd.to_numeric(made[column], errors="coerce").astype("float64")
        else:
            made[column] = made[column].astype("str").where(made[column].notna(), "")
    return made


def to_csv(frame: pd.DataFrame) -> str:
    """Write a tidy frame as CSV text: LF, empty for missing, `true`/`false`, shortest exact numbers."""
    plain = frame.astype("object")
    for column in plain.columns.intersection(_FLAGS):
        plain[column] = [{True: "true", False: "false"}.get(flag, "") for flag in frame[column]]
    for column in plain.columns.intersection(_NUMBERS):
        plain[column] = ["" if pd.isna(number) else f"{number:.15g}" for number in frame[column]]
    text: str = plain.to_csv(index=False, lineterminator="\n")
    return text


def read_csv(file: Path | BytesIO) -> pd.DataFrame:
    """Read a tidy frame back from CSV, as `typed` made it."""
    frame = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8")
    for column in frame.columns.intersection(_FLAGS):
        frame[column] = frame[column].map({"true": True, "false": False})
    return typed(frame)


def quantity_of(row: Mapping[Hashable, Any]) -> Quantity | None:
    """Rebuild the quantity of a row of the tidy claims, series or peers; `None` if its phrase states no number."""
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
    """Rebuild the quantities of a tidy frame by row id, without the rows that state no number."""
    found = {str(row["id"]): quantity_of(row) for row in frame.to_dict("records")}
    return {key: quantity for key, quantity in found.items() if quantity is not None}
