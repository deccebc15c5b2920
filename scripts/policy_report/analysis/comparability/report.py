"""The licences of the study: all of them on demand, those between each two cases in full, and how many there are.

Two sets are kept in full. The headline pairs are every result that the study names as a headline of one case against
every one of another. The outcome pairs are every published outcome of one case against every one of another;
`headlines.py` says which those are.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product
from math import comb

import pandas as pd

from policy_report.analysis.comparability.degree import Degree, Licence, Reason
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.headlines import outcomes
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.study import Study
from policy_report.text.language import Key, Text


@result
def licences(
    claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame, study: Study
) -> Licences:
    """Licence any two rows of the claims and series, for figures and tables that set rows side by side."""
    return Licences.of(claims, series, indicators, cases, study)


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


@result
def places_of_claims(claims: pd.DataFrame) -> dict[str, str]:
    """Give the case of each claim, by the claim's id: all that many an analysis asks of the claims."""
    return dict(zip(claims["id"], claims["case"], strict=True))


@result
def sources_of_claims(claims: pd.DataFrame) -> dict[str, str]:
    """Give the source of each claim, by the claim's id: all that a figure of results asks of the claims."""
    return dict(zip(claims["id"], claims["source"], strict=True))


@numbers
def licence_counts(
    *,
    licences: Licences,
    headline_licences: tuple[Licence, ...],
    outcome_licences: tuple[Licence, ...],
    places_of_claims: dict[str, str],
    study: Study,
) -> dict[str, Derived]:
    """Count the pairs by degree, and the outcome pairs that each reason bars."""
    places = places_of_claims
    related = [licences.between(first, second) for first, second in licences.related(list(places))]
    across = [licence for licence in related if places[licence.first] != places[licence.second]]
    pairs = comb(len(places), 2)
    pairs_across = pairs - sum(comb(count, 2) for count in Counter(places.values()).values())
    sets = {
        "all": _degrees(related, pairs - len(related)),
        "across": _degrees(across, pairs_across - len(across)),
        "headline": _degrees(headline_licences),
        "outcome": _degrees(outcome_licences),
    }
    made = {key: count for name, found in sets.items() for key, count in _by_degree(name, found, study).items()}
    return made | _by_reason(outcome_licences, study.word("cases"))


def _degrees(licences: Sequence[Licence], unrelated: int = 0) -> Counter[Degree]:
    """Count licences by degree, and as many unrelated pairs as have none."""
    return Counter(licence.degree for licence in licences) + Counter({Degree.NONE: unrelated})


def _by_degree(name: str, degrees: Counter[Degree], study: Study) -> dict[str, Derived]:
    names = [study.place(case).in_prose for case in study.cases]
    first, second = (
        names if len(names) == 2 else (Key("method.licence_counts.one"), Key("method.licence_counts.another"))
    )
    said = {"first": first, "second": second, "cases": study.word("cases")}
    pairs_said = Key(f"method.licence_counts.{name}_pairs")
    return {f"{name}_pairs": counted(degrees.total()).said(f"{name}_pairs", **said)} | {
        f"{name}_{degree}": counted(degrees[degree]).said(
            "of_degree", pairs=pairs_said, degree=Key(f"degree.{degree}"), **said
        )
        for degree in Degree
    }


def _by_reason(pairs: Sequence[Licence], cases: Text) -> dict[str, Derived]:
    """A pair counts under each of its reasons."""
    barred = Counter(reason for licence in pairs for reason in licence.reasons)
    one_construct = [licence for licence in pairs if Reason.CONSTRUCT not in licence.reasons]
    made = {
        f"outcome_{reason.replace('-', '_')}": counted(barred[reason]).said(
            "barred", cases=cases, reason=Key(f"reason.{reason}")
        )
        for reason in Reason
    }
    return made | {"outcome_one_construct": counted(len(one_construct)).said("outcome_one_construct", cases=cases)}
