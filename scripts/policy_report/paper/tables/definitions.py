"""Appendix B: the terms on which the figures rest, and who defines them."""

import pandas as pd

from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import Row, choose, named, source_cell
from policy_report.text.language import Language

_TITLES = (("Term", "术语"), ("Meaning, in our words", "含义（转述）"), ("Source", "来源"))
_WIDTHS = (20, 60, 20)
_CAPTION = ("Terms of police statistics and where their meaning was found.", "公安统计术语及其含义的出处。")


def build(language: Language, definitions: pd.DataFrame) -> str:
    """One row for each row of `definitions.csv`."""
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = [_row(definition, language) for definition in definitions.to_dict("records")]
    return table(columns, rows, choose(_CAPTION, language), "definitions")


def _row(definition: Row, language: Language) -> list[str]:
    both = f"{definition['term_zh']}, {definition['term_en']}"
    return [
        escape(both if language is Language.EN else str(definition["term_zh"])),
        escape(named(definition, "definition", language)),
        source_cell(definition, language),
    ]
