"""What holds for every figure, the ones that are yet to be written included."""

from functools import cache
from importlib import import_module
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from policy_report.build.discovery import TaskFunction
from policy_report.figures import style
from policy_report.figures.wording import labelled
from policy_report.text.language import Language
from tests.conftest import shown_figures, this_code
from tests.figures.samples import drawn, fonts, hidden_marks, placed, results, texts

FIGURES = [maker for maker in shown_figures() if set(maker.needs) <= set(results())]


@cache
def sample(name: str, language: Language = Language.EN) -> Figure:
    """A figure from the sample results, drawn once for all tests, which only read it."""
    return drawn(name, language)


each = pytest.mark.parametrize("maker", FIGURES, ids=[maker.name for maker in FIGURES])


def test_the_figures_of_the_paper_have_samples() -> None:
    exp = {"claims", "timeline", "designs", "city_context", "provincial_series", "national_series", "peers"}
    assert exp <= {maker.name for maker in FIGURES}


@each
@pytest.mark.parametrize("language", list(Language))
def test_no_text_is_cut_off_or_too_small(maker: TaskFunction, language: Language) -> None:
    found = placed(sample(maker.name, language), language)
    assert [text.text for text in found if text.is_cut] == []
    assert min(text.size for text in found) >= style.SMALL


@each
@pytest.mark.parametrize("language", list(Language))
def test_no_two_texts_lie_over_each_other(maker: TaskFunction, language: Language) -> None:
    found = placed(sample(maker.name, language), language)
    assert [(one.text, other.text) for one, other in combinations(found, 2) if one.overlaps(other)] == []


@each
def test_every_mark_lies_within_its_axes(maker: TaskFunction) -> None:
    for axes in sample(maker.name).axes:
        (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
        points = [
            point for line in axes.get_lines() if line.get_marker() != "None" for point in np.asarray(line.get_xydata())
        ]
        assert [(x, y) for x, y in points if not (left <= x <= right and low <= y <= high)] == []


@each
@pytest.mark.parametrize("language", list(Language))
def test_no_text_hides_a_mark(maker: TaskFunction, language: Language) -> None:
    assert hidden_marks(sample(maker.name, language), language) == []


@each
@pytest.mark.parametrize(("language", "exp"), [(Language.EN, "Source: "), (Language.ZH, "资料来源：")])
def test_the_source_line_stands_last(maker: TaskFunction, language: Language, exp: str) -> None:
    found = sorted(placed(sample(maker.name, language), language), key=lambda text: text.box[1])
    assert exp in found[1].text + found[0].text


@each
def test_both_languages_are_full_figures_of_their_own(maker: TaskFunction) -> None:
    english, chinese = (" ".join(texts(sample(maker.name, language))) for language in Language)
    assert not [char for char in english if "一" <= char <= "鿿"]
    assert len([char for char in chinese if "一" <= char <= "鿿"]) > 20


@pytest.mark.slow
@each
def test_the_same_results_give_the_same_drawing(maker: TaskFunction) -> None:
    def made() -> str:
        with style.look(Language.EN, fonts()):
            figure = labelled(import_module(maker.module).draw)(
                language=Language.EN, **{need: results()[need] for need in maker.needs}
            )
            return style.to_svg(figure)

    assert made() == made()


@each
def test_what_it_shows_is_a_frame_that_can_lie_beside_it(maker: TaskFunction) -> None:
    data, given = this_code().figure_data[maker.name], results()
    if data.function:
        got = getattr(import_module(data.module), data.function)(**{need: given[need] for need in data.needs})
    else:
        got = given[data.needs[0]]
    assert isinstance(got, pd.DataFrame)
    assert len(got) > 0
    assert "," in got.to_csv(index=False)
