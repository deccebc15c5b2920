"""The codebook of the design comparison: what counts as the same, how each pass judged, and what was adopted."""

import pandas as pd

from jiaxing_sanming.words import word
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.text.language import Language
from policy_report.text.words import word as engine_word

_TABLE = Table("codebook", words=word)
_TOPIC = ["topic", "first", "second"]


def build(language: Language, topics: pd.DataFrame, coding: pd.DataFrame, design_comparison: pd.DataFrame) -> str:
    """Write one row for each topic: its rule, the judgement of either pass, and the one adopted.

    A topic on which the passes differ is marked by an asterisk.
    """
    passes = coding.assign(number=coding["pass"].astype(int))
    judged = passes.pivot(index=_TOPIC, columns="number", values="judgement")[[1, 2]]
    judged["adopted"] = design_comparison.set_index(_TOPIC)["relation"].astype(str)
    shown = topics.rename(columns={"id": "topic"}).merge(judged.reset_index(), on="topic")
    rows = []
    for row in shown.to_dict("records"):
        name = escape(str(row[f"name_{language}"])) + ("" if row[1] == row[2] else "\\*")
        relations = [engine_word(f"figure.relation.{row[column]}", language) for column in (1, 2, "adopted")]
        rows.append([name, escape(str(row[f"rule_{language}"])), *relations])
    return _TABLE.markdown(rows, language)
