"""The designs side by side, topic by topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from policy_report.evidence.records import Record
from policy_report.paper.markdown import Column, citation, escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import names_by_id
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("designs")


def build(
    language: Language,
    design_statements: pd.DataFrame,
    design_comparison: pd.DataFrame,
    cases: pd.DataFrame,
    study: Study,
) -> str:
    """Write one row for each topic of the figure, with what is published of each case on it."""
    shown = Shown(design_statements, design_comparison, "figure", names_by_id(cases, language), study)
    return topics(shown, _TABLE, language)


@dataclass(frozen=True)
class Shown:
    """What a table of topics shows: statements and judgements of one place, and names of the study's cases."""

    statements: pd.DataFrame
    comparison: pd.DataFrame
    place: str
    names: Mapping[str, str]
    study: Study


def topics(shown: Shown, table: Table, language: Language) -> str:
    """Write a table of topics, with the words of each side and the judgement."""
    cases = shown.study.cases
    columns = [
        Column(_TABLE.say("topic", language), 18),
        *(Column(shown.names[case], 60 // len(cases)) for case in cases),
        Column(_TABLE.say("judgement", language), 22),
    ]
    of_topics = shown.statements[shown.statements["place"].eq(shown.place)].groupby("topic", sort=False)
    rows = [_row(str(topic), said.to_dict("records"), shown, language) for topic, said in of_topics]
    return table.of(shown.study).markdown(rows, language, columns=columns)


def dimension_name(dimension: str, study: Study, language: Language) -> str:
    """Name a dimension of the designs: as the study's catalogue says it, or as `features.csv` has it."""
    plain = dimension.replace("_", " ").capitalize()
    return str(_TABLE.of(study).words.entry(f"dimension.{dimension}", language, plain))


def _row(topic: str, said: Sequence[Record], shown: Shown, language: Language) -> list[str]:
    colon = word("mark.colon", language)
    dimension = dimension_name(str(said[0]["dimension"]), shown.study, language)
    judged = shown.comparison[shown.comparison["topic"].eq(topic)].to_dict("records")
    reasons = [str(pair[f"reason_{language}"]) for pair in judged]
    if len(judged) > 1:
        pairs = [f"{shown.names[str(pair['first'])]} – {shown.names[str(pair['second'])]}" for pair in judged]
        reasons = [f"{pair}{colon}{reason}" for pair, reason in zip(pairs, reasons, strict=True) if reason]
    return [
        escape(f"{dimension}{colon}{said[0][f'name_{language}']}"),
        *(f"{escape(str(one[f'value_{language}']))} {citation(str(one['source']))}" for one in said),
        escape(word("mark.semicolon", language).join(reasons)),
    ]
