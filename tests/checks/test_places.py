"""Numbers of one place in sentences that name another."""

from pathlib import Path

import pytest

from policy_report.checks.places import check_places
from policy_report.evidence.records import Record, read_records
from policy_report.project import Project
from tests.checks.papers import paper, texts
from tests.conftest import ROOT

CASES: list[Record] = [
    {"id": "china", "name_en": "China", "name_zh": "全国", "parent": ""},
    {"id": "hubei", "name_en": "Hubei", "name_zh": "湖北省", "parent": "china"},
    {"id": "wuhan", "name_en": "Wuhan", "name_zh": "武汉市", "parent": "hubei"},
    {"id": "jiang", "name_en": "Jiang County (Wuhan)", "name_zh": "江县", "parent": "wuhan"},
]
ROWS: list[Record] = [{"id": f"of-{case['id']}", "case": case["id"]} for case in CASES]


@pytest.mark.parametrize(
    ("language", "body", "row"),
    [
        ("en", "Nothing.\n\nIn Wuhan the rate\n{{< var en.of-hubei_rose >}}. In Hubei it did not.", 9),
        ("en", "[Wuhan had {{< var en.of-hubei >}} cases [@hubei2020x].]{.finding #fnd-x} So had Hubei.", 7),
        ("zh", "湖北如此。[武汉的破案率{{< var zh.of-hubei >}}。]{.finding #fnd-x}湖北不然。", 7),
    ],
)
def test_a_number_of_another_place_is_named_with_its_row(tmp_path: Path, language: str, body: str, row: int) -> None:
    found = [*check_places(texts(paper(tmp_path, **{language: body})), ROWS, CASES)]
    assert [(one.code, one.row) for one in found] == [("place-not-named", row)]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Wuhan has {{< var en.of-wuhan >}}, Hubei {{< var en.of-hubei >}}, the nation {{< var en.of-china >}}."),
        ("en", "It had {{< var en.of-wuhan >}}. Hubei is a province; {{< var en.group.of-wuhan >}} is computed."),
        ("en", "One county of Wuhan, and one in Hubei, have {{< var en.of-jiang >}}."),
        ("zh", "武汉{{< var zh.of-wuhan >}}起。{{< var zh.of-hubei >}}起见于全省。江县另计。"),
    ],
)
def test_what_is_named_or_needs_no_name_passes(tmp_path: Path, language: str, body: str) -> None:
    assert [*check_places(texts(paper(tmp_path, **{language: body})), ROWS, CASES)] == []


def test_the_texts_of_this_study_pass() -> None:
    tidy = Project(ROOT).tidy
    rows = [*read_records(tidy / "claims.csv"), *read_records(tidy / "series.csv")]
    assert [*map(str, check_places(texts(Project(ROOT)), rows, read_records(tidy / "cases.csv")))] == []
