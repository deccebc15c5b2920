"""`references.bib` is read whole, and each of its faults is said with its line."""

from pathlib import Path

import pytest

from policy_report.evidence.bibliography import language_of, parse_entries, read_entries, source_of
from policy_report.evidence.bibliography_checks import entry_problems
from policy_report.evidence.records import SourceRow

GOOD = """@online{sina2024engine,
  author = {{嘉兴公安}},
  title = {嘉兴公安：建强{打击犯罪}的核心引擎},
  translatedtitle = {A core engine},
  organization = {新浪浙江},
  date = {2024-07-12},
  url = {https://example.org/a},
  note = {Read as a copy of the police account; date from the address},
  keywords = {data, tier-self-reported, mirror, date-inferred},
  langid = {chinese}
}
"""


def read(folder: Path, text: str) -> tuple[list[SourceRow], list[tuple[str, int]]]:
    path = folder / "references.bib"
    path.write_text(text, encoding="utf-8")
    entries, problems = read_entries(path, "references.bib")
    problems += entry_problems(entries, "references.bib")
    return [source_of(entry) for entry in entries], [(problem.code, problem.row) for problem in problems]


def test_an_entry_gives_its_fields_and_flags(tmp_path: Path) -> None:
    (source,), problems = read(tmp_path, GOOD)
    assert problems == []
    assert source["title"] == "嘉兴公安：建强打击犯罪的核心引擎"
    assert (source["author"], source["publisher"], source["date"]) == ("嘉兴公安", "新浪浙江", "2024-07-12")
    assert (source["tier"], source["language"]) == ("self-reported", "chinese")
    assert (source["mirror"], source["date_inferred"], source["opening_only"]) == (True, True, False)


def test_an_address_is_kept_as_it_stands_and_a_title_is_decoded(tmp_path: Path) -> None:
    url = "https://example.org/~a_b/%E7%A0%B4--c?g=&m=d#e"
    text = GOOD.replace("https://example.org/a", url).replace("核心引擎", r"{\'e}~50\%")
    (source,), problems = read(tmp_path, text)
    assert problems == []
    assert source["url"] == url
    assert source["title"] == "嘉兴公安：建强打击犯罪的é 50%"


def test_a_report_is_not_dropped(tmp_path: Path) -> None:
    sources, _ = read(tmp_path, GOOD.replace("@online", "@report"))
    assert [source["type"] for source in sources] == ["report"]


@pytest.mark.parametrize(
    ("text", "exp"),
    [
        (GOOD + GOOD, ("bib-key-duplicate", 12)),
        (GOOD + "@book{b,\n  title = {Open,\n  langid = {english}\n", ("bib-broken-entry", 12)),
        (GOOD.replace("organization", "title"), ("bib-field-repeated", 1)),
        (GOOD.replace("  title = {嘉兴公安：建强{打击犯罪}的核心引擎},\n", ""), ("bib-field-missing", 1)),
    ],
)
def test_a_fault_is_said_with_its_line(tmp_path: Path, text: str, exp: tuple[str, int]) -> None:
    _, problems = read(tmp_path, text)
    assert exp in problems


def test_values_that_a_number_sign_joins_are_one_value() -> None:
    (entry,), problems = parse_entries('@misc{a2020, title = "On " # {hold} # 2, date = {2020}}', "references.bib")
    assert (entry.fields["title"], problems) == ("On hold2", [])


@pytest.mark.parametrize(
    ("langid", "title", "language"),
    [
        ("chinese", "Police", "chinese"),
        ("zh-CN", "Police", "chinese"),
        ("american", "侦查学", "english"),
        ("", "无语言字段的中文", "chinese"),
        ("klingon", "语言不明之文", "chinese"),
        ("", "Police work in 北京", "english"),
        ("", "警察の仕事", "english"),
        ("", "", "english"),
    ],
)
def test_the_characters_of_the_title_decide_where_no_language_is_said(langid: str, title: str, language: str) -> None:
    text = f"@misc{{a2020, title = {{{title}}}, langid = {{{langid}}}, date = {{2020}}}}"
    assert language_of(parse_entries(text, "references.bib")[0][0]) == language


def test_an_abbreviation_is_its_string_or_a_fault() -> None:
    text = (
        '@string{jn = "Test Journal"}\n@article{a2020, title = {In {\\"{\\i}}} # " parts", journal = jn # {, N. S.}, '
        "month = mar, note = foo, date = {2020}}"
    )
    (entry,), problems = parse_entries(text, "references.bib")
    assert [(found.code, found.column) for found in problems] == [("bib-string-unknown", "note")]
    taken = [entry.fields[name] for name in ("title", "journal", "month")]
    assert taken == ["In ï parts", "Test Journal, N. S.", "mar"]


def test_fields_of_an_entry_that_is_not_there_are_a_fault() -> None:
    text = "@incollection{child, crossref = {parent}, xdata = {press}, title = {My chapter}, date = {1999}}\n"
    problems = parse_entries(text, "references.bib")[1]
    assert [(found.code, found.text) for found in problems] == [
        ("bib-parent-unknown", "child: parent"),
        ("bib-parent-unknown", "child: press"),
    ]


def test_fields_are_taken_from_other_entries() -> None:
    text = (
        "@incollection{child, crossref = {parent}, author = {Poe, E.}, title = {My chapter}}\n"
        "@book{parent, xdata = {press}, editor = {Lee, K.}, title = {Collected papers}, date = {1999}}\n"
        "@xdata{press, publisher = {Big Press}}\n"
    )
    entries, problems = parse_entries(text, "references.bib")
    assert ([entry.key for entry in entries], problems) == (["child", "parent"], [])
    taken = {name: entries[0].fields.get(name) for name in ("title", "booktitle", "editor", "date", "publisher")}
    assert list(taken.values()) == ["My chapter", "Collected papers", "Lee, K.", "1999", "Big Press"]
