"""The terms on which the figures rest, and who defines them."""

import pandas as pd

from policy_report.evidence.records import Record
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import named, source_cell
from policy_report.study import Study
from policy_report.text.language import Language

_TABLE = Table("definitions")


def build(language: Language, definitions: pd.DataFrame, study: Study) -> str:
    """Write one row for each row of `definitions.csv`."""
    table = _TABLE.of(study)
    rows = [_row(definition, table, language) for definition in definitions.to_dict("records")]
    return table.markdown(rows, language)


def _row(definition: Record, table: Table, language: Language) -> list[str]:
    return [
        escape(table.say("term", language, zh=definition["term_zh"], en=definition["term_en"])),
        escape(named(definition, "definition", language)),
        source_cell(definition, language, table.words),
    ]
