"""The rules for licences, on a few hand-made rows; every reason is reached by a pair that shows it."""

from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_report.analysis.comparability.degree import Degree, Licence, Reason
from policy_report.analysis.comparability.licensing import Licences, groups, side_by_side
from policy_report.errors import AnalysisError
from policy_report.text.language import Language
from policy_report.text.words import word
from tests.analysis.small_dictionary import dictionary
from tests.analysis.small_study import CITIES
from tests.analysis.tidy_rows import cases, rows

RATE = {"indicator": "clearance-rate-criminal", "read_unit": "percent"}
RISE = {"change": "yoy_percent", "read_unit": "percent"}
WORDS = {"qualifier": "", "change": "", "read_unit": "", "value": None, "lower": None, "upper": None}
HALF = {"period_start": "2020-01", "period_end": "2020-06", "start": "2020-01-01", "end": "2020-06-30"}
YEAR = {"period": "2020"}


def tidy(*given: dict[str, Any]) -> pd.DataFrame:
    """Rows whose days may be given."""
    frame = rows(*({key: cell for key, cell in row.items() if key not in ("start", "end")} for row in given))
    for place, row in enumerate(given):
        for day in ("start", "end"):
            frame.loc[place, day] = row.get(day, frame.loc[place, day])
    return frame


def between(first: dict[str, Any], second: dict[str, Any], *others: dict[str, Any]) -> Licence:
    """The licence of two rows, `a` and `b`, with others published beside them."""
    given = [{"id": "a", "exact": 10.0} | first, {"id": "b", "exact": 20.0} | second, *others]
    return Licences.of(tidy(*given), rows(), dictionary(), cases(), CITIES).between("a", "b")


def words(phrase: str) -> dict[str, Any]:
    return {**WORDS, "phrase": phrase, "exact": float("nan"), "qualifier": ""}


REACHED: dict[str, tuple[dict[str, Any], dict[str, Any], Reason]] = {
    "another indicator": ({}, {"indicator": "cleared-criminal-cases"}, Reason.CONSTRUCT),
    "a breakdown": ({}, {"category": "theft"}, Reason.CONSTRUCT),
    "a level against a change": ({}, RISE, Reason.MEASURE),
    "a count against a rate": ({}, RATE, Reason.MEASURE),
    "a number against words": ({}, words("下降"), Reason.MEASURE),
    "percent or points": (RATE, {**RATE, **RISE}, Reason.UNIT),
    "percent against points": (
        {**RATE, "change": "yoy_pp", "read_unit": "pp"},
        {**RATE, **RISE},
        Reason.UNIT,
    ),
    "yuan against cases": ({}, {"indicator": "telecom-fraud-losses"}, Reason.UNIT),
    "a rate of nothing known": (
        {**RATE, "indicator": "clearance-rate-small"},
        {**RATE, "indicator": "clearance-rate-small", "case": "zhejiang"},
        Reason.DENOMINATOR,
    ),
    "a count since an unknown day": ({}, {"period_start": "", "start": ""}, Reason.PERIOD_UNKNOWN),
    "a stock of an unknown day": (
        {"indicator": "resident-population"},
        {"indicator": "resident-population", "period_start": "", "period_end": "", "start": "", "end": ""},
        Reason.PERIOD_UNKNOWN,
    ),
    "part of a year against the year": (YEAR, HALF, Reason.PERIOD),
    "two places, two years": ({**RATE, **YEAR}, {**RATE, "case": "zhejiang", "period": "2021"}, Reason.PERIOD),
    "stocks of two places, two years": (
        {"indicator": "resident-population", **YEAR},
        {"indicator": "resident-population", "case": "zhejiang", "period": "2021"},
        Reason.PERIOD,
    ),
    "a change on the year before against one over years": (
        RISE,
        {**RISE, "period_start": "2010", "period_end": "2016"},
        Reason.PERIOD,
    ),
    "counts of two places": ({}, {"case": "zhejiang"}, Reason.POPULATION),
    "residents against registered": (
        {"indicator": "resident-population"},
        {"indicator": "registered-population"},
        Reason.POPULATION,
    ),
    "before and after the census": (
        {"indicator": "resident-population", "period": "2019", "scope": "Basis before the 2020 census"},
        {"indicator": "resident-population", "period": "2021"},
        Reason.POPULATION,
    ),
    "ranks in two provinces": (
        {"indicator": "rank-clearance", "case": "jiaxing"},
        {"indicator": "rank-clearance", "case": "sanming"},
        Reason.POPULATION,
    ),
    "a rate against a share": (RATE, {**RATE, "indicator": "share-cleared-24h"}, Reason.SCALE),
}


@pytest.mark.parametrize("name", REACHED)
def test_a_reason_bars_what_it_says(name: str) -> None:
    first, second, reason = REACHED[name]
    licence = between(first, second)
    assert reason in licence.reasons
    assert licence.degree is not Degree.SAME


CAVEATS: dict[str, tuple[dict[str, Any], dict[str, Any], Reason]] = {
    "statistics against press": ({"tier": "statistics"}, {}, Reason.SOURCE),
    "a copy": ({"mirror": True}, {}, Reason.SOURCE),
    "an inferred year": ({}, {"period_basis": "inferred"}, Reason.SOURCE),
    "preliminary against final": (
        {"indicator": "gdp", "scope": "Preliminary"},
        {"indicator": "gdp", "scope": "Final, verified"},
        Reason.SOURCE,
    ),
    "two rates without an end": ({**RATE, **YEAR}, {**RATE, "period": "2021"}, Reason.SCALE),
    "a county in its city": (
        {**RISE, "case": "tongxiang"},
        {**RISE, "case": "jiaxing"},
        Reason.POPULATION,
    ),
    "rates of spans that overlap": ({**RATE, **YEAR}, {**RATE, **HALF, "case": "zhejiang"}, Reason.PERIOD),
    "rates of a year and of half of it": ({**RATE, **YEAR}, {**RATE, **HALF}, Reason.PERIOD),
    "two reports of one undefined rate": (
        {**RATE, "indicator": "clearance-rate-small"},
        {**RATE, "indicator": "clearance-rate-small"},
        Reason.DENOMINATOR,
    ),
}


@pytest.mark.parametrize("name", CAVEATS)
def test_a_caveat_limits_and_does_not_bar(name: str) -> None:
    first, second, reason = CAVEATS[name]
    licence = between(first, second)
    assert (licence.degree, licence.reasons) == (Degree.SAME, ())
    assert reason in licence.caveats


def test_every_reason_is_reached() -> None:
    assert {reason for *_, reason in (*REACHED.values(), *CAVEATS.values())} == set(Reason)


SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "years of one place": (YEAR, {"period": "2021"}),
    "the same months of two years": (HALF, HALF | {"start": "2021-01-01", "end": "2021-06-30"}),
    "a year told in its last week": (YEAR, YEAR | {"end": "2020-12-25"}),
    "rates of two cities in one year": ({**RATE, "case": "jiaxing"}, {**RATE, "case": "sanming"}),
    "output of two cities in one year": (
        {"indicator": "gdp", "case": "jiaxing"},
        {"indicator": "gdp", "case": "sanming"},
    ),
    "changes of two cities in one year": ({**RISE, "case": "jiaxing"}, {**RISE, "case": "sanming"}),
    "ranks in one province": (
        {"indicator": "rank-clearance", "case": "fuzhou"},
        {"indicator": "rank-clearance", "case": "sanming"},
    ),
    "areas of no date": ({"indicator": "land-area"}, {"indicator": "land-area", "case": "zhejiang", "period": "1999"}),
}


@pytest.mark.parametrize("name", SAME)
def test_a_difference_that_means_something_is_licensed(name: str) -> None:
    licence = between(*SAME[name])
    assert (licence.degree, licence.reasons) == (Degree.SAME, ())


def test_eight_days_are_too_many_to_be_a_year() -> None:
    licence = between(YEAR, YEAR | {"end": "2020-12-23"})
    assert licence.reasons == (Reason.PERIOD,)


def test_two_directions_of_one_thing_compare_and_nothing_else_of_them() -> None:
    fell = {**words("案件双下降"), "case": "zhejiang", "period_start": "", "period_end": ""}
    assert between(RISE, fell).degree is Degree.DIRECTION
    assert between(RISE, fell | {"phrase": "全国领先"}).degree is Degree.NONE
    assert between(RISE, fell | {"indicator": "cleared-criminal-cases"}).degree is Degree.NONE


def test_a_change_of_a_rate_in_bare_percent_keeps_only_its_direction() -> None:
    licence = between({**RATE, **RISE}, {**RATE, **RISE, "case": "zhejiang"})
    assert (licence.degree, licence.reasons) == (Degree.DIRECTION, (Reason.UNIT,))


def test_a_change_that_may_be_none_has_no_direction() -> None:
    vague = {**RATE, **RISE, "lower": -1.0, "upper": 1.0}
    assert between({**RATE, **RISE}, vague).degree is Degree.NONE
    assert between({**RATE, **RISE}, vague | {"lower": 0.0, "upper": 0.0}).degree is Degree.NONE
    for low, high in ((0.0, 1.0), (-1.0, 0.0)):
        assert between({**RATE, **RISE}, vague | {"lower": low, "upper": high}).degree is Degree.DIRECTION


def test_counts_of_two_places_convert_to_rates_of_their_populations() -> None:
    people = [
        {"id": "pa", "indicator": "resident-population", "case": "fujian", "exact": 40e6},
        {"id": "pb", "indicator": "resident-population", "case": "zhejiang", "exact": 60e6},
    ]
    licence = between({"exact": 320_000.0}, {"exact": 300_000.0, "case": "zhejiang"}, *people)
    first, second = licence.conversion
    assert licence.degree is Degree.CONVERTIBLE
    assert licence.reasons == (Reason.POPULATION,)
    assert first is not None
    assert second is not None
    assert (first.row, second.row) == ("pa", "pb")
    assert first.quantity.value == pytest.approx(800.0)
    assert second.quantity.value == pytest.approx(500.0)


def test_without_a_published_population_they_do_not() -> None:
    people = {"id": "pa", "indicator": "resident-population", "case": "fujian", "exact": 40e6}
    assert between({}, {"case": "zhejiang"}, people).degree is Degree.NONE


def test_a_count_of_two_years_is_not_taken_per_head_of_one() -> None:
    years = {"period_start": "2015", "period_end": "2016", "start": "2015-01-01", "end": "2016-12-31"}
    people = [
        {"id": f"p{place}", "indicator": "resident-population", "case": place, "exact": 40e6}
        for place in ("fujian", "zhejiang")
    ]
    assert between(years, {**years, "case": "zhejiang"}, *people).degree is Degree.NONE


def test_registered_people_are_no_denominator() -> None:
    people = [
        {"id": f"p{place}", "indicator": "registered-population", "case": place, "exact": 40e6}
        for place in ("fujian", "zhejiang")
    ]
    assert between({}, {"case": "zhejiang"}, *people).degree is Degree.NONE


def test_a_count_meets_a_published_rate_per_head() -> None:
    people = {"id": "p", "indicator": "resident-population", "period": "2019", "exact": 58.5e6}
    count = {"indicator": "fatal-violence-cases", "period": "2019", "exact": 262.0}
    licence = between(count, {"indicator": "fatal-violence-per-100k", "period": "2021", "exact": 0.38}, people)
    step, _ = licence.conversion
    assert licence.degree is Degree.CONVERTIBLE
    assert step is not None
    assert step.quantity.value == pytest.approx(262 / 58.5e6 * 1e5)


def test_the_two_counts_of_a_rate_meet_in_it() -> None:
    licence = between({"exact": 831.0}, {"indicator": "cleared-criminal-cases", "exact": 464.0})
    assert licence.degree is Degree.CONVERTIBLE
    assert [step.quantity.value for step in licence.conversion if step] == pytest.approx([100 * 464 / 831] * 2)


def test_a_rate_times_its_denominator_is_the_count() -> None:
    filed = {"id": "f", "exact": 1000.0}
    licence = between({**RATE, "exact": 50.0}, {"indicator": "cleared-criminal-cases", "exact": 480.0}, filed)
    step, other = licence.conversion
    assert licence.degree is Degree.CONVERTIBLE
    assert step is not None
    assert (step.row, other) == ("f", None)
    assert step.quantity.value == pytest.approx(500.0)


def test_a_change_with_its_base_is_a_level_of_the_later_year() -> None:
    base = {"id": "base", "period": "2015", "exact": 400.0}
    licence = between({**RISE, "exact": -25.0}, {"exact": 310.0}, base)
    step, _ = licence.conversion
    assert licence.degree is Degree.CONVERTIBLE
    assert step is not None
    assert step.row == "base"
    assert step.quantity.value == pytest.approx(300.0)


def test_points_are_added_and_percent_is_not_taken_for_points() -> None:
    base = {"id": "base", **RATE, "period": "2015", "exact": 40.0}
    points = {**RATE, "change": "yoy_pp", "read_unit": "pp", "exact": 5.0}
    step, _ = between(points, {**RATE, "exact": 44.0}, base).conversion
    assert step is not None
    assert step.quantity.value == pytest.approx(45.0)
    assert between({**RATE, **RISE, "exact": 5.0}, {**RATE, "exact": 44.0}, base).degree is Degree.NONE


def test_two_levels_give_the_change_that_another_place_publishes() -> None:
    before = {"id": "before", "period": "2015", "exact": 100.0}
    licence = between({"exact": 90.0}, {**RISE, "case": "zhejiang", "exact": -12.0}, before)
    step, _ = licence.conversion
    assert licence.degree is Degree.CONVERTIBLE
    assert step is not None
    assert step.quantity.value == pytest.approx(-10.0)


def test_part_of_a_year_is_never_scaled_to_the_year() -> None:
    people = {"id": "p", "indicator": "resident-population", "period": "2020", "exact": 40e6}
    assert between(YEAR, HALF, people).degree is Degree.NONE


def test_a_row_that_is_not_there_is_named() -> None:
    with pytest.raises(AnalysisError, match=r"row-unknown(.|\n)*nowhere"):
        Licences.of(rows({"id": "a", "exact": 1.0}), rows(), dictionary(), cases(), CITIES).between("a", "nowhere")


TRIO = Licences.of(
    tidy(
        {"id": "a", "exact": 1.0},
        {"id": "b", "exact": 2.0, "period": "2017"},
        {"id": "c", **RATE, "exact": 3.0},
        {"id": "d", **RATE, **RISE, "exact": 3.0},
        {"id": "e", **RATE, **RISE, "exact": 3.0, "case": "zhejiang"},
    ),
    rows(),
    dictionary(),
    cases(),
    CITIES,
)


def test_the_gate_lets_licensed_rows_pass() -> None:
    (licence,) = side_by_side(TRIO, ["a", "b", "a"], "figures/x")
    assert (licence.first, licence.second, licence.degree) == ("a", "b", Degree.SAME)
    assert side_by_side(TRIO, ["a"], "figures/x") == ()


def test_the_gate_refuses_and_says_which_why_and_what_to_do() -> None:
    with pytest.raises(AnalysisError) as refused:
        side_by_side(TRIO, ["a", "b", "c"], "figures/x")
    first, second = refused.value.problems
    assert {first.code, second.code} == {"licence-refused"}
    assert {first.text, second.text} == {"a, c", "b, c"}
    assert first.file == "figures/x"
    assert word("reason_why.construct", Language.EN) in first.message
    assert "policy-report compare a c" in first.remedy


def test_the_gate_asks_for_no_more_than_the_display_claims() -> None:
    assert side_by_side(TRIO, ["d", "e"], "figures/x", Degree.DIRECTION)
    with pytest.raises(AnalysisError, match="licence-refused"):
        side_by_side(TRIO, ["d", "e"], "figures/x", Degree.CONVERTIBLE)


def test_groups_pass_the_gate_and_lose_nothing() -> None:
    found = groups(TRIO, ["c", "a", "d", "b"])
    assert found == [["c"], ["a", "b"], ["d"]]
    assert all(side_by_side(TRIO, group, "figures/x") or len(group) == 1 for group in found)


def test_degrees_are_ordered() -> None:
    ranked = list(Degree)
    assert [[one.reaches(other) for other in ranked] for one in ranked] == [
        [True, True, True, True],
        [False, True, True, True],
        [False, False, True, True],
        [False, False, False, True],
    ]


@pytest.mark.parametrize("language", list(Language))
def test_everything_has_a_name_in_every_language_and_letters_differ(language: Language) -> None:
    assert set(word.entry("degree", language)) == set(Degree)
    assert all(set(word.entry(key, language)) == set(Reason) for key in ("reason", "reason_why", "reason_letter"))
    assert len(set(word.entry("reason_letter", language).values())) == len(Reason)


ROW = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(list(dictionary()["id"])),
        "case": st.sampled_from(list(cases()["id"])),
        "category": st.sampled_from(["", "theft"]),
        "tier": st.sampled_from(["press", "statistics", "self-reported"]),
        "mirror": st.booleans(),
        "period_basis": st.sampled_from(["stated", "inferred", "unknown"]),
        "scope": st.sampled_from(["", "Preliminary", "Basis before the 2020 census"]),
        "phrase": st.sampled_from(["…", "双下降", "破案率上升"]),
        "reading": st.sampled_from(["level", "yoy_percent", "yoy_pp", "pp_change", "abs_change", "multiple", ""]),
        "value": st.floats(-99, 1e6, allow_nan=False),
        "days": st.sampled_from(
            [
                ("2016-01-01", "2016-12-31"),
                ("2017-01-01", "2017-12-31"),
                ("2017-01-01", "2017-06-30"),
                ("2016-02-29", "2016-02-29"),
                ("2010-01-01", "2017-12-31"),
                ("", "2017-12-31"),
                ("", ""),
            ]
        ),
    }
)


def made(number: int, row: dict[str, Any]) -> dict[str, Any]:
    reading, (start, end) = row.pop("reading"), row.pop("days")
    read = words(row["phrase"]) if not reading else {"exact": row["value"], "change": reading}
    unit = {"yoy_percent": "percent", "yoy_pp": "pp", "pp_change": "pp"}.get(reading, "")
    days = {"period_start": start, "period_end": end, "start": start, "end": end}
    return {**row, **read, **days, "id": f"r{number}", "read_unit": unit}


@settings(deadline=None, max_examples=60)
@given(st.lists(ROW, min_size=2, max_size=12))
def test_licences_are_symmetric_and_reflexive_whatever_is_published(published: list[dict[str, Any]]) -> None:
    frame = tidy(*(made(number, dict(row)) for number, row in enumerate(published)))
    licences = Licences.of(frame, rows(), dictionary(), cases(), CITIES)
    for first, second in combinations(licences.rows, 2):
        licence = licences.between(first, second)
        assert licences.between(second, first) == licence.reversed
        assert (licence.degree is Degree.SAME) == (licence.reasons == ())
        assert (licence.degree is Degree.CONVERTIBLE) == (licence.conversion != (None, None))
        assert not set(licence.reasons) & set(licence.caveats)
    assert all(licences.between(row, row).degree is Degree.SAME for row in licences.rows)
