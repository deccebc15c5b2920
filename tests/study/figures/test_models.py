"""The figures of the sensitivity study show what its frames hold."""

import numpy as np
from matplotlib.collections import QuadMesh

from jiaxing_sanming.figures import convergence, phase, sensitivity
from jiaxing_sanming.models.designs import Regime
from policy_report.models.ranking import NONE
from policy_report.text.language import Language
from tests.figures import samples
from tests.figures.samples import drawn, texts
from tests.figures.study_samples import TOTALS


def test_the_phase_diagram_colours_each_cell_by_its_state() -> None:
    for axes in drawn("phase").axes[1:]:
        (mesh,) = (made for made in axes.collections if isinstance(made, QuadMesh))
        values = np.asarray(mesh.get_array()).reshape(3, 4)
        states = [*map(str, Regime), NONE]
        exp = [states.index(state) for state in ("parallel", "tiered", "separate", NONE)]
        assert np.array_equal(values, [exp] * 3)


def test_the_phase_diagram_marks_the_base_case_and_every_limit() -> None:
    axes = drawn("phase").axes[1]
    assert [line.get_marker() for line in axes.get_lines()].count("+") == 1
    dashes = {str(line.get_linestyle()) for line in axes.get_lines() if line.get_color() != "#ffffff"}
    assert len(dashes) >= 3


def test_parameters_that_matter_nowhere_are_left_out_but_chance_is_shown() -> None:
    shown = " ".join(texts(drawn("sensitivity")))
    assert "Analysts of the whole city" in shown
    assert "Chance" in shown
    assert "variation" not in shown
    assert TOTALS["cv_small"] < 0.05


def test_the_indices_stand_where_they_are() -> None:
    (axes,) = (axes for axes in drawn("sensitivity").axes if axes.get_title(loc="left") == "Parallel less tiered")
    totals = [float(np.asarray(line.get_xdata())[0]) for line in axes.get_lines() if line.get_marker() == "o"]
    assert totals == [*sorted((total for total in TOTALS.values() if total >= 0.05), reverse=True), TOTALS["chance"]]


def test_convergence_shows_the_largest_indices_over_every_sample_size() -> None:
    figure = drawn("convergence")
    _, left, right = figure.axes
    assert [text.get_text() for text in right.get_xticklabels()] == ["32", "64", "128", "256"]
    assert len([line for line in left.get_lines() if len(np.asarray(line.get_xdata())) == 4]) == 6


def test_the_names_of_the_lines_stand_apart_at_their_ends() -> None:
    axes = drawn("lead_times").axes[2]
    heights = [text.get_position()[1] for text in axes.texts if text.get_position()[0] > 168]
    assert len(heights) == 4
    assert min(np.diff(sorted(heights))) > 0.06


def test_beside_a_figure_lie_only_the_indices_that_it_draws() -> None:
    study = samples.results()["sensitivity"]
    assert set(sensitivity.data(study)["samples"]) == {256}
    assert set(TOTALS) - set(sensitivity.data(study)["parameter"]) == {"cv_small"}
    assert set(convergence.data(study)["parameter"]) == set(list(TOTALS)[:6])


def test_beside_the_phase_diagram_lie_its_cells_with_the_limits() -> None:
    found = phase.data(samples.results()["phase"])
    assert len(found) == 24
    assert {"limit_separate", "limit_tiered", "limit_parallel"} <= set(found.columns)


def test_each_band_of_load_has_a_mark_for_each_answer() -> None:
    for axes in drawn("ranking_share", Language.ZH).axes[1:]:
        marks = [line.get_marker() for line in axes.get_lines() if line.get_marker() not in ("None", "")]
        assert {marker: marks.count(marker) for marker in set(marks)} == dict.fromkeys("soDx", 5)
