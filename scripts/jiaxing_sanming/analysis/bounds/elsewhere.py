"""What is implied for Sanming, for Lianyungang, and for telecom fraud in Fujian."""

from collections.abc import Iterator

from jiaxing_sanming.analysis.bounds.jiaxing import grown
from policy_report.analysis.bounds.bound import Target
from policy_report.analysis.bounds.constraint import Constraint, at_most, multiple, not_above, within
from policy_report.analysis.bounds.question import Claims, Question, Text, assumed, defined, none_negative
from policy_report.quantities import Change

_NO_READING: Text = ("", "")


def sanming_questions(claims: Claims) -> Iterator[Question]:
    """How many small cases, how many cases, and how high a rate of all cases."""
    rate, first = "rate, Sanming", "rate, Putian"
    yield _level(
        "rate_2022", ("Clearance rate, criminal cases, January to June 2022", "刑事案件破案率，2022年1—6月"),
        rate, "percent",
        none_negative((rate, first)),
        claims.says("sm110", within({first: 1.0}, claims["sm110"]), ("rate of Putian", "莆田破案率")),
        claims.says("sm111", at_most(rate, first), ("Putian first of the province’s cities", "莆田居全省第一")),
    )  # fmt: skip
    city, province = "filed, Sanming", "filed, Fujian"
    yield _level(
        "filed_2021", ("Criminal cases filed, 2021", "刑事立案数，2021年"), city, "起",
        none_negative((city, province)),
        defined("city-within-province", at_most(city, province), ("the city is part of the province", "市属于省")),
        claims.says("sm083", within({province: 1.0}, claims["sm083"]), ("cases filed in Fujian", "福建立案数")),
    )  # fmt: skip
    small, cleared = "small cases", "small cases cleared"
    yield _level(
        "small_cases", ("Small cases handled, base of the published rate", "小案数（所公布破案率的基数）"), small, "起",
        none_negative((small, cleared)),
        claims.says("sm001", multiple({cleared: 100.0}, claims["sm001"], small), ("rate of small cases", "小案破案率")),
    )  # fmt: skip


def _level(unknown: str, name: Text, variable: str, unit: str, *known: Constraint) -> Question:
    target = Target({variable: 1.0})
    return Question(unknown, "", "sanming", name, _NO_READING, unit, Change.LEVEL, target, known)


def comparison_questions(claims: Claims) -> Iterator[Question]:
    """Lianyungang, which says that its change is in points; and Fujian's telecom fraud, with both parts of the rate.

    Both are counted per hundred cases filed in the year before.
    """
    before, now, cleared = "rate before", "rate now", "cleared now"
    scale = none_negative((before, now, cleared))
    known = (
        scale,
        claims.says(
            "jx163", within({now: 1.0, before: -1.0}, claims["jx163"]), ("points, as stated", "百分点（原文明示）")
        ),
        claims.says("jx164", multiple({cleared: 1.0}, grown(claims["jx164"]), before), ("cases cleared", "破案数")),
        assumed(
            "rate-up-to-100", not_above(100.0, (before, now)), ("a clearance rate is at most 100%", "破案率不超过100%")
        ),
    )
    for unknown, name, target, change in (
        ("earlier_rate", ("Clearance rate, January to 8 December 2022", "破案率，2022年1月1日至12月8日"),
         Target({before: 1.0}), Change.LEVEL),
        ("filings_change", ("Change in cases filed, 2022 to 2023", "立案数变化，2022—2023年"),
         Target({cleared: 100.0, now: -100.0}, {now: 1.0}), Change.YOY_PERCENT),
    ):  # fmt: skip
        yield Question(unknown, "", "lianyungang", name, _NO_READING, "percent", change, target, known)
    telecom = (
        scale,
        claims.says("sm092", multiple({cleared: 1.0}, grown(claims["sm092"]), now), ("cases filed", "立案数")),
        claims.says("sm093", multiple({cleared: 1.0}, grown(claims["sm093"]), before), ("cases cleared", "破案数")),
    )
    name = ("Change in the clearance rate of telecom fraud, 2022 to 2023", "电诈破案率变化，2022—2023年")
    target = Target({now: 100.0, before: -100.0}, {before: 1.0})
    yield Question("telecom_rate", "", "fujian", name, _NO_READING, "percent", Change.YOY_PERCENT, target, telecom)
