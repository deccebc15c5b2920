"""The search for contradictions: every rule over all the evidence."""

from collections import Counter
from collections.abc import Callable, Iterator

import pandas as pd

from policy_report.analysis.contradictions import levels, parts, rates
from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Kind
from policy_report.analysis.contradictions.values import Evidence, collect
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.study import Study
from policy_report.text.language import Key

RULES: tuple[Callable[[Evidence], Iterator[Contradiction]], ...] = (
    levels.excluding_values,
    parts.part_exceeds_whole,
    parts.parts_of_time_exceed_whole,
    parts.narrower_rate_higher,
    rates.rate_not_from_counts,
    rates.outside_scale,
    levels.falling_count,
    levels.years_out_of_step,
    rates.change_not_from_levels,
    levels.leaves_series,
    levels.repeated_figure,
    rates.not_a_share,
)


@result
def contradictions(
    claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame, *, study: Study
) -> tuple[Contradiction, ...]:
    """Find everything in the evidence that cannot all be as it seems.

    Returns by kind in the order of `Kind`, strict ones first, the largest relative gap first.
    """
    evidence = collect(claims, series, indicators, cases, study=study)
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
