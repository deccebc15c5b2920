"""The table of bounds: one row a reading, every end with what it rests on."""

import pytest

from policy_report.paper.tables.comparisons import bounds
from policy_report.text.language import Language
from tests.analysis.tidy_rows import cases
from tests.figures.samples import bounds as answers


@pytest.mark.parametrize(
    ("language", "open_", "clash", "again"),
    [
        (Language.EN, "nothing bounds it", "contradictory", "the same"),
        (Language.ZH, "无从界定", "自相矛盾", "同上"),
    ],
)
def test_an_interval_a_conflict_and_an_open_question_each_have_their_row(
    language: Language, open_: str, clash: str, again: str
) -> None:
    first, second, third = bounds(language, answers(), cases()).splitlines()[2:5]
    assert (r"\[0, 64\.7\]\%" if language is Language.ZH else r"\[0, 64\.7\] \%") in first
    assert "{#bnd-jiaxing-earlier-rate-if-points}" in first
    assert clash in second
    assert f"[{again}]" in second
    assert open_ in third


def test_assumptions_are_in_italics_and_name_the_claims_that_they_borrow() -> None:
    table = bounds(Language.EN, answers(), cases())
    assert "*what it says ([least](#clm-least))*" in table
