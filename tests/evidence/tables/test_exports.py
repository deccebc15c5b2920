"""Exports of a dozen statistics offices as they come, from proposal to values of series.

The layouts and figures are those of the offices; each is a few lines of what a public data base gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from policy_report.evidence.tables import read_table_file, series_values
from policy_report.evidence.tables.proposal import propose, written
from tests.evidence.tables.conftest import write


@dataclass(frozen=True)
class Export:
    """A file, what people add to its proposed recipe, and the values of series that it then has.

    `guesses` are the keys that the proposal has to guess.
    """

    name: str
    content: bytes
    guesses: Sequence[str]
    added: str
    values: dict[str, float]


# National Bureau of Statistics, China: annual data, population (data.stats.gov.cn), saved as CSV.
CHINA = Export(
    "china.csv",
    (
        "数据库：年度数据\n时间：最近20年\n指标,2024年,2023年,2022年\n"
        "人口出生率(‰),6.77,6.39,6.77\n人口死亡率(‰),7.76,7.87,7.37\n人口自然增长率(‰),-0.99,-1.48,-0.60\n"
        "数据来源：国家统计局\n"
    ).encode("gbk"),
    (),
    '[row."人口出生率"]\nindicator = "births"\n[row."人口自然增长率"]\nindicator = "growth"\n',
    {"births-x-2024": 0.677, "births-x-2023": 0.639, "births-x-2022": 0.677}
    | {"growth-x-2024": -0.099, "growth-x-2023": -0.148, "growth-x-2022": -0.06},
)

# Eurostat: activity rates by citizenship, LFSA_ARGAN, as SDMX-CSV of the dissemination service, with its flags.
EUROSTAT = Export(
    "eurostat.csv",
    (
        b"DATAFLOW,LAST UPDATE,freq,unit,sex,age,citizen,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
        b"ESTAT:LFSA_ARGAN(1.0),11/06/26 23:00:00,A,PC,T,Y15-64,FOR,FR,2021,66.5,bd,\n"
        b"ESTAT:LFSA_ARGAN(1.0),11/06/26 23:00:00,A,PC,T,Y15-64,FOR,FR,2022,66.6,d,\n"
    ),
    (),
    '[row."FR"]\nindicator = "activity"\n',
    {"activity-x-2021": 66.5, "activity-x-2022": 66.6},
)

# Statistics Finland: environmental accounts, key figures, as JSON-stat of PxWeb.
FINLAND = Export(
    "finland.json",
    (
        b'{"class":"dataset","label":"Environmental Accounting: Key Figures by Tiedot and Vuosi",'
        b'"source":"Statistics Finland","id":["Tiedot","Vuosi"],"size":[2,2],"dimension":{'
        b'"Tiedot":{"label":"Tiedot","category":{"index":{"Khk_yht_index":0,"Khk_yht_las_index":1},"label":{'
        b'"Khk_yht_index":"Greenhouse gas emissions, indexed, year 1990 = 100",'
        b'"Khk_yht_las_index":"Intensity of greenhouse gases, indexed, year 1990 = 100"}}},'
        b'"Vuosi":{"label":"Vuosi","category":{"index":{"2010":0,"2011":1},"label":{"2010":"2010","2011":"2011"}}}},'
        b'"value":[107.4,96.4,72.43,63.38],"role":{"time":["Vuosi"]},"version":"2.0"}'
    ),
    (),
    '[row."Greenhouse gas emissions, indexed, year 1990 = 100"]\nindicator = "emissions"\n',
    {"emissions-x-2010": 107.4, "emissions-x-2011": 96.4},
)

# Statistics Norway: offences reported by municipality, counts and rates per 1,000, as CSV. The file
# names no time; the one in the recipe is the test's.
NORWAY = Export(
    "norway.csv",
    (
        "place;allAbs;all;propertyAbs;property\nHele landet;332141;63,7;101956;19,6\nHalden;3402;111,4;601;19,7\n"
        "Rømskog;38;56,5;..;..\nKvitsøy;..;..;..;..\nSandefjord (-2016);3358;73,3;947;20,7\n"
    ).encode(),
    ("decimal",),
    'period = "2016/2017"\n[row."Halden"]\ncase = "h"\n[row."Kvitsøy"]\ncase = "k"\n'
    '[column."all"]\nindicator = "rate"\nunit = "per 1000 inhabitants"\n[column."allAbs"]\nindicator = "count"\n',
    {"count-h-2016-2017": 3402, "rate-h-2016-2017": 111.4},
)

# Federal Statistical Office, Germany: air emissions, GENESIS-Tabelle 85111-0001, as CSV of GENESIS-Online.
GERMANY = Export(
    "germany.csv",
    (
        "GENESIS-Tabelle: 85111-0001\nLuftemissionen: Deutschland, Jahre (bis 2019),;;;;\n"
        "Luftemissionsart, Produktionsbereiche;;;;\nLuftemissionsrechnung;;;;\nDeutschland;;;;\n"
        "Luftemissionen (t);;;;\n;;;1995;1996\n"
        "Kohlendioxid (CO2);CPA08-02;Forstwirtschaftl. Erzeugnisse und Dienstleistungen;492779;462774\n"
        "Kohlendioxid (CO2);CPA08-05;Kohle;1752124;1874657\n"
        "__________\n© Statistisches Bundesamt (Destatis), 2023\nStand: 11.08.2023 / 20:48:54\n"
    ).encode("cp1252"),
    ("encoding",),
    '[row."Kohle"]\nindicator = "coal"\n',
    {"coal-x-1995": 1752124, "coal-x-1996": 1874657},
)

# National Bureau of Statistics, China: annual data by province, gross regional product, as CSV with its note.
PROVINCES = Export(
    "provinces.csv",
    (
        "数据库：分省年度数据\n指标：地区生产总值(亿元)\n时间：1993-2017\n地区,2017年,2016年\n北京市,28014.94,25669.13\n"
        "天津市,18549.19,17885.39\n"
        '"注：本表按当年价格计算。2013年开始，行业分类执行《国民经济行业分类》（GB/T4754-2011）。"\n数据来源：国家统计局\n'
    ).encode(),
    (),
    '[row."天津市"]\nindicator = "product"\n',
    {"product-x-2017": 18549.19e8, "product-x-2016": 17885.39e8},
)

# Eurostat: population on 1 January, tps00001, as TSV of the bulk download, flags behind the figures.
BULK = Export(
    "bulk.tsv",
    (
        b"indic_de,geo\\time\t2018 \t2019 \nJAN,AD\t74794\t76177 \nJAN,EA18\t338336820\t339108003p\n"
        b"JAN,MD\t3547539 \t: \nJAN,XK\t1798506\t1795666 \n"
    ),
    (),
    '[row."EA18"]\nindicator = "population"\n[row."MD"]\nindicator = "population"\ncase = "m"\n',
    {"population-x-2018": 338336820, "population-x-2019": 339108003, "population-m-2018": 3547539},
)

# World Bank: population, SP.POP.TOTL, as CSV of the data bank.
WORLD_BANK = Export(
    "worldbank.csv",
    (
        b'\xef\xbb\xbf"Data Source","World Development Indicators",\n\n"Last Updated Date","2023-03-01",\n\n'
        b'"Country Name","Country Code","Indicator Name","Indicator Code","2020","2021",\n'
        b'"Aruba","ABW","Population, total","SP.POP.TOTL","106585","106537",\n'
        b'"Afghanistan","AFG","Population, total","SP.POP.TOTL","38972230","40099462",\n'
    ),
    (),
    '[row."Aruba"]\nindicator = "population"\n',
    {"population-x-2020": 106585, "population-x-2021": 106537},
)

# United Nations Office on Drugs and Crime: intentional homicide, data_cts_intentional_homicide, as CSV.
UNODC = Export(
    "unodc.csv",
    (
        "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,VALUE,"
        "Source\n"
        + "".join(
            f"{place},Persons arrested/suspected for intentional homicide,by citizenship,National citizens,Male,Total,"
            f"{year},Counts,{value},CTS\n"
            for place, year, value in (
                ("ARM,Armenia,Asia,Western Asia", 2013, 35),
                ("CHE,Switzerland,Europe,Western Europe", 2013, 28),
                ("ARM,Armenia,Asia,Western Asia", 2014, 41),
                ("CHE,Switzerland,Europe,Western Europe", 2014, 26),
            )
        )
    ).encode(),
    ("long",),
    '[row."Switzerland"]\nindicator = "arrested"\n',
    {"arrested-x-2013": 28, "arrested-x-2014": 26},
)

# United Nations Statistics Division: gross domestic product in current prices, as CSV of UNdata.
UNDATA = Export(
    "undata.csv",
    (
        b'"Country or Area Code","Country or Area","Year","Item","Value"\n'
        b'"4","Afghanistan","2020","Gross Domestic Product (GDP)","19793262412.555"\n'
        b'"4","Afghanistan","2019","Gross Domestic Product (GDP)","18904490263.1099"\n'
        b'"8","Albania","2020","Gross Domestic Product (GDP)","14909619335.122"\n'
        b'"8","Albania","2019","Gross Domestic Product (GDP)","15400237155.1392"\n'
    ),
    ("long",),
    '[row."Albania"]\nindicator = "product"\n',
    {"product-x-2020": 14909619335.122, "product-x-2019": 15400237155.1392},
)

# Metropolitan Police Service, London: recorded crime by borough and month, as CSV.
LONDON = Export(
    "london.csv",
    (
        b"MajorText,MinorText,LookUp_BoroughName,201004,201005\n"
        b"Arson and Criminal Damage,Arson,Barking and Dagenham,6,5\n"
        b"Arson and Criminal Damage,Criminal Damage,Barking and Dagenham,208,193\n"
        b"Burglary,Burglary Business and Community,Barking and Dagenham,49,58\n"
        b"Burglary,Domestic Burglary,Barking and Dagenham,118,102\n"
    ),
    (),
    '[row."Arson"]\nindicator = "arson"\n',
    {"arson-x-2010-04": 6, "arson-x-2010-05": 5},
)

# Federal Statistical Office, Germany: live births by month, GENESIS-Tabelle 12612-0002, as CSV.
BIRTHS = Export(
    "births.csv",
    (
        "GENESIS-Tabelle: 12612-0002;;;;\nLebendgeborene: Deutschland, Monate, Geschlecht;;;;\n"
        "Statistik der Geburten;;;;\nDeutschland;;;;\nLebendgeborene (Anzahl);;;;\n;;männlich;weiblich;Insgesamt\n"
        "1950;Januar;49505;46331;95836\n1950;März;53604;49499;103103\n1951;Januar;48747;45169;93916\n"
    ).encode(),
    (),
    '[column."Insgesamt"]\nindicator = "births"\n',
    {"births-x-1950-01": 95836, "births-x-1950-03": 103103, "births-x-1951-01": 93916},
)

EXPORTS = (
    CHINA, EUROSTAT, FINLAND, NORWAY, GERMANY, PROVINCES, BULK, WORLD_BANK, UNODC, UNDATA, LONDON, BIRTHS,
)  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_an_export_is_read_from_its_proposal_to_its_series(tmp_path: Path, export: Export) -> None:
    path = write(tmp_path, export.name, export.content)
    proposal = propose(path, export.name)
    assert [".".join(guess.key) for guess in proposal.guesses] == list(export.guesses)
    recipe = path.with_name(f"{path.stem}.recipe.toml")
    recipe.write_text(written(proposal, "a2020", "x") + export.added, encoding="utf-8")
    table = read_table_file(path, name=export.name)
    assert {value.cells["id"]: value.quantity.value for value in series_values(table)} == pytest.approx(export.values)
    assert {value.cells["source"] for value in series_values(table)} == {"a2020"}


def test_units_marks_and_flags_of_the_exports_are_kept(tmp_path: Path) -> None:
    def read(export: Export, recipe: str = "") -> list[tuple[str, str, str, tuple[str, ...]]]:
        table = read_table_file(write(tmp_path, export.name, export.content, recipe))
        cells = [cell for row in table.rows for cell in row.cells]
        return [(cell.unit.name, str(cell.status or ""), str(cell.missing or ""), cell.notes) for cell in cells]

    assert read(EUROSTAT) == [("percent", "break", "", ("d",)), ("percent", "", "", ("d",))]
    assert {unit for unit, *_ in read(GERMANY, 'encoding = "cp1252"')} == {"吨"}
    norway = read(NORWAY, 'decimal = ","\nperiod = "2016/2017"')
    assert [missing for _, _, missing, _ in norway].count("ellipsis") == 6
