"""Who speaks, who repeats whom, and which files an edition rests on."""

from hashlib import sha256

import pandas as pd

from policy_report.evidence.bibliography import TIERS
from policy_report.evidence.tidy import to_csv
from policy_report.paper.markdown import escape
from policy_report.paper.table import Rows, Table, table
from policy_report.study import Study
from policy_report.text.numbers import grouped

_DIGITS = 16
"""Of a fingerprint, as many as a table has room for."""


@table("sources-by-tier", right=(2, 3, 4, 5))
def sources_by_tier(table: Table, sources: pd.DataFrame, claims: pd.DataFrame, series: pd.DataFrame) -> Rows:
    """Count sources, copies and what they say by tier, from who reports on itself to the scholar, and in sum."""
    counts = []
    for tier in TIERS:
        used = sources[sources["tier"].eq(tier)]
        said = (int(frame["source"].isin(set(used["key"])).sum()) for frame in (claims, series))
        counts.append((len(used), int(used["mirror"].fillna(False).astype(bool).sum()), *said))
    rows = [
        [escape(table.word(f"tier.{tier}")), escape(table.say(f"meanings.{tier}")), *map(str, count)]
        for tier, count in zip(TIERS, counts, strict=True)
    ]
    return [*rows, [escape(table.say("together")), "", *(str(sum(column)) for column in zip(*counts, strict=True))]]


@table("independence", right=(1, 2, 3, 4, 5, 6))
def independence(table: Table, independence: pd.DataFrame, study: Study) -> Rows:
    """Count the originating publishers behind the values of each place of the study, and of all."""
    rows = []
    for place in study.places:
        name = table.words.entry(f"table.independence.names.{place.id}", table.language, place.name[table.language])
        rows.append(_voices(name, independence[independence["place"].eq(place.id)]))
    return [*rows, _voices(table.say("all"), independence)]


def _voices(name: str, found: pd.DataFrame) -> list[str]:
    different = (found[column].nunique() for column in ("source", "publisher", "origin"))
    counts = (len(found), *different, int(found["repeats"].gt(0).sum()), int(found["self_interest"].sum()))
    return [name, *map(str, counts)]


@table("manifest", right=(1,))
def manifest(table: Table, frames: dict[str, pd.DataFrame]) -> Rows:
    """Write each file of `data/tidy/` with a fingerprint that any change of it changes, in the order of their names."""
    return [
        [
            escape(f"data/tidy/{name}.csv"),
            grouped(len(frame), table.language),
            f"`{sha256(to_csv(frame).encode('utf-8')).hexdigest()[:_DIGITS]}`",
        ]
        for name, frame in sorted(frames.items())
    ]
