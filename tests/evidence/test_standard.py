"""The standard tables are those that the engine's code and this study use."""

import json
import shutil
from collections.abc import Sequence

import pytest

from policy_report.errors import EvidenceError
from policy_report.evidence.datapackage import Table, read_tables, tables_of
from policy_report.evidence.register import read_register
from policy_report.evidence.standard import (
    ALWAYS,
    NEEDED,
    check_standard,
    columns_of,
    frame_names,
    standard_package,
    undescribed,
)
from policy_report.project import Project
from policy_report.text.language import Language
from tests.conftest import ROOT

PACKAGE = ROOT / "data" / "published" / "datapackage.json"
BOTH = (Language.EN, Language.ZH)


@pytest.mark.parametrize("table", read_tables(PACKAGE, "datapackage.json"), ids=lambda table: table.name)
def test_the_tables_of_this_study_have_the_standard_columns(table: object) -> None:
    own = {"rule_en", "rule_zh"} if table.name == "topics" else set()  # type: ignore[attr-defined]
    assert set(table.columns) == {*columns_of(table.name, BOTH), *own}  # type: ignore[attr-defined]


def test_a_localised_column_is_there_once_for_each_language() -> None:
    assert columns_of("cases", (Language.EN,)) == ("id", "name_en", "level", "parent", "note")
    assert columns_of("cases", BOTH) == ("id", "name_en", "name_zh", "level", "parent", "note")


def test_a_package_links_only_tables_that_it_has() -> None:
    (claims,) = standard_package(["claims"], "Two ports", (Language.EN,))["resources"]
    assert claims["schema"]["foreignKeys"] == []
    resources = standard_package(["cases", "claims"], "Two ports", (Language.EN,))["resources"]
    assert [key["fields"] for key in resources[1]["schema"]["foreignKeys"]] == [["case"]]


def tables(names: Sequence[str], languages: Sequence[Language] = BOTH) -> tuple[Table, ...]:
    return tables_of(standard_package(names, "Two ports", languages))


def test_what_a_study_may_leave_out_is_there_without_rows(study: Project) -> None:
    keep(study, NEEDED)
    frames = read_register(study).frames
    assert set(frames) == {*NEEDED, *ALWAYS, "sources", "official_tables"} == set(frame_names(tables(NEEDED)))
    assert len(frames["claims"]) > 0
    assert (len(frames["series"]), len(frames["categories"]), len(frames["official_tables"])) == (0, 0, 0)
    assert set(frames["series"]) == set(read_register(Project(ROOT)).frames["series"])


def test_a_study_without_a_needed_table_is_an_error(study: Project) -> None:
    keep(study, ("cases", "claims"))
    with pytest.raises(EvidenceError) as caught:
        read_register(study)
    problem = next(problem for problem in caught.value.problems if problem.code == "datapackage-table-missing")
    assert problem.text == "indicators"
    assert problem.file == "data/published/datapackage.json"


def test_a_column_that_the_engine_reads_must_be_described(study: Project) -> None:
    path = study.published / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    claims = next(table for table in package["resources"] if table["name"] == "claims")
    claims["schema"]["fields"] = [field for field in claims["schema"]["fields"] if field["name"] != "scope"]
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        read_register(study)
    (problem,) = caught.value.problems
    assert (problem.code, problem.column) == ("datapackage-column-missing", "claims.scope")
    assert problem.remedy


def test_a_link_to_a_table_that_is_not_described_is_an_error() -> None:
    described = tables(("cases", "indicators", "claims", "features", "topics", "judgements"))
    without = [table for table in described if table.name != "topics"]
    with pytest.raises(EvidenceError) as caught:
        check_standard(without, "datapackage.json")
    assert {(problem.code, problem.text) for problem in caught.value.problems} == {
        ("datapackage-link-broken", "topics")
    }


def test_tables_in_one_language_need_no_column_of_another() -> None:
    check_standard(tables(NEEDED, (Language.ZH,)), "datapackage.json")
    (series,) = [table for table in undescribed(tables(NEEDED, (Language.ZH,))) if table.name == "series"]
    assert series.columns == columns_of("series", (Language.ZH,))


def keep(study: Project, names: Sequence[str]) -> None:
    """Take every table but these out of a study."""
    path = study.published / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [table for table in package["resources"] if table["name"] in names]
    path.write_text(json.dumps(package), encoding="utf-8")
    shutil.rmtree(study.tables)
