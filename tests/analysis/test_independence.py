"""Which values trace back to one publisher, and which measure themselves."""

import pandas as pd
import pytest

from policy_report.analysis.evidence_base import independence, independence_counts
from tests.analysis.small_evidence import CASES, INDICATORS, SOURCES, evidence_frame, row
from tests.analysis.small_study import CITIES


def traced(*rows: dict[str, object]) -> pd.DataFrame:
    frame = evidence_frame(*rows)
    return independence(
        claims=frame, series=frame.iloc[:0], cases=CASES, sources=SOURCES, indicators=INDICATORS, study=CITIES
    ).set_index("id")


def test_a_journalist_writes_for_a_publisher_and_an_office_speaks_for_itself() -> None:
    got = traced(
        row("a", "filed", "10起"),
        row("b", "filed", "11起", source="copy"),
        row("c", "filed", "12起", source="police"),
        row("d", "filed", "13起", source="police2"),
    )
    assert got["publisher"].to_dict() == {"a": "甲报", "b": "乙网", "c": "丁乙公安", "d": "丁乙公安"}


def test_a_figure_given_alike_is_traced_to_who_published_it_first() -> None:
    got = traced(
        row("a", "filed", "1.2万起"),
        row("b", "filed", "1.2万起", source="bureau"),
        row("c", "filed", "12000起", source="copy"),
        row("d", "filed", "1.2万起", "2019", source="copy"),
    )
    assert got["origin"].to_dict() == {"a": "甲报", "b": "甲报", "c": "甲报", "d": "乙网"}
    assert got["repeats"].to_dict() == {"a": 2, "b": 2, "c": 2, "d": 0}


@pytest.mark.parametrize(
    "other",
    [{"case": "other"}, {"category": "theft"}, {"period": "2019"}, {"phrase": "增长1.2%"}, {"phrase": "1.3万起"}],
)
def test_another_figure_is_no_repeat(other: dict[str, str]) -> None:
    second = {"phrase": "1.2万起", "source": "bureau"} | other
    got = traced(row("a", "filed", "1.2万起"), row("b", "filed", **second))
    assert got["repeats"].to_dict() == {"a": 0, "b": 0}


def test_statements_without_a_number_or_a_date_are_figures_of_their_own() -> None:
    got = traced(
        row("a", "filed", "双下降"),
        row("b", "filed", "双下降", source="copy"),
        row("c", "filed", "10起", ""),
        row("d", "filed", "10起", "", source="copy"),
    )
    assert got["repeats"].eq(0).all()


def test_who_measures_itself() -> None:
    got = traced(
        row("police", "filed", "10起", source="police"),
        row("court", "filed", "11起", source="court"),
        row("elsewhere", "filed", "11起", source="court", case="other"),
        row("bureau", "filed", "12起", source="bureau"),
        row("press", "filed", "13起"),
        row("nation", "filed", "14起", source="court", case="china"),
    )
    assert got.index[got["self_interest"]].tolist() == ["police", "court", "nation"]


def test_the_counts() -> None:
    got = traced(
        row("a", "filed", "10起", source="police"),
        row("b", "filed", "10起"),
        row("c", "cleared", "5起"),
        row("d", "cleared", "6起", "2019"),
    )
    counts = {key: number.quantity.value for key, number in independence_counts(got.reset_index()).items()}
    assert counts == {
        "values": 4,
        "texts": 2,
        "voices": 2,
        "origins": 1,
        "repeated": 2,
        "self_interested": 1,
        "share_self_interested": 25,
    }
