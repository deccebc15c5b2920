"""What each series did before the reform, across it and after it."""

import pandas as pd

from policy_report.analysis.before_reform import Phase
from policy_report.evidence.records import Record, number_of
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import names_by_id
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.numbers import computed
from policy_report.text.words import word

_TABLE = Table("before-reform")


def build(
    language: Language, before_reform: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study
) -> str:
    """Write one row for each series, with every change of each phase.

    Of a place that lies in no other, only series that go on after the reform began are shown, unless it is a case.
    """
    shown = {*study.cases, *cases.loc[cases["parent"].ne(""), "id"]}
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    rows = []
    for (case, indicator), found in before_reform.groupby(["case", "indicator"], sort=False):
        followed = found["phase"].ne(Phase.PRE).any()
        if case in shown or followed:
            name = f"{places[str(case)]}{word('mark.colon', language)}{measures[str(indicator)]}"
            cells = [_cell(found[found["phase"].eq(phase)], language) for phase in Phase]
            rows.append([escape(name), *(cell or "–" for cell in cells)])
    return _TABLE.of(study).markdown(rows, language)


def _cell(changes: pd.DataFrame, language: Language) -> str:
    texts = [_change(row, language) for row in changes.to_dict("records")]
    return word("mark.semicolon", language).join(escape(text) for text in texts)


def _change(row: Record, language: Language) -> str:
    """Write a change as `2016–17: −26.0% to −23.3% c`."""
    first, last = row["start"][:4], row["end"][:4]
    key = "years" if first[:2] == last[:2] else "years_of_centuries"
    span = _TABLE.say(key, language, first=first, last=last, short=last[2:])
    marks = (" c" if row["basis"] == "levels" else "") + ("*" if row["breaks"] else "")
    return f"{span}{word('mark.colon', language)}{computed(_quantity(row), language, 1)}{marks}"


def _quantity(row: Record) -> Quantity:
    """Make the change, with its bounds; a published one as its nominal value, which is what the source prints."""
    value, *ends = (number_of(row[end]) for end in ("value", "lower", "upper"))
    if row["basis"] == "published" and value is not None:
        ends = [value, value]
    kinds = [None if end is None else BoundKind.ROUNDING for end in ends]
    kind = Change.PP_CHANGE if row["unit"] == "pp" else Change.PERCENT_CHANGE
    return Quantity(None, ends[0], ends[1], True, True, kinds[0], kinds[1], row["unit"], Qualifier.RANGE, kind, (0, 0))
