"""What the clearance claims of Jiaxing leave open: its rates, and the change in cases that they need.

Everything is counted per hundred cases filed from 1 January to 12 July 2023, so that a rate of that period is also a
number of cleared cases, and no base needs to be known.
"""

from collections.abc import Iterator
from dataclasses import replace

from policy_report.analysis.bounds.bound import Target
from policy_report.analysis.bounds.constraint import (
    Constraint,
    at_most,
    multiple,
    not_above,
    within,
)
from policy_report.analysis.bounds.question import Claims, Question, Text, assumed, defined, none_negative
from policy_report.analysis.published import exactly
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import scaled, total

_WHOLE = 100.0
"""A rate of 100%: every filed case of the period cleared. A clearance rate can pass it, so it is an assumption."""

_BEFORE, _NOW, _CLEARED, _STANDS = "rate of 2023", "rate of 2024", "cleared in 2024", "rate with clearances unchanged"

_READINGS: dict[str, Text] = {
    "relative": ("the change is relative", "按相对变化"),
    "points": ("the change is in percentage points", "按百分点"),
}


def grown(percent: Quantity) -> Quantity:
    """The factor that a relative change in percent multiplies by: 1.55 for +55%."""
    return total((exactly(1.0), scaled(percent, 0.01, "")))


def _change_of(later: str, earlier: str) -> Target:
    return Target({later: 100.0, earlier: -100.0}, {earlier: 1.0})


def clearance_questions(claims: Claims) -> Iterator[Question]:
    """The clearance rate of both periods, and the changes in filed and cleared cases, under each reading of jx001."""
    for reading, known in _known(claims).items():
        yield from _of_reading(claims, reading, known)
    yield replace(
        _asked("rate_factor", "points", Target({_NOW: 100.0}, {_BEFORE: 1.0}), _known(claims)["points"]),
        name=("Clearance rate of 2024 in percent of that of 2023", "2024年破案率为2023年的百分比"),
    )
    yield replace(
        _asked("clearances_change", "", _change_of(_CLEARED, _BEFORE), known=_known(claims)["relative"]),
        name=("Change in cases cleared, nothing assumed of filings", "破案数变化，不对立案数作假设"),
        change=Change.YOY_PERCENT,
    )
    filings = claims.says("jx167", multiple({_BEFORE: 1.0}, grown(claims["jx167"]), _STANDS), _NATIONAL)
    yield replace(
        _asked("rise_from_fewer_filings", "", _change_of(_STANDS, _BEFORE), known=(filings, _SCALE)),
        name=(
            "Rise of the rate if filings fell as nationally and as many cases were cleared",
            "立案数按全国幅度下降而破案数不变时破案率的升幅",
        ),
        change=Change.YOY_PERCENT,
    )


_NATIONAL: Text = ("filings changed as in the whole country", "立案数变化同全国")
_SCALE = none_negative((_BEFORE, _NOW, _CLEARED, _STANDS))


def _known(claims: Claims) -> dict[str, tuple[Constraint, ...]]:
    """What holds under each reading of the change."""
    rise = claims["jx001"]
    said = {
        "relative": multiple({_NOW: 1.0}, grown(rise), _BEFORE),
        "points": within({_NOW: 1.0, _BEFORE: -1.0}, rise),
    }
    ceiling = assumed(
        "rate-up-to-100", not_above(_WHOLE, (_BEFORE, _NOW)), ("a clearance rate is at most 100%", "破案率不超过100%")
    )
    return {
        reading: (_SCALE, claims.says("jx001", rows, _READINGS[reading]), ceiling) for reading, rows in said.items()
    }


def _asked(unknown: str, reading: str, target: Target, known: tuple[Constraint, ...]) -> Question:
    """A question on Jiaxing that lacks its name."""
    words = _READINGS[reading] if reading else ("", "")
    return Question(unknown, reading, "jiaxing", ("", ""), words, "percent", Change.LEVEL, target, known)


def _of_reading(claims: Claims, reading: str, known: tuple[Constraint, ...]) -> Iterator[Question]:
    yield replace(
        _asked("earlier_rate", reading, Target({_BEFORE: 1.0}), known),
        name=("Clearance rate, January to 12 July 2023", "破案率，2023年1月1日至7月12日"),
    )
    yield replace(
        _asked("later_rate", reading, Target({_NOW: 1.0}), known),
        name=("Clearance rate, January to 12 July 2024", "破案率，2024年1月1日至7月12日"),
    )
    yield replace(
        _asked("filings_needed", reading, _change_of(_BEFORE, _NOW), known),
        name=(
            "Change in cases filed that gives the rise with as many cleared",
            "破案数不变时得出该升幅所需的立案数变化",
        ),
        change=Change.YOY_PERCENT,
    )
    stand_in = assumed(
        "filings-as-nationally",
        multiple({_CLEARED: 1.0}, grown(claims["jx167"]), _NOW),
        ("filings changed as in the whole country", "立案数变化同全国"),
        claims=("jx167",),
    )
    yield replace(
        _asked("clearances_needed", reading, _change_of(_CLEARED, _BEFORE), (*known, stand_in)),
        name=("Change in cases cleared, filings as nationally", "破案数变化（立案数按全国幅度）"),
        change=Change.YOY_PERCENT,
    )


_CITY, _PROVINCE, _TELECOM, _TELECOM_BEFORE = "cleared, city", "cleared, province", "telecom, 2024", "telecom, 2023"


def count_questions(claims: Claims) -> Iterator[Question]:
    """How many cases the city can have cleared, given what its province cleared."""
    known = (
        none_negative((_CITY, _PROVINCE, _TELECOM, _TELECOM_BEFORE)),
        defined(
            "city-within-province",
            at_most(_CITY, _PROVINCE),
            ("the city’s half-year is part of the province’s eleven months", "全市上半年属于全省前11个月"),
        ),
        claims.says("jx114", within({_PROVINCE: 1.0}, claims["jx114"]), ("cases cleared in Zhejiang", "浙江破案数")),
        claims.says(
            "jx002",
            multiple({_TELECOM: 1.0}, grown(claims["jx002"]), _TELECOM_BEFORE),
            ("+110% on 2023", "较2023年＋110%"),
        ),
        assumed(
            "telecom-within-all",
            at_most(_TELECOM_BEFORE, _CITY),
            ("cleared telecom cases are counted among cleared criminal cases", "电诈破案计入刑事破案"),
        ),
    )
    for unknown, variable, name in (
        (
            "cleared_2023",
            _CITY,
            ("Criminal cases cleared, January to 12 July 2023", "刑事破案数，2023年1月1日至7月12日"),
        ),
        (
            "telecom_2024",
            _TELECOM,
            ("Telecom-fraud cases cleared, January to 12 July 2024", "电诈破案数，2024年1月1日至7月12日"),
        ),
    ):
        target = Target({variable: 1.0})
        yield Question(unknown, "", "jiaxing", name, ("", ""), "起", Change.LEVEL, target, known)
