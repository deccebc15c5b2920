"""Which words of a text are numbers, and which parts of it are read at all."""

import pytest

from policy_report.paper.prose.blanking import BLANK, front_matter_prose, literals, prose_of
from policy_report.paper.prose.numbers import occurs, typed_numbers, without
from policy_report.text.language import Language


def found(text: str, language: Language = Language.EN) -> list[str]:
    prose = prose_of(text)
    return [prose[start:end] for start, end in typed_numbers(prose, language)]


@pytest.mark.parametrize(
    ("text", "exp"),
    [
        ("It rose by 12% to 1,234.", ["12%", "1,234"]),
        ("In 2020 a 48-hour rule.", ["2020", "48-hour"]),
        ("Article 150 and COVID-19 over 5G.", ["150", "COVID-19", "5G"]),
        ("Full-width １２ and ½, Part IV.", ["１２", "½", "IV"]),
        ("Two cities and twenty-one counties.", ["Two", "twenty-one"]),
        (
            "two thirds, one hundred and five, half of a dozen",
            ["two thirds", "one hundred and five", "half of a dozen"],
        ),
        ("It doubled, then rose threefold.", ["doubled", "threefold"]),
        ("the first of them, a third one", ["first", "third one"]),
        ("only one case, more than one, one percent, one in ten", ["one", "one", "one", "one", "ten"]),
        ("A line\nof thirty\nwords", ["thirty"]),
    ],
)
def test_digits_and_number_words_of_english_are_found(text: str, exp: list[str]) -> None:
    assert found(text) == exp


@pytest.mark.parametrize(
    "text",
    [
        "One would expect one another, no one, and on the one hand one city.",
        "At first, and for the first time; both, once, another, single.",
        "Tension, weight, often, sixtyish, halfway and the one-sided are no numbers.",
        "A CV, an MI and a V are no numerals.",
    ],
)
def test_pronouns_articles_and_idioms_are_no_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "exp"),
    [
        ("上升三成，涉及两市十二县。", ["三", "两", "十二"]),
        ("数百名、几十起、一百多人、第一", ["数百", "几十", "一百多", "第一"]),
        ("２０２０年上升12.5%", ["２０２０", "12.5%"]),
        ("近一半、仅一例、一倍", ["一半", "一", "一"]),
        ("一万余起", ["一万余"]),
        ("叁仟元，队伍在陆地上", ["叁仟"]),
    ],
)
def test_digits_and_numerals_of_chinese_are_found(text: str, exp: list[str]) -> None:
    assert found(text, Language.ZH) == exp


def test_chinese_words_that_hold_a_numeral_are_no_numbers() -> None:
    text = "一些地方统一了一般做法，一方面十分必要，万一有变，以百分点计，两者四舍五入。"
    assert found(text, Language.ZH) == []


@pytest.mark.parametrize(
    "text",
    [
        "A value of {{< var en.jx001 >}} and {{< var en.clearance.rise_2 >}}.",
        "Cited [@npc2018cpl, art. 150] and @cook2019gun [p. 12]; see @fig-x2 and [-@a2020].",
        "A [link](https://example.org/2020/two.html) and <https://example.org/5>.",
        "A note.[^two2]\n\n[^two2]: Its text.",
        "# Heading {#sec-2 .two}\n\n::: {.callout-note number=2}\nText.\n:::",
        "1. An item\n2. Another item",
        "A [2020]{.literal reason='year of the law'} act.",
        "A&#160;b.",
    ],
)
def test_what_is_no_prose_is_not_read(text: str) -> None:
    assert found(text) == []


def test_a_line_of_a_paragraph_that_begins_with_a_year_is_no_list() -> None:
    assert found("It fell in\n2017. Then it rose.") == ["2017"]


def test_what_a_reader_hears_of_a_figure_is_read() -> None:
    assert found('![Trend](/figures/en/fig-a2){#fig-a2 fig-alt="Three lines."}') == ["Three"]


def test_the_places_of_a_text_do_not_move() -> None:
    text = "A {{< var en.x >}} [two](#x3)\nand [@a2020] five"
    assert len(prose_of(text)) == len(text)
    assert [text[start:end] for start, end in typed_numbers(prose_of(text), Language.EN)] == ["two", "five"]


def test_of_the_front_matter_title_subtitle_and_abstract_are_read() -> None:
    text = 'title: "Two"\ndate: 2026-11-22\nabstract: |\n  In three\n  cities.\nkeywords:\n  - 5G\n'
    prose = front_matter_prose(text)
    assert len(prose) == len(text)
    assert [prose[start:end] for start, end in typed_numbers(prose, Language.EN)] == ["Two", "three"]


def test_a_literal_says_whether_it_gives_a_reason() -> None:
    text = "[2020]{.literal reason=\"year\"} [2021]{.literal} [2022]{.literal reason=''}"
    assert [(literal, reason) for _, literal, reason in literals(text)] == [
        ("2020", True),
        ("2021", False),
        ("2022", False),
    ]


def test_registered_texts_are_blanked_whatever_their_case_and_breaks_but_only_whole() -> None:
    got = without("Two\ncities, two citieses, 两市", ["two cities", "两市"]).replace(BLANK, "_")
    assert got == "___\n______, two citieses, __"
    # Overlapping texts are both blanked.
    assert without("first half of 2020", ["first half", "half of 2020"]).strip(BLANK) == ""


def test_a_text_occurs_only_whole() -> None:
    prose = "Twocities, two\n citieses, and then Two\n  cities; 两市"
    assert occurs("two cities", prose)
    assert occurs("市", prose)
    assert not occurs("two cities", "Twotwo cities, two citieses")


def test_a_file_without_front_matter_shows_nothing_of_it() -> None:
    assert front_matter_prose("") == ""
