"""The dictionary of indicators."""

import pandas as pd

from policy_report.evidence.records import Record
from policy_report.paper.markdown import anchor, citation, escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import named
from policy_report.text.language import Language

_TABLE = Table("indicators")
_RATIOS = ("rate", "share", "per_head")


def build(language: Language, indicators: pd.DataFrame) -> str:
    """Write one row for each row of `indicators.csv`."""
    rows = [_row(indicator, language) for indicator in indicators.to_dict("records")]
    return _TABLE.markdown(rows, language)


def _row(indicator: Record, language: Language) -> list[str]:
    source = citation(str(indicator["definition_source"] or ""))
    return [
        anchor(f"ind-{indicator['id']}", named(indicator, "name", language)),
        escape(named(indicator, "definition", language)),
        escape(counts_text(indicator, language)),
        source or escape(_TABLE.say("undefined", language)),
    ]


def counts_text(indicator: Record, language: Language) -> str:
    """Say what is divided by what; a count has no denominator, and the data name the parts in English only."""
    if indicator["measure"] not in _RATIOS:
        return "–"
    missing = _TABLE.say("unpublished", language)
    parts = {part: indicator[part] or missing for part in ("numerator", "denominator")}
    return _TABLE.say("no_ratio" if set(parts.values()) == {missing} else "ratio", language, **parts)
