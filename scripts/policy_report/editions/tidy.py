"""The tidy tables for other programs: as a Frictionless data package, and as a workbook with typed columns."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from policy_report.editions.archive import zipped
from policy_report.editions.work import Work
from policy_report.evidence.datapackage import read_tables
from policy_report.evidence.dictionary import TIDY_COLUMNS
from policy_report.evidence.records import FLAGS, NUMBERS
from policy_report.project import Project

WORKBOOK: Final = "tables.xlsx"

WHEN: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""The time of everything that readers take along, so that the same data make the same file."""

_SAVED: Final = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_WIDEST: Final = 60


class TidyTables:
    """The tables of a study that a build made as CSV, with the type and meaning of each column as far as it is known.

    Raises `EvidenceError` if the data package of the published tables cannot be read.
    """

    def __init__(self, project: Project, paths: Iterable[Path]) -> None:
        package = project.published / "datapackage.json"
        published = {table.name: table.fields for table in read_tables(package, project.relative(package))}
        self.files = {path.stem: path.read_bytes() for path in sorted(paths)}
        self._rows = {name: [*csv.reader(io.StringIO(data.decode()))] for name, data in self.files.items()}
        self._fields = {}
        for name, rows in self._rows.items():
            known = {one.name: (one.type, one.description) for one in published.get(name, ())}
            self._fields[name] = [_field(column, *known.get(column, ("string", ""))) for column in rows[0]]

    def described(self, work: Work) -> bytes:
        """Describe the tables as a data package that lies beside them."""
        package = {
            "profile": "tabular-data-package",
            "name": "tidy",
            "title": work.title,
            "licenses": [{"title": work.licence, "path": work.licence_url}] if work.licence_url else [],
            "resources": [
                {
                    "profile": "tabular-data-resource",
                    "name": name,
                    "path": f"{name}.csv",
                    "encoding": "utf-8",
                    "schema": {"fields": fields},
                }
                for name, fields in self._fields.items()
            ],
        }
        return f"{json.dumps(package, ensure_ascii=False, indent=1)}\n".encode()

    def workbook(self) -> bytes:
        """Write the tables as sheets, the first of which says what each column means; always in the same bytes."""
        from openpyxl import Workbook

        book = Workbook()
        about = [
            (name, field["name"], field["type"], field["description"])
            for name, fields in self._fields.items()
            for field in fields
        ]
        _fill(book.active, "columns", [("table", "column", "type", "meaning"), *about])
        for name, (head, *rows) in self._rows.items():
            types = [field["type"] for field in self._fields[name]]
            typed = [[*map(_typed, row, types)] for row in rows]
            _fill(book.create_sheet(), name, [head, *typed])
        made = io.BytesIO()
        book.save(made)
        # The members and the properties say when it was saved.
        with zipfile.ZipFile(made) as saved:
            files = {name: _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", saved.read(name)) for name in saved.namelist()}
        return zipped(files, WHEN)


def _field(name: str, kind: str, meaning: str) -> dict[str, str]:
    kind = "number" if name in NUMBERS else "boolean" if name in FLAGS else kind
    return {"name": name, "type": kind, "description": meaning or TIDY_COLUMNS.get(name, "")}


def _typed(cell: str, kind: str) -> Any:
    """A cell as its column's type; a text without the signs that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not cell:
        return None
    if kind == "boolean":
        return cell == "true"
    return float(cell) if kind in ("number", "integer") else ILLEGAL_CHARACTERS_RE.sub("", cell)


def _fill(sheet: Any, title: str, rows: Sequence[Sequence[Any]]) -> None:
    """Fill a sheet under a head that stays in view, in columns as wide as what they hold."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.title, sheet.freeze_panes = title[:31], "A2"
    for row in rows:
        sheet.append([*row])
    for column in sheet.iter_cols():
        column[0].font = Font(bold=True)
        for cell in column:
            # A text that begins as a formula does is a text.
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(column[0].column)].width = min(_WIDEST, widest + 2)
    sheet.auto_filter.ref = sheet.dimensions
