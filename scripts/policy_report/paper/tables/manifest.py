"""Appendix E: the tidy tables that an edition rests on, each with a fingerprint that any change of it changes."""

from hashlib import sha256

import pandas as pd

from policy_report.evidence.tidy import to_csv
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_TITLES = (("File", "文件"), ("Rows", "行数"), ("Fingerprint", "指纹"))
_WIDTHS = (50, 16, 34)
_SHOWN = 16
_CAPTION = (
    "The data of this edition. The fingerprint is the beginning of the SHA-256 digest of the file, so that two"
    " editions with the same fingerprints rest on the same data.",
    "本版数据。“指纹”为文件SHA-256摘要的开头部分；指纹相同的两个版本，所据数据相同。",
)


def build(language: Language, frames: dict[str, pd.DataFrame]) -> str:
    """One row for each file of `data/tidy/`, in the order of their names."""
    columns = [
        Column(choose(title, language), width, right=title[0] == "Rows")
        for title, width in zip(_TITLES, _WIDTHS, strict=True)
    ]
    rows = [_row(name, frame, language) for name, frame in sorted(frames.items())]
    return table(columns, rows, choose(_CAPTION, language), "manifest")


def _row(name: str, frame: pd.DataFrame, language: Language) -> list[str]:
    digest = sha256(to_csv(frame).encode("utf-8")).hexdigest()[:_SHOWN]
    count = f"{len(frame):,}" if language is Language.EN else str(len(frame))
    return [escape(f"data/tidy/{name}.csv"), count, f"`{digest}`"]
