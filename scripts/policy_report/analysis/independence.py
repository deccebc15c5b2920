"""Which published values trace back to one publisher, and which come from the body that they measure."""

from collections import defaultdict
from collections.abc import Hashable, Mapping

import pandas as pd

from policy_report.analysis.places import study_places
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.records import Record
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
    about = {str(row["key"]): row for row in sources.to_dict("records")}
    publisher = {key: _publisher(row) for key, row in about.items()}
    precedence = {key: _precedence(row) for key, row in about.items()}
    stocks = set(indicators.loc[indicators["measure"].eq("stock"), "id"])
    rows = [*claims.to_dict("records"), *series.to_dict("records")]
    whole = set(cases.loc[cases["parent"].eq(""), "id"])
    names = {str(row["id"]): _stem(str(row["name_zh"])) for row in cases.to_dict("records")}
    cited: dict[tuple[Hashable, ...], set[str]] = defaultdict(set)
    figures = [_figure(row, stocks) for row in rows]
    for figure, row in zip(figures, rows, strict=True):
        cited[figure].add(str(row["source"]))
    giving, both = [cited[figure] for figure in figures], pd.concat([claims, series], ignore_index=True)
    return both[["id", "source"]].assign(
        place=both["case"].map(study_places(cases, study)),
        publisher=[publisher[str(row["source"])] for row in rows],
        origin=[publisher[min(keys, key=precedence.__getitem__)] for keys in giving],
        repeats=[len(keys) - 1 for keys in giving],
        self_interest=[_measures_itself(row, about[str(row["source"])], names, whole) for row in rows],
    )


def _figure(row: Record, stocks: set[str]) -> tuple[Hashable, ...]:
    """What makes two rows one figure; a row without a number, or without a date, is a figure of its own."""
    if pd.isna(row["value"]) or not row["end"]:
        return (str(row["id"]),)
    start = "" if row["indicator"] in stocks else row["start"]
    category = row.get("category", "")
    return row["case"], row["indicator"], category, start, row["end"], float(row["value"]), row["change"]


def _precedence(source: Record) -> tuple[str, bool, str]:
    """Sorts the first publication to the front; of one day, that of the statistical bureau."""
    date = f"{source['date'] or _UNDATED}{_UNKNOWN_DAY}"[:10]
    return date, source["tier"] != "statistics", str(source["key"])


def _publisher(source: Record) -> str:
    """Who speaks in a source: its author, or the publisher that a journalist writes for."""
    author, publisher = (str(source[name] or "").partition(" and ")[0] for name in ("author", "publisher"))
    if _is_person(author):
        return publisher or author
    office = author.translate({ord(sign): None for sign in _LEVEL_WORDS}) if source["tier"] in _OFFICIAL else author
    return office or publisher or str(source["key"])


def _is_person(author: str) -> bool:
    """A name with a comma, or a Chinese one of two or three signs that does not end as those of offices and media."""
    short = len(author) in (2, 3) and not author.isascii()
    return "," in author or (short and not author.endswith(_ENDS_OF_BODIES))


def _stem(name: str) -> str:
    """A place's Chinese name as authors use it: 乙 for 乙市."""
    return name.removesuffix("自治区").rstrip("省市县区") if len(name) > 2 else name


def _measures_itself(row: Record, source: Record, names: Mapping[str, str], whole: set[str]) -> bool:
    """Tell whether a body speaks of itself; of what lies in no other place, any government does."""
    if source["tier"] == "self-reported":
        return True
    case = str(row["case"])
    if source["tier"] != "government":
        return False
    return case in whole or names[case] in str(source["author"])


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
