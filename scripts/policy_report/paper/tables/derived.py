"""Appendix A, third part: every number that was computed, with its formula and the rows it came from."""

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.paper.markdown import anchor, cell, escape, link
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import bounds, reading_order
from policy_report.paper.variables import derived_anchor
from policy_report.study import Study
from policy_report.text.language import Language, Text
from policy_report.text.numbers import in_prose, outward
from policy_report.text.words import word

_TABLE = Table("derived")


def build(
    language: Language, numbers: dict[str, dict[str, Derived]], claims: pd.DataFrame, series: pd.DataFrame, study: Study
) -> str:
    """Write one row for each derived number, with the anchor that the numbers of the text link to.

    Parameters
    ----------
    numbers
        Derived numbers by analysis and key.
    claims, series
        Frames whose rows the tables above show; an input that is in neither is named without a link.
    study
        The study, which may have names of its own for its analyses.
    """
    table, shown = _TABLE.of(study), {*claims["id"], *series["id"]}
    rows = [
        [_name(analysis, key, number, table, language), *_cells(derived, shown, language)]
        for analysis, found in sorted(numbers.items())
        for number, (key, derived) in enumerate(found.items(), start=1)
    ]
    return table.markdown(rows, language)


def _name(analysis: str, key: str, number: int, table: Table, language: Language) -> str:
    """Write what a number is called, with the anchor that the text links to."""
    group = table.words.entry(f"table.derived.groups.{analysis}", language, "")
    name = f"{group}{number}" if group else f"{analysis}: {key}".replace("_", " ")
    return anchor(derived_anchor(analysis, key), name)


def _cells(derived: Derived, shown: set[str], language: Language) -> list[str]:
    order = reading_order(derived.quantity)
    return [
        cell(in_prose(derived.quantity, language, derived.decimals), "phrase", sort=order),
        cell(bounds(outward(derived.quantity, derived.decimals + 1), language), sort=order),
        escape(Text(en=derived.method_en, zh=derived.method_zh)[language]),
        word("mark.enumeration", language).join(
            link(f"clm-{row}", row) if row in shown else escape(row) for row in derived.inputs
        ),
    ]
