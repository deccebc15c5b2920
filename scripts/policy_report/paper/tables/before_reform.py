"""What each series did before the reform, across it and after it."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from policy_report.analysis.before_reform import Phase
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose, names_by_id
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.numbers import computed

_TITLES = (("Series", "序列"), ("Before", "改革前"), ("Across", "跨改革"), ("After", "改革后"))
_WIDTHS = (32, 25, 26, 17)
_CAPTION = (
    "What series did before the reform that bears on them, across it and after it: change between two years (two "
    "figures of the last year for a part of it, to the same part of the year before). Plain: a change published as "
    "such; c: computed from two published levels. An asterisk: a break lies between (@tbl-breaks). The reform is that "
    "of the city or of the province's city, for the country the earlier of the two. Of the country only series that "
    "go on across the reform are shown.",
    "各序列在相关改革之前、跨越改革及改革之后的变化：两个年份之间的变化；仅涉及末年部分时段者，为与上年同期相比。未加字母者为公布的变化，"
    "c为由两个公布的水平计算；星号表示其间有断点（见[@tbl-breaks]）。省以所属城市的改革为准，全国以两者中较早者为准，且只列跨越改革仍有数据的序列。",
)


def build(
    language: Language, before_reform: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study
) -> str:
    """Write one row for each series, with every change of each phase.

    Of a place that lies in no other, only series that go on after the reform began are shown, unless it is a case.
    """
    shown = {*study.cases, *cases.loc[cases["parent"].ne(""), "id"]}
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = []
    for (case, indicator), found in before_reform.groupby(["case", "indicator"], sort=False):
        followed = found["phase"].ne(Phase.PRE).any()
        if case in shown or followed:
            name = f"{places[str(case)]}{choose((': ', '：'), language)}{measures[str(indicator)]}"
            cells = [_cell(found[found["phase"].eq(phase)], language) for phase in Phase]
            rows.append([escape(name), *(cell or "–" for cell in cells)])
    return table(columns, rows, choose(_CAPTION, language), "before-reform")


def _cell(changes: pd.DataFrame, language: Language) -> str:
    texts = [_change(row, language) for row in changes.to_dict("records")]
    return choose(("; ", "；"), language).join(escape(text) for text in texts)


def _change(row: dict[Hashable, Any], language: Language) -> str:
    """`2016–17: −26.0% to −23.3% c`."""
    first, last = row["start"][:4], row["end"][:4]
    span = f"{first}–{last[2:]}" if first[:2] == last[:2] else f"{first}–{last}"
    if language is Language.ZH:
        span = f"{first}—{last}年"
    marks = (" c" if row["basis"] == "levels" else "") + ("*" if row["breaks"] else "")
    return f"{span}{choose((': ', '：'), language)}{computed(_quantity(row), language, 1)}{marks}"


def _quantity(row: dict[Hashable, Any]) -> Quantity:
    """The change, with its bounds; a published one as its nominal value, which is what the source prints."""
    ends = [None if pd.isna(row[end]) else float(row[end]) for end in ("lower", "upper")]
    if row["basis"] == "published" and not pd.isna(row["value"]):
        ends = [float(row["value"])] * 2
    kinds = [None if end is None else BoundKind.ROUNDING for end in ends]
    kind = Change.PP_CHANGE if row["unit"] == "pp" else Change.PERCENT_CHANGE
    return Quantity(None, ends[0], ends[1], True, True, kinds[0], kinds[1], row["unit"], Qualifier.RANGE, kind, (0, 0))
