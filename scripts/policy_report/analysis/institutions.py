"""The two designs compared topic by topic, and how far the descriptions agree."""

from enum import StrEnum

import pandas as pd

from policy_report.analysis.places import CITIES
from policy_report.analysis.published import Published, between, counted, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.comparison_checks import is_silent
from policy_report.quantities.arithmetic import ratio, share


class Relation(StrEnum):
    """How what is published of the two designs compares on one topic."""

    SAME = "same"
    DIFFERENT = "different"
    ONE_SIDED = "one_sided"
    SILENT = "silent"


ALL = "all"
"""The name under which `design_agreement` gives all dimensions together."""

_COUNTS = [str(relation) for relation in Relation]


@result
def design_comparison(comparisons: pd.DataFrame, features: pd.DataFrame) -> pd.DataFrame:
    """What is published of both designs, topic by topic.

    Returns
    -------
    DataFrame
        `topic, dimension, name_en, name_zh, reason_en, reason_zh, place, relation` and for each city `CITY_id,
        CITY_en, CITY_zh, CITY_stated, CITY_source`, in the order of `comparisons.csv`. `relation` is a `Relation`:
        same and different, as judged, where both sides state something; one_sided where one does; silent where
        neither does.
    """
    known = features.set_index("id")
    kept = ["dimension", "name_en", "name_zh", "reason_en", "reason_zh", "place"]
    found = comparisons[kept].copy()
    found.insert(0, "topic", comparisons["id"])
    for city in CITIES:
        side = known.loc[comparisons[f"{city}_feature"]]
        found[f"{city}_id"] = side.index.to_numpy()
        for language in ("en", "zh"):
            found[f"{city}_{language}"] = side[f"value_{language}"].to_numpy()
        found[f"{city}_stated"] = [not is_silent(value) for value in side["value_en"]]
        found[f"{city}_source"] = side["source"].to_numpy()
    stated = found[[f"{city}_stated" for city in CITIES]].sum(axis=1)
    found["relation"] = [
        _relation(sides, judgement) for sides, judgement in zip(stated, comparisons["judgement"], strict=True)
    ]
    return found.reset_index(drop=True)


def _relation(sides: int, judgement: str) -> Relation:
    if sides == len(CITIES):
        return Relation(judgement)
    return Relation.ONE_SIDED if sides else Relation.SILENT


@result
def design_agreement(design_comparison: pd.DataFrame) -> pd.DataFrame:
    """The agreement of the two descriptions by dimension, with its denominator and its bounds.

    The share is of the topics on which both sides state something. Silence is not agreement and not difference: if
    every topic on which a side is silent turned out to differ, the share of all topics would be `lower`; if every
    one turned out the same, `upper` (worst-case bounds for missing answers, after `manski2003partial`).

    Returns
    -------
    DataFrame
        `dimension, same, different, one_sided, silent, topics, compared, agreement, lower, upper`, in the order of
        the comparison, and last a row `all`. `compared` counts the topics that both sides state; `agreement` is
        missing where there is none. Shares in percent of `compared`, bounds in percent of `topics`.
    """
    counts = design_comparison.groupby("dimension", sort=False)["relation"].value_counts().unstack(fill_value=0)
    counts = counts.reindex(columns=_COUNTS, fill_value=0).reindex(design_comparison["dimension"].unique())
    counts.loc[ALL] = counts.sum()
    counts["topics"] = counts[_COUNTS].sum(axis=1)
    counts["compared"] = counts["same"] + counts["different"]
    counts["agreement"] = 100 * counts["same"] / counts["compared"].where(counts["compared"] > 0)
    counts["lower"] = 100 * counts["same"] / counts["topics"]
    counts["upper"] = 100 * (1 - counts["different"] / counts["topics"])
    return counts.rename_axis(index="dimension", columns=None).reset_index()


@numbers
def institutions(
    claims: pd.DataFrame, design_comparison: pd.DataFrame, design_agreement: pd.DataFrame
) -> dict[str, Derived]:
    """Sizes of teams, and how often the two designs agree."""
    main = design_comparison.loc[design_comparison["place"].eq("figure"), "relation"]
    return _sizes(Published(claims)) | _scores(design_agreement) | _main_score(main)


def _scores(agreement: pd.DataFrame) -> dict[str, Derived]:
    """Counts of topics by relation, and the share that agree."""
    overall = agreement.set_index("dimension")[[*_COUNTS, "topics"]].astype(int).loc[ALL].to_dict()
    parts = agreement[agreement["dimension"].ne(ALL)]
    made = {
        f"topics_{relation}": counted(
            overall[relation],
            f"topics of the comparison with the relation “{relation.replace('_', ' ')}”",
            f"比较中关系为“{relation_zh}”的主题数",
        )
        for relation, relation_zh in (
            (Relation.SAME, "相同"),
            (Relation.DIFFERENT, "不同"),
            (Relation.ONE_SIDED, "仅一方说明"),
            (Relation.SILENT, "双方均未说明"),
        )
    }
    same, different = overall["same"], overall["different"]
    return made | {
        "topics": counted(overall["topics"], "topics compared", "比较的主题数"),
        "topics_compared": counted(same + different, "topics that both sides state", "双方均有说明的主题数"),
        "dimensions": counted(len(parts), "dimensions of the comparison", "比较的维度数"),
        "dimensions_with_difference": counted(
            int(parts["different"].gt(0).sum()),
            "dimensions with a topic on which the two sides differ",
            "至少有一个主题为双方不同的维度数",
        ),
        "dimensions_without_score": counted(
            int(parts["compared"].eq(0).sum()),
            "dimensions with no topic that both sides state",
            "没有任何主题为双方均有说明的维度数",
        ),
        "agreement": _share_same(
            same,
            same + different,
            "topics that agree / topics that both sides state",
            "相同主题数÷双方均有说明的主题数",
        ),
        "agreement_if_silence_differs": _share_same(
            same,
            overall["topics"],
            "topics that agree / all topics: every silence taken for a difference",
            "相同主题数÷全部主题数，未说明者一律视为不同",
        ),
        "agreement_if_silence_agrees": _share_same(
            overall["topics"] - different,
            overall["topics"],
            "topics that do not differ / all topics: every silence taken for agreement",
            "非不同的主题数÷全部主题数，未说明者一律视为相同",
        ),
    }


def _main_score(relations: pd.Series) -> dict[str, Derived]:
    """The same share on the topics of the figure alone: how much hangs on which topics are asked."""
    same, compared = int(relations.eq("same").sum()), int(relations.isin(["same", "different"]).sum())
    return {
        "topics_in_figure": counted(len(relations), "topics drawn in the figure", "图中所列主题数"),
        "topics_in_figure_compared": counted(
            compared, "topics of the figure that both sides state", "图中双方均有说明的主题数"
        ),
        "agreement_in_figure": _share_same(
            same,
            compared,
            "the same share on the topics of the figure alone",
            "仅就图中所列主题计算的同一比例",
        ),
    }


def _share_same(part: int, whole: int, method_en: str, method_zh: str) -> Derived:
    """A share of topics; of none, any share."""
    found = share(exactly(float(part)), exactly(float(whole))) if whole else between(0.0, 100.0, "percent")
    return Derived(found, (), method_en, method_zh)


def _sizes(published: Published) -> dict[str, Derived]:
    return {
        "members_per_team": published.derive(
            ratio,
            ("jx019", "jx018"),
            "members of the strike teams / strike teams, Jiaxing",
            "嘉兴专业打击队人数÷队数",
            1,
        ),
        "members_per_team_shaoxing": published.derive(
            ratio,
            ("jx155", "jx155b"),
            "members of the strike teams / strike teams, Shaoxing",
            "绍兴专业打击队人数÷队数",
            1,
        ),
        "officers_per_branch_jiaxing": published.derive(
            ratio,
            ("jx017", "jx016"),
            "officers stationed / branches stationed, Jiaxing",
            "嘉兴入驻民警数÷入驻警种数",
            1,
        ),
    }
