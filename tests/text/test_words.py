"""Every catalogue says the same things, and what no catalogue says is told to its writer."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from policy_report.errors import LanguageError
from policy_report.text.language import Language
from policy_report.text.words import Words, catalogue, word

PACKAGES = ("policy_report.text.words", "jiaxing_sanming.words")
OPTIONAL = ("locator.", "table.derived.groups.")
"""Tables that a language may do without."""

OWN_FORM = ("date", "unit.other", "table.before-reform.years", "method.licence_counts", "prose.number_words")
"""Where languages take different values."""


def entries(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from entries(value, f"{above}{key}.")
        elif not f"{above}{key}".startswith(OPTIONAL):
            yield f"{above}{key}", value


def values(entry: Any) -> set[str]:
    """What is put into a text, or into the texts of a list."""
    return set(re.findall(r"\{\w*\}", str(entry)))


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("language", list(Language))
def test_each_language_says_what_the_others_say(package: str, language: Language) -> None:
    mine, english = (dict(entries(catalogue(package, one))) for one in (language, Language.EN))
    assert {key: type(entry) for key, entry in mine.items()} == {key: type(entry) for key, entry in english.items()}
    left = {key: values(entry) - values(english[key]) for key, entry in mine.items() if not key.startswith(OWN_FORM)}
    assert not {key: names for key, names in left.items() if names}


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("language", list(Language))
def test_a_table_has_a_width_for_each_column(package: str, language: Language) -> None:
    found = {key: entry for key, entry in entries(catalogue(package, language)) if key.startswith("table.")}
    columns = {key.removesuffix(".columns"): len(entry) for key, entry in found.items() if key.endswith(".columns")}
    assert all(len(found.get(f"{table}.widths", [0] * count)) == count for table, count in columns.items())


def test_a_word_that_no_catalogue_has_is_named_with_its_file() -> None:
    with pytest.raises(LanguageError, match=r"text/words/zh\.toml:no\.such: \[word-missing\]"):
        word("no.such", Language.ZH)


def test_a_language_without_a_catalogue_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(LanguageError, match=r"\[language-unknown\][^$]*use one of: en, zh"):
        Language("xx")


def test_a_study_has_words_of_its_own_before_those_of_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "someones_words"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "en.toml").write_text('own = "ours: {what}"\n[period]\nunknown = "when?"\n', encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    own = Words("someones_words")
    assert [own("own", Language.EN, what="x"), own("period.unknown", Language.EN), own("mark.comma", Language.EN)] == [
        "ours: x",
        "when?",
        ", ",
    ]
    assert own("mark.comma", Language.ZH) == "，"


def test_a_catalogue_that_is_not_toml_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken_words"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "en.toml").write_text("own = ours\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(LanguageError, match=r"broken_words/en\.toml: \[catalogue-broken\]"):
        Words("broken_words")("own", Language.EN)
