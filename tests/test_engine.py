"""The engine knows no study: no place, institution, indicator, claim, source, regime or colour of the study here."""

import csv
import re
from collections.abc import Iterator

import pytest

from policy_report.evidence.bibliography import read_entries
from policy_report.project import Project
from policy_report.study import read_study
from tests.conftest import ROOT

ENGINE = ROOT / "scripts" / "policy_report"
PUBLISHED = ROOT / "data" / "published"

TEXTS = {".py", ".toml", ".json", ".qmd", ".lua", ".typ", ".css", ".js", ".html", ".yml", ".md", ".bib", ".csv"}

ALLOWED = {
    "全国": "how Chinese tables name a total",
    "年末常住人口": "how Chinese names the denominator of a rate per head",
    "面积": "a kind of measure in the standard schema",
    "elsewhere": "a role of places in study.toml",
    "reform": "a kind of milestone in the standard schema",
    **dict.fromkeys(("population", "territory", "economy", "public finance"), "default groups of any study"),
}
"""Words of the study's tables that are plain words of the language, each with the reason why it may stand."""


def cells(table: str, *columns: str) -> Iterator[str]:
    with (PUBLISHED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row[column] for column in columns)


def data_sources() -> Iterator[str]:
    """Keys of the sources of data; works of literature may be named as the source of a formula."""
    entries, _ = read_entries(ROOT / "references.bib", "references.bib")
    return (entry.key for entry in entries if "literature" not in entry.fields.get("keywords", ""))


def vocabulary() -> dict[str, str]:
    """Words that only this study has, each with where it comes from."""
    study = read_study(Project(ROOT))
    found = {
        **dict.fromkeys(cells("cases", "id", "name_en", "name_zh"), "cases.csv"),
        **dict.fromkeys(cells("claims", "id"), "claims.csv"),
        **dict.fromkeys(cells("indicators", "id", "name_en", "name_zh", "phenomenon"), "indicators.csv"),
        **dict.fromkeys(cells("features", "id"), "features.csv"),
        **dict.fromkeys(cells("milestones", "id"), "milestones.csv"),
        **dict.fromkeys(cells("peers", "body_en", "body_zh"), "peers.csv"),
        **dict.fromkeys(data_sources(), "references.bib"),
        **dict.fromkeys((*study.institutions, *study.institutions.values()), "study.toml"),
        **dict.fromkeys((place.id for place in study.places), "study.toml"),
        **dict.fromkeys((name for place in study.places for name in place.name.values()), "study.toml"),
        **dict.fromkeys((study.place(case).colour for case in study.cases), "study.toml"),
        study.package: "study.toml",
    }
    return {word: origin for word, origin in found.items() if len(word) > 1 and word not in ALLOWED}


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted(ENGINE.rglob("*")):
        # The grammar lists names of places and bodies of the whole language, so as not to take their signs for numbers.
        if path.suffix in TEXTS and "grammar" not in path.parts:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_word_of_the_study_stands_in_the_engine() -> None:
    words = vocabulary()
    # A word of Latin letters ends where letters end; Chinese ones have no such ends.
    edges = {
        word: re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word.isascii() else re.escape(word))
        for word in words
    }
    found = [
        f"{name}:{row}: {word} ({words[word]})"
        for name, text in texts()
        for word in words
        if word in text
        for row, line in enumerate(text.splitlines(), start=1)
        if edges[word].search(line)
    ]
    assert found == []


@pytest.mark.parametrize("word", ["tiered", "合成作战", "synthesized", "e-body", "sanming", "jiaxing"])
def test_no_word_of_its_subject_either(word: str) -> None:
    pattern = re.compile(rf"(?i)(?<![a-z]){word}")
    assert [f"{name}: {word}" for name, text in texts() if pattern.search(text)] == []
