"""The results that the two seed articles put forward, as published and as read."""

import pandas as pd

from policy_report.paper.markdown import Column, escape, link, table
from policy_report.paper.tables.wording import (
    PERIOD_REMARKS,
    TIERS,
    Row,
    about,
    choose,
    names_by_id,
    period_text,
    reading_of,
)
from policy_report.project import Language

HEADLINES = (
    "jx001", "jx002", "jx003", "jx013", "jx014", "jx022", "jx020", "jx023", "jx012", "jx010",
    "sm001", "sm002", "sm003", "sm003b", "sm004", "sm005",
)  # fmt: skip
"""What each article offers as a result: every statement of its opening, and every rate, rank and count of results
in its body. Counts of staff, teams and branches describe the design and stand in the design table."""

_TITLES = (
    ("City and indicator", "地区与指标"), ("Phrase", "公布原文"), ("Read as", "读作"), ("Period", "时期"),
    ("Source", "来源层级"),
)  # fmt: skip
_WIDTHS = (33, 19, 20, 17, 11)
_CAPTION = (
    "Results put forward in the two articles. The rows measure different things over different periods; "
    "they are listed together, not compared. Each phrase links to its row in Appendix A. ",
    "两篇文章所列成绩。各行口径与时期不同，仅为并列，并非比较；原文链接至附录A相应条目。",
)


def build(language: Language, claims: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame) -> str:
    """One row for each of `HEADLINES` that the claims have, in that order."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    by_id = {str(claim["id"]): claim for claim in claims.to_dict("records")}
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = [_row(by_id[key], places, measures, language) for key in HEADLINES if key in by_id]
    return table(columns, rows, choose(_CAPTION, language) + choose(PERIOD_REMARKS, language), "claims-headline")


def _row(claim: Row, places: dict[str, str], measures: dict[str, str], language: Language) -> list[str]:
    return [
        escape(about(claim, places, measures, language)),
        link(f"clm-{claim['id']}", str(claim["phrase"])),
        escape(reading_of(claim, language)),
        escape(period_text(claim, language)),
        escape(choose(TIERS[str(claim["tier"])], language)),
    ]
