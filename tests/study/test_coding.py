"""Agreement of two passes of coding, beyond chance."""

import pandas as pd
import pytest

from jiaxing_sanming.analysis.institutions import coding_agreement, kappa


def table(*rows: tuple[int, ...]) -> pd.DataFrame:
    names = ["different", "same", "silent"][: len(rows)]
    return pd.DataFrame(rows, index=names, columns=names)


def test_kappa_and_its_interval_are_those_of_the_textbook() -> None:
    got = kappa(table((20, 5), (10, 15)))
    assert got == pytest.approx((0.4, 0.1511, 0.6489), abs=1e-3)


def test_full_agreement_is_one_and_agreement_of_chance_is_zero() -> None:
    assert kappa(table((4, 0), (0, 6))) == pytest.approx((1, 1, 1))
    assert kappa(table((5, 5), (5, 5)))[0] == pytest.approx(0)


def test_a_code_that_one_pass_never_used_counts() -> None:
    got = kappa(pd.DataFrame([[3, 1], [0, 4]], index=["same", "silent"], columns=["same", "silent"]))
    assert got[0] == pytest.approx(0.75)
    lone = pd.DataFrame([[3, 1]], index=["same"], columns=["same", "silent"])
    assert kappa(lone)[0] == pytest.approx(0)


def coded(number: int, seen: str, **judgements: str) -> list[dict[str, object]]:
    pair = {"first": "a", "second": "b", "pass": number, "seen": seen}
    return [{"topic": topic, "judgement": judgement, **pair} for topic, judgement in judgements.items()]


def test_only_topics_that_both_passes_compare_enter_the_second_score() -> None:
    rows = coded(1, "", form="same", lead="silent", entry="different") + coded(
        2, "1", form="same", lead="silent", entry="same"
    )
    got = coding_agreement(pd.DataFrame(rows))
    assert [got[key].quantity.value for key in ("topics", "agreed", "topics_compared", "agreed_compared")] == [
        3,
        2,
        2,
        1,
    ]
    assert got["passes_blind"].quantity.value == 1
