"""How the tables word what the frames hold: readings, periods, places in a source, and who speaks."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from policy_report.evidence.tidy import quantity_of
from policy_report.paper.markdown import citation, escape
from policy_report.quantities import Change, Quantity
from policy_report.text.language import Language
from policy_report.text.locators import in_chinese
from policy_report.text.numbers import interval

Row = Mapping[Hashable, Any]

TIERS = {
    "self-reported": ("self-reported", "自述"),
    "government": ("government", "政府机关"),
    "press": ("press", "报刊"),
    "statistics": ("statistics", "统计机关"),
    "academic": ("academic", "学术文献"),
}
"""Who speaks, in each language; the order is that of `policy_report.evidence.bibliography.TIERS`."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BASES = {"publication": ("pub.", "刊发"), "inferred": ("inf.", "推断")}
_UNKNOWN = ("not stated", "未说明")
_UNITS = {
    "percent": ("%", "%"),
    "pp": ("percentage points", "个百分点"),
    "元": ("yuan", "元"),
    "美元": ("US dollars", "美元"),
    "rank": ("(rank)", "（名次）"),
    "天": ("days", "天"),
    "小时": ("hours", "小时"),
    "年": ("years", "年"),
    "倍": ("times", "倍"),
    "大": ("", "项"),
    "per_100k": ("per 100,000", "（每10万人）"),
}
_CHANGES = {
    Change.YOY_PERCENT: ("year on year", "同比"),
    Change.YOY_PP: ("year on year", "同比"),
    Change.PERCENT_CHANGE: ("change", "变化"),
    Change.PP_CHANGE: ("change", "变化"),
    Change.ABS_CHANGE: ("change", "变化"),
    Change.MULTIPLE: ("multiple", "倍数"),
}

PERIOD_REMARKS = (
    "A period without a remark is stated by the source; *pub.* marks an end taken from the date of publication, "
    "*inf.* a period that is inferred.",
    "时期未加说明者为来源所明示，“刊发”指截至刊发日，“推断”指时期系推断。",
)
"""What the remarks of `period_text` mean, for captions; Markdown."""


def choose(texts: tuple[str, str], language: Language) -> str:
    """The English or the Chinese one of two texts."""
    return texts[language is Language.ZH]


def named(row: Row, column: str, language: Language) -> str:
    """The cell of a column that exists once for each language, such as `name_en` and `name_zh`."""
    return str(row.get(f"{column}_{language}") or row[f"{column}_en"])


def names_by_id(frame: pd.DataFrame, language: Language) -> dict[str, str]:
    """The names of cases or indicators by id."""
    return {str(row["id"]): named(row, "name", language) for row in frame.to_dict("records")}


def about(row: Row, places: Mapping[str, str], measures: Mapping[str, str], language: Language) -> str:
    """Place, indicator and, where a source breaks it down, category, as plain text."""
    whole = f"{places[str(row['case'])]}{choose((': ', '：'), language)}{measures[str(row['indicator'])]}"
    category = str(row.get("category" if language is Language.EN else "category_zh") or "")
    return whole + choose((" ({})", "（{}）"), language).format(category) if category else whole


def reading_of(row: Row, language: Language) -> str:
    """What the phrase of a tidy row is read as, as plain text: the bounds, the unit, and level or change."""
    quantity = quantity_of(row)
    if quantity is None:
        return choose(("no number stated", "未给出数字"), language)
    return bounds(quantity, language)


def bounds(quantity: Quantity, language: Language) -> str:
    """A quantity as an interval with its unit, as plain text: `[54.5, 55.5) %, year on year`."""
    unit = choose(_UNITS.get(quantity.unit, ("", quantity.unit)), language)
    number = interval(quantity, language)
    change = choose(_CHANGES.get(quantity.change, ("", "")), language)
    if language is Language.ZH:
        return f"{change}{number}{unit}"
    # A single number takes its percent sign as in the text; an interval in brackets is set apart from its unit.
    number = f"{number}%" if unit == "%" and number[-1].isdigit() else f"{number} {unit}".strip()
    return f"{number}, {change}" if change else number


def reading_order(quantity: Quantity | None) -> str:
    """By what a column of readings is sorted: the two bounds, an open one as infinite; empty without a number."""
    if quantity is None:
        return ""
    ends = ((quantity.lower, "-Infinity"), (quantity.upper, "Infinity"))
    return " ".join(open_end if end is None else f"{end:.12g}" for end, open_end in ends)


def period_order(row: Row) -> str:
    """By what a column of periods is sorted: its start or, if only that is known, its end; empty if neither is."""
    return str(row["period_start"] or row["period_end"] or "")


def date_text(partial: str, language: Language) -> str:
    """A partial ISO date as a reader of the language writes it: `12 Jul 2024`, `2024年7月12日`."""
    parts = [int(part) for part in partial.split("-")]
    if language is Language.ZH:
        return "".join(f"{part}{mark}" for part, mark in zip(parts, "年月日", strict=False))
    day = [str(part) for part in parts[2:]]
    month = [_MONTHS[part - 1] for part in parts[1:2]]
    return " ".join([*day, *month, str(parts[0])])


def period_text(row: Row, language: Language) -> str:
    """The period of a row and, unless the source states it, how it is known; plain text."""
    start, end, basis = (str(row[name] or "") for name in ("period_start", "period_end", "period_basis"))
    remark = choose((" ({})", "（{}）"), language)
    if not start and not end:
        return choose(_UNKNOWN, language)
    if basis == "unknown":
        return choose(_UNKNOWN, language) + remark.format(span_text("", end, language))
    span = span_text(start, end, language)
    return span + remark.format(choose(_BASES[basis], language)) if basis in _BASES else span


def span_text(start: str, end: str, language: Language) -> str:
    """Two partial ISO dates as a reader writes them, a year that both share only once."""
    if start == end or not end:
        return date_text(start, language)
    last = date_text(end, language)
    if not start:
        return choose(("to {}", "至{}"), language).format(last)
    first = date_text(start, language)
    shared = start[:4] == end[:4] and len(start) > 4
    if shared and language is Language.EN:
        first = first.removesuffix(f" {start[:4]}")
    if shared and language is Language.ZH:
        last = last.removeprefix(f"{end[:4]}年")
    return choose(("{} to {}", "{}至{}"), language).format(first, last)


def founded_text(row: Row, language: Language) -> str:
    """When a body of `peers.csv` was set up, and how that is known; plain text."""
    partial, basis = str(row["established"] or ""), str(row["established_basis"])
    if not partial:
        return choose(_UNKNOWN, language)
    date = date_text(partial, language)
    forms = {"by": ("by {}", "至迟{}"), "inferred": ("{} (inferred)", "{}（推断）")}
    return choose(forms.get(basis, ("{}", "{}")), language).format(date)


def source_cell(row: Row, language: Language) -> str:
    """A row's source as a citation with the place in it, as Markdown."""
    place = str(row.get("locator") or "")
    if language is Language.ZH:
        place = in_chinese(place)
    return f"{citation(str(row['source']))} {escape(place)}".strip()
