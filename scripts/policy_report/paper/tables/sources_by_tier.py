"""Who speaks: sources, claims and series values by tier."""

import pandas as pd

from policy_report.evidence.bibliography import TIERS
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("sources-by-tier", right=(2, 3, 4, 5))


def build(language: Language, sources: pd.DataFrame, claims: pd.DataFrame, series: pd.DataFrame, study: Study) -> str:
    """Write one row for each tier, from the body that reports on itself to the scholar, and the sum."""
    table = _TABLE.of(study)
    used = sources[sources["tier"].isin(list(TIERS))]
    counts = [_counts(used[used["tier"] == tier], claims, series) for tier in TIERS]
    rows = [
        [
            escape(word(f"tier.{tier}", language)),
            escape(table.say(f"meanings.{tier}", language)),
            *map(str, count),
        ]
        for tier, count in zip(TIERS, counts, strict=True)
    ]
    totals = [str(sum(column)) for column in zip(*counts, strict=True)]
    rows.append([escape(table.say("together", language)), "", *totals])
    return table.markdown(rows, language)


def _counts(sources: pd.DataFrame, claims: pd.DataFrame, series: pd.DataFrame) -> tuple[int, int, int, int]:
    """Count sources, copies among them, and the claims and series values that rest on them."""
    keys = set(sources["key"])
    copies = int(sources["mirror"].fillna(False).astype(bool).sum())
    return len(sources), copies, int(claims["source"].isin(keys).sum()), int(series["source"].isin(keys).sum())
