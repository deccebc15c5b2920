"""Tidy frames on disk: written as plain CSV so that a data update shows in `git diff`, and read back with types."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd

from policy_report.evidence.records import FLAGS, NUMBERS, Record, by_id, quantity_of, rows_as
from policy_report.quantities import Quantity


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the types of tidy data: nullable flags, float numbers, and text that is empty where missing."""
    made = frame.copy()
    for column in made.columns:
        if column in FLAGS:
            made[column] = made[column].astype("boolean")
        elif column in NUMBERS:
            made[column] = pd.to_numeric(made[column], errors="coerce").astype("float64")
        else:
            made[column] = made[column].astype("str").where(made[column].notna(), "")
    return made


def ordered(frame: pd.DataFrame, by: Sequence[str], **orders: Sequence[str]) -> pd.DataFrame:
    """Sort a frame by some columns, of which those in `orders` have an order of their own."""
    ranks = {name: {value: rank for rank, value in enumerate(values)} for name, values in orders.items()}
    return frame.sort_values(
        list(by),
        key=lambda column: column.map(ranks[str(column.name)]) if column.name in ranks else column,
        ignore_index=True,
    )


def to_csv(frame: pd.DataFrame) -> str:
    """Write a tidy frame as CSV text: LF, empty for missing, `true`/`false`, shortest exact numbers."""
    plain = frame.astype("object")
    for column in plain.columns.intersection([*FLAGS]):
        plain[column] = [{True: "true", False: "false"}.get(flag, "") for flag in frame[column]]
    for column in plain.columns.intersection([*NUMBERS]):
        plain[column] = ["" if pd.isna(number) else f"{number:.15g}" for number in frame[column]]
    text: str = plain.to_csv(index=False, lineterminator="\n")
    return text


def read_csv(file: Path | BytesIO) -> pd.DataFrame:
    """Read a tidy frame back from CSV, as `typed` made it."""
    frame = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8")
    for column in frame.columns.intersection([*FLAGS]):
        frame[column] = frame[column].map({"true": True, "false": False})
    return frame.assign(**typed(frame[frame.columns.intersection([*FLAGS, *NUMBERS])]))


def records_of(frame: pd.DataFrame) -> list[Record]:
    """The rows of a tidy frame, as `read_records` reads them from its file."""
    return rows_as(frame.astype("object").where(frame.notna(), None), Record)


def quantities_by_id(frame: pd.DataFrame) -> dict[str, Quantity]:
    """Rebuild the quantities of a tidy frame by row id, without the rows that state no number."""
    found = {key: quantity_of(row) for key, row in by_id(frame, Record).items()}
    return {key: quantity for key, quantity in found.items() if quantity is not None}
