"""The topics of the comparison that the figure has no room for."""

import pandas as pd

from policy_report.paper.table import Table
from policy_report.paper.tables.designs import Shown, topics
from policy_report.paper.tables.wording import names_by_id
from policy_report.study import Study
from policy_report.text.language import Language

_TABLE = Table("designs-further")


def build(
    language: Language,
    design_statements: pd.DataFrame,
    design_comparison: pd.DataFrame,
    cases: pd.DataFrame,
    study: Study,
) -> str:
    """Write one row for each topic that is scored and not drawn."""
    shown = Shown(design_statements, design_comparison, "table", names_by_id(cases, language), study)
    return topics(shown, _TABLE, language)
