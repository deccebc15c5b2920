"""The tidy tables that an edition rests on, each with a fingerprint that any change of it changes."""

from hashlib import sha256

import pandas as pd

from policy_report.evidence.tidy import to_csv
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.text.language import Language
from policy_report.text.numbers import grouped

_TABLE = Table("manifest", right=(1,))
_SHOWN = 16


def build(language: Language, frames: dict[str, pd.DataFrame]) -> str:
    """Write one row for each file of `data/tidy/`, in the order of their names."""
    rows = [_row(name, frame, language) for name, frame in sorted(frames.items())]
    return _TABLE.markdown(rows, language)


def _row(name: str, frame: pd.DataFrame, language: Language) -> list[str]:
    digest = sha256(to_csv(frame).encode("utf-8")).hexdigest()[:_SHOWN]
    count = grouped(len(frame), language)
    return [escape(f"data/tidy/{name}.csv"), count, f"`{digest}`"]
