"""The table of computed numbers: every number that was computed, with its formula and the rows it came from."""

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.paper.formulas import method
from policy_report.paper.markdown import anchor, cell, escape, link
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import bounds, reading_order
from policy_report.paper.variables import derived_anchor
from policy_report.study import Study
from policy_report.text.forms import in_prose
from policy_report.text.language import Language
from policy_report.text.numbers import outward
from policy_report.text.words import Words, word

_TABLE = Table("derived")


def build(
    language: Language, numbers: dict[str, dict[str, Derived]], claims: pd.DataFrame, series: pd.DataFrame, study: Study
) -> str:
    """Write one row for each derived number, with the anchor that the numbers of the text link to.

    `claims`, `series`: frames whose rows the tables above show; an input that is in neither is named without a link.
    `study`: the study, which may have names of its own for its analyses.
    """
    table, shown = _TABLE.of(study), {*claims["id"], *series["id"]}
    rows = [
        [
            anchor(derived_anchor(analysis, key), number_name(analysis, key, number, table.words, language)),
            *_reading(derived, language),
            cell(method(study, analysis, key, derived, language), "method"),
            _inputs(derived, shown, language),
        ]
        for analysis, found in sorted(numbers.items())
        for number, (key, derived) in enumerate(found.items(), start=1)
    ]
    return table.markdown(rows, language)


def number_name(analysis: str, key: str, number: int, words: Words, language: Language) -> str:
    """Write what a number is called: the name of its group and its place there, or its key; plain text."""
    group = words.entry(f"table.derived.groups.{analysis}", language, "")
    return f"{group}{number}" if group else f"{analysis}: {key}".replace("_", " ")


def _reading(derived: Derived, language: Language) -> list[str]:
    order = reading_order(derived.quantity)
    return [
        cell(in_prose(derived.quantity, language, derived.decimals), "phrase", sort=order),
        cell(bounds(outward(derived.quantity, derived.decimals + 1), language), sort=order),
    ]


def _inputs(derived: Derived, shown: set[str], language: Language) -> str:
    links = (link(f"clm-{row}", row) if row in shown else escape(row) for row in derived.inputs)
    return word("mark.enumeration", language).join(links)
