"""Tables in the manner of offices all over the world, their right values written down before they were read."""

from datetime import date

import pytest

from policy_report.errors import EvidenceError
from policy_report.evidence.tables import OfficialTable
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.shown import shown_number
from policy_report.evidence.tables.units import parse_unit
from tests.evidence.tables.conftest import Read, rows_of
from tests.evidence.tables.test_intake import xlsx


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019/2020", "2019/2020"),
        ("2019–20", "2019/2020"),
        ("2019年/2020年", "2019/2020"),
        ("民國112年1-6月", "2023-01/2023-06"),
        ("112年上半年", "2023-01/2023-06"),
        ("112年第1季", "2023-01/2023-03"),
        ("民國112年底", "2023/2023"),
        ("112年3月", "2023-03/2023-03"),
        ("2023年1—12月累计", "2023-01/2023-12"),
        ("2023年1-6月", "2023-01/2023-06"),
        ("2023年前三季度", "2023-01/2023-09"),
        ("2023年一季度", "2023-01/2023-03"),
        ("2023年第四季度", "2023-10/2023-12"),
        ("2023年第1季", "2023-01/2023-03"),
        ("2023年Q1", "2023-01/2023-03"),
        ("Q1 2024", "2024-01/2024-03"),
        ("2024Q1", "2024-01/2024-03"),
        ("2024 Q1", "2024-01/2024-03"),
        ("2024:Q1", "2024-01/2024-03"),
        ("1Q2024", "2024-01/2024-03"),
        ("Q1/2024", "2024-01/2024-03"),
        ("Jan–Mar 2024", "2024-01/2024-03"),
        ("January to March 2024", "2024-01/2024-03"),
        ("Year to June 2023", "2022-07/2023-06"),
        ("YE Mar 2022", "2021-04/2022-03"),
        ("Apr 2021 – Mar 2022", "2021-04/2022-03"),
        ("Year ended 30 June 2023", "2022-07/2023-06"),
        ("12 months ending June 2023", "2022-07/2023-06"),
        ("Mar 24", ""),
        ("CY2022", "2022/2022"),
        ("2022 (p)", "2022/2022"),
        ("2022p", "2022/2022"),
        ("2022r", "2022/2022"),
        ("2022年（预计）", "2022/2022"),
        ("2023.01", "2023-01/2023-01"),
        ("202301", ""),
        ("2023/01", "2023-01/2023-01"),
        ("FY2023", ""),
        ("2023 H1", "2023-01/2023-06"),
        ("2023JJ00", "2023/2023"),
        ("2023MM03", "2023-03/2023-03"),
        ("2023KW02", "2023-04/2023-06"),
        ("令和5年", "2023/2023"),
        ("平成30年", "2018/2018"),
        ("2023 년", "2023/2023"),
    ],
)
def test_a_head_names_its_time(text: str, period: str) -> None:
    found = period_of(text)
    assert (f"{found.start}/{found.end}" if found else "") == period


@pytest.mark.parametrize(
    ("text", "name", "size"),
    [
        ("新臺幣千元", "元", 1000),
        ("新台币亿元", "元", 10**8),
        ("NT$ thousand", "元", 1000),
        ("萬人", "人", 10**4),
        ("千人", "人", 1000),
        ("億元", "元", 10**8),
        ("Mio. EUR", "欧元", 10**6),
        ("EUR million", "欧元", 10**6),
        ("£bn", "英镑", 10**9),
        ("US$ billion", "美元", 10**9),
        ("HK$ million", "港元", 10**6),
        ("'000", "", 1000),
        ("000s", "", 1000),
        ("thousand persons", "人", 1000),
        ("thousands of people", "人", 1000),
        ("亿千瓦时", "千瓦时", 10**8),
        ("千公顷", "公顷", 1000),
        ("人/平方公里", "人/平方公里", 1),
        ("万立方米/日", "立方米/日", 10**4),
        ("per 1,000 population", "per_1k", 1),
        ("per 100,000 inhabitants", "per_100k", 1),
        ("件/十萬人口", "per_100k", 1),
    ],
)
def test_a_unit_is_named_as_offices_do(text: str, name: str, size: int) -> None:
    unit = parse_unit(text)
    assert unit
    assert (unit.name, unit.over) == (name, size)


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (12.3, '0.0"%"', "12.3%"),
        (12.3, "0.0\\%", "12.3%"),
        (-12.345, "0.00_ ;[Red]\\-0.00\\ ", "-12.35"),
        (-1234, "#,##0_);\\(#,##0\\)", "(1,234)"),
        (0.0567, "0.00%;[Red]-0.00%", "5.67%"),
        (2500000, '#,##0.0,,"M"', "2.5M"),
        (123456, "#,##0,", "123"),
        (1234.5, '"¥"#,##0.00', "¥1,234.50"),
        (45, "[<100]0;0.0", "45"),
        (0.123, "0.0 %", "12.3 %"),
        (1234567.891, "# ##0.00", "1,234,567.89"),
        (5, "0;-0;;@", "5"),
    ],
)
def test_a_format_shows_a_number(value: float, style: str, text: str) -> None:
    assert shown_number(value, style) == text


Rows = list[tuple[str, list[float | str]]]


def shapes(table: OfficialTable) -> list[str]:
    """Each column's period and unit, with the unit of the first row's cell where the column has none."""
    return [
        f"{column.period.start}/{column.period.end} {cell.unit.name}"
        for column, cell in zip(table.columns, table.rows[0].cells, strict=True)
    ]


NBS_QUARTERS = (
    "数据库：分省季度数据\r\n指标：地区生产总值_累计值(亿元)\r\n时间：最近2季度\r\n"
    "地区,2023年第四季度,2023年第三季度\r\n甲市,43760.7,31723.1\r\n乙市,,12252.9\r\n"
    "注：2016年及以后年度数据为最终核实数。\r\n"
)
EUROSTAT_TSV = (
    "freq,unit,geo\\TIME_PERIOD\t2020 \t2021 \nA,PC,AT\t12.3 \t13.4 b\nA,PC,BE\t: \t9.1 p\nA,PC,CZ\t0 n\t:c\n"
)
STATCAN = (
    "REF_DATE,GEO,DGUID,Statistics,UOM,UOM_ID,SCALAR_FACTOR,SCALAR_ID,VECTOR,COORDINATE,VALUE,STATUS,SYMBOL,"
    "TERMINATED,DECIMALS\n"
    "2021,North,A1,Persons,Persons,249,thousands,3,v1,1.1,1.5,,,,1\n"
    "2022,North,A1,Persons,Persons,249,thousands,3,v1,1.1,2.5,p,,,1\n"
    "2021,South,A2,Persons,Persons,249,thousands,3,v2,2.1,3.0,,,,1\n"
    "2022,South,A2,Persons,Persons,249,thousands,3,v2,2.1,,x,,,1\n"
)
OECD = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,"
    "Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MULT,"
    "Unit multiplier,DECIMALS,Decimals\n"
    "DATAFLOW,X:DF(1.0),Crimes,I,AUS,Australia,P,Population,PS,Persons,2020,,12.5,,A,Normal value,3,Thousands,1,One\n"
    "DATAFLOW,X:DF(1.0),Crimes,I,AUS,Australia,P,Population,PS,Persons,2021,,13.5,,P,Provisional,3,Thousands,1,One\n"
    "DATAFLOW,X:DF(1.0),Crimes,I,FRA,France,P,Population,PS,Persons,2020,,60,,A,Normal value,3,Thousands,1,One\n"
    "DATAFLOW,X:DF(1.0),Crimes,I,FRA,France,P,Population,PS,Persons,2021,,61,,A,Normal value,3,Thousands,1,One\n"
)
WORLD_BANK = (
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-05-30",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2020","2021","2022",\n'
    '"Aland","ALD","Homicides (per 100,000 people)","VC.IHR","1.5","1.25","",\n'
    '"Bland","BLD","Homicides (per 100,000 people)","VC.IHR","","2.5","3",\n'
)
STATLINE = (
    '"ID";"RegioS";"Perioden";"GeregistreerdeMisdrijven_1"\n'
    '"0";"NL01  ";"2021JJ00";"746995"\n"1";"NL01  ";"2022JJ00";"800625"\n'
    '"2";"GM01  ";"2021JJ00";"1000"\n"3";"GM01  ";"2022JJ00";"."\n'
)
POWER_CODE = (
    "LOCATION,Country,SUBJECT,Subject,TIME,Time,Unit Code,Unit,PowerCode Code,PowerCode,Value,Flag Codes,Flags\n"
    "AUS,Australia,POP,Population,2020,2020,PER,Persons,3,Thousands,25649,,\n"
    "AUS,Australia,POP,Population,2021,2021,PER,Persons,3,Thousands,25685,E,Estimated value\n"
    "FRA,France,POP,Population,2020,2020,PER,Persons,3,Thousands,67571,,\n"
    "FRA,France,POP,Population,2021,2021,PER,Persons,3,Thousands,67764,,\n"
)
SEVERAL_NOTES = (
    "表1 某市立案\n指标,2022年,2023年\n盗窃,10,12\n诈骗,20,21\n"
    "注：1.2022年为快报数。,,\n2.不含铁路公安机关。,,\n3.立案单位为起。,,\n资料来源：某市公安局,,\n"
)


@pytest.mark.parametrize(
    ("name", "content", "recipe", "rows", "columns"),
    [
        pytest.param(
            "t.csv", NBS_QUARTERS.encode("gbk"), '[lines]\n"乙市" = "row"\n',
            [("甲市", [43760.7e8, 31723.1e8]), ("乙市", ["blank", 12252.9e8])],
            ["2023-10/2023-12 元", "2023-07/2023-09 元"], id="NBS quarters",
        ),
        pytest.param(
            "t.csv", "數據表一\n項目\t民國111年\t民國112年\n竊盜（件）\t37,670\t37,006\n".encode("utf-16"), "",
            [("竊盜", [37670, 37006])], ["2022/2022 件", "2023/2023 件"], id="tabs in UTF-16",
        ),
        pytest.param(
            "t.csv", '項目,112年1-6月,111年1-6月\n詐欺案(件),"17,670","15,006"\n毒品案(件),"9,100",－\n'.encode("big5"),
            "", [("詐欺案", [17670, 15006]), ("毒品案", [9100, "dash"])],
            ["2023-01/2023-06 件", "2022-01/2022-06 件"], id="Big5 half years",
        ),
        pytest.param(
            "t.csv", "Tabell 1 Anmälda brott\nBrott;2021;2022\nStöld;1 204,5;11\u202f300,0\nRån;–;12,5\n",
            'decimal = ","', [("Stöld", [1204.5, 11300]), ("Rån", ["dash", 12.5])],
            ["2021/2021 ", "2022/2022 "], id="blanks and decimal comma",
        ),
        pytest.param(
            "t.csv", "Tabelle 1\nDelikt;2021;2022\nDiebstahl;1.204;12.345\nRaub;1.000;987\n", 'decimal = ","',
            [("Diebstahl", [1204, 12345]), ("Raub", [1000, 987])], ["2021/2021 ", "2022/2022 "],
            id="points in thousands",
        ),
        pytest.param(
            "t.tsv", EUROSTAT_TSV, "",
            [("AT", [12.3, 13.4]), ("BE", ["not_available", 9.1]), ("CZ", [0.0, "confidential"])],
            ["2020/2020 percent", "2021/2021 percent"], id="Eurostat TSV",
        ),
        pytest.param(
            "t.csv", STATCAN,
            '[long]\nvalue = "VALUE"\nrows = ["GEO"]\ncolumns = ["REF_DATE"]\nstatus = "STATUS"\nunit = "UOM"\n'
            'size = "SCALAR_FACTOR"\n[missing]\nx = "confidential"\n',
            [("North", [1500, 2500]), ("South", [3000, "confidential"])],
            ["2021/2021 人", "2022/2022 人"], id="Statistics Canada",
        ),
        pytest.param(
            "t.csv", OECD, "", [("AUS", [12500, 13500]), ("FRA", [60000, 61000])],
            ["2020/2020 人", "2021/2021 人"], id="OECD with labels",
        ),
        pytest.param(
            "t.csv", POWER_CODE,
            '[long]\nvalue = "Value"\nrows = ["Country"]\ncolumns = ["Time"]\nunit = "Unit"\nsize = "PowerCode"\n',
            [("Australia", [25649000, 25685000]), ("France", [67571000, 67764000])],
            ["2020/2020 人", "2021/2021 人"], id="power codes",
        ),
        pytest.param(
            "t.csv", WORLD_BANK,
            'keys = ["Country Name"]\nignore_columns = ["Country Code", "Indicator Name", "Indicator Code"]\n',
            [("Aland", [1.5, 1.25, "blank"]), ("Bland", ["blank", 2.5, 3.0])],
            ["2020/2020 per_100k", "2021/2021 per_100k", "2022/2022 per_100k"], id="World Bank",
        ),
        pytest.param(
            "t.csv", STATLINE,
            '[long]\nvalue = "GeregistreerdeMisdrijven_1"\nrows = ["RegioS"]\ncolumns = ["Perioden"]\n',
            [("NL01", [746995, 800625]), ("GM01", [1000, "not_applicable"])],
            ["2021/2021 ", "2022/2022 "], id="StatLine",
        ),
        pytest.param(
            "t.csv", SEVERAL_NOTES, "", [("盗窃", [10, 12]), ("诈骗", [20, 21])], ["2022/2022 ", "2023/2023 "],
            id="notes with numbers",
        ),
        pytest.param(
            "t.csv",
            "表2 立案情况 2023年\n地区,类别,立案（起）,破案率（%）\n甲市,盗窃,10,50.0\n,诈骗,20,25.0\n"
            "乙市,盗窃,1,100.0\n,诈骗,2,50.0\n",
            "", [("甲市 / 盗窃", [10, 50]), ("甲市 / 诈骗", [20, 25]),
             ("乙市 / 盗窃", [1, 100]), ("乙市 / 诈骗", [2, 50])],
            ["/ 起", "/ percent"], id="keys given once",
        ),
        pytest.param(
            "t.csv", "Table 3: Offences\nArea code,Area name,2021/22,2022/23\nE1,North,10,12\nE2,South,4,[c]\n",
            'keys = ["Area name"]\nignore_columns = ["Area code"]\n',
            [("North", [10, 12]), ("South", [4, "confidential"])], ["2021/2022 ", "2022/2023 "], id="code and name",
        ),
        pytest.param(
            "t.csv", "表5 经费\n年份,拨款,案件,人均\n,万元,起,元/人\n2021,12.5,10,3.2\n2022,13.5,12,3.3\n", "",
            [("2021", [125000, 10, 3.2]), ("2022", [135000, 12, 3.3])],
             ["/ 元", "/ 起", "/ 元/人"], id="units below heads",
        ),
        pytest.param(
            "t.csv", "Table P1: Crime\nOffence code,Offence,2021/22,2022/23\n1A,Murder,696,602\n2,Theft,1000,1100\n"
            ",Total,1696,1702\n", "",
            [("Total / Murder", [696, 602]), ("Total / Theft", [1000, 1100]), ("Total", [1696, 1702])],
            ["2021/2022 ", "2022/2023 "], id="codes before labels",
        ),
        pytest.param(
            "t.csv", "Table 1 Arrests by quarter\nForce,2023 Q1,2023 Q2,Oct-Dec 2023\nA,1,2,3\nB,4,5,6\n", "",
            [("A", [1, 2, 3]), ("B", [4, 5, 6])],
            ["2023-01/2023-03 ", "2023-04/2023-06 ", "2023-10/2023-12 "], id="a row of 1, 2, 3",
        ),
        pytest.param(
            "t.csv", "地区,立案(起)\n2022年,\n甲市,1\n乙市,3\n2023年,\n甲市,5\n乙市,7\n", "",
            [("2022年 / 甲市", [1]), ("2022年 / 乙市", [3]), ("2023年 / 甲市", [5]), ("2023年 / 乙市", [7])],
            ["/ 起"], id="years as headings",
        ),
        pytest.param(
            "t.csv", "Area,31/03/2021,31/03/2022\nA,1,2\nB,3,:\n\nExtracted on 12.05.2024,,\nSpecial value,,\n"
            ":,not available,\n", "", [("A", [1, 2]), ("B", [3, "not_available"])],
            ["2021-03-31/2021-03-31 ", "2022-03-31/2022-03-31 "], id="days and a legend below",
        ),
        pytest.param(
            "t.csv", "Table 1 Crime 2021 to 2022\nArea,Year,Burglary,Theft\nN,2021,1,20\nN,2022,3,40\nS,2021,5,60\n",
            "",
            [("2021 / N", [1, 20]), ("2022 / N", [3, 40]), ("2021 / S", [5, 60])], ["/ ", "/ "], id="a panel",
        ),
        pytest.param(
            "t.csv", '"범죄별","항목","단위","2021 년","2022 년"\n"절도","발생건수","건","166409","182270"\n'
            '"사기","발생건수","건","294075","325848"\n'.encode("cp949"), 'encoding = "cp949"',
            [("절도", [166409, 182270]), ("사기", [294075, 325848])], ["2021/2021 건", "2022/2022 건"], id="KOSIS",
        ),
        pytest.param(
            "t.csv", '"表章項目","時間軸（年）","/罪種","総数","窃盗"\n"認知件数【件】","2021年","","568104","381769"\n'
            '"認知件数【件】","2022年","","601331","407911"\n'.encode("shift_jis"), 'encoding = "shift_jis"',
            [("2021年 / 認知件数【件】", [568104, 381769]), ("2022年 / 認知件数【件】", [601331, 407911])],
            ["/ ", "/ "], id="e-Stat",
        ),
        pytest.param(
            "t.csv", "表1 2022年\n罪種,認知,増減\n窃盗,407911,△ 26 142\n詐欺,37928,4575\n",
            '[signs]\n"△" = "negative"\n', [("窃盗", [407911, -26142]), ("詐欺", [37928, 4575])], ["/ ", "/ "],
            id="a sign that the recipe explains",
        ),
        pytest.param(
            "t.csv", "Table 1 (percentages)\nForce,Year ending,\n,March 2022,March 2023\nA,10.5,12.0\nB,3.1,4.0\n", "",
            [("A", [10.5, 12]), ("B", [3.1, 4])], ["2021-04/2022-03 percent", "2022-04/2023-03 percent"],
            id="a time over two lines",
        ),
        pytest.param(
            "t.csv", "年份,月份,地区,立案数\n2022,1,甲,5\n2022,2,甲,6\n2022,1,乙,7\n2022,2,乙,8\n",
            '[long]\nvalue = "立案数"\nrows = ["地区"]\ncolumns = ["年份", "月份"]\n',
            [("甲", [5, 6]), ("乙", [7, 8])], ["2022-01/2022-01 ", "2022-02/2022-02 "], id="year and month apart",
        ),
        pytest.param(
            "t.csv", "Year,Month,Area,Offences\n2022,January,N,5\n2022,February,N,6\n"
            "2022,January,S,7\n2022,February,S,8\n",
            '[long]\nvalue = "Offences"\nrows = ["Area"]\ncolumns = ["Year", "Month"]\n',
            [("N", [5, 6]), ("S", [7, 8])], ["2022-01/2022-01 ", "2022-02/2022-02 "], id="year and named month apart",
        ),
        pytest.param(
            "t.csv", "指标,单位,2022年,2023年\n年末人口,万人,100.5,101.2\n刑事案件,起,10,12\n破案率,%,50.1,49.9\n", "",
            [("年末人口", [1005000, 1012000]), ("刑事案件", [10, 12]), ("破案率", [50.1, 49.9])],
            ["2022/2022 人", "2023/2023 人"], id="column of units",
        ),
        pytest.param(
            "t.csv", "Table 1: Police officers (headcount)\n"
            "Force,31 March 2022,31 March 2023\nA,\"1,204\",\"1,300\"\nB,300,310\n",
            "", [("A", [1204, 1300]), ("B", [300, 310])], ["2022-03-31/2022-03-31 ", "2023-03-31/2023-03-31 "],
            id="days as heads",
        ),
        pytest.param(
            "t.csv", "表3 年末人口\n指标,2022年,2023年\n"
            "总人口（万人）,\"141,175\",\"140,967\"\n人口密度（人/平方公里）,147,147\n", "",
            [("总人口", [1411750000, 1409670000]), ("人口密度", [147, 147])], ["2022/2022 人", "2023/2023 人"],
            id="units in labels",
        ),
        pytest.param(
            "t.csv", "Table 2 Crime in 2022\nMonth,Burglary,Theft\nJan,5,6\nFeb,7,8\nTotal,12,14\n", "",
            [("Total / Jan", [5, 6]), ("Total / Feb", [7, 8]), ("Total", [12, 14])], ["/ ", "/ "],
            id="months down the side",
        ),
        pytest.param(
            "t.csv", "表4 2023年1-6月立案情况\n地区,立案（起）,同比（%）\n"
            "合计,30,\"▲5.2\"\n甲市,10,△3.0\n乙市,20,7.1\n", "",
            "number-malformed or cell", [], id="triangles for minus",
        ),
    ],
)  # fmt: skip
def test_a_table_is_read(
    read: Read, name: str, content: str | bytes, recipe: str, rows: Rows | str, columns: list[str]
) -> None:
    if isinstance(rows, str):
        with pytest.raises(EvidenceError):
            read(name, content, recipe)
        return
    got = read(name, content, recipe)
    found = [(label.rpartition("  ")[0] or label, values) for label, values in rows_of(got)]
    assert [label for label, _ in found] == [label for label, _ in rows]
    for (_, values), (_, wanted) in zip(found, rows, strict=True):
        assert [one for one in values if isinstance(one, str)] == [one for one in wanted if isinstance(one, str)]
        assert [one for one in values if not isinstance(one, str)] == pytest.approx(
            [one for one in wanted if not isinstance(one, str)]
        )
    if columns[0][0] != "/":
        assert shapes(got) == columns
    else:
        assert [cell.unit.name for cell in got.rows[0].cells] == [one.partition(" ")[2] for one in columns]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Thousands with points, which nothing tells from three decimals.
        (b"Tabelle 1\nDelikt;2021;2022\nDiebstahl;1.204;12.345\nRaub;1.000;2.987\n", 'decimal = ","'),
        # Shift JIS and EUC-KR: no GB 18030, however well they decode.
        ("表1 犯罪統計\n"
         "罪種,2021年,2022年\n窃盗ひったくり,381769,407911\nその他の刑法犯,12,13\n".encode("shift_jis"), "encoding ="),
        ("표 1 범죄 발생\n범죄,2021,2022\n절도죄,166409,182270\n사기죄,294075,325848\n".encode("cp949"), "encoding ="),
        ("Table 1 Fraud losses\nKind,2021,2022\n"
        "Card – remote,£412.5m,£395.7m\n".encode("cp1252"), 'encoding = "cp1252"'),
        # A fiscal year that does not say where it begins.
        (b"Table 1 Arrests\nKind,FY2022,FY2023\nTheft,10,12\n", '[column."FY2022"] period'),
        # Marks that no list has.
        (b"Table 1 Cases, 2019\nKind,Cases,Persons\nTheft,12,3\nFraud,np,4\n", "missing"),
        (b"Table 1 Cases, 2019\nKind,Cases,Persons\nTheft,12,3\nFraud,***,4\n", "missing"),
    ],
)  # fmt: skip
def test_what_nothing_tells_is_asked_about_with_the_key_to_write(read: Read, text: bytes, words: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read("t.csv", text)
    assert any(words in problem.remedy for problem in caught.value.problems)


def test_merged_heads_days_and_formats_of_a_workbook_are_read(read: Read) -> None:
    def change(sheet: object) -> None:
        sheet.merge_cells("B2:C2")  # type: ignore[attr-defined]
        sheet.merge_cells("D2:E2")  # type: ignore[attr-defined]
        for place in ("C4", "E4"):
            sheet[place].number_format = '0.0"%"'  # type: ignore[index]
        for place in ("B2", "D2"):
            sheet[place].number_format = "[$-804]yyyy\\-mm;@"  # type: ignore[index]

    rows = [
        ["表1 立案"],
        ["项目", date(2023, 1, 1), None, date(2023, 2, 1), None],
        ["", "立案（起）", "破案率", "立案（起）", "破案率"],
        ["盗窃", 10, 50.04, 12, 51.5],
    ]
    got = read("t.xlsx", xlsx(rows, change))  # type: ignore[arg-type]
    assert rows_of(got) == [("盗窃", [10, 50.0, 12, 51.5])]
    assert shapes(got) == [
        "2023-01/2023-01 起",
        "2023-01/2023-01 percent",
        "2023-02/2023-02 起",
        "2023-02/2023-02 percent",
    ]


def test_labels_merged_down_the_side_hold_for_each_row(read: Read) -> None:
    def change(sheet: object) -> None:
        sheet.merge_cells("A3:A4")  # type: ignore[attr-defined]
        sheet.merge_cells("A5:A6")  # type: ignore[attr-defined]

    rows = [
        ["表1 2023年"], ["地区", "类别", "立案（起）"],
        ["甲市", "盗窃", 10], [None, "诈骗", 20], ["乙市", "盗窃", 1], [None, "诈骗", 2],
    ]  # fmt: skip
    got = read("t.xlsx", xlsx(rows, change))  # type: ignore[arg-type]
    assert rows_of(got) == [("甲市 / 盗窃", [10]), ("甲市 / 诈骗", [20]), ("乙市 / 盗窃", [1]), ("乙市 / 诈骗", [2])]


def test_a_workbook_of_the_binary_kind_says_what_to_save_it_as(read: Read) -> None:
    with pytest.raises(EvidenceError) as caught:
        read("t.xlsb", b"PK\x03\x04")
    assert "xlsx" in caught.value.problems[0].remedy.lower()
