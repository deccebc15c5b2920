"""The licences of the study: all of them on demand, those between each two cases in full, and how many there are.

Two sets are kept in full. The headline pairs are every result that the study names as a headline of one case against
every one of another. The outcome pairs are every published outcome of one case against every one of another;
`headlines.py` says which those are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, product

import pandas as pd

from policy_report.analysis.comparability.degree import Degree, Licence, Reason
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.headlines import outcomes
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word


@result
def licences(
    claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame, study: Study
) -> Licences:
    """Licence any two rows of the claims and series, for figures and tables that set rows side by side."""
    return Licences(claims, series, indicators, cases, study)


@result
def headline_licences(licences: Licences, claims: pd.DataFrame, study: Study) -> tuple[Licence, ...]:
    """Licence every headline of a case against every one of another, in the order of the study."""
    places = dict(zip(claims["id"], claims["case"], strict=True))
    return _between([[row for row in study.headline if places.get(row) == case] for case in study.cases], licences)


@result
def outcome_licences(
    licences: Licences, claims: pd.DataFrame, indicators: pd.DataFrame, study: Study
) -> tuple[Licence, ...]:
    """Licence every outcome claim of a case against every one of another, in the order of the claims."""
    found = outcomes(claims, indicators, study)
    return _between([found[case] for case in study.cases], licences)


def _between(sides: Sequence[Sequence[str]], licences: Licences) -> tuple[Licence, ...]:
    pairs = (pair for one, other in combinations(sides, 2) for pair in product(one, other))
    return tuple(licences.between(first, second) for first, second in pairs)


@numbers
def licence_counts(
    *,
    licences: Licences,
    headline_licences: tuple[Licence, ...],
    outcome_licences: tuple[Licence, ...],
    claims: pd.DataFrame,
    study: Study,
) -> dict[str, Derived]:
    """Count the pairs by degree, and the outcome pairs that each reason bars."""
    called = study.word("cases")[Language.ZH]
    places = dict(zip(claims["id"], claims["case"], strict=True))
    pairs = [licences.between(first, second) for first, second in combinations(list(places), 2)]
    across = [licence for licence in pairs if places[licence.first] != places[licence.second]]
    return (
        _by_degree("all", pairs, "pairs of published claims", "公布的表述两两配对")
        | _by_degree("across", across, "pairs of claims on two places", "分属两地的表述配对")
        | _by_degree("headline", headline_licences, _sides("headline", study), f"{called}主要成效配对")
        | _by_degree("outcome", outcome_licences, _sides("outcome", study), f"{called}成效配对")
        | _by_reason(outcome_licences, called)
    )


def _sides(kind: str, study: Study) -> str:
    names = [study.place(case).in_prose[Language.EN] for case in study.cases]
    first, second = names if len(names) == 2 else ("one case", "another")
    return f"{kind} of {first} against {kind} of {second}"


def _by_degree(name: str, pairs: Iterable[Licence], english: str, chinese: str) -> dict[str, Derived]:
    degrees = Counter(licence.degree for licence in pairs)
    made = {f"{name}_pairs": counted(degrees.total(), english, chinese)}
    for degree in Degree:
        said = word.text(f"degree.{degree}")
        made[f"{name}_{degree}"] = counted(
            degrees[degree], f"{english}: {said[Language.EN]}", f"{chinese}：{said[Language.ZH]}"
        )
    return made


def _by_reason(pairs: Sequence[Licence], called: str) -> dict[str, Derived]:
    """A pair counts under each of its reasons."""
    barred = Counter(reason for licence in pairs for reason in licence.reasons)
    one_construct = [licence for licence in pairs if Reason.CONSTRUCT not in licence.reasons]
    made = {
        f"outcome_{reason.replace('-', '_')}": counted(
            barred[reason],
            f"outcome pairs barred by, among others: {word(f'reason.{reason}', Language.EN)}",
            f"{called}成效配对中因此受限者：{word(f'reason.{reason}', Language.ZH)}",
        )
        for reason in Reason
    }
    made["outcome_one_construct"] = counted(
        len(one_construct), "outcome pairs that measure the same thing", f"{called}成效配对中测量对象相同者"
    )
    return made
