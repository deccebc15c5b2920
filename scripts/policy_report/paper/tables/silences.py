"""What the sources do not mention, by dimension and side."""

import pandas as pd

from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.designs import DIMENSIONS
from policy_report.paper.tables.wording import choose
from policy_report.study import Study
from policy_report.text.language import Language

_DIMENSION, _NEITHER = ("Dimension", "维度"), ("Neither article", "两篇文章均未提及")
_NOT = ("Not the {name} article", "{name}一文未提及")
_WIDTHS = (20, 26, 22, 32)
_CAPTION = (
    "What the two articles do not mention or publish, among the topics of the comparison. Observations on two texts; "
    "what a text leaves out may exist.",
    "比较的各主题中，两篇文章未提及或未公布者。这是对两份文本的观察；文本未提及者，未必不存在。",
)


def build(language: Language, design_statements: pd.DataFrame, study: Study) -> str:
    """Write one row for each dimension on which a case is silent, with the names of the topics."""
    sides = [choose(_NOT, language).format(name=study.place(case).name[language]) for case in study.cases]
    titles = (choose(_DIMENSION, language), choose(_NEITHER, language), *sides)
    columns = [Column(title, width) for title, width in zip(titles, _WIDTHS, strict=True)]
    rows = []
    for dimension, said in design_statements[~design_statements["stated"]].groupby("dimension", sort=False):
        silent = {str(name): set(own["case"]) for name, own in said.groupby(f"name_{language}", sort=False)}
        neither = [name for name, cases in silent.items() if len(cases) == len(sides)]
        alone = [[name for name in silent if case in silent[name] and name not in neither] for case in study.cases]
        joined = [choose(("; ", "；"), language).join(map(escape, names)) for names in (neither, *alone)]
        rows.append([escape(choose(DIMENSIONS[str(dimension)], language)), *(cell or "–" for cell in joined)])
    return table(columns, rows, choose(_CAPTION, language), "silences")
