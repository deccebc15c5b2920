"""Every entry of `references.bib` reads well in every style, in papers of both languages."""

import re
from typing import NamedTuple

import pytest

from policy_report.evidence.bibliography import Entry, plain, read_entries
from tests.conftest import ROOT
from tests.render.references_sample import SETTINGS, Filter

pytestmark = pytest.mark.slow

BIBLIOGRAPHY = ROOT / "references.bib"
HAN = re.compile(r"[\u3400-\u9fff]")

# Words that a style adds, in the language to which an entry that shows them must belong.
ENGLISH_WORDS = re.compile(
    r"\bet al\b|\bRetrieved\b|\bIn\b|\bEds?\.|\bpp?\. ?\d|\bn\.d\.|\band\b|&|\bno\. |\bvol\. |\bAnon\b|\bedited by\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d"
)
CHINESE_WORDS = re.compile(
    r"等|载|编|译|第\d+[版页期卷]|日期不详|佚名|取自|见于|取读|\d[月日]|[《》〈〉〔〕、，。；（）]"
)
# What no entry may show: an empty field between its marks, doubled marks, traces of the filter's own signs.
BROKEN = re.compile(
    r"\?\?|\(\s*\)|\[\s*\]|（\s*）|《\s*》|〔\s*〕|\.\.(?!\.)|,,|,\s*\.|:\s*\.|\(,|,\s*\)|\u2060|\ufffd|\bnil\b|undefined"
)


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    found, problems = read_entries(BIBLIOGRAPHY, BIBLIOGRAPHY.name)
    assert problems == []
    return {entry.key: entry for entry in found}


class Listed(NamedTuple):
    """The style, and every entry in it without addresses and italics: in its own language, or in Latin letters."""

    style: str
    own: dict[str, str]
    latin: dict[str, str]


@pytest.fixture(scope="module", params=SETTINGS, ids="-in-".join)
def listed(request: pytest.FixtureRequest, references: Filter, entries: dict[str, Entry]) -> Listed:
    style, language = request.param
    shown = references("---\nnocite: '@*'\n---\n", BIBLIOGRAPHY, style, language)
    assert shown.said == ""
    texts = {key: re.sub(r"https?://\S+|DOI:\S+|\*", "", text) for key, text in shown.entries.items()}
    romanises = language == "en" and not style.startswith("gbt")
    latin = {key: text for key, text in texts.items() if romanises and is_romanised(entries[key])}
    return Listed(style, {key: text for key, text in texts.items() if key not in latin}, latin)


def is_romanised(entry: Entry) -> bool:
    """Whether an entry says how it stands in Latin letters."""
    fields = entry.fields
    named = "romanisedauthor" in fields or "author" not in fields
    return is_chinese(entry) and named and "translatedtitle" in fields


def added(text: str, entry: Entry) -> str:
    """What a style adds to the fields of an entry: its text without them."""
    fields = (value for name, value in entry.fields.items() if name not in ("keywords", "note", "langid"))
    for value in sorted((plain(value) for value in fields), key=len, reverse=True):
        if len(value) > 1:
            text = re.sub(loosely(value), " ", text, flags=re.IGNORECASE)
    return text


def loosely(value: str) -> str:
    """A pattern for a field whose quotation marks, dashes and spaces a style may have changed."""
    same = re.sub(r"(?:\\?[\s\"'“”‘’`《》〈〉\[\]〔〕–—～.-])+", "\0", value)
    return r"[\s\"'“”‘’`《》〈〉\[\]〔〕–—～.-]*".join(re.escape(part) for part in same.split("\0"))


def test_every_entry_is_there_once(listed: Listed, entries: dict[str, Entry]) -> None:
    assert listed.own.keys() | listed.latin.keys() == entries.keys()


def test_nothing_is_empty_or_doubled(listed: Listed) -> None:
    assert {key: text for key, text in (listed.own | listed.latin).items() if BROKEN.search(text)} == {}


def test_an_entry_shows_its_title_and_its_year_or_says_that_there_is_none(
    listed: Listed, entries: dict[str, Entry]
) -> None:
    for key, text in listed.own.items():
        entry = entries[key]
        assert re.search(loosely(plain(entry.fields["title"])), text, re.IGNORECASE), text
        if entry.date:
            assert entry.date[:4] in text
            assert "n.d." not in text
            assert "日期不详" not in text
        elif listed.style not in ("gbt-numeric", "gbt-2025-numeric"):
            assert "日期不详" in text


def test_a_romanised_entry_has_its_translation_its_year_and_its_authors_in_characters_once(
    listed: Listed, entries: dict[str, Entry]
) -> None:
    for key, text in listed.latin.items():
        fields, date = entries[key].fields, entries[key].date
        assert re.search(loosely(plain(fields["translatedtitle"])), text, re.IGNORECASE), text
        assert (date[:4] if date else "n.d.") in text
        characters = HAN.findall(plain(fields.get("author", "")))
        assert HAN.findall(text)[-len(characters) :] == characters or not characters, text


def test_a_chinese_entry_has_no_english_word_of_a_style(listed: Listed, entries: dict[str, Entry]) -> None:
    chinese = {key: added(text, entries[key]) for key, text in listed.own.items() if is_chinese(entries[key])}
    assert len(chinese) > (5 if listed.latin else 200)
    assert {key: text for key, text in chinese.items() if ENGLISH_WORDS.search(text)} == {}


def test_an_english_entry_has_no_chinese_word_of_a_style(listed: Listed, entries: dict[str, Entry]) -> None:
    english = {key: text for key, text in listed.own.items() if not is_chinese(entries[key])}
    if listed.style.startswith("gbt-2025"):
        # The standard prints these marks in full width whatever the language of an entry (6.2).
        english = {key: re.sub("[，：；（）]", "", text) for key, text in english.items()}
    assert len(english) > 100
    assert {key: text for key, text in english.items() if CHINESE_WORDS.search(text) or HAN.search(text)} == {}


def test_our_notes_on_a_source_are_not_part_of_its_reference(listed: Listed, entries: dict[str, Entry]) -> None:
    notes = {key: plain(entry.fields["note"]) for key, entry in entries.items() if "note" in entry.fields}
    assert {
        key: note for key, note in notes.items() if len(note) > 12 and note in (listed.own | listed.latin)[key]
    } == {}


def test_chinese_titles_have_the_marks_of_their_style(listed: Listed, entries: dict[str, Entry]) -> None:
    style, shown, _ = listed
    for key, text in shown.items():
        title = entries[key].fields["title"]
        supplied = title.startswith("[")
        if is_chinese(entries[key]) and style.startswith("gbt"):
            assert "《" not in text.replace(plain(title), "").replace("〈", "")
            assert re.search(r"\[[A-Z]+(/OL)?\]", text), text
        elif is_chinese(entries[key]) and supplied:
            assert "〔" in text, text


def is_chinese(entry: Entry) -> bool:
    return entry.fields["langid"] == "chinese"
