"""The licences of the study: all of them on demand, those between each two cases, and how many there are.

The headline pairs are every result that the study names as a headline of one case against every one of another. The
outcome pairs are every published outcome of one case against every one of another; `headlines.py` says which those are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from math import comb
from typing import Final

import pandas as pd

from policy_report.analysis.comparability.degree import Degree, Licence, Outcomes, Reason
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.comparability.tally import barred, degrees, meetings, pairs_across, partners
from policy_report.analysis.headlines import outcomes
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.study import Study
from policy_report.text.language import Key, Text

LISTED: Final = 100_000
"""Outcome pairs that are listed one by one: more than that are counted, and nobody reads them."""


@result
def licences(
    claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame, study: Study
) -> Licences:
    """Licence any two rows of the claims and series, for figures and tables that set rows side by side."""
    return Licences.of(claims, series, indicators, cases, study)


@result
def headline_licences(licences: Licences, claims: pd.DataFrame, study: Study) -> tuple[Licence, ...]:
    """Licence every headline of a case against every one of another, in the order of the study."""
    places = dict(claims.set_index("id")["case"])
    return _between([[row for row in study.headline if places.get(row) == case] for case in study.cases], licences)


@result
def outcome_licences(
    licences: Licences,
    headline_licences: tuple[Licence, ...],
    claims: pd.DataFrame,
    indicators: pd.DataFrame,
    study: Study,
) -> Outcomes:
    """License every outcome claim of a case against every one of another."""
    sides = outcomes(claims, indicators, study)
    cases = {row: case for case in study.cases for row in sides[case]}
    pairs, met = pairs_across(cases), [*meetings(licences, cases, across=True)]
    listed = _between([sides[case] for case in study.cases], licences) if pairs <= LISTED else headline_licences
    return Outcomes(pairs, degrees(met, pairs), barred(licences, cases), partners(met, cases), listed)


def _between(sides: Sequence[Sequence[str]], licences: Licences) -> tuple[Licence, ...]:
    pairs = (pair for one, other in combinations(sides, 2) for pair in product(one, other))
    return tuple(licences.between(first, second) for first, second in pairs)


@result
def places_of_claims(claims: pd.DataFrame) -> dict[str, str]:
    """Give the case of each claim, by the claim's id: all that many an analysis asks of the claims."""
    return dict(claims.set_index("id")["case"])


@result
def sources_of_claims(claims: pd.DataFrame) -> dict[str, str]:
    """Give the source of each claim, by the claim's id: all that a figure of results asks of the claims."""
    return dict(claims.set_index("id")["source"])


@numbers
def licence_counts(
    *,
    licences: Licences,
    headline_licences: tuple[Licence, ...],
    outcome_licences: Outcomes,
    places_of_claims: dict[str, str],
    study: Study,
) -> dict[str, Derived]:
    """Count the pairs by degree, and the outcome pairs that each reason bars."""
    places = places_of_claims
    everywhere, apart = comb(len(places), 2), pairs_across(places)
    across = degrees(meetings(licences, places, across=True), apart)
    within = degrees(meetings(licences, places, across=False), everywhere - apart)
    sets: dict[str, Mapping[Degree, int]] = {
        "all": {degree: across[degree] + within[degree] for degree in Degree},
        "across": across,
        "headline": Counter(licence.degree for licence in headline_licences),
        "outcome": outcome_licences.degrees,
    }
    made = {key: count for name, found in sets.items() for key, count in _by_degree(name, found, study).items()}
    return made | _by_reason(outcome_licences, study.word("cases"))


def _by_degree(name: str, found: Mapping[Degree, int], study: Study) -> dict[str, Derived]:
    names = [study.place(case).in_prose for case in study.cases]
    first, second = (
        names if len(names) == 2 else (Key("method.licence_counts.one"), Key("method.licence_counts.another"))
    )
    said = {"first": first, "second": second, "cases": study.word("cases")}
    pairs_said = Key(f"method.licence_counts.{name}_pairs")
    return {f"{name}_pairs": counted(sum(found.values())).said(f"{name}_pairs", **said)} | {
        f"{name}_{degree}": counted(found[degree]).said(
            "of_degree", pairs=pairs_said, degree=Key(f"degree.{degree}"), **said
        )
        for degree in Degree
    }


def _by_reason(found: Outcomes, cases: Text) -> dict[str, Derived]:
    made = {
        f"outcome_{reason.replace('-', '_')}": counted(number).said(
            "barred", cases=cases, reason=Key(f"reason.{reason}")
        )
        for reason, number in found.barred.items()
    }
    one_construct = found.pairs - found.barred[Reason.CONSTRUCT]
    return made | {"outcome_one_construct": counted(one_construct).said("outcome_one_construct", cases=cases)}
