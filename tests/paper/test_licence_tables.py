"""The tables of licences: every pair once, and every number a link."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from policy_report.analysis.comparability.degree import Degree, Licence, Reason, Step
from policy_report.analysis.comparability.report import licence_counts, places_of_claims
from policy_report.analysis.published import exactly
from policy_report.paper.tables.comparisons import licence_matrix, licence_reasons, licences
from policy_report.text.language import Language
from tests.analysis.pair_by_pair import pair_by_pair
from tests.conftest import this_study
from tests.paper.test_tables import CLAIMS, HEADLINES, INDICATORS, LICENCES, cells, links_and_anchors

EN, ZH = Language.EN, Language.ZH
COUNTS = licence_counts(
    licences=LICENCES,
    headline_licences=HEADLINES,
    outcome_licences=pair_by_pair([LICENCES.between("jx001", "sm062"), LICENCES.between("jx001", "jx015")]),
    places_of_claims=places_of_claims(CLAIMS),
    study=this_study(),
)


def given(rows: str, others: str) -> Iterator[Licence]:
    """Licences that differ only for the pair a × y, and for c throughout."""
    for row in rows:
        for other in others:
            if row == "c":
                yield Licence(row, other, Degree.SAME, (), (Reason.SOURCE,))
            elif other == "y":
                step = Step("per_head", "p", exactly(5.5))
                yield Licence(row, other, Degree.CONVERTIBLE, (Reason.POPULATION,), (), (step, None))
            else:
                yield Licence(row, other, Degree.NONE, (Reason.CONSTRUCT, Reason.PERIOD))


MEASURED = pd.DataFrame({"id": list("abcxyz"), "indicator": ["rate", "rate", "total-area", *["rate"] * 3]})


def test_every_pair_stands_in_the_matrix_once() -> None:
    markdown = licence_matrix(EN, pair_by_pair([*given("abc", "xyz")]), MEASURED, INDICATORS, study=this_study())
    found = cells(markdown)
    assert found == [
        ["Clearance rate: a, b", "x, z", "none", "construct, period disjoint"],
        ["as above", "y", "convertible", "population; a ÷ population (p) = 5.50"],
        ["Area: c", "x, y, z", "same", "[source basis]"],
    ]
    assert links_and_anchors(markdown)[0] == {f"clm-{row}" for row in "abcxyzp"}


def test_a_matrix_of_headlines_says_that_there_are_more_pairs() -> None:
    few = replace(pair_by_pair([*given("ab", "xyz")]), pairs=49_000_000)
    assert cells(licence_matrix(EN, few, MEASURED, INDICATORS, study=this_study()))[-1] == [
        "Of 49,000,000 pairs of outcomes those of the headlines are listed, the others counted", "–", "–", "–",
    ]  # fmt: skip


def test_the_matrix_speaks_chinese() -> None:
    found = cells(licence_matrix(ZH, pair_by_pair([*given("ab", "xyz")]), MEASURED, INDICATORS, study=this_study()))
    assert found[0] == ["破案率：a、b", "x、z", "不可比", "测量对象、时期不同"]


def test_the_degrees_of_each_set_add_up() -> None:
    for row in cells(licences(EN, COUNTS, study=this_study())):
        total, *degrees = (int(cell) for cell in row[1:])
        assert total == sum(degrees)
    pairs = len(CLAIMS) * (len(CLAIMS) - 1) // 2
    assert cells(licences(EN, COUNTS, study=this_study()))[0][:2] == ["All published claims", str(pairs)]


@pytest.mark.parametrize("language", Language)
def test_each_reason_is_explained_and_counted(language: Language) -> None:
    rows = cells(licence_reasons(language, COUNTS, study=this_study()))
    assert len(rows) == len(Reason)
    barred = dict(zip(Reason, (int(row[3]) for row in rows), strict=True))
    assert (barred[Reason.CONSTRUCT], barred[Reason.MEASURE], barred[Reason.SOURCE]) == (1, 2, 0)
    assert barred[Reason.PERIOD_UNKNOWN] == 0


def test_every_number_of_the_tables_links_to_its_formula() -> None:
    links, _ = links_and_anchors(
        licences(EN, COUNTS, study=this_study()) + licence_reasons(EN, COUNTS, study=this_study())
    )
    assert links
    assert all(name.startswith("num-licence-counts-") for name in links)
