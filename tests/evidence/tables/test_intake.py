"""Tables as statistics offices publish them: encodings, formats of cells, marks, periods, units and forms.

The layouts are those of real exports; the figures and names are made up.
"""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from policy_report.errors import EvidenceError
from policy_report.evidence.faults import Faults
from policy_report.evidence.tables import read_table_file
from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.files import decode
from policy_report.evidence.tables.model import Period, Status
from policy_report.evidence.tables.recipe import Hidden, Missing, Recipe
from policy_report.evidence.tables.shown import UnreadFormatError, shown_day, shown_number
from policy_report.evidence.tables.units import parse_unit
from tests.evidence.tables.conftest import Codes, Read, columns_of, rows_of

Sheet = list[list[object]]
ACCOUNTS = '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'
CASES: Sheet = [["表1 某市立案 2023年"], ["指标", "立案（起）"], ["盗窃", 10], ["草稿", 999], ["诈骗", 20]]


Change = Callable[[Worksheet], None]


def xlsx(rows: Sheet, change: Change | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (0.8568, "0.0#%", "85.68%"),
        (0.4, "0.0#%", "40.0%"),
        (0.8568, "[Color10]0.0%", "85.7%"),
        (0.1234, "0.00%_)", "12.34%"),
        (0.5, "0%;[Red]-0%", "50%"),
        (-0.5, "0%;[Red]-0%", "-50%"),
        (1234567, "#,##0.0,", "1,234.6"),
        (1234567890, '0.00,,"百万元"', "1234.57百万元"),
        (1234.5, "#,##0", "1,235"),
        (0.5, "0", "1"),
        (2.5, "0", "3"),
        (7, "000", "007"),
        (12.5, "General", "12.5"),
        (3.0, "General", "3"),
        (-12, "0;[Red]0", "-12"),
        (-12, "0;(0)", "(12)"),
        (-0.001, "0.0", "0.0"),
        (0, '0;-0;"-"', "-"),
        (5, '0"人"', "5人"),
        (1234.5, ACCOUNTS, "1,234.50"),
        (-1234.5, ACCOUNTS, "(1,234.50)"),
        (0, ACCOUNTS, "-"),
        (1234, "[$¥-804]#,##0", "¥1,234"),
        (12345, "0.0E+00", "12345"),
        (12, "_ * #,##0_ ", "12"),
        (20000, '[>=10000]0.0,"千";0', "20.0千"),
        (500, '[>=10000]0.0,"千";0', "500"),
        (0.25, "# ?/?", "0.25"),
    ],
)
def test_a_number_is_the_text_that_the_sheet_shows(value: float, style: str, text: str) -> None:
    assert shown_number(value, style) == text


def test_a_number_that_is_shown_in_pieces_is_refused() -> None:
    with pytest.raises(UnreadFormatError):
        shown_number(12345, "0\\.0,")


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ('yyyy"年"m"月"', "2023年1月"),
        ("mmm-yy", "Jan-2023"),
        ("yyyy", "2023"),
        ("yyyy-mm-dd h:mm", "2023-01-05"),
        ("yyyy/mm", "2023/01"),
        ("m/d", "2023-01-05"),
        ("dd/mm/yyyy", "2023-01-05"),
        ("d mmmm yyyy", "5 January 2023"),
        ("mmmm yyyy", "January 2023"),
    ],
)
def test_a_day_is_shown_as_its_format_says(style: str, text: str) -> None:
    assert shown_day(date(2023, 1, 5), style) == text


def test_formats_of_cells_are_read_for_what_is_shown(read: Read) -> None:
    def percent(sheet: Worksheet) -> None:
        sheet["C3"].number_format = "0.0#%"

    got = read("t.xlsx", xlsx([["表1 2023年"], ["指标", "破案数（起）", "破案率"], ["盗窃", 1234, 0.8568]], percent))
    assert rows_of(got) == [("盗窃", [1234, 85.68])]
    assert [cell.unit.name for cell in got.rows[0].cells] == ["起", "percent"]

    def scaled(sheet: Worksheet) -> None:
        sheet["B3"].number_format = "#,##0.0,"

    got = read("t.xlsx", xlsx([["表3 人口 2023年"], ["地区", "人口（千人）"], ["甲市", 1234567]], scaled))
    assert rows_of(got) == [("甲市", [1234600])]


def test_days_as_headers_are_periods(read: Read) -> None:
    def months(sheet: Worksheet) -> None:
        for cell in sheet[2][1:]:
            cell.number_format = 'yyyy"年"m"月"'

    rows: Sheet = [["表1 某市立案"], ["指标", date(2023, 1, 1), date(2023, 2, 1)], ["盗窃", 10, 12], ["诈骗", 20, 21]]
    got = read("t.xlsx", xlsx(rows, months))
    assert [column.period.start for column in got.columns] == ["2023-01", "2023-02"]


def test_hidden_rows_are_asked_about(read: Read, codes: Codes) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].hidden = True

    data = xlsx(CASES, hide)
    assert codes("t.xlsx", data) == {"sheet-hidden"}
    assert [label for label, _ in rows_of(read("t.xlsx", data, 'hidden = "leave-out"'))] == ["盗窃", "诈骗"]
    assert len(read("t.xlsx", data, 'hidden = "read"').rows) == 3


def test_hidden_columns_and_sheets_too(read: Read, codes: Codes) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True
        other = sheet.parent.create_sheet("计算")  # type: ignore[union-attr]
        other["A1"], other.sheet_state = 1, "hidden"

    data = xlsx([["表1 2023年"], ["指标", "立案", "草稿"], ["盗窃", 10, 999]], hide)
    assert codes("t.xlsx", data) == {"sheet-hidden"}
    assert [column.label for column in read("t.xlsx", data, 'hidden = "leave-out"').columns] == ["立案"]


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:automatic-styles>
<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="T1">
<table:table-column table:number-columns-repeated="3"/>
<table:table-row>
<table:table-cell table:number-columns-spanned="3">
<text:p>Table 1 Crime (cases)</text:p></table:table-cell>
<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
<table:table-row>
<table:table-cell>
<text:p>Offence</text:p></table:table-cell>
<table:table-cell>
<text:p>2021/22</text:p></table:table-cell>
<table:table-cell>
<text:p>2022/23</text:p></table:table-cell></table:table-row>
<table:table-row>
<table:table-cell>
<text:p>Theft<text:span text:style-name="up">1</text:span></text:p></table:table-cell>
<table:table-cell office:value="0.123">
<text:p>12.3%</text:p></table:table-cell>
<table:table-cell><office:annotation>
<text:p>a remark</text:p></office:annotation>
<text:p>[x]</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse">
<table:table-cell>
<text:p>Draft</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="2">
<text:p>9</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000">
<table:table-cell table:number-columns-repeated="1024"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_open_document_is_read_for_what_it_shows(read: Read, codes: Codes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", ODS)
    assert codes("t.ods", packed.getvalue()) == {"sheet-hidden"}
    got = read("t.ods", packed.getvalue(), 'hidden = "leave-out"')
    assert rows_of(got) == [("Theft", [12.3, "not_available"])]
    assert (got.title, got.rows[0].notes) == ("Crime", ("1",))
    assert [(column.period.start, column.period.end) for column in got.columns] == [("2021", "2022"), ("2022", "2023")]


EXPORT = (
    "数据库：年度数据\n时间：最近2年\n指标,2022年,2021年\n"
    "企业法人单位数(个),32828,28665\n处理能力(吨/日),1109435,1057064\n"
)
WANTED = [("企业法人单位数", [32828, 28665]), ("处理能力", [1109435, 1057064])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_an_encoding_is_found_and_said(read: Read, encoding: str) -> None:
    assert rows_of(read("t.csv", EXPORT.encode(encoding))) == WANTED
    found = decode(EXPORT.encode(encoding), "", Faults("t.csv"))[1]
    assert found == {"gbk": "gb18030"}.get(encoding, encoding)


def test_traditional_characters_are_told_from_simplified(read: Read) -> None:
    text = "表1 臺灣地區刑事案件\n項目,民國111年,民國112年\n竊盜發生件數(件),37019,37036\n"
    got = read("t.csv", text.encode("big5"))
    assert (got.encoding, got.rows[0].label) == ("big5hkscs", "竊盜發生件數")
    assert [column.period.start for column in got.columns] == ["2022", "2023"]


def test_letters_of_an_unknown_code_page_are_asked_about(read: Read, codes: Codes) -> None:
    data = "Table 1 Lovbrudd 2019\nKommune,Antall\nSørby,145\nVårgård,2\n".encode("cp1252")
    assert codes("t.csv", data) == {"encoding-unclear"}
    assert read("t.csv", data, 'encoding = "cp1252"').rows[1].label == "Vårgård"


DECIMALS = "Table 1 Offences per 1000 inhabitants\nOffence;2022;2023\nBurglary;12,3;13,2\nAll;1.204,5;1.300,0\n"


def test_a_decimal_comma_is_a_key_of_the_recipe(read: Read) -> None:
    with pytest.raises(EvidenceError) as caught:
        read("t.csv", DECIMALS)
    assert any('decimal = ","' in problem.remedy for problem in caught.value.problems)
    got = read("t.csv", DECIMALS, 'decimal = ","')
    assert rows_of(got) == [("Burglary", [12.3, 13.2]), ("All", [1204.5, 1300])]
    assert got.rows[0].cells[0].printed == "12,3"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (".", Missing.NOT_APPLICABLE),
        ("..", Missing.ELLIPSIS),
        (":", Missing.NOT_AVAILABLE),
        ("[x]", Missing.NOT_AVAILABLE),
        ("[z]", Missing.NOT_APPLICABLE),
        ("[c]", Missing.CONFIDENTIAL),
        ("c", Missing.CONFIDENTIAL),
        (": c", Missing.CONFIDENTIAL),
        (": z", Missing.NOT_APPLICABLE),
        ("[low]", Missing.NEGLIGIBLE),
        (":u", Missing.NOT_AVAILABLE),
    ],
)
def test_marks_of_statistics_offices_have_their_meaning(text: str, missing: Missing) -> None:
    assert (read_cell(text).number, read_cell(text).missing) == (None, missing)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("12.3 p", Status.PRELIMINARY),
        ("12 b", Status.BREAK),
        ("12[b]", Status.BREAK),
        ("12 e", Status.ESTIMATED),
        ("7 u", Status.UNRELIABLE),
        ("12 [r]", Status.REVISED),
        ("12 (p)", Status.PRELIMINARY),
    ],
)
def test_flags_behind_a_figure_are_no_digits(text: str, status: Status) -> None:
    assert (read_cell(text).number is not None, read_cell(text).status) == (True, status)


def test_rows_of_marks_alone_are_rows(read: Read) -> None:
    got = read("t.csv", "Table 1 Recorded crime\nOffence,2021,2022\nRobbery,66251,75313\nFraud [x],[x],[x]\n")
    assert rows_of(got) == [("Robbery", [66251, 75313]), ("Fraud", ["not_available", "not_available"])]
    got = read("t.csv", "Table 1, 2019\nPlace;Offences;Per cent\nNordby;3402;11.4\nVestby (-2011);.;.\n")
    assert rows_of(got)[1] == ("Vestby (-2011)", ["not_applicable", "not_applicable"])


def test_a_mark_of_an_office_of_its_own_is_explained_in_the_recipe(read: Read, codes: Codes) -> None:
    text = "Table 1 Cases, 2019\nKind,Cases,Persons\nTheft,12,3\nFraud,(S),4\n"
    assert "cell-not-a-number" in codes("t.csv", text)
    got = read("t.csv", text, '[missing]\n"(S)" = "confidential"\n')
    assert rows_of(got)[1] == ("Fraud", ["confidential", 4])
    assert got.rows[1].cells[0].printed == "(S)"


def test_a_row_without_any_value_is_one_where_the_recipe_says_so(read: Read, codes: Codes) -> None:
    text = "表1 分地区立案 2023年\n地区,立案（起）,破案（起）\n甲市,10,11\n乙市,,\n丙市,20,21\n"
    assert codes("t.csv", text) == {"line-ambiguous"}
    assert rows_of(read("t.csv", text, '[lines]\n"乙市" = "row"\n'))[1] == ("乙市", ["blank", "blank"])
    last = text.replace("丙市,20,21\n", "")
    assert rows_of(read("t.csv", last, '[lines]\n"乙市" = "row"\n'))[1] == ("乙市", ["blank", "blank"])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Year ending March 2022", "2021-04", "2022-03"),
        ("year ended 31 March 2022", "2021-04", "2022-03"),
        ("12 months to Dec 2020", "2020-01", "2020-12"),
        ("2021/22", "2021", "2022"),
        ("2021-22", "2021", "2022"),
        ("FY2019/20", "2019", "2020"),
        ("1999/00", "1999", "2000"),
        ("2011-12", "", ""),
        ("2021/23", "", ""),
        ("2023-01", "2023-01", "2023-01"),
        ("2023M01", "2023-01", "2023-01"),
        ("2023-Q2", "2023-04", "2023-06"),
        ("Q2 2023", "2023-04", "2023-06"),
        ("H1 2023", "2023-01", "2023-06"),
        ("Jan-2023", "2023-01", "2023-01"),
        ("2023-02-30", "", ""),
        ("April 2021 to March 2022", "2021-04", "2022-03"),
        ("2022年末", "2022", "2022"),
        ("民國112年", "2023", "2023"),
        ("first quarter of 2023", "2023-01", "2023-03"),
    ],
)
def test_years_of_several_styles(text: str, start: str, end: str) -> None:
    assert period_of(text) == Period(start, end)


def test_a_column_without_a_period_is_named_with_the_key_to_write(read: Read) -> None:
    text = "Table 1 Crime\nOffence,2010-11,2011-12\nTheft,1,2\nFraud,3,4\n"
    with pytest.raises(EvidenceError) as caught:
        read("t.csv", text)
    assert '[column."2010-11"] period' in caught.value.problems[0].remedy
    told = '[column."2010-11"]\nperiod = "2010/2011"\n[column."2011-12"]\nperiod = "2011/2012"\n'
    assert [one.period.end for one in read("t.csv", text, told).columns] == ["2011", "2012"]


def test_the_unit_of_an_export_of_the_bureau_is_never_lost(read: Read) -> None:
    text = (
        "数据库：分省年度数据\n指标：年末常住人口(万人)\n时间：最近3年\n地区,2022年,2021年\n甲省,2184,2189\n乙省,1363,1373\n"
        "注：常住人口含外来人口。\n数据来源：国家统计局\n"
    )
    for recipe in ("", 'columns = ["2022年", "2021年"]'):
        got = read("t.csv", text, recipe)
        assert (got.title, got.unit.printed) == ("年末常住人口", "万人")
        assert rows_of(got)[0] == ("甲省", [21840000, 21890000])
        assert len(got.notes) == 2


@pytest.mark.parametrize(
    ("text", "name", "size"),
    [("座", "座", 1), ("吨/日", "吨/日", 1), ("万座", "座", 10**4), ("元/平方米", "元/平方米", 1)],
)
def test_units_of_many_things_and_of_two(text: str, name: str, size: int) -> None:
    unit = parse_unit(text)
    assert unit
    assert (unit.name, unit.over) == (name, size)


def test_a_title_over_several_lines_is_one(read: Read) -> None:
    got = read("t.csv", "Table 7\nOffences by type and district\n(thousands)\nOffence,2021,2022\nTheft,1.5,2.5\n")
    assert (got.number, got.title) == ("", "Table 7 Offences by type and district")
    assert rows_of(got) == [("Theft", [1500, 2500])]


def test_several_columns_of_labels_are_found_where_they_tell_rows_apart(read: Read) -> None:
    keys = product(("North", "South"), ("Theft", "Fraud"), ("f", "m"))
    lines = [f"{','.join(key)},{number}\n" for number, key in enumerate(keys, start=1)]
    text = f"Table 1 Cases, 2020\nRegion,Offence,Sex,Cases\n{''.join(lines)}"
    got = read("t.csv", text)
    assert rows_of(got)[:3] == [("North / Theft / f", [1]), ("North / Theft / m", [2]), ("North / Fraud / f", [3])]
    assert rows_of(got)[-1] == ("South / Fraud / m", [8])


def test_columns_of_labels_that_nothing_tells_from_others_are_named_in_the_recipe(read: Read, codes: Codes) -> None:
    text = "Table 1 Cases, 2020\nCode name,Offence,Cases\nN1,Theft,1\nN2,Fraud,2\n"
    assert codes("t.csv", text) == {"column-not-numeric"}
    assert rows_of(read("t.csv", text, 'keys = ["Code name", "Offence"]')) == [("N1 / Theft", [1]), ("N2 / Fraud", [2])]


def test_dots_that_lead_to_figures_are_no_part_of_a_label(read: Read) -> None:
    printed = (
        "Table 1, 2020\nKind             Cases   Persons\nTheft ......... 1204     300\nFraud . . . . .  904     200\n"
    )
    assert rows_of(read("t.txt", printed)) == [("Theft", [1204, 300]), ("Fraud", [904, 200])]
    assert rows_of(read("t.csv", "Table 1, 2020\nKind,Cases\nTheft ......,1204\nFraud……,904\n")) == [
        ("Theft", [1204]),
        ("Fraud", [904]),
    ]


LONG = "Area,Year,Sex,Value,Flag\nNorth,2020,f,1,\nNorth,2021,f,2,p\nSouth,2020,f,3,\nSouth,2021,f,,c\n"


def test_a_long_table_is_read_by_its_keys_and_every_cell_knows_its_line(read: Read) -> None:
    recipe = '[long]\nvalue = "Value"\nrows = ["Area"]\ncolumns = ["Year"]\nstatus = "Flag"\n'
    got = read("t.csv", LONG, recipe)
    assert rows_of(got) == [("North", [1, 2]), ("South", [3, "confidential"])]
    assert [(cell.row, cell.column) for row in got.rows for cell in row.cells] == [(2, 4), (3, 4), (4, 4), (5, 4)]
    assert got.rows[0].cells[1].status is Status.PRELIMINARY


SDMX = (
    "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT\n"
    "X:CRIME(1.0),A,NR,AA,2020,1.5,A,PS,3\nX:CRIME(1.0),A,NR,AA,2021,2.5,P,PS,3\n"
    "X:CRIME(1.0),A,NR,BB,2020,3,A,PS,3\nX:CRIME(1.0),A,NR,BB,2021,,M,PS,3\n"
)


def test_sdmx_csv_is_read_without_a_recipe(read: Read) -> None:
    got = read("t.csv", SDMX)
    assert rows_of(got) == [("AA", [1500, 2500]), ("BB", [3000, "not_available"])]
    assert [cell.unit.name for row in got.rows for cell in row.cells] == ["人"] * 4
    assert got.rows[0].cells[1].status is Status.PRELIMINARY


def test_a_size_whose_unit_is_not_known_is_refused_in_sdmx_too(codes: Codes) -> None:
    assert codes("t.csv", SDMX.replace("PS,3", "QQ,3")) == {"unit-unknown"}


def test_json_stat_is_read_without_a_recipe(read: Read) -> None:
    data = {
        "version": "2.0",
        "class": "dataset",
        "label": "Offences reported",
        "id": ["what", "region", "year"],
        "size": [1, 2, 2],
        "role": {"time": ["year"], "metric": ["what"]},
        "value": [5, 6, None, 8],
        "status": {"2": ":"},
        "dimension": {
            "what": {"category": {"index": ["n"], "label": {"n": "Offences"}, "unit": {"n": {"base": "number"}}}},
            "region": {"category": {"index": {"b": 1, "a": 0}, "label": {"a": "Nordby", "b": "Sørby"}}},
            "year": {"category": {"index": ["2020", "2021"]}},
        },
    }
    got = read("t.json", json.dumps(data))
    assert got.title == "Offences reported - Offences"
    assert rows_of(got) == [("Nordby", [5, 6]), ("Sørby", ["not_available", 8])]
    assert columns_of(got)[0][2] == "2020"


def test_a_page_that_is_called_a_workbook_is_read_as_a_page(read: Read) -> None:
    page = "<html><meta charset=utf-8><table><tr><td>项目<td>2020年<tr><td>甲（起）<td>1<tr><td>乙（起）<td>2</table>"
    assert rows_of(read("t.xls", page)) == [("甲", [1]), ("乙", [2])]


def test_an_old_workbook_is_read_for_what_it_shows() -> None:
    """The file was made with xlwt: formats `#,##0.0,`, `0.0%` and `yyyy"年"`, a raised mark, indents, a hidden row."""
    path = Path(__file__).with_name("old-workbook.xls")
    with pytest.raises(EvidenceError) as caught:
        read_table_file(path)
    assert [problem.code for problem in caught.value.problems] == ["sheet-hidden"]
    got = read_table_file(path, Recipe(hidden=Hidden.LEAVE_OUT, period="2022"))
    assert rows_of(got) == [
        ("合计", [3000100, 3200000, 85.7]),
        ("合计 / 甲市", [1000100, 1200000, 90]),
        ("合计 / 乙市", [2000000, 2000000, "ellipsis"]),
    ]
    assert (got.rows[1].notes, got.sums) == (("1",), 2)
    assert columns_of(got)[0] == ("2021年", "人", "2021")


def test_notes_and_marks_of_british_workbooks_are_no_part_of_labels(read: Read) -> None:
    got = read(
        "t.csv",
        "Table 5: Arrests by area\nThis worksheet contains one table. Some cells refer to notes.\nSource: an office\n"
        "Area,Year ending March 2021,Year ending March 2022 [p]\nNorth,52123,53211\nSouth [note 2],50000,[c]\n",
    )
    assert (got.title, len(got.notes)) == ("Arrests by area", 2)
    assert (got.rows[1].label, got.rows[1].notes) == ("South", ("2",))
    assert [column.period.end for column in got.columns] == ["2021-03", "2022-03"]
    assert got.rows[0].cells[1].status is Status.PRELIMINARY


def test_years_and_words_of_taiwan_are_read(read: Read) -> None:
    text = "單位：件\n項目,110年,111年\n竊盜,37670,37006\n詐欺,24724,29509\n資料來源：某署\n"
    got = read("t.csv", text.encode("big5"))
    assert columns_of(got) == [("110年", "件", "2021"), ("111年", "件", "2022")]
    assert len(got.notes) == 1


def test_a_missing_value_with_a_flag_is_missing_for_what_the_flag_says(read: Read) -> None:
    text = LONG.replace("South,2021,f,,c", "South,2021,f,:,c")
    recipe = '[long]\nvalue = "Value"\nrows = ["Area"]\ncolumns = ["Year"]\nstatus = "Flag"\n'
    assert rows_of(read("t.csv", text, recipe))[1] == ("South", [3, "confidential"])


def test_headers_that_begin_with_a_year_are_periods_and_may_name_their_unit(read: Read) -> None:
    got = read("t.csv", "Table 1 Offences\nOffence,2021 Number,2021 %,2022 Number,2022 %\nTheft,10,50.0,12,60.0\n")
    assert [(unit, start) for _, unit, start in columns_of(got)] == [
        ("", "2021"),
        ("percent", "2021"),
        ("", "2022"),
        ("percent", "2022"),
    ]
    got = read("t.csv", 'Table 1 Crime\nType of crime,2021/22,2022/23,"% change"\nTheft,"1,500","1,600",6.7%\n')
    assert [column.period.end for column in got.columns] == ["2022", "2023", "2023"]
    assert period_of("Jan-23") == Period("2023-01", "2023-01")
    assert period_of("Dec-98") == Period("1998-12", "1998-12")
