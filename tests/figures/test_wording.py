import pandas as pd
import pytest

from policy_report.figures import style
from policy_report.figures.wording import Labels, balanced, filled, source_line, width_of, wrapped
from policy_report.text.language import Language
from tests.conftest import this_study
from tests.figures.samples import fonts, sources

EN, ZH = Language.EN, Language.ZH
LABELS = {language: Labels(this_study(), language) for language in Language}


@pytest.mark.parametrize(
    "text", ["A long line of several short English words", "一行由许多汉字组成的文字，其中有（括号）和标点。"]
)
def test_lines_are_no_wider_than_their_column_and_lose_nothing(text: str) -> None:
    with style.look(ZH, fonts()):
        lines = wrapped(text, 1.0)
        assert len(lines) > 1
        assert max(width_of(line) for line in lines) <= 1.0
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_closing_punctuation() -> None:
    with style.look(ZH, fonts()):
        for width in (0.5, 0.6, 0.7, 0.8, 0.9):
            assert not [line for line in wrapped("三明市（建宁县），嘉兴市*。", width) if line[0] in "，。）*"]


def test_balanced_lines_are_as_few_and_more_alike() -> None:
    with style.look(ZH, fonts()):
        text = "公安部修订办理刑事案件程序规定"
        plain, even = wrapped(text, width_of(text) - 0.05), balanced(text, width_of(text) - 0.05)
    assert (len(plain), len(even)) == (2, 2)
    assert len(even[1]) > len(plain[1])


def test_the_source_line_names_who_gave_most_and_counts_the_rest() -> None:
    keys = ["xinhua", "police", "xinhua", "persons", "host"]
    assert source_line(keys, sources(), LABELS[EN], most=2).startswith("Source: Xinhua; Jiaxing police; and 2 others.")
    assert source_line(keys, sources(), LABELS[ZH], most=2).startswith("资料来源：新华社；嘉兴公安；另有2家。")


def test_a_single_further_source_is_named_and_not_counted() -> None:
    line = source_line(["xinhua", "police", "xinhua", "persons", "host"], sources(), LABELS[EN], most=3)
    assert "others" not in line
    assert line.count(";") == 3


def test_both_languages_name_and_count_the_same_institutions() -> None:
    table = [("a", "新华社"), ("b", "新华网"), ("c", "新华网"), ("d", "央视网"), ("e", "China Daily")]
    known = pd.DataFrame(table, columns=["key", "author"]).assign(publisher="", tier="press")
    keys = ["a", "b", "c", "d", "e"]
    assert source_line(keys, known, LABELS[EN], most=1).startswith("Source: Xinhua; and 2 others.")
    assert source_line(keys, known, LABELS[ZH], most=1).startswith("资料来源：新华网；另有2家。")
    assert "中国日报" in source_line(keys, known, LABELS[ZH])


def test_an_account_is_not_named() -> None:
    known = pd.DataFrame(
        [("a", "some-account", "GitHub", "statistics")], columns=["key", "author", "publisher", "tier"]
    )
    assert source_line(["a"], known, LABELS[EN]).startswith("Source: statistical tables.")


def test_a_paragraph_does_not_end_in_a_line_of_a_word_or_two() -> None:
    text = "各图坐标自成一格，各地数字不可比，人口为年末数"
    with style.look(ZH, fonts()):
        width = width_of(text) - 0.05
        assert len(wrapped(text, width)[-1]) <= 2
        assert len(filled(text, width * 0.9)[-1]) > 2
        lines = filled(text, width)
    assert (len(lines), "".join(lines)) == (2, text)


def test_persons_and_hosts_of_copies_are_not_named() -> None:
    line = source_line(["persons", "host"], sources(), LABELS[EN])
    assert line.startswith("Source: press reports; statistical tables.")
