"""How large the evidence is, who speaks in it, what it leaves out, and which values trace back to one publisher."""

from collections import defaultdict
from collections.abc import Hashable, Mapping

import pandas as pd

from policy_report.analysis.places import study_places
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.bibliography import TIERS
from policy_report.evidence.records import CaseRow, PublishedRow, SourceRow, by_id, rows_as
from policy_report.quantities.arithmetic import share
from policy_report.study import Study

_UNDATED = "9999"

_UNKNOWN_DAY = "-99-99"
"""Sort a source without a date, or without a day, behind those that are dated: it cannot be shown to be first."""

_OFFICIAL = ("self-reported", "government")
"""Tiers in which a body speaks for itself; statistical bureaus measure others."""

_LEVEL_WORDS = "省市县区厅局"
"""Signs that an office's name has or leaves out (乙市公安局, 乙公安)."""

_ENDS_OF_BODIES = tuple("社网报台局部厅院府")
"""Last signs of the short names of media and offices (通讯社, 晚报, 交通部)."""


@result
def evidence_base(claims: pd.DataFrame, series: pd.DataFrame, cases: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Count the published figures by place and by who speaks.

    Returns `place, tier, count`: `place` is one of the study's, with the parts of it that are no place of the study, or
    elsewhere; `tier` is one of `TIERS`; combinations without a figure count 0.
    """
    rows = pd.concat([claims[["case", "tier"]], series[["case", "tier"]]], ignore_index=True)
    places = rows["case"].map(study_places(cases, study))
    counts = rows.groupby([places.rename("place"), "tier"]).size()
    named = dict.fromkeys([*(place.id for place in study.places), *places])
    index = pd.MultiIndex.from_product([list(named), TIERS], names=["place", "tier"])
    return counts.reindex(index, fill_value=0).rename("count").reset_index()


@numbers
def evidence(
    *,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    features: pd.DataFrame,
    milestones: pd.DataFrame,
    indicators: pd.DataFrame,
    sources: pd.DataFrame,
    study: Study,
) -> dict[str, Derived]:
    """Count the evidence."""
    data = sources[sources["tier"].ne("")]
    self_reported = int(claims["tier"].eq("self-reported").sum())
    rates = _rates(claims, indicators, study)
    without = int(rates["indicator"].map(indicators.set_index("id")["denominator"]).eq("").sum())
    return (
        _sizes(claims, series, features, milestones, data)
        | _presented(claims, study)
        | {
            "claims_without_number": counted(int(claims["qualifier"].eq("").sum())),
            "claims_self_reported": counted(self_reported),
            "share_self_reported": Derived(share(exactly(self_reported), exactly(len(claims)))),
            "rates": counted(len(rates)).said("rates", cases=study.word("cases")),
            "rates_without_denominator": counted(without),
            "literature": counted(len(sources) - len(data)),
            "claims_year_inferred": counted(int(claims["period_basis"].eq("inferred").sum())),
            "claims_period_unknown": counted(int(claims["period_basis"].eq("unknown").sum())),
        }
    )


def _sizes(
    claims: pd.DataFrame, series: pd.DataFrame, features: pd.DataFrame, milestones: pd.DataFrame, data: pd.DataFrame
) -> dict[str, Derived]:
    return {
        "claims": counted(len(claims)),
        "series_values": counted(len(series)),
        "features": counted(len(features)),
        "milestones": counted(len(milestones)),
        "data_sources": counted(len(data)),
        "mirrors": counted(int(data["mirror"].sum())),
        "openings": counted(int(data["opening_only"].sum())),
        "dates_inferred": counted(int(data["date_inferred"].sum())),
    }


def _presented(claims: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Count the claims from the text that presents each case."""
    return {
        f"core_claims_{place.id}": counted(int(claims["source"].eq(place.source).sum())).said(
            "core_claims", place=place.name
        )
        for place in study.places
        if place.source
    }


def _rates(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> pd.DataFrame:
    measure = claims["indicator"].map(indicators.set_index("id")["measure"])
    level = measure.isin(["rate", "share"]) & claims["change"].eq("level")
    return claims[claims["case"].isin(study.cases) & level]


@result
def independence(
    *,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    indicators: pd.DataFrame,
    study: Study,
) -> pd.DataFrame:
    """Trace each published value to its originating publisher.

    A publisher is an author or, where that is a journalist or nobody, who published. A figure that several sources
    give alike (case, indicator, category, period, value and change) is traced to the one that published it first.

    Returns `id, source, place, publisher, origin, repeats, self_interest`: `place` as in `evidence_base`; `origin` is
    the publisher to which the value is traced; `repeats` counts the other sources with the same figure; `self_interest`
    says whether the source is the body measured, or of its government.
    """
    about = by_id(sources, SourceRow, "key")
    publisher = {key: _publisher(row) for key, row in about.items()}
    precedence = {key: _precedence(row) for key, row in about.items()}
    stocks = set(indicators.loc[indicators["measure"].eq("stock"), "id"])
    rows = [*rows_as(claims, PublishedRow), *rows_as(series, PublishedRow)]
    whole = set(cases.loc[cases["parent"].eq(""), "id"])
    names = {row["id"]: _stem(row["name_zh"]) for row in rows_as(cases, CaseRow)}
    cited: dict[tuple[Hashable, ...], set[str]] = defaultdict(set)
    figures = [_figure(row, stocks) for row in rows]
    for figure, row in zip(figures, rows, strict=True):
        cited[figure].add(row["source"])
    giving, both = [cited[figure] for figure in figures], pd.concat([claims, series], ignore_index=True)
    return both[["id", "source"]].assign(
        place=both["case"].map(study_places(cases, study)),
        publisher=[publisher[row["source"]] for row in rows],
        origin=[publisher[min(keys, key=precedence.__getitem__)] for keys in giving],
        repeats=[len(keys) - 1 for keys in giving],
        self_interest=[_measures_itself(row, about[row["source"]], names, whole) for row in rows],
    )


def _figure(row: PublishedRow, stocks: set[str]) -> tuple[Hashable, ...]:
    """What makes two rows one figure; a row without a number, or without a date, is a figure of its own."""
    if pd.isna(row["value"]) or not row["end"]:
        return (row["id"],)
    start = "" if row["indicator"] in stocks else row["start"]
    category = row.get("category", "")
    return row["case"], row["indicator"], category, start, row["end"], row["value"], row["change"]


def _precedence(source: SourceRow) -> tuple[str, bool, str]:
    """Sorts the first publication to the front; of one day, that of the statistical bureau."""
    date = f"{source['date'] or _UNDATED}{_UNKNOWN_DAY}"[:10]
    return date, source["tier"] != "statistics", source["key"]


def _publisher(source: SourceRow) -> str:
    """Who speaks in a source: its author, or the publisher that a journalist writes for."""
    author, publisher = (name.partition(" and ")[0] for name in (source["author"], source["publisher"]))
    if _is_person(author):
        return publisher or author
    office = author.translate({ord(sign): None for sign in _LEVEL_WORDS}) if source["tier"] in _OFFICIAL else author
    return office or publisher or source["key"]


def _is_person(author: str) -> bool:
    """A name with a comma, or a Chinese one of two or three signs that does not end as those of offices and media."""
    short = len(author) in (2, 3) and not author.isascii()
    return "," in author or (short and not author.endswith(_ENDS_OF_BODIES))


def _stem(name: str) -> str:
    """A place's Chinese name as authors use it: 乙 for 乙市."""
    return name.removesuffix("自治区").rstrip("省市县区") if len(name) > 2 else name


def _measures_itself(row: PublishedRow, source: SourceRow, names: Mapping[str, str], whole: set[str]) -> bool:
    """Tell whether a body speaks of itself; of what lies in no other place, any government does."""
    if source["tier"] == "self-reported":
        return True
    if source["tier"] != "government":
        return False
    return row["case"] in whole or names[row["case"]] in source["author"]


@numbers
def independence_counts(independence: pd.DataFrame) -> dict[str, Derived]:
    """Count the publishers behind the evidence, and the values that come from the body measured."""
    own = int(independence["self_interest"].sum())
    return {
        "values": counted(len(independence)),
        "texts": counted(independence["source"].nunique()),
        "voices": counted(independence["publisher"].nunique()),
        "origins": counted(independence["origin"].nunique()),
        "repeated": counted(int(independence["repeats"].gt(0).sum())),
        "self_interested": counted(own),
        "share_self_interested": Derived(share(exactly(own), exactly(len(independence)))),
    }
