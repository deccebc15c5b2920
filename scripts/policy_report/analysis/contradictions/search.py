"""The search for contradictions: every rule over all the evidence."""

from collections import Counter
from collections.abc import Callable, Iterator

import pandas as pd

from policy_report.analysis.contradictions.changes import change_not_from_levels
from policy_report.analysis.contradictions.collection import collect
from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Kind
from policy_report.analysis.contradictions.excluding import excluding_values
from policy_report.analysis.contradictions.outliers import leaves_series
from policy_report.analysis.contradictions.parts import (
    narrower_rate_higher,
    part_exceeds_whole,
    parts_of_time_exceed_whole,
)
from policy_report.analysis.contradictions.rates import not_a_share, outside_scale, rate_not_from_counts
from policy_report.analysis.contradictions.repeats import repeated_figure
from policy_report.analysis.contradictions.runs import falling_count, years_out_of_step
from policy_report.analysis.contradictions.values import Evidence
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

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

    Returns
    -------
    tuple
        By kind in the order of `Kind`, strict ones first, the largest relative gap first.
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
        "total": counted(len(exclusions), "contradictions found, remarks left out", "所发现的矛盾数，不含提示"),
        "strict": counted(
            sum(item.strict for item in exclusions),
            "contradictions that need stated and rounding bounds only",
            "仅凭原文所述与数字取舍即成立的矛盾数",
        ),
        "by_implicature": counted(
            sum(not item.strict for item in exclusions),
            "contradictions that rest on how a hedge is used",
            "取决于限定词用法的矛盾数",
        ),
        "remarks": counted(
            len(contradictions) - len(exclusions),
            "figures with two meanings, and rates that are no shares",
            "一数两指与并非份额的比率数",
        ),
        "claims": counted(
            len({claim for item in exclusions for claim in item.claims}),
            "published values in at least one contradiction",
            "至少见于一处矛盾的公布数值数",
        ),
    }
    return made | {
        kind.replace("-", "_"): counted(
            kinds[kind],
            f"found of the kind: {word(f'contradiction.{kind}', Language.EN)}",
            f"该类数量：{word(f'contradiction.{kind}', Language.ZH)}",
        )
        for kind in Kind
    }
