"""How many originating publishers stand behind the published values of each place, and how many speak of themselves."""

import pandas as pd

from policy_report.paper.table import Table
from policy_report.study import Study
from policy_report.text.language import Language

_TABLE = Table("independence", right=(1, 2, 3, 4, 5, 6))


def build(language: Language, independence: pd.DataFrame, study: Study) -> str:
    """Write one row for each place of the study, and one for all."""
    table = _TABLE.of(study)
    rows = []
    for place in study.places:
        name = table.words.entry(f"table.independence.names.{place.id}", language, place.name[language])
        rows.append(_row(name, independence[independence["place"].eq(place.id)]))
    return table.markdown([*rows, _row(table.say("all", language), independence)], language)


def _row(name: str, found: pd.DataFrame) -> list[str]:
    counts = (
        len(found),
        found["source"].nunique(),
        found["publisher"].nunique(),
        found["origin"].nunique(),
        int(found["repeats"].gt(0).sum()),
        int(found["self_interest"].sum()),
    )
    return [name, *(str(count) for count in counts)]
