"""What the police figures of Fujian and Zhejiang imply: cleared cases, and ratios of mixed counts."""

from collections.abc import Iterator

from jiaxing_sanming.analysis.bounds.jiaxing import grown
from policy_report.analysis.bounds.bound import Target
from policy_report.analysis.bounds.constraint import ONE, Constraint, Row, at_most, equal, multiple, within
from policy_report.analysis.bounds.question import Claims, Question, Text, assumed, defined, none_negative
from policy_report.quantities import Change

FUJIAN_YEARS: dict[int, tuple[str, str]] = {
    2016: ("sm075", "sm077"), 2017: ("sm082", "sm084"), 2020: ("sm076", "sm078"), 2021: ("sm083", "sm085"),
}  # fmt: skip
"""Claims on cases filed and on the clearance rate by year."""

FUJIAN_SPANS = ((2016, 2020), (2016, 2021), (2017, 2021))
"""Pairs of years between which change is measured."""

_NO_READING: Text = ("", "")
_UP_TO: dict[int, Text] = {2020: ("2020 to 25 December", "2020年（至12月25日）")}


def year_text(year: int) -> Text:
    """The year, or the part of it, that the police of Fujian published."""
    return _UP_TO.get(year, (str(year), f"{year}年"))


def fujian_questions(claims: Claims) -> Iterator[Question]:
    """Cases cleared by year, and their change.

    The published change of the rate from 2016 to 2020 (sm079) ties two rates that are factors here, and is left out:
    with it the change of clearances over those years could be narrower.
    """
    known = (
        none_negative([variable for year in FUJIAN_YEARS for variable in (_filed(year), _cleared(year))]),
        *(constraint for year in FUJIAN_YEARS for constraint in _of_year(claims, year)),
    )
    for year in FUJIAN_YEARS:
        english, chinese = year_text(year)
        name = (f"Cases cleared, {english}", f"破案数，{chinese}")
        target = Target({_cleared(year): 1.0})
        yield Question(f"cleared_{year}", "", "fujian", name, _NO_READING, "起", Change.LEVEL, target, known)
    for start, end in FUJIAN_SPANS:
        name = (f"Change in cases cleared, {start} to {end}", f"破案数变化，{start}—{end}年")
        target = Target({_cleared(end): 100.0, _cleared(start): -100.0}, {_cleared(start): 1.0})
        unknown = f"cleared_change_{start}_{end}"
        yield Question(unknown, "", "fujian", name, _NO_READING, "percent", Change.PERCENT_CHANGE, target, known)


def _filed(year: int) -> str:
    return f"filed, {year}"


def _cleared(year: int) -> str:
    return f"cleared, {year}"


def _of_year(claims: Claims, year: int) -> tuple[Constraint, Constraint]:
    filed, rate = FUJIAN_YEARS[year]
    return (
        claims.says(filed, within({_filed(year): 1.0}, claims[filed]), (f"filed, {year}", f"{year}年立案数")),
        claims.says(
            rate,
            multiple({_cleared(year): 100.0}, claims[rate], _filed(year)),
            (f"cleared / filed, {year}", f"{year}年破案数÷立案数"),
        ),
    )


_ELEVEN, _YEAR, _TOTAL, _BEFORE = "cleared, eleven months", "cleared, year", "cases, year", "cleared, year before"


def zhejiang_questions(claims: Claims) -> Iterator[Question]:
    """Cases cleared in 2022, and the ratio of cases cleared to all cases of 2023."""
    eleven = claims.says(
        "jx114", within({_ELEVEN: 1.0}, claims["jx114"]), ("cleared, January to November", "1—11月破案数")
    )
    growth = claims.says(
        "jx115", multiple({_ELEVEN: 1.0}, grown(claims["jx115"]), _BEFORE), ("growth on 2022", "较2022年")
    )
    scale = none_negative((_ELEVEN, _YEAR, _TOTAL, _BEFORE))
    name = ("Cases cleared, January to November 2022", "破案数，2022年1—11月")
    target = Target({_BEFORE: 1.0})
    yield Question(
        "cleared_2022", "", "zhejiang", name, _NO_READING, "起", Change.LEVEL, target, (scale, eleven, growth)
    )
    total = claims.says("jx117", within({_TOTAL: 1.0}, claims["jx117"]), ("all cases of 2023", "2023年案件总量"))
    usual = assumed(
        "jx117-as-usual",
        (Row({_TOTAL: 1.0, ONE: -(claims.published["jx117"].upper or 0.0)}, strict=True),),
        ("who says “over” means less than one unit more", "“余”不及一个单位"),
        claims=("jx117",),
        by_implicature=True,
    )
    longer = defined(
        "months-within-year", at_most(_ELEVEN, _YEAR), ("eleven months are part of the year", "11个月属于全年")
    )
    even = assumed("even-year", equal(_YEAR, _ELEVEN, 12 / 11), ("every month cleared as many", "各月破案数相同"))
    known = (scale, eleven, total)
    name = ("Cases cleared / all cases, 2023", "破案数÷案件总量，2023年")
    for reading, words, over, more in (
        ("", _NO_READING, _YEAR, (longer,)),
        ("eleven_months", ("January to November over the year", "以1—11月比全年"), _ELEVEN, ()),
        ("eleven_months_as_usual", ("the same, “over” as usually said", "同上，“余”按通常用法"), _ELEVEN, (usual,)),
        ("even_year", ("scaled to twelve months", "折算为12个月"), _YEAR, (even,)),
    ):
        target = Target({over: 100.0}, {_TOTAL: 1.0})
        yield Question("ratio_2023", reading, "zhejiang", name, words, "percent", Change.LEVEL, target, (*known, *more))
