"""Where series change their basis, or where a source puts it in doubt."""

import pandas as pd

from policy_report.evidence.records import Record
from policy_report.paper.markdown import citation, escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import named, names_by_id
from policy_report.study import Study
from policy_report.text.dates import date_text
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("breaks")


def build(language: Language, breaks: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> str:
    """Write one row for each break, in the order of the data."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    rows = [_row(one, places, measures, language) for one in breaks.to_dict("records")]
    return _TABLE.of(study).markdown(rows, language)


def _row(one: Record, places: dict[str, str], measures: dict[str, str], language: Language) -> list[str]:
    series = f"{places[str(one['case'])]}{word('mark.colon', language)}{measures[str(one['indicator'])]}"
    remark = word.entry(f"table.breaks.bases.{one['date_basis']}", language, "")
    return [
        escape(series),
        escape(date_text(str(one["date"]), language) + remark),
        escape(_TABLE.say(f"kinds.{one['kind']}", language)),
        escape(named(one, "effect", language)),
        citation(str(one["source"])),
    ]
