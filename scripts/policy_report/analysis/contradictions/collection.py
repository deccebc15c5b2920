"""The values of the tidy frames, with what their words say of how they count."""

import re
from collections.abc import Mapping

import pandas as pd

from policy_report.analysis.contradictions.hedges import meant
from policy_report.analysis.contradictions.values import Evidence, Indicator, Source, Value
from policy_report.analysis.places import hierarchies
from policy_report.analysis.published import without_implicatures
from policy_report.evidence.records import Record, number_of, quantity_of
from policy_report.study import Study

_RUN = re.compile(r"连续|連續|累计|累計|第[\d一二三四五六七八九十百]+[次届屆]|in a row|consecutive|cumulative")
"""Words by which a number counts on from the one before: it can only grow or start again."""

_YEARLY = re.compile(r"年均|每年|平均|each year|each of|a year\b|yearly average|annual average", re.IGNORECASE)
"""Words by which a number holds for each year of its period, so that parts of the period do not add up to it."""

_MEASURED_UNITS = frozenset({"percent", "pp", "rank", "per_100k", "元", "美元", "港元", "天", "小时", "年", "倍"})
_AREA_UNITS = frozenset({"平方公里", "平方千米"})


def collect(
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    study: Study,
) -> Evidence:
    """Collect the evidence of the tidy frames; rows that state no number are left out."""
    known = {str(row["id"]): _indicator(row, study) for row in indicators.to_dict("records")}
    cited = {str(row["key"]): Source(str(row["key"]), bool(row["mirror"])) for row in sources.to_dict("records")}
    rows = [*claims.to_dict("records"), *series.to_dict("records")]
    values = (_value(row, known, cited) for row in rows)
    return Evidence(
        values=tuple(value for value in values if value is not None),
        indicators=known,
        hierarchies=hierarchies(cases),
    )


def _indicator(row: Record, study: Study) -> Indicator:
    return Indicator(
        id=str(row["id"]),
        name_zh=str(row["name_zh"]),
        phenomenon=str(row["phenomenon"]),
        of_people=row["phenomenon"] in study.group("counted_people"),
        revised=row["phenomenon"] in study.group("revised"),
        measure=str(row["measure"]),
        unit=str(row["unit"]),
        scale_min=number_of(row["scale_min"]),
        scale_max=number_of(row["scale_max"]),
        part_of=str(row["part_of"]),
        numerator=str(row["numerator_indicator"]),
        denominator=str(row["denominator_indicator"]),
    )


def _value(row: Record, indicators: Mapping[str, Indicator], sources: Mapping[str, Source]) -> Value | None:
    quantity = quantity_of(row)
    if quantity is None:
        return None
    indicator = indicators[str(row["indicator"])]
    phrase = str(row["phrase"])
    remarks = f"{phrase} {row.get('scope', '')} {row.get('note', '')}"
    return Value(
        id=str(row["id"]),
        case=str(row["case"]),
        category=str(row.get("category", "")),
        phrase=phrase + str(row.get("unit", "")),
        indicator=indicator,
        start=str(row["start"]),
        end=str(row["end"]),
        stated=row["period_basis"] == "stated",
        part=int(row.get("part", 1)),
        quantity=meant(quantity),
        strict=without_implicatures(quantity),
        unit=_kind_of_unit(quantity.unit),
        source=sources[str(row["source"])],
        run=indicator.measure in ("count", "duration") and bool(_RUN.search(f"{phrase} {indicator.name_zh}")),
        yearly=bool(_YEARLY.search(remarks)),
    )


def _kind_of_unit(unit: str) -> str:
    if unit in _AREA_UNITS:
        return "km2"
    return unit if unit in _MEASURED_UNITS else ""
