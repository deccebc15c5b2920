"""New evidence is checked with all the rest, stands where a person would put it, or changes nothing."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from policy_report.errors import EvidenceError, PolicyReportError
from policy_report.evidence.additions import add_claims, add_entries, claim_columns, write
from policy_report.evidence.new_rows import NewEntry, NewRow, entry_of, read_new_entries, read_new_rows, written_entry
from policy_report.evidence.new_tables import add_table
from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.conftest import copy_sources

CLAIM = {
    "case": "jiaxing",
    "indicator": "clearance-rate-criminal",
    "phrase": "超81%",
    "period_start": "2023",
    "period_end": "2023",
    "period_basis": "stated",
    "source": "jiaxing2024hexin",
    "locator": "para 3",
}
PAGE = {
    "author": "嘉兴公安",
    "title": "破案率上升50%_&#",
    "publisher": "新浪浙江",
    "date": "2024-05",
    "url": "https://example.org/~a/%20?b=1&c=2",
    "langid": "chinese",
}


def row(line: int = 2, **cells: str) -> NewRow:
    return NewRow("new.csv", line, CLAIM | cells)


def content(project: Project) -> dict[str, bytes]:
    files = (path for path in project.root.rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}


def rows_of(project: Project) -> list[dict[str, str]]:
    with (project.published / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def problems(error: pytest.ExceptionInfo[EvidenceError]) -> set[tuple[str, int, str]]:
    return {(problem.file, problem.row, problem.code) for problem in error.value.problems}


def test_a_claim_stands_after_the_last_of_its_case_with_the_next_free_id(study: Project) -> None:
    before = rows_of(study)
    addition = add_claims(study, [row()])
    write(addition)
    after = rows_of(study)
    at = max(number for number, claim in enumerate(before) if claim["case"] == "jiaxing") + 1
    numbers = [int(claim["id"][2:5]) for claim in before if claim["id"].startswith("jx")]
    assert addition.added == (f"jx{max(numbers) + 1:03d}",)
    assert after[:at] + after[at + 1 :] == before
    assert after[at] == {"id": addition.added[0], "part": "1", "scope": "", "note": ""} | CLAIM


def test_an_added_claim_is_read_with_its_bounds(study: Project) -> None:
    (key,) = (addition := add_claims(study, [row()])).added
    write(addition)
    claim = read_register(study).frames["claims"].set_index("id").loc[key]
    assert (claim["lower"], claim["lower_closed"], claim["qualifier"]) == (81, False, "more_than")


def test_only_the_new_lines_differ_and_only_in_the_one_file(study: Project) -> None:
    before = content(study)
    write(add_claims(study, [row(note='a comma, a "quote"'), row(case="sanming")]))
    after = content(study)
    changed = [name for name in after if before.get(name) != after[name]]
    assert changed == ["data/published/claims.csv"]
    old, new = (content[changed[0]].split(b"\n") for content in (before, after))
    assert len(new) == len(old) + 2
    assert [line for line in new if line in old] == old
    assert b'"a comma, a ""quote"""' in after[changed[0]]


def test_a_place_without_claims_takes_its_letters_from_the_place_it_lies_in(study: Project) -> None:
    claims = {claim["case"] for claim in rows_of(study)}
    assert "wenzhou" not in claims
    assert "quanzhou" not in claims
    added = add_claims(study, [row(case="wenzhou"), row(case="quanzhou"), row(case="wenzhou", phrase="9%")]).added
    assert [key[:2] for key in added] == ["jx", "sm", "jx"]
    assert int(added[2][2:]) == int(added[0][2:]) + 1


def test_all_problems_of_all_rows_come_at_once_at_the_places_where_they_were_written(study: Project) -> None:
    before = content(study)
    rows = [
        row(2, phrase="85.6.8%", id="sm001"),
        row(3, case="atlantis", source="nobody2024"),
        row(4),
        row(5, period_start="2024", period_end="2023", phrase="85起"),
        row(6, note="line\nbreak"),
    ]
    with pytest.raises(EvidenceError) as caught:
        add_claims(study, rows)
    assert problems(caught) == {("new.csv", 6, "cell-not-text")}
    with pytest.raises(EvidenceError) as caught:
        add_claims(study, rows[:4])
    assert problems(caught) == {
        ("new.csv", 2, "quantity-broken-number"),
        ("new.csv", 2, "id-duplicate"),
        ("new.csv", 3, "case-unknown"),
        ("new.csv", 3, "source-unknown"),
        ("new.csv", 5, "period-reversed"),
        ("new.csv", 5, "unit-disagrees"),
    }
    assert all(problem.remedy for problem in caught.value.problems)
    assert content(study) == before


def test_problems_of_the_old_evidence_keep_their_own_lines(study: Project) -> None:
    path = study.published / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",jiaxing,", ",atlantis,", 1), encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        add_claims(study, [row(case="nowhere")])
    assert problems(caught) == {
        ("data/published/claims.csv", 2, "case-unknown"),
        ("new.csv", 2, "case-unknown"),
    }


@pytest.mark.parametrize("text", ["phrase\ud800", "a\x00b", "a\tb", "a\x1bb"])
def test_a_broken_character_is_an_error_and_not_a_traceback(study: Project, text: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        add_claims(study, [row(scope=text)])
    assert problems(caught) == {("new.csv", 2, "cell-not-text")}


def test_a_file_that_changed_since_the_check_is_left_alone(study: Project) -> None:
    addition = add_claims(study, [row()])
    path = study.published / "claims.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    before = content(study)
    with pytest.raises(EvidenceError, match="file-changed"):
        write(addition)
    assert content(study) == before


def test_a_file_without_a_last_line_end_gains_one(study: Project) -> None:
    path = study.published / "claims.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    write(add_claims(study, [row(case="fuzhou")]))
    assert path.read_bytes().endswith(b"\n")
    assert len(read_register(study).frames["claims"]) == len(rows_of(study))


def test_a_quoted_line_break_in_an_old_row_does_not_tear_it(study: Project) -> None:
    before = rows_of(study)
    next(claim for claim in reversed(before) if claim["case"] == "jiaxing")["note"] = "two\nlines"
    csv_file(study.published, [list(before[0]), *(list(claim.values()) for claim in before)], "claims.csv")
    write(add_claims(study, [row()]))
    assert [claim for claim in rows_of(study) if claim in before] == before


# --- many at once ---------------------------------------------------------------------------------


def csv_file(folder: Path, lines: list[list[str]], name: str = "new.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    return path


def xlsx_file(folder: Path, lines: list[list[object]]) -> Path:
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    book.save(folder / "new.xlsx")
    return folder / "new.xlsx"


def read_rows(project: Project, path: Path) -> list[NewRow]:
    return read_new_rows(path, claim_columns(project), ("case", "indicator", "phrase", "period_basis", "source"))


def test_a_spreadsheet_and_a_csv_of_claims_read_the_same(study: Project, tmp_path: Path) -> None:
    lines = [list(CLAIM), list(CLAIM.values()), ["", "", "近三年", *list(CLAIM.values())[3:]]]
    by_csv = read_rows(study, csv_file(tmp_path, lines))
    by_xlsx = read_rows(study, xlsx_file(tmp_path, [list(line) for line in lines]))
    assert [(new.row, new.cells) for new in by_csv] == [(new.row, new.cells) for new in by_xlsx]
    assert [new.row for new in by_csv] == [2, 3]


def test_the_claims_of_another_study_are_read_without_their_ids(study: Project, tmp_path: Path) -> None:
    folder = tmp_path / "other" / "data" / "published"
    folder.mkdir(parents=True)
    lines = [["id", *CLAIM], ["ab001", *CLAIM.values()]]
    csv_file(tmp_path, lines).rename(folder / "claims.csv")
    (new,) = read_rows(study, tmp_path / "other")
    assert (new.file, new.cells) == (str(folder / "claims.csv"), CLAIM)


def test_whole_years_of_a_spreadsheet_are_what_was_seen(study: Project, tmp_path: Path) -> None:
    values: list[object] = [
        2023 if name.startswith("period_") and name != "period_basis" else cell for name, cell in CLAIM.items()
    ]
    (new,) = read_rows(study, xlsx_file(tmp_path, [[*CLAIM], values]))
    assert new.cells == CLAIM


@pytest.mark.parametrize("cell", [0.8568, 80, "=1+1", True])
def test_a_phrase_that_a_spreadsheet_has_turned_into_a_number_is_an_error(
    study: Project, tmp_path: Path, cell: object
) -> None:
    path = xlsx_file(tmp_path, [list(CLAIM), [cell if name == "phrase" else text for name, text in CLAIM.items()]])
    with pytest.raises(EvidenceError) as caught:
        read_rows(study, path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.column, problem.code) == (str(path), 2, "phrase", "xlsx-cell-not-text")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("new.csv", b"", "file-empty"),
        ("new.csv", b"case,phrase\n", "column-missing"),
        ("new.csv", ",".join([*CLAIM, "colour"]).encode(), "column-unknown"),
        ("new.csv", ",".join([*CLAIM, "case"]).encode(), "column-repeated"),
        ("new.csv", (",".join(CLAIM) + "\njiaxing,x\n").encode(), "row-corrupt"),
        ("new.csv", (",".join(CLAIM) + '\n"jiaxing').encode(), "csv-broken"),
        ("new.csv", (",".join(CLAIM) + "\n嘉").encode("gbk"), "encoding-unclear"),
        ("new.csv", ",".join(CLAIM).encode(), "file-empty"),
        ("new.docx", b"PK", "rows-format-unknown"),
        ("new.json", b'{"case": 1}', "rows-json-broken"),
        ("new.xlsx", b"PK\x03\x04 this is no workbook", "workbook-broken"),
        ("new.xlsx", b"case,phrase", "workbook-broken"),
    ],
)
def test_a_file_that_is_no_table_of_claims_is_an_error(
    study: Project, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EvidenceError) as caught:
        read_rows(study, tmp_path / name)
    assert code in {problem.code for problem in caught.value.problems}


ROWS = [list(CLAIM), list(CLAIM.values())]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("new.csv", ("\ufeff" + "\r\n".join(map(",".join, ROWS))).encode()),
        ("new.csv", "\r".join(map(",".join, ROWS)).encode()),
        ("new.csv", "\n".join(map(";".join, ROWS)).encode()),
        ("new.tsv", "\n".join(map("\t".join, ROWS)).encode()),
        ("new.txt", "\n".join(map("\t".join, ROWS)).encode("utf-16")),
        ("new.json", json.dumps([CLAIM], ensure_ascii=False).encode()),
    ],
)
def test_what_programs_write_is_read_as_it_was_typed(study: Project, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (new,) = read_rows(study, tmp_path / name)
    assert new.cells == CLAIM


def test_a_folder_is_named_as_one(study: Project) -> None:
    with pytest.raises(EvidenceError, match="rows-no-file"):
        read_rows(study, study.published)


@pytest.mark.parametrize("name", ["new.csv", "new.xlsx", "new.ods"])
def test_a_file_that_is_not_there_is_an_error(study: Project, tmp_path: Path, name: str) -> None:
    with pytest.raises(EvidenceError, match="file-missing"):
        read_rows(study, tmp_path / name)


# --- sources --------------------------------------------------------------------------------------


def page(key: str = "new2024page", **cells: str) -> NewEntry:
    return entry_of(key, "online", PAGE | cells, "data, tier-government")


def test_a_source_stands_after_the_last_of_its_kind_and_tier_in_the_file_s_formatting(study: Project) -> None:
    before = study.references.read_text(encoding="utf-8")
    write(add_entries(study, [page()]))
    after = study.references.read_text(encoding="utf-8")
    new = written_entry(page())
    assert after.replace(f"\n{new}", "", 1) == before
    earlier, _, later = after.partition(f"\n{new}")
    assert "tier-government" in earlier.rpartition("\n@")[2]
    assert all("tier-government" not in entry for entry in later.split("\n@") if "{data" in entry)
    assert new.splitlines()[1] == "  author           = {{嘉兴公安}},"


def test_plain_text_survives_bibtex(study: Project) -> None:
    write(add_entries(study, [page()]))
    source = read_register(study).frames["sources"].set_index("key").loc["new2024page"]
    assert (source["title"], source["author"], source["url"]) == (PAGE["title"], PAGE["author"], PAGE["url"])
    assert (source["publisher"], source["tier"]) == ("新浪浙江", "government")


def test_a_bibtex_file_is_taken_whole_or_not_at_all(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "new.bib"
    path.write_text(written_entry(page()) + "\n" + written_entry(page("b2024", url="no address")), encoding="utf-8")
    before = content(study)
    with pytest.raises(EvidenceError) as caught:
        add_entries(study, read_new_entries(path))
    assert problems(caught) == {("new.bib", 11, "bib-url-malformed"), ("new.bib", 11, "bib-duplicate")}
    assert content(study) == before


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (page("jiaxing2024hexin"), "bib-key-duplicate"),
        (page(url="https://zj.sina.cn/jiaxing/2024-07-12/detail-inccvtuf1089649.d.html"), "bib-duplicate"),
        (page(date=""), "bib-date-missing"),
        (page(title=""), "bib-field-missing"),
        (NewEntry("new.bib", 1, "online", "a", {"title": "a} b"}), "bib-broken-entry"),
        (NewEntry("new.bib", 1, "online", "a b,", {"title": "a"}), "bib-broken-entry"),
        (page(title="a\ud800"), "cell-not-text"),
    ],
)
def test_a_wrong_source_is_an_error_and_nothing_is_written(study: Project, entry: NewEntry, code: str) -> None:
    before = content(study)
    with pytest.raises(EvidenceError) as caught:
        add_entries(study, [entry])
    assert code in {problem.code for problem in caught.value.problems}
    assert content(study) == before


def test_a_broken_bibtex_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "new.bib").write_text("@online{a,\n title = {x\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="bib-broken-entry"):
        read_new_entries(tmp_path / "new.bib")


# --- official tables ------------------------------------------------------------------------------

TABLE = """单位：起
项目,2008,2009
合计,100,120
盗窃,70,80
其他,30,40
"""
RECIPE = 'source = "nbs2010registered"\ncase = "china"\ntitle = "刑事案件立案数"\n'


def table_file(folder: Path, table: str = TABLE, recipe: str = RECIPE) -> Path:
    (folder / "t1-1.csv").write_text(table, encoding="utf-8")
    (folder / "t1-1.recipe.toml").write_text(recipe, encoding="utf-8")
    return folder / "t1-1.csv"


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a person keeps what is not yet in the study."""
    return tmp_path_factory.mktemp("desk")


def test_a_table_that_adds_up_is_taken_as_it_stands_with_its_recipe(study: Project, desk: Path) -> None:
    write(add_table(study, table_file(desk)))
    for name in ("t1-1.csv", "t1-1.recipe.toml"):
        assert (study.tables / name).read_bytes() == (desk / name).read_bytes()
    with pytest.raises(EvidenceError, match="table-exists"):
        add_table(study, desk / "t1-1.csv")


@pytest.mark.parametrize(
    ("table", "recipe", "code"),
    [
        (TABLE.replace("120", "121"), RECIPE, "sum"),
        (TABLE, RECIPE.replace("nbs2010registered", "nobody2010"), "source-unknown"),
        (TABLE, RECIPE.replace('source = "nbs2010registered"', ""), "table-source-missing"),
        (TABLE, RECIPE.replace("china", "atlantis"), "case-unknown"),
        (TABLE, RECIPE + '[row."盗窃"]\nindicator = "happiness"\n', "indicator-unknown"),
        (TABLE, "source = ", "recipe"),
        ("", RECIPE, "table-without-numbers"),
    ],
)
def test_a_wrong_table_is_an_error_and_nothing_is_written(
    study: Project, desk: Path, table: str, recipe: str, code: str
) -> None:
    before = content(study)
    with pytest.raises(EvidenceError, match=code):
        add_table(study, table_file(desk, table, recipe))
    assert content(study) == before


def test_of_two_files_both_are_written_or_none(study: Project, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    addition = add_table(study, table_file(desk))
    before = content(study)
    rename = Path.replace

    def fail_at_the_recipe(self: Path, target: Path) -> Path:
        if target.name.endswith(".toml"):
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_recipe)
    with pytest.raises(EvidenceError, match="file-not-writable"):
        write(addition)
    assert content(study) == before


# --- any text -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copy_sources(tmp_path_factory.mktemp("study"))


TEXT = st.text(max_size=12) | st.sampled_from(
    ["超80%", "1万余名", '"', ",", "{a}", "a}b", r"\%", "a^b", "a--b", "``a''", "?`", "2023"]
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.dictionaries(st.sampled_from(["phrase", "locator", "scope", "note", "id", "part"]), TEXT))
def test_whatever_is_typed_is_kept_exactly_or_is_an_error(shared: Project, cells: dict[str, str]) -> None:
    try:
        addition = add_claims(shared, [NewRow("new.csv", 2, CLAIM | cells)])
    except PolicyReportError:
        return
    (data,) = addition.contents.values()
    lines = io.StringIO(data.decode("utf-8"), newline="\n")
    (claim,) = [claim for claim in csv.DictReader(lines) if claim["id"] == addition.added[0]]
    kept = {name: cell for name, cell in cells.items() if name not in ("id", "part") or cell}
    assert {name: claim[name] for name in kept} == kept


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXT, note=TEXT, author=TEXT)
def test_whatever_title_is_typed_reads_back_or_is_an_error(shared: Project, title: str, note: str, author: str) -> None:
    try:
        addition = add_entries(shared, [page(title=title, note=note, author=author)])
    except PolicyReportError:
        return
    source = addition.register.frames["sources"].set_index("key").loc["new2024page"]
    assert source["title"] == " ".join(title.split()).replace("{", "").replace("}", "")
