import matplotlib as mpl
import pytest
from matplotlib import font_manager

from policy_report.errors import FigureError
from policy_report.figures import style
from policy_report.text.language import Language
from tests.figures.samples import fonts


def written(text: str) -> str:
    figure = style.canvas(1)
    style.sheet(figure).text(0, 0.5, text)
    return style.to_svg(figure)


def test_both_scripts_are_drawn_in_both_languages() -> None:
    for language in Language:
        with style.look(language, fonts()):
            assert ">Jiaxing 嘉兴 “e体+” −55% ≥90%</text>" in written("Jiaxing 嘉兴 “e体+” −55% ≥90%")


def test_the_lettering_names_the_families_it_was_measured_in() -> None:
    with style.look(Language.ZH, fonts()):
        assert "font-family=\"'Noto Sans SC', 'Source Sans 3', sans-serif\"" in written("嘉兴")


def test_what_was_measured_in_other_fonts_is_forgotten() -> None:
    with style.look(Language.EN, fonts()):
        latin = style.ems("Jiaxing 2021")
    with style.look(Language.ZH, fonts()):
        assert style.ems("Jiaxing 2021") != latin
    with style.look(Language.EN, fonts()):
        assert style.ems("Jiaxing 2021") == latin


def test_a_character_without_a_glyph_is_an_error_and_not_a_box() -> None:
    with pytest.raises(FigureError) as caught, style.look(Language.EN, fonts()):
        written("\u1200")
    assert [problem.code for problem in caught.value.problems] == ["glyph-missing"]


def test_a_missing_family_is_an_error() -> None:
    with pytest.raises(FigureError) as caught, style.look(Language.ZH, fonts()[:1]):
        pass
    assert [(problem.code, problem.text) for problem in caught.value.problems] == [("font-missing", "Noto Sans SC")]


def test_the_look_leaves_nothing_behind() -> None:
    known, family = list(font_manager.fontManager.ttflist), list(mpl.rcParams["font.family"])
    with style.look(Language.ZH, fonts()):
        assert mpl.rcParams["font.family"] == ["Noto Sans SC", "Source Sans 3"]
    assert (font_manager.fontManager.ttflist, mpl.rcParams["font.family"]) == (known, family)


def test_a_panel_lies_where_its_inches_say() -> None:
    figure = style.canvas(2)
    box = style.panel(figure, 1, 0.5, 3, 1).get_position()
    assert (box.x0, box.y0, box.width, box.height) == pytest.approx((1 / style.WIDTH, 0.25, 3 / style.WIDTH, 0.5))


def test_settings_that_lie_about_change_no_figure() -> None:
    with style.look(Language.EN, fonts()):
        plain = written("Jiaxing 2021")
    lying = mpl.rc_context({"text.usetex": True, "figure.facecolor": "red", "savefig.pad_inches": 1})
    with lying, style.look(Language.EN, fonts()):
        assert written("Jiaxing 2021") == plain
