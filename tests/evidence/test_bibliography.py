"""`references.bib` is read whole, and each of its faults is said with its line."""

from pathlib import Path

import pytest

from policy_report.evidence.bibliography import Source, read_entries, source_of
from policy_report.evidence.bibliography_checks import entry_problems

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


def read(folder: Path, text: str) -> tuple[list[Source], list[tuple[str, int]]]:
    path = folder / "references.bib"
    path.write_text(text, encoding="utf-8")
    entries, problems = read_entries(path, "references.bib")
    problems += entry_problems(entries, "references.bib")
    return [source_of(entry) for entry in entries], [(problem.code, problem.row) for problem in problems]


def test_an_entry_gives_its_fields_and_flags(tmp_path: Path) -> None:
    (source,), problems = read(tmp_path, GOOD)
    assert problems == []
    assert source.title == "嘉兴公安：建强打击犯罪的核心引擎"
    assert (source.author, source.publisher, source.date) == ("嘉兴公安", "新浪浙江", "2024-07-12")
    assert (source.tier, source.language) == ("self-reported", "chinese")
    assert (source.mirror, source.date_inferred, source.opening_only) == (True, True, False)


def test_an_address_is_kept_as_it_stands_and_a_title_is_decoded(tmp_path: Path) -> None:
    url = "https://example.org/~a_b/%E7%A0%B4--c?g=&m=d#e"
    text = GOOD.replace("https://example.org/a", url).replace("核心引擎", r"{\'e}~50\%")
    (source,), problems = read(tmp_path, text)
    assert problems == []
    assert source.url == url
    assert source.title == "嘉兴公安：建强打击犯罪的é 50%"


def test_a_report_is_not_dropped(tmp_path: Path) -> None:
    sources, _ = read(tmp_path, GOOD.replace("@online", "@report"))
    assert [source.type for source in sources] == ["report"]


@pytest.mark.parametrize(
    ("text", "exp"),
    [
        (GOOD + GOOD, ("bib-key-duplicate", 12)),
        (GOOD + "@book{b,\n  title = {Open,\n  langid = {english}\n", ("bib-broken-entry", 12)),
        (GOOD.replace("organization", "title"), ("bib-field-repeated", 1)),
        (GOOD.replace("{chinese}", "{klingon}"), ("bib-field-missing", 10)),
        (GOOD.replace("  title = {嘉兴公安：建强{打击犯罪}的核心引擎},\n", ""), ("bib-field-missing", 1)),
    ],
)
def test_a_fault_is_said_with_its_line(tmp_path: Path, text: str, exp: tuple[str, int]) -> None:
    _, problems = read(tmp_path, text)
    assert exp in problems
