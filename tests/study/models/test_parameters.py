"""Published values come from their claims, and hold where their articles say."""

from jiaxing_sanming.models.designs import Regime
from tests.study.models.models import EQUAL, PUBLISHED, study


def test_published_values_are_what_their_claims_state() -> None:
    published = {row.id: (row.value, row.claim) for row in study().rows if row.kind == "published"}
    assert published == {
        "window": (48, "sm006"), "counties": (12, "sm058"), "branches": (5, "sm010"), "approval_levels": (3, "sm007"),
        "branches_jiaxing": (9, "jx016"), "centre_analysts": (26, "jx017"), "officers_jiaxing": (212, "jx019"),
    }  # fmt: skip
    assert all(row.source for row in study().rows if row.kind == "published")


def test_every_assumption_says_why_in_both_languages() -> None:
    for row in study().rows:
        assert row.low <= row.value <= row.high
        assert all((row.meaning_en, row.meaning_zh, row.reasoning_en, row.reasoning_zh))


def test_what_is_published_of_jiaxing_holds_for_the_tiered_regime_as_published_alone() -> None:
    jiaxing = study().of(Regime.TIERED, PUBLISHED)
    names = ("counties", "branches", "officers", "centre_analysts")
    assert [jiaxing[name] for name in names] == [7, 9, 212, 26]
    for regime, scenario in ((Regime.TIERED, EQUAL), (Regime.SEPARATE, PUBLISHED), (Regime.PARALLEL, PUBLISHED)):
        other = study().of(regime, scenario)
        assert (other["counties"], other["branches"], other["officers"]) == (12, 5, 60)
        assert "centre_analysts" not in other
