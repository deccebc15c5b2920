"""The bibliography is checked for what is plainly wrong, and a person is shown what has to be judged."""

import re

import pandas as pd
import pytest

from policy_report.errors import Problem
from policy_report.evidence.bibliography import parse_entries, read_entries
from policy_report.evidence.bibliography_checks import entry_problems, entry_warnings, period_warnings
from policy_report.lookup.preview import doubts
from policy_report.project import Project
from tests.conftest import ROOT

PAGE = """@online{sina2024engine,
  author = {{嘉兴公安}},
  title = {建强打击犯罪的核心引擎},
  date = {2024-07-12},
  url = {https://example.org/a},
  note = {Read as a copy; date from the address},
  langid = {chinese},
  keywords = {data, tier-press, mirror, date-inferred}
}
"""
ARTICLE = """@article{smith2019models,
  author = {Smith, Jane and Doe, Ann},
  title = {Models of {Police} Work},
  journal = {Journal of Models},
  volume = {3},
  year = {2019},
  doi = {10.1000/abc.1},
  langid = {english},
  keywords = {literature}
}
"""


def problems(text: str) -> list[Problem]:
    entries, unreadable = parse_entries(text, "references.bib")
    return unreadable + entry_problems(entries, "references.bib")


def without(text: str, field: str) -> str:
    changed = re.sub(rf"^  {field} = .*\n", "", text, flags=re.MULTILINE)
    assert changed != text
    return changed


def test_the_study_s_own_bibliography_passes() -> None:
    entries, unreadable = read_entries(Project(ROOT).references, "references.bib")
    assert unreadable + entry_problems(entries, "references.bib") == []
    assert len(entries) > 300


def test_good_entries_have_no_problem() -> None:
    assert problems(PAGE + ARTICLE) == []


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        (without(PAGE, "title"), "bib-field-missing", 1),
        (without(PAGE, "url"), "bib-field-missing", 1),
        (PAGE.replace("{", "{易某，", 1), "bib-key-malformed", 1),
        (without(ARTICLE, "journal"), "bib-field-missing", 1),
        (without(ARTICLE, "author"), "bib-field-missing", 1),
        (ARTICLE.replace("@article", "@incollection"), "bib-field-missing", 1),
        (ARTICLE.replace("@article", "@report"), "bib-field-missing", 1),
        (ARTICLE.replace("@article", "@webpage"), "bib-type-unknown", 1),
        (without(PAGE, "date"), "bib-date-missing", 1),
        (PAGE.replace("mirror, date", "undated, date"), "bib-date-contradicted", 8),
        (PAGE.replace("2024-07-12}", "12.7.2024}"), "bib-date-malformed", 4),
        (PAGE.replace("2024-07-12}", "2024-13}"), "bib-date-malformed", 4),
        (PAGE.replace("  url", "  year = {2023},\n  url"), "bib-year-disagrees", 5),
        (PAGE.replace(", date-inferred", ""), "bib-date-inferred", 6),
        (without(PAGE, "note").replace(", date-inferred", ""), "bib-note-missing", 7),
        (without(PAGE, "note").replace("mirror, ", ""), "bib-note-missing", 7),
        (ARTICLE.replace("10.1000/abc.1", "https://doi.org/10.1000/abc.1"), "bib-doi-malformed", 7),
        (ARTICLE.replace("10.1000/abc.1", "10.1000/abc 1"), "bib-doi-malformed", 7),
        (ARTICLE.replace("10.1000/abc.1", "10.1000/abc.1."), "bib-doi-malformed", 7),
        (PAGE.replace("https://example", "example"), "bib-url-malformed", 5),
        (PAGE.replace("https://example.org/a", "https://example.org/a b"), "bib-url-malformed", 5),
        (PAGE.replace("https://example.org/a", "https://[::1/a"), "bib-url-malformed", 5),
        (PAGE.replace("https://example.org/a", "https://localhost/a"), "bib-url-malformed", 5),
        (PAGE.replace("{data, tier-press, ", "{"), "bib-kind-missing", 8),
        (PAGE.replace("{data,", "{data, literature,"), "bib-kind-missing", 8),
        (PAGE + PAGE.replace("2024engine", "2024again"), "bib-duplicate", 12),
        (PAGE + PAGE.replace("2024engine", "b").replace("https://e", "http://www.e"), "bib-duplicate", 14),
        (ARTICLE + ARTICLE.replace("2019models", "b").replace("10.1000/abc.1", "10.1000/ABC.1"), "bib-duplicate", 17),
        (
            ARTICLE + without(ARTICLE, "doi").replace("2019models", "b").replace("{Police}", "police"),
            "bib-duplicate",
            13,
        ),
    ],
)
def test_a_fault_is_said_with_its_line_and_remedy(text: str, code: str, row: int) -> None:
    found = {(problem.code, problem.row): problem for problem in problems(text)}
    assert (code, row) in found
    assert found[code, row].remedy


def test_a_page_without_a_date_says_so_by_a_keyword() -> None:
    undated = without(PAGE, "date").replace("date-inferred", "undated")
    assert problems(undated) == []


def test_a_body_that_publishes_its_own_report_is_its_institution() -> None:
    assert problems(PAGE.replace("@online", "@report")) == []


@pytest.mark.parametrize(("fields", "found"), [("volume", False), ("number", False), ("", True)])
def test_a_data_source_without_an_address_has_to_be_found_in_print(fields: str, found: bool) -> None:
    text = without(without(ARTICLE, "doi"), "volume").replace("literature", "data")
    text = text.replace("  year", f"  {fields} = {{3}},\n  year") if fields else text
    assert ("bib-source-not-locatable" in {problem.code for problem in problems(text)}) == found


def test_two_places_of_one_page_are_one_address_and_two_routes_of_a_site_are_not() -> None:
    def second(url: str) -> set[str]:
        other = PAGE.replace("2024engine", "b").replace("核心", "中心").replace("https://example.org/a", url)
        return {problem.code for problem in problems(PAGE + other)}

    assert second("https://example.org/a#below") == {"bib-duplicate"}
    assert second("https://example.org/a#/article/2") == set()


def warnings(text: str, cited: set[str]) -> list[tuple[str, int]]:
    entries, _ = parse_entries(text, "references.bib")
    return [(warning.code, warning.row) for warning in entry_warnings(entries, cited, "references.bib")]


def test_an_entry_that_nothing_cites_is_a_matter_of_judgement() -> None:
    assert warnings(PAGE + ARTICLE, {"smith2019models"}) == [("bib-unused", 1)]


def test_years_that_speak_against_each_other_are_a_matter_of_judgement() -> None:
    cited = {"sina2024engine"}
    assert warnings(PAGE.replace("2024-07-12", "2023-07-12"), cited) == [("bib-key-year", 1)]
    address = PAGE.replace("example.org/a", "example.org/2021/0304/a").replace("mirror, ", "")
    assert warnings(address, cited) == [("bib-url-year", 5)]
    assert warnings(address.replace("{data", "{mirror, data"), cited) == []


def test_a_period_that_had_not_begun_when_its_source_appeared_is_doubted() -> None:
    sources = pd.DataFrame({"key": ["a"], "date": ["2023-06"]})
    rows = pd.DataFrame({"id": ["x1", "x2"], "start": ["2023-06-30", "2023-07-01"], "source": ["a", "a"]})
    none = rows.head(0)
    got = period_warnings({"sources": sources, "claims": rows, "series": none, "peers": none})
    assert [(warning.code, warning.text) for warning in got] == [("period-after-source", "x2")]


def test_the_doubts_of_a_study_count_what_its_text_and_tables_cite(study: Project) -> None:
    unused = {doubt.text for doubt in doubts(study) if doubt.code == "bib-unused"}
    assert "jiaxing2024hexin" not in unused
    entry = PAGE.replace("sina2024engine", "nobody2024cites")
    study.references.write_text(study.references.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert {doubt.text for doubt in doubts(study) if doubt.code == "bib-unused"} - unused == {"nobody2024cites"}
