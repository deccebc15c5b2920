"""The published evidence is read whole; every fault is said with its file, line, column and remedy, all at once."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.register import read_register
from policy_report.evidence.tidy import quantities_by_id, read_csv, to_csv
from policy_report.project import Project
from tests.conftest import ROOT

Edit = Callable[[list[dict[str, str]]], None]


@pytest.fixture(scope="session")
def frames() -> dict[str, pd.DataFrame]:
    return read_register(Project(ROOT)).frames


def edit(project: Project, table: str, change: Edit) -> Path:
    """Rewrite a published table of a copied study."""
    path = project.published / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def problems(project: Project) -> tuple[Problem, ...]:
    with pytest.raises(EvidenceError) as caught:
        read_register(project)
    return caught.value.problems


def set_cell(row: int, column: str, text: str) -> Edit:
    def change(rows: list[dict[str, str]]) -> None:
        rows[row][column] = text

    return change


def test_a_claim_keeps_its_phrase_and_gains_its_bounds(frames: dict[str, pd.DataFrame]) -> None:
    claim = frames["claims"].set_index("id").loc["jx009"]
    assert claim["phrase"] == "11.27万条"
    assert (claim["value"], claim["lower"], claim["upper"]) == (112700, 112650, 112750)
    assert (claim["lower_closed"], claim["upper_closed"], claim["read_unit"]) == (True, False, "条")
    assert claim["tier"] == "self-reported"


def test_every_claim_with_a_part_has_a_quantity(frames: dict[str, pd.DataFrame]) -> None:
    for name in ("claims", "series"):
        frame = frames[name]
        numbered = set(frame.loc[frame["part"] != "0", "id"]) if "part" in frame else set(frame["id"])
        assert set(quantities_by_id(frame)) == numbered


def test_the_committed_tidy_data_is_what_the_published_data_gives(frames: dict[str, pd.DataFrame]) -> None:
    committed = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "data" / "tidy").glob("*.csv")}
    assert set(committed) == set(frames)
    stale = [name for name, frame in frames.items() if to_csv(frame) != committed[name]]
    assert stale == [], "run `make report` and commit data/tidy/"


def test_a_tidy_frame_survives_the_disk(frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(to_csv(frames["claims"]), encoding="utf-8")
    assert quantities_by_id(read_csv(path)) == quantities_by_id(frames["claims"])


@pytest.mark.parametrize(
    ("table", "column", "text", "code"),
    [
        ("claims", "source", "nobody2024nothing", "source-unknown"),
        ("claims", "case", "atlantis", "case-unknown"),
        ("claims", "indicator", "happiness", "indicator-unknown"),
        ("claims", "phrase", "人民满意", "phrase-not-read"),
        ("claims", "phrase", "85.6.8%", "quantity-broken-number"),
        ("claims", "phrase", "抓获\u200b嫌疑人12名", "phrase-invisible-sign"),
        ("claims", "part", "7", "phrase-not-read"),
        ("claims", "part", "first", "value-malformed"),
        ("claims", "period_basis", "guessed", "value-unknown"),
        ("claims", "period_start", "2024-13", "date-impossible"),
        ("claims", "period_start", "July 2024", "value-malformed"),
        ("claims", "id", "", "value-missing"),
        ("indicators", "definition_source", "nobody2024nothing", "definition-source-unknown"),
        ("features", "dimension", "colour", "value-unknown"),
        ("milestones", "date", "soon", "value-malformed"),
    ],
)
def test_a_wrong_cell_is_said_with_its_place(study: Project, table: str, column: str, text: str, code: str) -> None:
    path = edit(study, table, set_cell(0, column, text))
    found = [problem for problem in problems(study) if problem.code == code]
    assert found, [str(problem) for problem in problems(study)]
    assert (found[0].file, found[0].row) == (study.relative(path), 2)
    assert found[0].column.startswith("phrase" if code in ("phrase-not-read", "quantity-broken-number") else column)
    assert found[0].remedy


def test_a_duplicate_id_names_the_line_of_the_first(study: Project) -> None:
    def repeat(rows: list[dict[str, str]]) -> None:
        rows.insert(2, dict(rows[0]))

    edit(study, "claims", repeat)
    (problem,) = problems(study)
    assert (problem.code, problem.row, problem.column) == ("id-duplicate", 4, "id")
    assert "line 2" in problem.message


def test_a_period_that_ends_before_it_begins_is_an_error(study: Project) -> None:
    def reverse(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"period_start": "2024", "period_end": "2023-05"}

    edit(study, "claims", reverse)
    assert [problem.code for problem in problems(study)] == ["period-reversed"]


def test_a_cited_source_without_a_tier_is_an_error(study: Project) -> None:
    text = study.references.read_text(encoding="utf-8")
    study.references.write_text(text.replace("tier-self-reported", "tier-unheard-of"), encoding="utf-8")
    assert {problem.code for problem in problems(study)} == {"source-tier-missing"}


def test_all_faults_of_all_files_come_in_one_run(study: Project) -> None:
    edit(study, "claims", set_cell(0, "case", "atlantis"))
    edit(study, "claims", set_cell(3, "phrase", "没有数"))
    path = study.published / "features.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk", errors="ignore"))
    study.references.write_text(study.references.read_text(encoding="utf-8") + "\n@book{broken,\n title = {\n", "utf-8")
    codes = {problem.code for problem in problems(study)}
    assert {"case-unknown", "phrase-not-read", "encoding-not-utf8", "bib-broken-entry"} <= codes


def test_a_data_package_that_is_not_json_is_an_error_of_its_own(study: Project) -> None:
    (study.published / "datapackage.json").write_text("{", encoding="utf-8")
    assert [problem.code for problem in problems(study)] == ["datapackage-broken"]


def test_an_official_table_comes_cell_by_cell(frames: dict[str, pd.DataFrame]) -> None:
    cells = frames["official_tables"]
    theft = cells[(cells["table"] == "22-11") & (cells["row"] == "Larceny") & (cells["unit"] != "percent")]
    assert theft.set_index("period_start")["value"].to_dict() == {"2008": 3399600, "2009": 3888579}


def test_an_official_table_that_does_not_add_up_is_an_error(study: Project) -> None:
    path = study.tables / "nbs2010-t22-11.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("3888579", "3888597"), encoding="utf-8")
    found = problems(study)
    assert {problem.file for problem in found} == {study.relative(path)}
    assert "sum-mismatch" in {problem.code for problem in found}


def test_an_official_table_needs_a_source_that_exists(study: Project) -> None:
    recipe = study.tables / "nbs2010-t22-11.recipe.toml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace("nbs2010registered", "nobody2010"), encoding="utf-8")
    text = study.tables / "nbs2010-t22-11.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("nbs2010registered", "nobody2010"), encoding="utf-8")
    assert [problem.code for problem in problems(study)] == ["source-unknown"]


def test_what_refers_to_a_table_that_cannot_be_read_has_no_problems_of_its_own(study: Project) -> None:
    (study.published / "cases.csv").write_text("id,nam\na,b\n", encoding="utf-8")
    assert {problem.file for problem in problems(study)} == {"data/published/cases.csv"}


def test_a_bibliography_that_is_not_there_is_named_and_nothing_else(study: Project) -> None:
    study.references.unlink()
    assert [problem.code for problem in problems(study)] == ["file-missing"]
