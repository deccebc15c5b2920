import matplotlib as mpl
import pytest
from matplotlib import font_manager

from policy_report.errors import FigureError
from policy_report.figures import style
from policy_report.figures.labels import LABELS
from policy_report.text.language import Language
from tests.figures.samples import fonts


def written(text: str) -> bytes:
    figure = style.canvas(1)
    style.sheet(figure).text(0, 0.5, text)
    return style.to_bytes(figure, "svg")


def test_both_scripts_are_drawn_in_both_languages() -> None:
    for language in Language:
        with style.look(language, fonts()):
            assert b"<text" not in written("Jiaxing 嘉兴 “e体+” −55% ≥90%")


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


def lightness(colour: str) -> float:
    red, green, blue = mpl.colors.to_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_two_cities_stay_apart_in_grey_and_by_shape() -> None:
    assert abs(lightness(style.COLOURS["jiaxing"]) - lightness(style.COLOURS["sanming"])) > 0.25
    assert style.MARKERS["jiaxing"] != style.MARKERS["sanming"]


def test_letters_are_dark_enough_on_white() -> None:
    for colour in (*style.DARK.values(), style.INK, style.GREY):
        channels = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in mpl.colors.to_rgb(colour)
        ]
        luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        assert 1.05 / (luminance + 0.05) >= 4.5, colour


def test_every_label_has_words_and_the_same_gaps_in_both_languages() -> None:
    for key, (english, chinese) in LABELS.items():
        one_language = key.endswith(("_en", "_zh"))
        assert one_language or (english and chinese), key
        assert one_language or english.count("{") == chinese.count("{"), key
