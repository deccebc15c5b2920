"""A contradiction put into words."""

from collections.abc import Sequence

from policy_report.analysis.contradictions.bounds import Clash
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.values import Evidence, Value

_SENTENCES: dict[Kind, tuple[str, str]] = {
    Kind.EXCLUDING_VALUES: ("values of one thing exclude each other", "同一事项的数值互不相容"),
    Kind.PART_EXCEEDS_WHOLE: ("a part is larger than its whole", "部分大于整体"),
    Kind.NARROWER_RATE_HIGHER: (
        "a rate of the narrower count is higher than that of the wider one: a contradiction unless the denominators"
        " differ",
        "口径较窄者的比率高于较宽者：除非分母不同，否则矛盾",
    ),
    Kind.RATE_NOT_FROM_COUNTS: ("the rate does not follow from its counts", "比率与其分子分母不符"),
    Kind.OUTSIDE_SCALE: ("the value lies outside its scale", "数值超出其定义范围"),
    Kind.NOT_A_SHARE: ("above 100%, so not a share of the cases of the period", "超过100%，可见并非当期案件的一部分"),
    Kind.FALLING_COUNT: ("a count that can only grow falls", "只增不减的累计数下降"),
    Kind.YEARS_OUT_OF_STEP: ("a count of years does not keep step with the calendar", "连续年数与实际经过的年份不符"),
    Kind.CHANGE_NOT_FROM_LEVELS: ("the change does not fit its two levels", "变化幅度与前后两个数值不符"),
    Kind.LEAVES_SERIES: ("a value leaves its series by orders of magnitude", "数值与同一序列相差数量级"),
    Kind.REPEATED_FIGURE: ("two sources give one figure a different meaning", "两个来源对同一数字所指不同"),
}
"""What each kind says of its values, in English and Chinese."""

_UNIT_OF_GAP = {"percent": "pp"}


def contradiction(
    kind: Kind, values: Sequence[Value], clash: Clash, explanations: tuple[Explanation, ...], evidence: Evidence
) -> Contradiction:
    """Make a contradiction of the values, in the order in which they are to be read."""
    english, chinese = (_statement(kind, values, evidence, place) for place in (0, 1))
    return Contradiction(
        kind=kind,
        claims=tuple(sorted({value.id for value in values})),
        gap=clash.gap,
        unit="" if kind is Kind.LEAVES_SERIES else _UNIT_OF_GAP.get(values[0].quantity.unit, values[0].quantity.unit),
        relative=clash.relative,
        strict=clash.strict,
        explanations=explanations,
        statement_en=english,
        statement_zh=chinese,
    )


def _statement(kind: Kind, values: Sequence[Value], evidence: Evidence, language: int) -> str:
    colon, comma, semicolon = ((": ", ", ", "; "), ("：", "，", "；"))[language]
    places = " / ".join(dict.fromkeys(evidence.names[value.case][language] for value in values))
    things = " / ".join(dict.fromkeys(_thing(value, language) for value in values))
    shown = semicolon.join(_shown(value, language) for value in values)
    return f"{places}{comma}{things}{colon}{_SENTENCES[kind][language]}{colon}{shown}"


def _thing(value: Value, language: int) -> str:
    name = (value.indicator.name_en, value.indicator.name_zh)[language]
    category = (value.category, value.category_zh)[language]
    return f"{name} [{category}]" if category else name


def _shown(value: Value, language: int) -> str:
    comma, dash, form = ((", ", "–", "{} ({})"), ("，", "—", "{}（{}）"))[language]
    return form.format(value.phrase, comma.join(part for part in (value.id, _period(value, dash)) if part))


def _period(value: Value, dash: str) -> str:
    """The period in days, or in years where it holds whole years."""
    ends = [day for day in (value.start, value.end) if day]
    if value.start.endswith("-01-01") and value.end.endswith("-12-31"):
        ends = [day[:4] for day in ends]
    return dash.join(dict.fromkeys(ends))
