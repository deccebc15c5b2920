"""Number cells, missing marks and units."""

import pytest

from policy_report.evidence.tables.cells import quantity, read_cell
from policy_report.evidence.tables.dates import period_of, periods_in
from policy_report.evidence.tables.model import Period, Status
from policy_report.evidence.tables.recipe import Missing
from policy_report.evidence.tables.units import parse_unit, unit_line
from policy_report.quantities import read


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("１２，０００", 12000), ("90 276", 90276),
        ("1,168,909", 1168909), ("1'234", 1234), ("-3.2", -3.2),
        ("−3.2", -3.2), ("–7", -7), ("+5.5", 5.5), ("0", 0),
        ("0.30", 0.3), ("12①", 12), ("12 a)", 12), ("12*", 12),
        ("12(r)", 12), ("12r", 12), ("[修订]12", 12), ("12（初步）", 12), ("12¹", 12), ("12⁽1⁾", 12),
    ],
)  # fmt: skip
def test_a_number_is_read_without_its_marks(text: str, number: float) -> None:
    assert read_cell(text).number is not None
    assert float(str(read_cell(text).number)) == number


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("…", Missing.ELLIPSIS), ("...", Missing.ELLIPSIS),
        ("—", Missing.DASH), ("-", Missing.DASH), ("－", Missing.DASH),
        ("", Missing.BLANK), ("空白", Missing.BLANK),
        ("n.a.", Missing.NOT_AVAILABLE), ("不详", Missing.NOT_AVAILABLE),
    ],
)  # fmt: skip
def test_a_missing_mark_is_never_zero(text: str, missing: Missing) -> None:
    assert (read_cell(text).number, read_cell(text).missing) == (None, missing)


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "12,34,567",
        "1.2.3",
        "12)",
        "(12",
        "1 23",
        "007",
        "12341)",
        "二十",
        "12-14",
        "5 起案",
        "1e5",
        "１２３４５６７８９０１２３",
    ],
)
def test_anything_else_is_a_fault(text: str) -> None:
    assert read_cell(text).fault is not None


def test_status_marks_are_kept() -> None:
    assert read_cell("12(p)").status is Status.PRELIMINARY
    assert read_cell("[修订]12①").status is Status.REVISED
    assert read_cell("[修订]12①").notes == ("①",)


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        ("5579915", "起"), ("4154.01", "亿元"), ("12.5", "万元"),
        ("123", "万人"), ("0.26", "%"), ("12", "‰"), ("-1.23", "%"),
        ("15", "天"), ("86.1", "万人"), ("0.5", "起/10万人"), ("-12", "万元"), ("44", "%"),
    ],
)  # fmt: skip
def test_a_cell_with_its_unit_reads_as_the_phrase_would(number: str, unit: str) -> None:
    (want,) = read(number + unit)
    reading, parsed = read_cell(number), parse_unit(unit)
    assert reading.number is not None
    assert parsed is not None
    got = quantity(reading.number, reading.decimals, parsed, len(number))
    assert (got.value, got.lower, got.upper) == pytest.approx((want.value, want.lower, want.upper), rel=1e-12)
    assert (got.lower_closed, got.upper_closed, got.unit) == (want.lower_closed, want.upper_closed, want.unit)
    assert (got.lower_kind, got.qualifier) == (want.lower_kind, want.qualifier)


@pytest.mark.parametrize(
    ("text", "name", "factor"),
    [
        ("万元", "元", 1e4), ("（亿元）", "元", 1e8), ("10 000 persons", "人", 1e4), ("100 million yuan", "元", 1e8),
        ("10,000 yuan", "元", 1e4), ("1 000 cases", "起", 1e3),
        ("(%)", "percent", 1), ("％", "percent", 1), ("‰", "percent", 0.1),
        ("case", "起", 1), ("person", "人", 1),
        ("万人次", "人次", 1e4), ("人/10万人", "per_100k", 1), ("1/10万", "per_100k", 1),
        ("per 100 000 population", "per_100k", 1), ("sq.km", "平方公里", 1),
        ("百万元", "元", 1e6), ("个百分点", "pp", 1),
    ],
)  # fmt: skip
def test_units(text: str, name: str, factor: float) -> None:
    unit = parse_unit(text)
    assert unit is not None
    assert (unit.name, unit.over / unit.under) == (name, factor)


@pytest.mark.parametrize("text", ["solved", "a", "2009", "杀人", "", "of which", "cases solved"])
def test_other_words_are_no_units(text: str) -> None:
    unit = parse_unit(text)
    assert unit is None or not unit.printed


def test_unit_lines() -> None:
    assert [unit.name for unit in unit_line("单位：起、人") or ()] == ["起", "人"]
    assert [unit.over for unit in unit_line("(Unit: 10 000 persons)") or ()] == [10000]
    assert unit_line("立案数") is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2009", "2009", "2009"), ("２００９年", "2009", "2009"),
        ("2009年1-6月", "2009-01", "2009-06"), ("2009年上半年", "2009-01", "2009-06"),
        ("2008—2010年", "2008", "2010"),
        ("2009年第三季度", "2009-07", "2009-09"), ("March 2015", "2015-03", "2015-03"),
        ("2009年3月", "2009-03", "2009-03"), ("杀人", "", ""),
        ("2009年13月", "", ""), ("90276", "", ""), ("2010-2008", "", ""),
    ],
)  # fmt: skip
def test_periods(text: str, start: str, end: str) -> None:
    assert period_of(text) == Period(start, end)


def test_periods_in_a_title() -> None:
    assert periods_in("Cases (2006) and their make-up") == (Period("2006", "2006"),)
    assert periods_in("22-11 Registered cases") == ()
