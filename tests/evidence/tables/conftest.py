"""A table written into a folder and read, and what was read in a form that is easy to write down."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policy_report.errors import EvidenceError
from policy_report.evidence.tables import OfficialTable, read_table_file

Read = Callable[..., OfficialTable]
Codes = Callable[..., set[str]]


def write(folder: Path, name: str, content: str | bytes, recipe: str = "") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    if recipe:
        (folder / f"{path.stem}.recipe.toml").write_text(recipe, encoding="utf-8")
    return path


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_one(name: str, content: str | bytes, recipe: str = "") -> OfficialTable:
        return read_table_file(write(tmp_path, name, content, recipe), name=name)

    return read_one


@pytest.fixture
def codes(read: Read) -> Codes:
    """The codes of the problems of a table that must not be read."""

    def codes_of(name: str, content: str | bytes, recipe: str = "") -> set[str]:
        with pytest.raises(EvidenceError) as caught:
            read(name, content, recipe)
        assert all(problem.file and problem.code and problem.message for problem in caught.value.problems)
        assert all(problem.remedy for problem in caught.value.problems)
        return {problem.code for problem in caught.value.problems}

    return codes_of


def rows_of(table: OfficialTable) -> list[tuple[str, list[float | str]]]:
    """Each row's path and its values; a missing mark by its kind."""
    return [
        (
            " / ".join(row.path),
            [cell.quantity.value or 0.0 if cell.quantity else str(cell.missing) for cell in row.cells],
        )
        for row in table.rows
    ]


def columns_of(table: OfficialTable) -> list[tuple[str, str, str]]:
    """Each column's headers, unit and period."""
    return [(column.label, column.unit.name, column.period.start) for column in table.columns]
