"""Designs compared topic by topic, for two cases and for three."""

import pandas as pd
import pytest

from policy_report.analysis.institutions import (
    ALL,
    Relation,
    design_agreement,
    design_comparison,
    design_statements,
    institutions,
)
from tests.analysis.small_study import PAIR, study_of

STATED, SILENT = "Stated", "Not mentioned: warrants"
Topic = tuple[str, str, str, str]
"""Dimension, what each of two cases says, and the judgement."""


def statements(*topics: tuple[str, ...], cases: tuple[str, ...] = PAIR.cases) -> pd.DataFrame:
    """The result for topics of a dimension and what each case says."""
    asked = pd.DataFrame([(f"t{at}", topic[0]) for at, topic in enumerate(topics)], columns=["id", "dimension"])
    asked = asked.assign(name_en="Topic", name_zh="主题", place="figure")
    said = [
        (f"f{at}{case}", f"t{at}", case, value)
        for at, topic in enumerate(topics)
        for case, value in zip(reversed(cases), reversed(topic[1 : 1 + len(cases)]), strict=True)
    ]
    features = pd.DataFrame(said, columns=["id", "topic", "case", "value_en"]).assign(value_zh="有", source="gazette")
    return design_statements(asked, features, study_of(*cases))


def judgements(*judged: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(judged, columns=["topic", "first", "second", "judgement"])
    return frame.assign(reason_en="ground", reason_zh="理由")


def comparison(*topics: Topic) -> pd.DataFrame:
    judged = judgements(*((f"t{at}", *reversed(PAIR.cases), topic[3]) for at, topic in enumerate(topics)))
    return design_comparison(statements(*topics), judged)


def agreement(*topics: Topic) -> pd.DataFrame:
    return design_agreement(comparison(*topics)).set_index("dimension")


MIXED = (
    ("workflow", STATED, STATED, "same"),
    ("workflow", STATED, STATED, "different"),
    ("workflow", STATED, SILENT, ""),
    ("workflow", STATED, STATED, "same"),
    ("legal_constraint", SILENT, SILENT, ""),
)


def test_where_both_sides_speak_our_judgement_counts_in_whichever_order_it_names_them() -> None:
    assert list(comparison(*MIXED)["relation"][:2]) == [Relation.SAME, Relation.DIFFERENT]


def test_silence_of_one_side_or_both_is_no_agreement() -> None:
    assert list(comparison(*MIXED)["relation"][[2, 4]]) == [Relation.ONE_SIDED, Relation.SILENT]
    assert not comparison(*MIXED)["second_stated"][2]


def test_each_side_keeps_its_own_words_whatever_the_order_of_the_features() -> None:
    got = comparison(("workflow", "One way", "Another way", "different")).iloc[0]
    assert (got["first"], got["first_en"], got["second"], got["second_en"]) == (
        "north", "One way", "south", "Another way",
    )  # fmt: skip


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


def test_three_cases_are_compared_two_by_two_and_a_silence_needs_no_row() -> None:
    said = statements(("workflow", STATED, STATED, SILENT), cases=("east", "north", "south"))
    got = design_comparison(said, judgements(("t0", "east", "north", "same")))
    assert list(zip(got["first"], got["second"], got["relation"], strict=True)) == [
        ("east", "north", Relation.SAME), ("east", "south", Relation.ONE_SIDED), ("north", "south", Relation.ONE_SIDED),
    ]  # fmt: skip
    scores = design_agreement(got)
    assert list(scores["dimension"]) == ["workflow", ALL] * 3
    numbers = institutions(got, scores)
    assert (numbers["topics"].quantity.value, numbers["dimensions"].quantity.value) == (3, 1)


def test_where_nobody_is_compared_any_share_is_possible() -> None:
    compared = comparison(MIXED[-1])
    got = institutions(compared, design_agreement(compared))["agreement"].quantity
    assert (got.value, got.lower, got.upper) == (None, 0, 100)


def test_without_a_topic_every_result_is_empty_and_well_formed() -> None:
    empty = design_comparison(statements(), judgements())
    agreed = design_agreement(empty)
    assert empty.empty
    assert agreed.empty
    assert {"relation", "first_en"} <= set(empty)
    assert institutions(empty, agreed)["topics"].quantity.value == 0


def test_counts_of_relations_sum_to_the_topics_and_the_bounds_hold_the_score() -> None:
    compared = comparison(*MIXED)
    made = institutions(compared, design_agreement(compared))
    got = {key: derived.quantity.value or 0 for key, derived in made.items()}
    assert sum(got[f"topics_{relation}"] for relation in Relation) == got["topics"]
    assert got["agreement_if_silence_differs"] <= got["agreement"] <= got["agreement_if_silence_agrees"]
    assert got["dimensions_without_score"] == 1
