"""Sentences that an editor would mend."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policy_report.checks.typed import check_style
from policy_report.project import Project
from tests.checks.papers import paper, texts
from tests.conftest import ROOT

LONG = " ".join(["word"] * 40)


def told(root: Path, **bodies: str) -> list[tuple[str, int, str]]:
    found = check_style(texts(paper(root, **bodies)))
    return [(problem.code, problem.row, problem.text) for problem in found]


def test_a_sentence_of_more_than_forty_words_is_named_with_its_place(tmp_path: Path) -> None:
    ((code, row, text),) = told(tmp_path, en=f"A first one.\n\nAnd {LONG}.\n")
    assert (code, row) == ("sentence-too-long", 9)
    assert text.startswith("And word")


@pytest.mark.parametrize(
    "body",
    [
        f"{LONG}. {LONG}.",
        f"[{LONG}.]{{.finding #fnd-x}} {LONG}.",
        f"- {LONG}\n- {LONG}",
        f"{LONG} [@wang2020over; @li2021under] [@xu2022third].",
        f'![{LONG}](/figures/en/fig-x){{#fig-x fig-alt="Some {LONG[5:]}."}}',
    ],
    ids=["two", "finding", "list", "citations", "caption and alt text"],
)
def test_what_is_not_one_sentence_is_not_counted_as_one(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, en=body) == []


def test_a_variable_counts_as_one_word(tmp_path: Path) -> None:
    assert told(tmp_path, en=LONG[5:] + " {{< var en.jx001_rose >}}.") == []
    assert [code for code, *_ in told(tmp_path / "more", en=LONG + " {{< var en.jx001_rose >}}.")] == [
        "sentence-too-long"
    ]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "There was a year-on-year change\nof {{< var en.jx001 >}}."),
        ("en", "It changed by −{{< var en.jx001 >}}."),
        ("en", "The year is what appears to be 2016."),
        ("en", "Such a case is not uncommon."),
        ("en", "A queue stops coping."),
        ("zh", "同比变化为{{< var zh.jx001 >}}，未公布者的界限很宽。"),
        ("zh", "由此得到比较许可。"),
        ("zh", "两项改革不是平地而起。"),
    ],
)
def test_each_kind_is_found(tmp_path: Path, language: str, body: str) -> None:
    assert [code for code, *_ in told(tmp_path, **{language: body})] == ["style"]


def test_plain_sentences_pass(tmp_path: Path) -> None:
    english = "The rate {{< var en.jx001_rose >}}. Both changed. No change of course was seen, and none was needed."
    assert told(tmp_path, en=english, zh="破案率上升，未公布数值的界限很宽。当事人的权利未被提及。") == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_of_captions_and_notes_pass(tmp_path: Path, language: str) -> None:
    files = [
        ROOT / "scripts" / room / f"{language}.toml" for room in ("policy_report/text/words", "jiaxing_sanming/words")
    ]
    said = [text for file in files for text in _captions(tomllib.loads(file.read_text(encoding="utf-8")))]
    assert len(said) > 30
    assert told(tmp_path, **{language: "\n\n".join(re.sub(r"\{[^{}]*\}", "0", text) for text in said)}) == []


def _captions(words: Any, name: str = "") -> Iterator[str]:
    """What stands in a catalogue of words as sentences above and below figures and tables."""
    if isinstance(words, dict):
        for key, value in words.items():
            yield from _captions(value, key)
    elif isinstance(words, str) and name in ("caption", "note"):
        yield words


def test_the_texts_of_this_study_pass() -> None:
    assert [*map(str, check_style(texts(Project(ROOT))))] == []
