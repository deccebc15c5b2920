"""The data dictionary says of every column and indicator what the schema says, and is never out of date."""

from policy_report.evidence.datapackage import read_tables
from policy_report.evidence.dictionary import TIDY_COLUMNS, dictionary
from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.conftest import ROOT

STUDY = Project(ROOT)


def test_the_committed_dictionary_is_what_the_schema_gives() -> None:
    committed = STUDY.dictionary.read_text(encoding="utf-8")
    assert committed == dictionary(STUDY), "run `policy-report dictionary --write` and commit data/README.md"


def test_every_table_column_and_indicator_is_explained() -> None:
    text = dictionary(STUDY)
    register = read_register(STUDY)
    for table in read_tables(STUDY.published / "datapackage.json", "datapackage.json"):
        assert f"## `published/{table.file}`" in text
        assert all(f"| `{column}` |" in text for column in table.columns)
    assert all(f"| `{indicator}` |" in text for indicator in register.frames["indicators"]["id"])


def test_every_column_that_reading_adds_is_explained() -> None:
    frames = read_register(STUDY).frames
    published = {table.name: table.columns for table in read_tables(STUDY.published / "datapackage.json", "")}
    added = {column for name in ("claims", "series", "peers") for column in set(frames[name]) - set(published[name])}
    assert added == set(TIDY_COLUMNS)


def test_a_row_of_the_dictionary_has_as_many_cells_as_its_head() -> None:
    for block in dictionary(STUDY).split("\n\n"):
        lines = [line.replace(r"\|", "") for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1
