"""The licences of the study: all of them on demand, those between the two cities in full, and how many there are.

Two sets are kept in full. The headline pairs are every result that one article puts forward against every result of
the other. The outcome pairs are every published figure on crime, police work, prosecution, safety or awards of one
city against every one of the other; `headlines.py` says which those are.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, product

import pandas as pd

from policy_report.analysis.comparability.degree import DEGREES, REASONS, Degree, Licence, Reason
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.headlines import HEADLINES, outcomes
from policy_report.analysis.places import CITIES
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result


@result
def licences(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame) -> Licences:
    """The licence of any two rows of the claims and series, for figures and tables that set rows side by side."""
    return Licences(claims, series, indicators, cases)


@result
def headline_licences(licences: Licences, claims: pd.DataFrame) -> tuple[Licence, ...]:
    """Every headline of Jiaxing against every one of Sanming, in the order of `HEADLINES`."""
    places = dict(zip(claims["id"], claims["case"], strict=True))
    sides = [[row for row in HEADLINES if places.get(row) == city] for city in CITIES]
    return tuple(licences.between(first, second) for first, second in product(*sides))


@result
def outcome_licences(licences: Licences, claims: pd.DataFrame, indicators: pd.DataFrame) -> tuple[Licence, ...]:
    """Every outcome claim of Jiaxing against every one of Sanming, in the order of the claims."""
    found = outcomes(claims, indicators)
    return tuple(licences.between(first, second) for first, second in product(*(found[city] for city in CITIES)))


@numbers
def licence_counts(
    *,
    licences: Licences,
    headline_licences: tuple[Licence, ...],
    outcome_licences: tuple[Licence, ...],
    claims: pd.DataFrame,
) -> dict[str, Derived]:
    """How many pairs have which degree, and how many outcome pairs each reason bars."""
    places = dict(zip(claims["id"], claims["case"], strict=True))
    pairs = [licences.between(first, second) for first, second in combinations(list(places), 2)]
    across = [licence for licence in pairs if places[licence.first] != places[licence.second]]
    return (
        _by_degree("all", pairs, "pairs of published claims", "公布的表述两两配对")
        | _by_degree("across", across, "pairs of claims on two places", "分属两地的表述配对")
        | _by_degree(
            "headline", headline_licences, "headline of Jiaxing against headline of Sanming", "两市主要成效配对"
        )
        | _by_degree("outcome", outcome_licences, "outcome of Jiaxing against outcome of Sanming", "两市成效配对")
        | _by_reason(outcome_licences)
    )


def _by_degree(name: str, pairs: Iterable[Licence], english: str, chinese: str) -> dict[str, Derived]:
    degrees = Counter(licence.degree for licence in pairs)
    made = {f"{name}_pairs": counted(degrees.total(), english, chinese)}
    for degree in Degree:
        said = DEGREES[degree]
        made[f"{name}_{degree}"] = counted(degrees[degree], f"{english}: {said[0]}", f"{chinese}：{said[1]}")
    return made


def _by_reason(pairs: Iterable[Licence]) -> dict[str, Derived]:
    """A pair counts under each of its reasons."""
    barred = Counter(reason for licence in pairs for reason in licence.reasons)
    one_construct = [licence for licence in pairs if Reason.CONSTRUCT not in licence.reasons]
    made = {
        f"outcome_{reason.replace('-', '_')}": counted(
            barred[reason],
            f"outcome pairs barred by, among others: {REASONS[reason][0]}",
            f"两市成效配对中因此受限者：{REASONS[reason][1]}",
        )
        for reason in Reason
    }
    made["outcome_one_construct"] = counted(
        len(one_construct), "outcome pairs that measure the same thing", "两市成效配对中测量对象相同者"
    )
    return made
