"""The tables of context, breaks, silences and labels say what their results hold, and no more."""

import pandas as pd
import pytest

from policy_report.paper.tables.changes import before_reform, breaks, normalised
from policy_report.paper.tables.designs import designs, designs_further, labels, silences
from policy_report.text.language import Language
from tests.analysis.tidy_rows import cases, rows
from tests.conftest import this_study
from tests.paper.test_tables import cells

EN, ZH = Language.EN, Language.ZH
INDICATORS = pd.DataFrame([("filed-criminal-cases", "Cases filed", "立案数")], columns=["id", "name_en", "name_zh"])


def topic(name: str, place: str, *stated: bool, cases: tuple[str, ...] = ("jiaxing", "sanming")) -> pd.DataFrame:
    """What each case says on a topic."""
    said = pd.DataFrame({"case": cases, "stated": stated, "topic": name, "name_en": name, "place": place})
    return said.assign(name_zh="主题", dimension="workflow", value_en="so", value_zh="如此", source="gazette")


SAID = pd.concat(
    [topic("Entry", "figure", True, True), topic("Push", "table", False, True), topic("Audit", "table", False, False)]
)
PAIRS = pd.DataFrame({"topic": ["Entry", "Push", "Audit"], "first": "jiaxing", "second": "sanming"}).assign(
    reason_en="ground", reason_zh="理由"
)


def test_the_two_tables_of_topics_share_them_out_without_a_rest() -> None:
    shown = (cells(table(EN, SAID, PAIRS, cases(), study=this_study())) for table in (designs, designs_further))
    assert [[row[0] for row in table] for table in shown] == [
        ["Workflow: Entry"],
        ["Workflow: Push", "Workflow: Audit"],
    ]


def test_a_silence_stands_under_the_side_that_says_nothing() -> None:
    assert cells(silences(EN, SAID, study=this_study())) == [["Workflow", "Audit", "Push", "–"]]


def test_a_dimension_without_a_silence_has_no_row() -> None:
    assert cells(silences(EN, SAID.iloc[:2], study=this_study())) == []


def change(**other: object) -> dict[str, object]:
    known = {"case": "fujian", "indicator": "filed-criminal-cases", "phase": "before", "basis": "levels", "breaks": ""}
    span = {"start": "2016-01-01", "end": "2017-12-31", "unit": "percent"}
    return {**known, **span, "value": -25.0, "lower": -26.0, "upper": -24.0, **other}


def test_a_computed_change_keeps_its_bounds_and_a_published_one_its_number() -> None:
    frame = pd.DataFrame([change(), change(basis="published", start="1999-01-01", phase="across", breaks="drive")])
    ((name, before, across, after),) = cells(before_reform(EN, frame, cases(), INDICATORS, study=this_study()))
    assert name == "Fujian: Cases filed"
    assert before == "2016–17: −26.0% to −24.0% c"
    assert (across, after) == ("1999–2017: −25.0%*", "–")


def test_a_series_of_the_country_that_ends_before_the_reform_is_left_out() -> None:
    frame = pd.DataFrame([change(case="china")])
    assert cells(before_reform(EN, frame, cases(), INDICATORS, study=this_study())) == []


def rate(base: str, **other: object) -> dict[str, object]:
    known = {"id": "sm083", "case": "fujian", "indicator": "filed-criminal-cases", "base": base, "refusal": ""}
    return {**known, "lower": 376.119, "upper": 378.598, "vintage": "census_based", "part_of_year": False, **other}


def shown(*rates: dict[str, object]) -> list[str]:
    claims = rows({"id": "sm083", "exact": 158_000, "period": "2021"})
    frame = pd.DataFrame(rates)
    made = normalised(
        EN, normalised=frame, claims=claims, series=rows(), cases=cases(), indicators=INDICATORS, study=this_study()
    )
    (row,) = cells(made)
    return row[-2:]


def test_bounds_are_rounded_outward() -> None:
    assert shown(rate("people"), rate("output"))[0] == "376–379"


@pytest.mark.parametrize(
    ("other", "exp"),
    [
        ({"lower": 377.1, "upper": 377.2}, "377"),
        ({"upper": None}, "≥ 376"),
        ({"lower": None}, "≤ 379"),
        ({"part_of_year": True, "vintage": "preliminary"}, "376–379 p*"),
        ({"refusal": "no-denominator"}, "no figure of the year"),
        ({"refusal": "several-years"}, "several years"),
    ],
)
def test_a_rate_says_its_vintage_its_part_of_the_year_and_why_it_is_refused(other: dict[str, object], exp: str) -> None:
    assert shown(rate("people"), rate("output", **other))[1] == exp


def test_a_break_says_how_its_date_is_known() -> None:
    known = {"case": "china", "indicator": "filed-criminal-cases", "kind": "definition", "source": "mps2012"}
    frame = pd.DataFrame(
        [{**known, "date": "2013-01-01", "date_basis": "inferred", "effect_en": "Gone", "effect_zh": "不再"}]
    )
    assert cells(breaks(EN, frame, cases(), INDICATORS, study=this_study()))[0][1:4] == [
        "1 Jan 2013 (inferred)",
        "definition",
        "Gone",
    ]
    assert cells(breaks(ZH, frame, cases(), INDICATORS, study=this_study()))[0][1] == "2013年1月1日（推断）"


def test_a_label_is_given_in_chinese_with_its_english_and_to_the_month() -> None:
    seen = {"first_case": "fuzhou", "first_seen": "2017-02-28", "last_case": "xuzhou", "last_seen": "2025"}
    frame = pd.DataFrame(
        [{"label_zh": "侦查中心", "label_en": "investigation centre", "bodies": 2, "places": 2, **seen}]
    )
    (row,) = cells(labels(EN, frame, cases(), study=this_study()))
    assert row == ["侦查中心 (investigation centre)", "2", "2", "Feb 2017, Fuzhou", "2025, Xuzhou"]
