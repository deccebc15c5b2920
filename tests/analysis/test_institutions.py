import pandas as pd
import pytest

from policy_report.analysis.institutions import ALL, Relation, design_agreement, design_comparison, institutions
from tests.analysis.tidy_rows import rows

STATED, SILENT = "Stated", "Not mentioned: warrants"


def comparison(*topics: tuple[str, str, str, str], place: str = "figure") -> pd.DataFrame:
    """The result for topics of dimension, value of each side, and judgement."""
    table = [
        (f"t{at}", dimension, f"j{at}", f"s{at}", judgement) for at, (dimension, _, _, judgement) in enumerate(topics)
    ]
    columns = ["id", "dimension", "jiaxing_feature", "sanming_feature", "judgement"]
    comparisons = pd.DataFrame(table, columns=columns).assign(
        name_en="Topic", name_zh="主题", reason_en="ground", reason_zh="理由", place=place
    )
    sides = [
        (f"{side}{at}", topic[1 + at_side]) for at, topic in enumerate(topics) for at_side, side in enumerate("js")
    ]
    features = pd.DataFrame(sides, columns=["id", "value_en"]).assign(value_zh="有", source="jiaxing2024hexin")
    return design_comparison(comparisons, features)


def agreement(*topics: tuple[str, str, str, str]) -> pd.DataFrame:
    return design_agreement(comparison(*topics)).set_index("dimension")


MIXED = (
    ("workflow", STATED, STATED, "same"),
    ("workflow", STATED, STATED, "different"),
    ("workflow", STATED, SILENT, ""),
    ("workflow", STATED, STATED, "same"),
    ("legal_constraint", SILENT, SILENT, ""),
)


def test_where_both_sides_speak_our_judgement_counts() -> None:
    assert list(comparison(*MIXED)["relation"][:2]) == [Relation.SAME, Relation.DIFFERENT]


def test_silence_of_one_side_or_both_is_no_agreement() -> None:
    assert list(comparison(*MIXED)["relation"][[2, 4]]) == [Relation.ONE_SIDED, Relation.SILENT]
    assert not comparison(*MIXED)["sanming_stated"][2]


def test_each_side_keeps_its_own_words_whatever_the_order_of_the_features() -> None:
    got = comparison(("workflow", "One way", "Another way", "different")).iloc[0]
    assert (got["jiaxing_en"], got["sanming_en"]) == ("One way", "Another way")


def test_agreement_is_of_the_topics_that_both_state() -> None:
    got = agreement(*MIXED).loc["workflow"]
    assert (got["compared"], got["topics"], got["agreement"]) == (3, 4, pytest.approx(200 / 3))


def test_silence_widens_the_bounds_to_both_sides() -> None:
    got = agreement(*MIXED).loc["workflow"]
    assert (got["lower"], got["upper"]) == (50, 75)


def test_a_dimension_on_which_nobody_speaks_has_no_score_and_no_bounds_worth_the_name() -> None:
    got = agreement(*MIXED).loc["legal_constraint"]
    assert pd.isna(got["agreement"])
    assert (got["lower"], got["upper"]) == (0, 100)


def test_the_last_row_sums_the_dimensions() -> None:
    got = agreement(*MIXED)
    parts = got.drop(ALL)
    assert list(got.index)[-1] == ALL
    assert all(got.loc[ALL, relation] == parts[relation].sum() for relation in Relation)


def test_without_silence_the_bounds_meet_the_score() -> None:
    got = agreement(*MIXED[:2]).loc[ALL]
    assert got["lower"] == got["upper"] == got["agreement"] == 50


def test_where_nobody_is_compared_any_share_is_possible() -> None:
    sizes = dict.fromkeys(("jx019", "jx018", "jx155", "jx155b", "jx017", "jx016"), 1)
    claims = rows(*({"id": key, "exact": number} for key, number in sizes.items()))
    compared = comparison(MIXED[-1])
    got = institutions(claims, compared, design_agreement(compared))["agreement"].quantity
    assert (got.value, got.lower, got.upper) == (None, 0, 100)


def test_counts_of_relations_sum_to_the_topics_and_the_bounds_hold_the_score() -> None:
    sizes = {"jx019": 212, "jx018": 21, "jx155": 208, "jx155b": 18, "jx017": 26, "jx016": 9}
    claims = rows(*({"id": key, "exact": number} for key, number in sizes.items()))
    compared = comparison(*MIXED)
    made = institutions(claims, compared, design_agreement(compared))
    got = {key: derived.quantity.value or 0 for key, derived in made.items()}
    assert sum(got[f"topics_{relation}"] for relation in Relation) == got["topics"]
    assert got["agreement_if_silence_differs"] <= got["agreement"] <= got["agreement_if_silence_agrees"]
    assert got["dimensions_without_score"] == 1
    assert got["members_per_team"] == pytest.approx(212 / 21)
