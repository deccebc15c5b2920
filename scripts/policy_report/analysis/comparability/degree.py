"""Degrees of comparability, the reasons against it, and the licence that states both."""

from dataclasses import dataclass, replace
from enum import StrEnum

from policy_report.quantities import Quantity


class Degree(StrEnum):
    """How far two figures compare, from fully to not at all."""

    SAME = "same"
    CONVERTIBLE = "convertible"
    DIRECTION = "direction"
    NONE = "none"

    def reaches(self, least: "Degree") -> bool:
        """Tell whether the degree is `least` or closer."""
        ranked = list(Degree)
        return ranked.index(self) <= ranked.index(least)


class Reason(StrEnum):
    """Why two figures do not compare as published, or what limits it; in the order in which they are named."""

    CONSTRUCT = "construct"
    MEASURE = "measure"
    UNIT = "unit"
    DENOMINATOR = "denominator-unknown"
    PERIOD_UNKNOWN = "period-unknown"
    PERIOD = "period-disjoint"
    POPULATION = "population"
    SCALE = "scale-not-bounded"
    SOURCE = "source-basis"


DEGREES: dict[Degree, tuple[str, str]] = {
    Degree.SAME: ("same", "原样可比"),
    Degree.CONVERTIBLE: ("convertible", "换算后可比"),
    Degree.DIRECTION: ("direction only", "只可比方向"),
    Degree.NONE: ("none", "不可比"),
}
"""Each degree in English and Chinese."""

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.CONSTRUCT: ("construct", "测量对象"),
    Reason.MEASURE: ("measure", "度量类型"),
    Reason.UNIT: ("unit", "单位"),
    Reason.DENOMINATOR: ("denominator unknown", "分母不明"),
    Reason.PERIOD_UNKNOWN: ("period unknown", "时期不明"),
    Reason.PERIOD: ("period disjoint", "时期不合"),
    Reason.POPULATION: ("population", "人群或范围"),
    Reason.SCALE: ("scale not bounded", "无上限"),
    Reason.SOURCE: ("source basis", "来源性质"),
}
"""Each reason in a word, English and Chinese."""

LETTERS: dict[Reason, tuple[str, str]] = {
    Reason.CONSTRUCT: ("C", "对"),
    Reason.MEASURE: ("M", "度"),
    Reason.UNIT: ("U", "单"),
    Reason.DENOMINATOR: ("D", "母"),
    Reason.PERIOD_UNKNOWN: ("T", "缺"),
    Reason.PERIOD: ("P", "期"),
    Reason.POPULATION: ("N", "群"),
    Reason.SCALE: ("S", "限"),
    Reason.SOURCE: ("B", "源"),
}
"""The sign of each reason where there is no room for words, English and Chinese."""

EXPLAINED: dict[Reason, tuple[str, str]] = {
    Reason.CONSTRUCT: ("they measure different things", "测量对象不同"),
    Reason.MEASURE: (
        "they are not the same kind of measure (level, change or statement; count, rate or rank)",
        "度量类型不同（水平、变化或陈述；件数、比率或名次）",
    ),
    Reason.UNIT: ("the units differ, or one is not known", "单位不同，或其一不明"),
    Reason.DENOMINATOR: ("what a rate is divided by is not published", "比率的分母未公布"),
    Reason.PERIOD_UNKNOWN: ("a period is not stated", "时期未说明"),
    Reason.PERIOD: ("the periods do not meet, or differ in length", "时期不相交，或长短不同"),
    Reason.POPULATION: (
        "different populations: other people are counted, places of different size, or another table of ranks",
        "所计人群、地方规模或排名范围不同",
    ),
    Reason.SCALE: ("a rate without an upper limit is no share", "没有上限的比率并非占比"),
    Reason.SOURCE: (
        "the sources differ in kind: statistics against reports, a copy, an inferred date, or an account not yet final",
        "来源性质不同：统计与通报之别、转载、推断的日期或尚未核定的数",
    ),
}
"""Each reason in a clause, English and Chinese."""


@dataclass(frozen=True, slots=True)
class Step:
    """One conversion of one figure.

    Attributes
    ----------
    text_en, text_zh
        The formula in words, after the figure itself.
    row
        Id of the published row that it takes besides the figure.
    quantity
        What it gives, with all bounds of its inputs.
    """

    text_en: str
    text_zh: str
    row: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be said of two figures together.

    Attributes
    ----------
    first, second
        Their ids.
    degree
        How far they compare.
    reasons
        What bars a comparison as published, in the order of `Reason`; empty if and only if the degree is same.
    caveats
        What limits the comparison that the degree grants.
    conversion
        What each side goes through, `None` for a side that stays as published; both `None` unless convertible.
    """

    first: str
    second: str
    degree: Degree
    reasons: tuple[Reason, ...] = ()
    caveats: tuple[Reason, ...] = ()
    conversion: tuple[Step | None, Step | None] = (None, None)

    @property
    def reversed(self) -> "Licence":
        """The same licence, with the second figure first."""
        return replace(self, first=self.second, second=self.first, conversion=self.conversion[::-1])
