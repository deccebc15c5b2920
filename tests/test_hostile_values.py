"""Tables that mean harm are refused or read in bounded time and memory: no traceback, no number that nobody wrote."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment

from policy_report.cli import main
from tests.studies.test_studies import STUDIES

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "table", "text")
)
LEGACY = Path(__file__).parent / "evidence" / "tables" / "old-workbook.xls"


def ods(rows: str, sheet: str = 'table:name="A"') -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        body = f"<office:body><office:spreadsheet><table:table {sheet}>{PLAIN}{rows}</table:table></office:spreadsheet>"
        packed.writestr(
            "content.xml", f"<office:document-content {_SPACES}>{body}</office:body></office:document-content>"
        )
    return made.getvalue()


def row(*cells: str, says: str = "") -> str:
    return f"<table:table-row {says}>{''.join(cells)}</table:table-row>"


def cell(text: str, says: str = "") -> str:
    return f"<table:table-cell {says}><text:p>{text}</text:p></table:table-cell>"


PLAIN = "".join(
    row(*map(cell, one)) for one in (("Item", "2019", "2020"), ("Cases", "12", "13"), ("Arrests", "3", "4"))
)


def xlsx(
    edit: Callable[[Any], None], old: bytes = b"", new: bytes = b"", part: str = "xl/worksheets/sheet1.xml"
) -> bytes:
    """A sound workbook, edited, and with other bytes in one of its parts."""
    book, made, other = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    sheet: Any = book.active
    for values in (("Item", "2019", "2020"), ("Cases", 12, 13), ("Arrests", 3, 4)):
        sheet.append(values)
    edit(sheet)
    book.save(made)
    with zipfile.ZipFile(made) as packed, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as written:
        for name in packed.namelist():
            content = packed.read(name)
            assert name != part or old in content
            written.writestr(name, content.replace(old, new) if name == part and old else content)
    return other.getvalue()


def put(place: str, **said: object) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        for name, value in said.items():
            setattr(sheet[place], name, value)

    return edit


def json_stat(**said: object) -> bytes:
    codes = {"a": ["x", "y"], "t": ["2019", "2020"]}
    sound = {
        "version": "2.0", "class": "dataset", "id": ["a", "t"], "size": [2, 2], "role": {"time": ["t"]},
        "dimension": {name: {"category": {"index": index}} for name, index in codes.items()}, "value": [1, 2, 3, 4],
    }  # fmt: skip
    return json.dumps(sound | said).encode()


def sdmx(power: str, heads: str = "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,UNIT_MULT") -> bytes:
    return "\n".join([heads, *(f"X,A{at},20{at},5,{power}" for at in range(10, 20))]).encode()


WIDE = {"category": {"index": [str(at) for at in range(1000)]}}
HOSTILE = {
    "repeated-by-a-word.ods": ods(row(cell("A"), cell("1"), says='table:number-rows-repeated="x"')),
    "repeated-less-than-never.ods": ods(row(cell("A"), cell("1", 'table:number-columns-repeated="-5"'))),
    "covered-by-a-word.ods": ods(row(cell("A", 'table:number-rows-spanned="1e3"'))),
    "covered-again-and-again.ods": ods(
        row(cell("A", 'table:number-rows-spanned="500" table:number-columns-spanned="900"'), cell("1")) * 2000
    ),
    "spaces.ods": ods(row(cell('A<text:s text:c="30000000000"/>'), cell("1"))),
    "blank-cells.ods": ods(row(*[cell("", 'table:number-columns-repeated="16384"')] * 3000, cell("1"))),
    "repeated-rows.ods": ods(row(cell("x"), says='table:number-rows-repeated="1048576"') * 50),
    "hidden-columns.ods": ods(
        '<table:table-column table:number-columns-repeated="1000000000" table:visibility="collapse"/>' * 2000
    ),
    "no-name.ods": ods("", sheet=""),
    "digits.xlsx": xlsx(put("B2", number_format="0." + "0" * 30_000)),
    "condition.xlsx": xlsx(put("B2", number_format=f"[<{'9' * 5000}]0.0;0")),
    "indent.xlsx": xlsx(
        put("A2", alignment=Alignment(indent=250)), b'indent="250"', b'indent="2500000000"', "xl/styles.xml"
    ),
    "area.xlsx": xlsx(lambda sheet: sheet.merge_cells("A1:B1"), b'ref="A1:B1"', b'ref="A1:ZZZZZ1"'),
    "far.xlsx": xlsx(lambda sheet: sheet.delete_rows(1, 3) or sheet.cell(1_048_576, 16_384, "x")),
    "place.xlsx": xlsx(put("B2"), b'r="B2"', b'r="ZZZZZZ99999999"'),
    "endless.xlsx": xlsx(put("B2"), b"<v>12</v>", b"<v>1e999</v>"),
    "long.xlsx": xlsx(put("B2"), b"<v>12</v>", b"<v>" + b"9" * 6000 + b"</v>"),
    "day.xlsx": xlsx(put("B2", number_format="yyyy", value=1e300)),
    "products.json": json_stat(
        id=["a", "b", "c", "t"], size=[1000, 1000, 1000, 1000], dimension=dict.fromkeys(("a", "b", "c", "t"), WIDE)
    ),
    "times.json": json_stat(role={"time": ["zz"]}),
    "values.json": json_stat(value=[[1], {"a": 1}, "x\x1b[31m", True]),
    "marks.json": json_stat(status=["p", ["x"], {"a": 1}, None]),
    "nested.json": b"[" * 100_000,
    "power.csv": sdmx("99999999999"),
    "power-6000.csv": sdmx("6000"),
    "power-sign.csv": sdmx("²"),
    "only-a-value.csv": b"DATAFLOW,OBS_VALUE\nX,1\nY,2\n",
    "twice.csv": sdmx("0", "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE,OBS_VALUE"),
    "spans.html": b"<table>" + b"<tr><td rowspan=999999999 colspan=999999999>x</td><td>1</td></tr>" * 50,
    "spans-in-other-digits.html": "<table><tr><td rowspan=² colspan=１２>x</td><td>1</td></tr></table>".encode(),
    "fonts.xls": LEGACY.read_bytes().replace(b"\x00\x05\x00", b"\x00\x55\x00"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", [["table"], ["add", "claim", "--dry-run", "--from"]], ids=["table", "add"])
def test_a_table_that_means_harm_is_refused_or_read(tmp_path: Path, command: list[str], name: str) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    # A traceback would be raised here.
    assert main(["--project", str(STUDIES / "police_forces"), *command, str(tmp_path / name)]) in (0, 1)


@pytest.mark.parametrize("power", ["99999999999", "6000", "-3", "²"])
def test_a_power_that_is_not_taken_in_is_refused(
    tmp_path: Path, power: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "power.csv").write_bytes(sdmx(power))
    assert main(["--project", str(STUDIES / "police_forces"), "table", str(tmp_path / "power.csv")]) == 1
    assert f"10^{power}" in capsys.readouterr().err
