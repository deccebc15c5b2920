"""Each kind of contradiction: where it is found, and where the values agree or only touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.levels import (
    excluding_values,
    falling_count,
    leaves_series,
    repeated_figure,
    years_out_of_step,
)
from policy_report.analysis.contradictions.parts import (
    narrower_rate_higher,
    part_exceeds_whole,
    parts_of_time_exceed_whole,
)
from policy_report.analysis.contradictions.rates import (
    change_not_from_levels,
    not_a_share,
    outside_scale,
    rate_not_from_counts,
)
from policy_report.analysis.contradictions.search import RULES, contradiction_counts, contradictions
from tests.analysis.small_evidence import CASES, INDICATORS, Row, evidence, evidence_frame, row
from tests.analysis.small_study import PAIR


def everything(*rows: Row) -> list[Contradiction]:
    return [found for rule in RULES for found in rule(evidence(*rows))]


def test_two_counts_of_one_event_exclude_each_other() -> None:
    (found,) = excluding_values(evidence(row("a", "filed", "两名"), row("b", "filed", "4名")))
    assert found.id == "excluding-values--a--b"
    assert (found.gap, found.unit, found.relative, found.strict) == (2.0, "名", 1.0, True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("11.27万起", "112650起"),  # the lower end of the rounding
        ("11.27万起", "112750起"),  # its upper end, to which a half may be rounded either way
        ("约1200起", "1250起"),
        ("1万余起", "12000起"),
        ("50起以上", "50起"),
    ],
)
def test_values_whose_bounds_touch_or_overlap_agree(left: str, right: str) -> None:
    assert everything(row("a", "filed", left), row("b", "filed", right)) == []


def test_words_that_leave_the_bound_out_exclude_it() -> None:
    (found,) = excluding_values(evidence(row("a", "filed", "不足500起"), row("b", "filed", "500起")))
    assert (found.gap, found.strict) == (0.0, True)


@pytest.mark.parametrize(("left", "right"), [("50余起", "70起"), ("约1200起", "1400起"), ("超80%", "95%")])
def test_implicature_bounds_make_a_weaker_contradiction(left: str, right: str) -> None:
    indicator = "clearance-rate" if "%" in left else "filed"
    (found,) = excluding_values(evidence(row("a", indicator, left), row("b", indicator, right)))
    assert not found.strict
    assert Explanation.WORDING in found.explanations


def test_the_side_of_a_hedge_that_the_words_state_is_strict() -> None:
    (found,) = excluding_values(evidence(row("a", "filed", "50余起"), row("b", "filed", "40起")))
    assert found.strict


@pytest.mark.parametrize(
    "other",
    [
        {"case": "other"},
        {"indicator": "cleared"},
        {"category": "theft"},
        {"period": "2021"},
        {"period": ("2020", "2020-06")},
        {"phrase": "增长5.5%"},
        {"phrase": "5个百分点"},
    ],
)
def test_values_of_different_things_are_not_compared(other: dict[str, str]) -> None:
    second = {"indicator": "filed", "phrase": "20起"} | other
    assert list(excluding_values(evidence(row("a", "filed", "10起"), row("b", **second)))) == []


def test_changes_of_the_same_base_are_compared() -> None:
    found = list(excluding_values(evidence(row("a", "filed", "同比下降5.3%"), row("b", "filed", "下降11.8%"))))
    assert [item.claims for item in found] == [("a", "b")]
    assert found[0].unit == "pp"


def test_stocks_are_compared_on_their_last_day_and_areas_without_a_date() -> None:
    stocks = (row("a", "teams", "18支", ("2020-01", "2020-12-31")), row("b", "teams", "21支", "2020-12-31"))
    areas = (row("c", "area", "22965平方千米", ""), row("d", "area", "2.2万平方公里", ("", "2021")))
    assert [found.claims for found in excluding_values(evidence(*stocks, *areas))] == [("a", "b"), ("c", "d")]


def test_three_values_make_one_contradiction_of_those_that_take_part() -> None:
    rows = (
        row("a", "filed", "10起"),
        row("b", "filed", "10至20起"),
        row("c", "filed", "20起"),
        row("d", "filed", "超5起"),
    )
    (found,) = excluding_values(evidence(*rows))
    assert found.claims == ("a", "c")


def test_a_category_a_narrower_indicator_and_a_place_are_parts() -> None:
    rows = (
        row("whole", "filed", "100起"),
        row("category", "filed", "120起", category="theft"),
        row("narrower", "filed-theft", "130起"),
        row("around", "filed", "90起", case="province"),
    )
    found = list(part_exceeds_whole(evidence(*rows)))
    assert {item.claims for item in found} == {
        ("category", "whole"),
        ("narrower", "whole"),
        ("around", "whole"),
    }


def test_parts_that_may_equal_their_whole_agree() -> None:
    rows = (
        row("whole", "filed", "100起"),
        row("category", "filed", "100起", category="theft"),
        row("wider", "filed", "140起", category="public-order cases included"),
        row("around", "filed", "100余起", case="province"),
    )
    assert [found for found in everything(*rows) if found.kind is Kind.PART_EXCEEDS_WHOLE] == []


def test_stocks_of_a_body_do_not_add_up_over_places() -> None:
    rows = (row("city", "teams", "21支"), row("province", "teams", "18支", case="province"))
    assert list(part_exceeds_whole(evidence(*rows))) == []


def test_parts_of_time_above_the_whole() -> None:
    rows = (
        row("first", "filed", "60起", ("2020-01", "2020-06")),
        row("second", "filed", "50起", ("2020-07", "2020-12")),
        row("inside", "filed", "40起", ("2020-03", "2020-08")),
        row("year", "filed", "100起"),
    )
    (found,) = parts_of_time_exceed_whole(evidence(*rows))
    assert (found.claims, found.gap) == (("first", "second", "year"), 10.0)
    assert list(parts_of_time_exceed_whole(evidence(*rows[:3], row("year", "filed", "110起")))) == []


def test_a_number_that_holds_for_each_year_is_not_a_sum() -> None:
    years = (row("a", "filed", "60起", "2019"), row("b", "filed", "70起"))
    each = row("each", "filed", "100起以内", ("2019", "2020"), scope="Each year since 2019")
    assert list(parts_of_time_exceed_whole(evidence(*years, each))) == []
    average = row("each", "filed", "年均100起", ("2019", "2020"))
    assert list(parts_of_time_exceed_whole(evidence(*years, average))) == []


def test_a_narrower_rate_above_the_wider_one() -> None:
    rows = (row("a", "clearance-rate", "超80%"), row("b", "clearance-rate-in-a-day", "达到100%"))
    (found,) = narrower_rate_higher(evidence(*rows))
    assert (found.strict, found.explanations[0], found.gap) == (False, Explanation.DENOMINATOR, 10.0)
    agreeing = (row("a", "clearance-rate", "超90%"), row("b", "clearance-rate-in-a-day", "95%"))
    assert list(narrower_rate_higher(evidence(*agreeing))) == []


def test_a_rate_that_does_not_follow_from_its_counts() -> None:
    counts = (row("n", "cleared", "464起"), row("d", "filed", "831起"))
    (found,) = rate_not_from_counts(evidence(*counts, row("r", "clearance-rate", "57.8%")))
    assert (found.claims, found.strict) == (("d", "n", "r"), True)
    assert found.gap == pytest.approx(57.75 - 100 * 464 / 831)
    assert list(rate_not_from_counts(evidence(*counts, row("r", "clearance-rate", "55.8%")))) == []


def test_one_of_several_counts_suffices_for_a_rate() -> None:
    counts = (row("n", "cleared", "464起"), row("d", "filed", "831起"), row("e", "filed", "700起"))
    assert list(rate_not_from_counts(evidence(*counts, row("r", "clearance-rate", "66.3%")))) == []


def test_a_composition_is_a_share_of_the_whole_of_its_indicator() -> None:
    counts = (row("w", "filed", "200起"), row("p", "filed", "50起", category="theft"))
    assert list(rate_not_from_counts(evidence(*counts, row("s", "composition", "25.0%", category="theft")))) == []
    wrong = row("s", "composition", "26.0%", category="theft")
    assert [found.claims for found in rate_not_from_counts(evidence(*counts, wrong))] == [("p", "s", "w")]


def test_a_rate_printed_as_a_whole_number_is_rounded() -> None:
    counts = (row("n", "prosecuted", "1818808人"), row("d", "population", "141008万人", "2020-12-31"))
    assert list(rate_not_from_counts(evidence(*counts, row("r", "prosecuted-per-10k", "13人")))) == []
    assert len(list(rate_not_from_counts(evidence(*counts, row("r", "prosecuted-per-10k", "15人"))))) == 1


def test_a_share_above_its_scale_and_a_rate_above_a_hundred() -> None:
    (share,) = outside_scale(evidence(row("a", "composition", "118.37%"), row("b", "composition", "100%")))
    assert (share.claims, share.kind) == (("a",), Kind.OUTSIDE_SCALE)
    rows = (row("a", "clearance-rate", "118.37%"), row("b", "clearance-rate", "100%", case="other"))
    assert list(outside_scale(evidence(*rows))) == []
    assert [found.claims for found in not_a_share(evidence(*rows))] == [("a",)]


def test_a_running_count_that_falls() -> None:
    rows = (row("a", "cups", "连续四次", ("", "2021-01")), row("b", "cups", "连续3届", ("", "2023-05")))
    (found,) = falling_count(evidence(*rows))
    assert (found.claims, found.gap, found.strict) == (("a", "b"), 1.0, True)
    assert Explanation.RESTARTED in found.explanations
    rising = (row("a", "cups", "连续3次", ("", "2021-01")), row("b", "cups", "连续四次", ("", "2023-05")))
    assert list(falling_count(evidence(*rising))) == []
    assert list(falling_count(evidence(row("a", "filed", "4起"), row("b", "filed", "3起", "2021")))) == []


def test_years_in_a_row_keep_step_with_the_calendar() -> None:
    told = [("a", "连续16年", "2017-10-26"), ("b", "连续18年", "2021-09-25"), ("c", "连续20年", "2023-05-19")]
    rows = [row(key, "years-leading", phrase, ("", day)) for key, phrase, day in told]
    (found,) = years_out_of_step(evidence(*rows))
    assert (found.claims, found.gap, found.unit) == (("a", "b", "c"), 1.0, "年")
    assert list(years_out_of_step(evidence(*rows[1:]))) == []


def test_a_year_that_has_not_ended_may_or_may_not_be_counted() -> None:
    rows = (
        row("a", "years-leading", "连续3年", ("", "2020-12-31")),
        row("b", "years-leading", "连续3年", ("", "2021-06-01")),
    )
    assert list(years_out_of_step(evidence(*rows))) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [("同比下降10%", 1), ("下降8.9%", 0), ("减少31起", 0), ("减少30起", 1), ("下降1.2个百分点", 0)],
)
def test_a_change_on_the_year_before_and_its_levels(change: str, found: int) -> None:
    rows = (row("a", "filed", "348起", "2017"), row("b", "filed", "317起", "2018"), row("c", "filed", change, "2018"))
    assert len(list(change_not_from_levels(evidence(*rows)))) == found


def test_a_change_over_years_runs_from_its_first_to_its_last() -> None:
    levels = (row("a", "filed", "6.8万人", "2017"), row("b", "filed", "8.2万人", "2021"))
    assert list(change_not_from_levels(evidence(*levels, row("c", "filed", "升幅19.5%", ("2017", "2021"))))) == []
    (found,) = change_not_from_levels(evidence(*levels, row("c", "filed", "升幅25.5%", ("2017", "2021"))))
    assert found.claims == ("a", "b", "c")


def test_points_are_the_difference_of_rates() -> None:
    levels = (row("a", "clearance-rate", "35.9%", "2016"), row("b", "clearance-rate", "51.4%", "2020"))
    for phrase, count in (("15.5个百分点", 0), ("17.5个百分点", 1)):
        rows = (*levels, row("c", "clearance-rate", phrase, ("2016", "2020")))
        assert len(list(change_not_from_levels(evidence(*rows)))) == count


def test_a_from_to_states_both_levels() -> None:
    phrase = "由87.55%上升至98.62%"
    ends = [row(f"e{part}", "clearance-rate", phrase, ("2012", "2021"), part=part) for part in (1, 2)]
    levels = (row("a", "clearance-rate", "87.55%", "2012"), row("b", "clearance-rate", "98.2%", "2021"))
    (found,) = change_not_from_levels(evidence(*ends, *levels))
    assert found.claims == ("b", "e2")


def test_a_lost_decimal_point_leaves_the_series() -> None:
    told = ["474.6万起", "465.3万起", "4810万起", "488.5万起", "558.0万起", "470万起"]
    rows = [row(f"y{place}", "filed", phrase, str(2005 + place)) for place, phrase in enumerate(told)]
    (found,) = leaves_series(evidence(*rows))
    assert found.claims == ("y2",)
    assert found.gap == pytest.approx(1.0, abs=0.1)
    assert found.explanations[0] is Explanation.MISPRINT


def test_a_new_level_and_another_length_of_period_stay_in_the_series() -> None:
    told = ["300亿元", "373.8亿元", "3265亿元", "3291亿元", "3180亿元", "3288亿元"]
    level = [row(f"y{place}", "filed", phrase, str(2018 + place)) for place, phrase in enumerate(told)]
    assert list(leaves_series(evidence(*level))) == []
    months = [row(f"m{month}", "filed", "10起", f"2020-0{month}") for month in range(1, 7)]
    assert list(leaves_series(evidence(*months, row("years", "filed", "600起", ("2016", "2020"))))) == []


def test_one_figure_with_two_meanings() -> None:
    rows = (
        row("city", "filed", "108490起"),
        row("nation", "filed", "108490起", case="china", source="copy"),
        row("subject", "cleared", "108490起", source="bureau"),
        row("period", "filed", "108490起", "2019", source="bureau"),
    )
    found = {item.claims for item in repeated_figure(evidence(*rows))}
    assert found == {("city", "nation"), ("city", "subject"), ("city", "period")}


def test_repeats_that_chance_or_copying_explain_are_left_alone() -> None:
    same = (row("a", "filed", "108490起"), row("b", "filed", "108490起", source="copy"))
    short = (row("a", "filed", "50起"), row("b", "cleared", "50起", source="copy"))
    one_source = (row("a", "filed", "108490起"), row("b", "cleared", "108490起"))
    beside = (row("a", "filed", "108490起"), row("b", "filed", "108490起", case="other", source="copy"))
    far = (row("a", "filed", "108490起"), row("b", "cleared", "108490起", "2015", case="china", source="copy"))
    for rows in (same, short, one_source, beside, far):
        assert list(repeated_figure(evidence(*rows))) == []


def test_a_run_told_of_two_titles_in_the_same_words() -> None:
    rows = (
        row("a", "cups", "连续四次", ("", "2021-01-14")),
        row("b", "titles", "连续四次", ("", "2021-09-25"), source="copy"),
        row("c", "titles", "连续3次", ("", "2016"), source="copy"),
    )
    assert [found.claims for found in repeated_figure(evidence(*rows))] == [("a", "b")]


def test_the_search_sorts_and_the_numbers_count() -> None:
    rows = (
        row("a", "filed", "50余起", "2019"),
        row("b", "filed", "70起", "2019"),
        row("c", "filed", "两名"),
        row("d", "filed", "4名"),
        row("e", "clearance-rate", "118.37%"),
    )
    frame = evidence_frame(*rows)
    found = contradictions(frame, frame.iloc[:0], INDICATORS, CASES, study=PAIR)
    assert [item.id for item in found] == ["excluding-values--c--d", "excluding-values--a--b", "not-a-share--e"]
    counts = {key: number.quantity.value for key, number in contradiction_counts(found).items()}
    assert [counts[key] for key in ("total", "strict", "by_implicature", "remarks", "claims")] == [2, 1, 1, 1, 4]
    assert (counts["excluding_values"], counts["leaves_series"]) == (2, 0)


_NUMBERS = st.integers(min_value=1, max_value=10**7)
_PHRASES = st.one_of(
    _NUMBERS.map("{}起".format),
    _NUMBERS.map("超{}起".format),
    _NUMBERS.map("不足{}起".format),
    st.integers(1, 999).map("{}余起".format),
    st.floats(0.1, 900).map("{:.2f}万起".format),
)


@given(st.lists(_PHRASES, min_size=2, max_size=5))
def test_the_order_of_the_rows_does_not_matter(phrases: list[str]) -> None:
    rows = [row(f"r{place}", "filed", phrase) for place, phrase in enumerate(phrases)]
    forward, backward = (excluding_values(evidence(*order)) for order in (rows, rows[::-1]))
    assert [(found.id, found.gap, found.strict) for found in forward] == [
        (found.id, found.gap, found.strict) for found in backward
    ]


@given(_NUMBERS, st.lists(st.integers(0, 10**6), min_size=2, max_size=5), st.data())
def test_intervals_with_a_common_number_never_contradict(number: int, widths: list[int], data: st.DataObject) -> None:
    rows = []
    for place, width in enumerate(widths):
        low = number - data.draw(st.integers(0, min(width, number)))
        rows.append(row(f"r{place}", "filed", f"{low}至{number + width}起"))
    assert list(excluding_values(evidence(*rows))) == []


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_counts_and_the_rate_and_change_that_follow_from_them_agree(cleared: int, filed: int) -> None:
    rows = (
        row("n", "cleared", f"{cleared}起"),
        row("d", "filed", f"{filed}起"),
        row("r", "clearance-rate", f"{100 * cleared / filed:.2f}%"),
        row("b", "cleared", f"{filed}起", "2019"),
        row("c", "cleared", f"增长{100 * (cleared / filed - 1):.2f}%" if cleared > filed else "5起"),
    )
    checked = evidence(*rows[:-1], *(rows[-1:] if cleared > filed else ()))
    assert [*rate_not_from_counts(checked), *change_not_from_levels(checked)] == []
