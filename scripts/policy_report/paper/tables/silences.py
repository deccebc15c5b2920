"""What the sources do not mention, by dimension and side."""

import pandas as pd

from policy_report.paper.markdown import Column, escape
from policy_report.paper.table import Table
from policy_report.paper.tables.designs import dimension_name
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("silences")
_WIDTHS = (20, 26, 22, 32)


def build(language: Language, design_statements: pd.DataFrame, study: Study) -> str:
    """Write one row for each dimension on which a case is silent, with the names of the topics."""
    table = _TABLE.of(study)
    sides = [table.say("not", language, name=study.place(case).name[language]) for case in study.cases]
    titles = (table.say("dimension", language), table.say("neither", language), *sides)
    columns = [Column(title, width) for title, width in zip(titles, _WIDTHS, strict=True)]
    rows = []
    for dimension, said in design_statements[~design_statements["stated"]].groupby("dimension", sort=False):
        silent = {str(name): set(own["case"]) for name, own in said.groupby(f"name_{language}", sort=False)}
        neither = [name for name, cases in silent.items() if len(cases) == len(sides)]
        alone = [[name for name in silent if case in silent[name] and name not in neither] for case in study.cases]
        joined = [word("mark.semicolon", language).join(map(escape, names)) for names in (neither, *alone)]
        rows.append([escape(dimension_name(str(dimension), study, language)), *(cell or "–" for cell in joined)])
    return table.markdown(rows, language, columns=columns)
