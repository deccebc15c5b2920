"""The data dictionary: what every table, column and indicator means, written from the schema that checks them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from policy_report.errors import EvidenceError
from policy_report.evidence.datapackage import BIBLIOGRAPHY_FIELDS, Field, Table, read_tables
from policy_report.evidence.records import IndicatorRow, rows_as
from policy_report.evidence.standard import check_standard
from policy_report.evidence.textfile import read_table
from policy_report.project import Project
from policy_report.text.language import Language, Text
from policy_report.text.toml import beside

_TITLE: Final = """# The data, table by table

<!-- Written by `policy-report dictionary --write` from data/published/datapackage.json and indicators.csv. -->

`published/` holds what the world published, exactly as published; people write it. `tidy/` holds the same with
every phrase read into bounds; `policy-report build` writes it."""

TIDY_COLUMNS: Final[Mapping[str, str]] = beside(__file__, "dictionary")["tidy_columns"]
"""What the tidy claims, series and peers have beyond their published columns."""


def dictionary(project: Project) -> str:
    """Write the data dictionary as Markdown.

    Raises `EvidenceError` if the data package or the indicators cannot be read.
    """
    package = project.published / "datapackage.json"
    tables = read_tables(package, project.relative(package))
    check_standard(tables, project.relative(package))
    parts = [_TITLE, *(_table_section(table) for table in tables), _tidy_section(), _indicator_section(project, tables)]
    return "\n\n".join(parts) + "\n"


def _table_section(table: Table) -> str:
    links = {link.field: f"`{link.table}.{link.target}`" for link in table.foreign_keys}
    links |= dict.fromkeys(BIBLIOGRAPHY_FIELDS, "a key of `references.bib`")
    rows = [
        (f"`{field.name}`", field.type, _limits(field, table, links.get(field.name, "")), _plain(field.description))
        for field in table.fields
    ]
    columns = _markdown(("Column", "Type", "Constraints", "Meaning"), rows)
    return f"## `published/{table.file}`\n\n{_plain(table.description)}\n\n{columns}"


def _limits(field: Field, table: Table, link: str) -> str:
    """What a cell must keep to, in words."""
    limits: dict[str, Any] = field.constraints
    words = ["identifies the row"] if field.name in table.primary_key.split(",") else []
    words += ["required"] if limits.get("required") else []
    words += [f"{name} {limits[name]}" for name in ("minimum", "maximum") if name in limits]
    words += ["one of " + ", ".join(f"`{value}`" for value in limits["enum"])] if "enum" in limits else []
    # A pipe would end the cell of the table, in code as well.
    words += ["form `" + str(limits["pattern"]).replace("|", r"\|") + "`"] if "pattern" in limits else []
    return "; ".join([*words, link] if link else words)


def _tidy_section() -> str:
    rows = [(f"`{name}`", meaning) for name, meaning in TIDY_COLUMNS.items()]
    intro = "What the claims, series and peers have there beyond their published columns."
    return f"## `tidy/`\n\n{intro}\n\n{_markdown(('Column', 'Meaning'), rows)}"


def _indicator_section(project: Project, tables: Sequence[Table]) -> str:
    table = next(table for table in tables if table.name == "indicators")
    path = project.published / table.file
    indicators, problems = read_table(path, project.relative(path), table.columns)
    if problems:
        raise EvidenceError(problems)
    rows = [
        (
            f"`{row['id']}`",
            _plain(" ".join(Text.of(row, "name").values())),
            _plain(f"{row['measure']}, {row['unit']}"),
            _plain(Text.of(row, "definition")[Language.EN]),
        )
        for row in rows_as(indicators, IndicatorRow)
    ]
    return f"## Indicators\n\n{_markdown(('Id', 'Name', 'Measure, unit', 'Definition'), rows)}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _plain(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    return re.sub(r"([\\|*_`<\[])", r"\\\1", " ".join(text.split()))
