"""What each figure must show of its results."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from jiaxing_sanming.figures import city_context, national_series, per_unit, provincial_series
from policy_report.analysis.bounds.question import Answer
from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.comparability.licensing import Licences
from policy_report.errors import AnalysisError
from policy_report.figures import claims, style, timeline
from policy_report.text.language import Language
from tests.analysis import tidy_rows
from tests.conftest import this_study
from tests.figures import samples
from tests.figures.samples import drawn, texts


@dataclass(frozen=True)
class Mark:
    """A single point of a figure."""

    x: float
    y: float
    shape: str
    hollow: bool


def marks(figure: Figure, shape: str | None = None) -> list[Mark]:
    """The single points of a figure, of one shape if that is given."""
    lines = [(line, _points(line)) for axes in figure.axes for line in axes.get_lines()]
    found = [
        Mark(*points[0], str(line.get_marker()), line.get_markerfacecolor() == style.PAPER)
        for line, points in lines
        if len(points) == 1
    ]
    return [mark for mark in found if shape in (None, mark.shape)]


def _points(line: Line2D) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in np.asarray(line.get_xydata())]


def joined(figure: Figure) -> list[list[float]]:
    """The x values of every line that joins points."""
    lines = [line for axes in figure.axes if axes.axison for line in axes.get_lines()]
    runs = [[x for x, _ in _points(line)] for line in lines if line.get_marker() == "None"]
    return [run for run in runs if len(run) > 1]


def arrows(figure: Figure) -> list[tuple[float, float]]:
    """The x values at which the arrows of a figure begin and end."""
    found = [item for axes in figure.axes for item in axes.texts if isinstance(item, Annotation)]
    return [(item.xyann[0], item.xy[0]) for item in found if item.arrow_patch is not None]


def without(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[frame[column] != value]


def test_the_claim_chart_has_a_panel_for_each_kind_of_scale() -> None:
    figure = drawn("claims")
    scales = [axes.get_xlim() for axes in figure.axes if axes.axison]
    assert len(set(scales)) == 3
    assert {"Rates and shares: level", "Changes on the year before", "Ranks"} <= set(texts(figure))


def test_a_panel_without_claims_is_left_out() -> None:
    levels = samples.claims_overview().query("kind == 'level_percent'")
    figure = drawn("claims", claims_overview=levels)
    assert "Ranks" not in texts(figure)


def test_every_claim_is_a_mark_with_its_hedged_value() -> None:
    figure = drawn("claims")
    assert {"100%", "≥90%", ">80%", "85.68%", "−11.8%", "+55%", "no. 1"} <= set(texts(figure))
    assert len(marks(figure)) == len(samples.claims_overview())


def test_of_more_claims_than_there_is_room_for_the_headlines_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "MOST", 2)
    every = samples.claims_overview()
    headlines = replace(this_study(), headline=tuple(every["id"].iloc[-2:]))
    figure = drawn("claims", study=headlines)
    assert len(marks(figure)) == 2
    assert f"2 of {len(every)} figures are drawn" in " ".join(texts(figure))
    assert list(claims.data(every, headlines)["id"]) == list(headlines.headline)


def test_claims_without_a_licence_share_no_axis() -> None:
    rows = [axes for axes in drawn("claims").axes if axes.axison]
    assert len(rows) == len(samples.claims_overview())


def test_claims_with_a_licence_share_one() -> None:
    claims = samples.claims_overview()
    alike = claims["id"].isin(["fall", "rise"])
    claims.loc[alike, "indicator"] = "filed-criminal-cases"
    known = Licences.of(claims, tidy_rows.rows(), samples.indicators(), tidy_rows.cases(), this_study())
    axes = [axes for axes in drawn("claims", claims_overview=claims, licences=known).axes if axes.axison]
    assert len(axes) == len(claims) - 1


def test_a_series_whose_values_do_not_compare_is_refused() -> None:
    series = samples.provincial_series()
    series.loc[series["ids"] == "c", "ids"] = "d"
    with pytest.raises(AnalysisError, match="licence-refused") as refused:
        drawn("provincial_series", provincial_series=series)
    assert {problem.text for problem in refused.value.problems} == {"a, d", "b, d"}


def test_a_value_of_another_count_is_hollow_and_apart() -> None:
    series = samples.national_series()
    series.loc[series["ids"] == "nl", "ids"] = "na"
    assert [mark.hollow for mark in marks(drawn("national_series", national_series=series), "v")] == [True]


def test_bars_from_figures_that_do_not_compare_are_empty_and_say_so() -> None:
    context = samples.context()
    for city, rows in (("jiaxing", ("p2",)), ("sanming", ("g2",))):
        context[f"density_{city}"] = replace(context[f"density_{city}"], inputs=rows)
    assert "Not comparable: construct" in " ".join(texts(drawn("city_context", context=context)))
    assert "Not comparable" not in " ".join(texts(drawn("city_context")))


def test_the_matrix_gives_each_pair_its_reasons() -> None:
    found = drawn("licences")
    assert len(marks(found, "x")) == len(samples.headline_licences()) + 1  # one is the key
    assert "C construct" in " ".join(texts(found))


def test_a_pair_that_compares_has_another_mark() -> None:
    same = tuple(replace(licence, degree=Degree.SAME, reasons=()) for licence in samples.headline_licences())
    found = drawn("licences", headline_licences=same)
    assert len(marks(found, "o")) == len(same) + 1


def test_more_than_is_hollow_and_at_least_is_filled_and_both_point_upwards() -> None:
    figure = drawn("claims")
    at = {mark.x: mark.hollow for mark in marks(figure, "o")}
    assert (at[80], at[90], at[100]) == (True, False, False)
    assert sorted((start, end > start) for start, end in arrows(figure)) == [(80, True), (90, True)]


def test_an_inferred_period_has_an_asterisk_and_a_county_its_name() -> None:
    found = texts(drawn("claims"))
    assert "2023*" in found
    assert "Rate of rise (Tongxiang)" in " ".join(found)


def test_the_value_of_a_claim_moves_its_mark() -> None:
    claims = samples.claims_overview()
    claims.loc[claims["id"] == "full", ["value", "lower", "upper"]] = 60.0
    at = [mark.x for mark in marks(drawn("claims", claims_overview=claims), "o")]
    assert 60 in at
    assert 100 not in at


def test_a_province_is_drawn_on_a_scale_of_its_own() -> None:
    axes = [axes for axes in drawn("provincial_series").axes if axes.axison]
    tops = [one.get_ylim()[1] for one in axes]
    assert tops == pytest.approx([1.35 * high for high in (325e3, 116_837, 35.95, 505e3, 1.0, 42.2)])


def test_lines_of_a_province_join_whole_years_that_follow_each_other() -> None:
    series = samples.provincial_series()
    series.loc[series["ids"] == "b", ["year", "part_of_year"]] = (2017, False)
    assert [2016.0, 2017.0] in joined(drawn("provincial_series", provincial_series=series))
    assert not [run for run in joined(drawn("provincial_series")) if min(run) >= 2016 and max(run) - min(run) == 1]


def test_filings_of_part_of_a_year_are_hollow() -> None:
    filed = {mark.x: mark.hollow for mark in marks(drawn("provincial_series"), "s")[:3]}
    assert filed == {2016: False, 2020: True, 2021: False}


def test_an_implied_count_is_written_as_its_bounds() -> None:
    assert "112–117" in texts(drawn("provincial_series"))
    assert "11.2—11.7" in texts(drawn("provincial_series", Language.ZH))


def dashes(figure: Figure) -> dict[float, str]:
    """The dash of each upright bar with ends, by the year at which it stands."""
    lines = [line for axes in figure.axes for line in axes.get_lines() if line.get_marker() == "_"]
    return {_points(line)[0][0]: str(line.get_linestyle()) for line in lines}


def test_only_marks_that_are_drawn_are_explained() -> None:
    first, _, unbounded = samples.bounds()
    keys = {"Filled end", "Hollow end", "No mark", "Arrow", "Dotted"}

    def explained(*answers: Answer) -> set[str]:
        said = " ".join(texts(drawn("bounds", bounds=answers)))
        return {key for key in keys if f"{key}:" in said}

    assert explained(unbounded) == {"No mark", "Arrow", "Dotted"}
    assert explained(first) == {"Filled end", "No mark"}
    assert explained(first, unbounded) == {"Filled end", "No mark", "Arrow", "Dotted"}


def test_a_bound_by_the_usual_sense_of_a_word_is_dotted() -> None:
    series = samples.provincial_series()
    series.loc[series["ids"] == "e", "qualifier"] = "over"
    found = dashes(drawn("provincial_series", provincial_series=series))
    assert (found[2023], found[2004]) == (":", "-")


def test_an_arrow_of_a_rate_does_not_pass_the_whole() -> None:
    levels = samples.claims_overview()
    levels.loc[levels["id"] == "least", ["value", "lower"]] = 96.0
    ends = [end for start, end in arrows(drawn("claims", claims_overview=levels)) if start == 96.0]
    assert ends == [100.0]


def boxes_of(axes: Axes) -> list[Bbox]:
    """The boxes of a process diagram, a little smaller, so that a line may touch them."""
    patches = [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    edges = [
        (patch.get_x(), patch.get_y(), patch.get_x() + patch.get_width(), patch.get_y() + patch.get_height())
        for patch in patches
    ]
    return [Bbox.from_extents(left + 0.01, low + 0.01, right - 0.01, high - 0.01) for left, low, right, high in edges]


def test_no_box_of_the_process_diagram_hides_a_line_or_its_arrow() -> None:
    figure = drawn("process")
    (axes,) = figure.axes
    lines = [item for item in axes.texts if isinstance(item, Annotation) and item.arrow_patch is not None]
    assert lines
    crossed = [
        (line.xyann, line.xy)
        for line in lines
        for box in boxes_of(axes)
        if Path([line.xyann, line.xy]).intersects_bbox(box, filled=False)
    ]
    assert crossed == []


def test_two_lines_that_a_lead_waits_for_end_apart() -> None:
    (axes,) = drawn("process").axes
    ends = [item.xy for item in axes.texts if isinstance(item, Annotation) and item.arrow_patch is not None]
    assert len({(round(x, 3), round(y, 3)) for x, y in ends}) > 0.8 * len(ends)


def test_where_no_rate_was_published_the_bound_is_all_there_is() -> None:
    figure = drawn("provincial_series")
    assert {"none published", "<42.2%"} <= set(texts(figure))


def test_lines_join_consecutive_years_only() -> None:
    runs = [run for run in joined(drawn("national_series")) if len(set(run)) > 1 and min(run) > 1]
    assert [2001, 2002] in runs
    assert not [run for run in runs if max(run) - min(run) > 1]


def test_contradicted_totals_are_crosses_and_on_no_line() -> None:
    figure = drawn("national_series")
    assert sorted(mark.x for mark in marks(figure, "x")) == [2022, 2023]
    assert not [run for run in joined(figure) if {2022, 2023} & set(run) and len(set(run)) > 1]


def test_coarser_and_part_year_totals_are_not_drawn() -> None:
    heights = [mark.y for mark in marks(drawn("national_series"), "o")]
    assert heights == pytest.approx([4.45, 4.33, 5.58, 5.05])


def test_the_drive_for_recording_is_named_on_the_national_series() -> None:
    assert "2009: Drive for truthful recording" in " ".join(texts(drawn("national_series"))).replace("\n", " ")


def test_no_line_crosses_a_revision_of_the_population() -> None:
    runs = [run for run in joined(drawn("city_context")) if len(set(run)) > 1]
    assert [2020, 2021] in runs
    assert not [run for run in runs if 2019 in run]


def test_vintages_before_the_census_and_preliminary_ones_are_hollow() -> None:
    figure = drawn("city_context")
    got = {(mark.x, mark.shape): mark.hollow for mark in marks(figure)}
    assert got[(2019, "o")]
    assert not got[(2021, "o")]


def test_bars_carry_the_rounded_numbers() -> None:
    assert {"1,380", "108", "103,013"} <= set(texts(drawn("city_context")))
    assert "10.3013万" in texts(drawn("city_context", Language.ZH))


def test_each_event_stands_once_and_early_ones_and_context_elsewhere_are_left_out() -> None:
    said = " ".join(texts(drawn("timeline")))
    assert said.count("Centre founded in Jiaxing") == 1
    assert "Sep Centre founded in Sanming*" in said.replace("  ", " ")
    assert "Term defined" not in said
    assert "Report elsewhere" not in said


def test_years_of_the_timeline_are_those_with_events() -> None:
    assert [text for text in texts(drawn("timeline")) if text.isdigit()] == ["2017", "2020", "2021"]


def test_a_new_event_makes_the_timeline_higher() -> None:
    more = samples.timeline()
    more.loc[len(more)] = {**more.iloc[-1].to_dict(), "id": "m9", "date": "2022", "year": 2022}
    assert drawn("timeline", timeline=more).get_figheight() > drawn("timeline").get_figheight()


def test_a_body_known_only_to_exist_has_an_arrow_back() -> None:
    figure = drawn("peers")
    ((start, end),) = arrows(figure)
    assert start == 2017.1
    assert end < start


def test_an_inferred_founding_is_hollow_and_an_unknown_one_is_named_below() -> None:
    figure = drawn("peers")
    plotted = [mark for mark in marks(figure) if mark.x > 2000]  # the dots of what is known stand in inches
    assert {mark.x: mark.hollow for mark in plotted if mark.shape != "|"} == {
        2012.4: False,
        2020.7: False,
        2021.5: True,
    }
    assert "No date in what could be read: Jiangsu." in texts(figure)


def test_bars_of_the_evidence_are_as_wide_as_their_shares() -> None:
    base = samples.evidence_base().assign(count=[1, 0, 3, 0, 0] * 3 + [40, 0, 120, 0, 0] * 3)
    figure = drawn("evidence_base", evidence_base=base)
    widths = [patch.get_width() for axes in figure.axes for patch in axes.patches if isinstance(patch, Rectangle)]
    assert widths == pytest.approx([widths[0], 3 * widths[0]] * 6)
    assert (texts(figure).count("4"), texts(figure).count("160")) == (3, 3)


def heights(figure: Figure, width: float) -> list[float]:
    """The heights of all lines of a width, in inches from the top."""
    lines = [line for axes in figure.axes for line in axes.get_lines() if line.get_linewidth() == width]
    return [_points(line)[0][1] for line in lines]


def test_the_links_of_the_designs_show_their_relations() -> None:
    figure = drawn("designs")
    rows = sorted({mark.y for mark in marks(figure)})[1:]
    ends = [Counter(mark.hollow for mark in marks(figure) if mark.y == row) for row in rows]
    assert ends == [{False: 2}, {False: 2}, {False: 1, True: 1}, {True: 2}]
    bars, slashes = heights(figure, 2.2)[1:], heights(figure, 1.4)[1:]
    assert bars == [rows[0]]
    assert slashes == pytest.approx([rows[1]], abs=0.1)


def test_what_each_side_says_is_on_its_own_side() -> None:
    figure = drawn("designs")
    places = {text.get_text(): text.get_horizontalalignment() for axes in figure.axes for text in axes.texts}
    assert (places["What the first says"], places["What the second says"]) == ("left", "right")


def test_a_judgement_turned_round_changes_the_links() -> None:
    turned = samples.design_comparison().replace({"relation": {"different": "same"}})
    before, after = drawn("designs"), drawn("designs", design_comparison=turned)
    with style.look(Language.EN, samples.fonts()):
        assert style.to_svg(before) != style.to_svg(after)


def test_a_dot_is_filled_for_what_is_published_of_a_body() -> None:
    dots = [mark for mark in marks(drawn("peers"), "o") if mark.x < style.WIDTH and mark.y > 0.4]
    by_item: dict[float, set[bool]] = {}
    for dot in dots:
        by_item.setdefault(round(dot.x, 2), set()).add(dot.hollow)
    assert [by_item[x] for x in sorted(by_item)] == [{False}, {True}, {False}, {True}]


def test_no_line_of_a_series_crosses_a_break() -> None:
    runs = [run for run in joined(drawn("per_unit")) if len(set(run)) > 1 and min(run) > 1990]
    assert not [run for run in runs if min(run) < 2009 <= max(run)]


def test_rates_of_a_part_of_a_year_are_hollow_and_refused_or_contradicted_ones_are_not_drawn() -> None:
    plotted = [mark for mark in marks(drawn("per_unit")) if mark.x > 1990 and mark.shape != "_"]
    assert {mark.x: mark.hollow for mark in plotted} == {2008: False, 2009: False, 2020: True}


def test_only_topics_for_the_figure_are_drawn_among_the_designs() -> None:
    fewer = samples.design_comparison()
    fewer.loc[fewer["topic"].eq("officers"), "place"] = "table"
    assert drawn("designs", design_comparison=fewer).get_figheight() < drawn("designs").get_figheight()


def test_a_dimension_that_nobody_speaks_on_has_bounds_and_no_score() -> None:
    figure = drawn("designs_agreement")
    assert len(marks(figure, "D")) == 2
    assert {"2 of 3", "none stated"} <= set(texts(figure))


def parts(figure: Figure) -> list[tuple[float, float, bool]]:
    """Start, end and whether hollow, of the bars of a decomposition."""
    axes = figure.axes[1]
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    return [(bar.get_x(), bar.get_x() + bar.get_width(), bar.get_facecolor()[:3] == (1.0, 1.0, 1.0)) for bar in bars]


def test_the_parts_of_a_rise_are_told_apart_without_colour() -> None:
    assert parts(drawn("decomposition")) == [
        (40.0, 40.0, False),
        (60.0, 60.0, True),
        (120.0, 120.0, False),
        (-20.0, -20.0, True),
    ]


def test_the_ends_of_a_part_are_written_rounded_outward() -> None:
    (first, *rest) = samples.decompositions()
    wide = replace(first, by_denominator=replace(first.by_denominator, lower=-3.2, upper=41.1))
    said = texts(drawn("decomposition", decompositions=(wide, *rest)))
    assert "−4% to 42%" in said


def test_what_is_not_drawn_does_not_lie_beside_the_figure() -> None:
    given = samples.results()
    assert set(claims.data(given["claims_overview"], this_study())["kind"]) == {
        "level_percent",
        "change_percent",
        "rank",
    }
    assert set(timeline.data(given["timeline"])["year"]) == {2017, 2020, 2021}
    assert not set(national_series.data(given["national_series"])["ids"]) & {"ng", "nh"}
    assert len(national_series.data(given["national_series"])) == len(given["national_series"]) - 2
    drawn_rates = per_unit.data(given["normalised"], given["national_series"], given["claims"])
    assert set(drawn_rates["id"]) == {"china-2008", "china-2009", "fujian-2020"}


def test_what_is_computed_for_a_figure_lies_beside_it() -> None:
    given = samples.results()
    bound = provincial_series.data(given["provincial_series"], given["provincial"]).iloc[-1]
    assert (bound["measure"], bound["year"], bound["upper"]) == ("rate", 2023, 42.2)
    bars = city_context.data(given["city_context"], given["context"], given["study"])
    assert bars.set_index(["case", "measure"])["value"]["sanming", "density"] == 108.0


def test_a_scale_of_claims_reaches_as_far_as_their_numbers() -> None:
    far = samples.claims_overview()
    far.loc[far["id"] == "rise", ["value", "lower", "upper"]] = 900.0
    ends = {axes.get_xlim()[1] for axes in drawn("claims", claims_overview=far).axes if axes.axison}
    assert max(ends) > 900
    assert "+55%" in texts(drawn("claims"))
