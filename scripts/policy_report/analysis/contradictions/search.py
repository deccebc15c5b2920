"""The search for contradictions: every rule over all the evidence."""

from collections import Counter
from collections.abc import Callable, Iterator

import pandas as pd

from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Kind
from policy_report.analysis.contradictions.levels import (
    excluding_values,
    falling_count,
    leaves_series,
    repeated_figure,
    years_out_of_step,
)
from policy_report.analysis.contradictions.parts import (
    narrower_rate_higher,
    part_exceeds_whole,
    parts_of_time_exceed_whole,
)
from policy_report.analysis.contradictions.rates import (
    change_not_from_levels,
    not_a_share,
    outside_scale,
    rate_not_from_counts,
)
from policy_report.analysis.contradictions.values import Evidence, collect
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.study import Study
from policy_report.text.language import Key

RULES: tuple[Callable[[Evidence], Iterator[Contradiction]], ...] = (
    excluding_values,
    part_exceeds_whole,
    parts_of_time_exceed_whole,
    narrower_rate_higher,
    rate_not_from_counts,
    outside_scale,
    falling_count,
    years_out_of_step,
    change_not_from_levels,
    leaves_series,
    repeated_figure,
    not_a_share,
)


@result
def contradictions(
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    study: Study,
) -> tuple[Contradiction, ...]:
    """Find everything in the evidence that cannot all be as it seems.

    Returns by kind in the order of `Kind`, strict ones first, the largest relative gap first.
    """
    evidence = collect(claims, series, indicators, cases, sources, study=study)
    found = {item.id: item for rule in RULES for item in rule(evidence)}
    kinds = list(Kind)
    return tuple(
        sorted(
            found.values(), key=lambda item: (kinds.index(item.kind), not item.strict, -(item.relative or 0), item.id)
        )
    )


@numbers
def contradiction_counts(contradictions: tuple[Contradiction, ...]) -> dict[str, Derived]:
    """Count how many contradictions there are, by kind and by strength; remarks are counted apart."""
    kinds = Counter(item.kind for item in contradictions)
    exclusions = [item for item in contradictions if item.kind not in REMARKS]
    made = {
        "total": counted(len(exclusions)),
        "strict": counted(sum(item.strict for item in exclusions)),
        "by_implicature": counted(sum(not item.strict for item in exclusions)),
        "remarks": counted(len(contradictions) - len(exclusions)),
        "claims": counted(len({claim for item in exclusions for claim in item.claims})),
    }
    return made | {
        kind.replace("-", "_"): counted(kinds[kind]).said("of_kind", kind=Key(f"contradiction.{kind}")) for kind in Kind
    }
