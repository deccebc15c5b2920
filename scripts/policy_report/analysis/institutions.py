"""The designs of the cases compared topic by topic, and how far the descriptions agree."""

from enum import StrEnum

import pandas as pd

from policy_report.analysis.published import between, counted, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.comparison_checks import is_silent
from policy_report.quantities.arithmetic import share
from policy_report.study import Study


class Relation(StrEnum):
    """How what is published of two designs compares on one topic."""

    SAME = "same"
    DIFFERENT = "different"
    ONE_SIDED = "one_sided"
    SILENT = "silent"


ALL = "all"
"""The name under which `design_agreement` gives all dimensions together."""

_COUNTS = [str(relation) for relation in Relation]
_TOPIC = ["topic", "dimension", "name_en", "name_zh", "place"]
_PAIR = ["first", "second"]


@result
def design_statements(topics: pd.DataFrame, features: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Give what is published of each case on each topic.

    Returns `topic, dimension, name_en, name_zh, place, case, feature, value_en, value_zh, source, stated`, in the order
    of `topics.csv` and of the study's cases.
    """
    asked = topics.rename(columns={"id": "topic"})[_TOPIC].merge(pd.DataFrame({"case": study.cases}), how="cross")
    said = features.rename(columns={"id": "feature"})
    said = said[["topic", "case", "feature", "value_en", "value_zh", "source"]]
    found = asked.merge(said, on=["topic", "case"])
    return found.assign(stated=[not is_silent(value) for value in found["value_en"]])


@result
def design_comparison(design_statements: pd.DataFrame, judgements: pd.DataFrame) -> pd.DataFrame:
    """Set what is published of each two cases side by side, topic by topic.

    Returns `topic, dimension, name_en, name_zh, place, first, second, relation, reason_en, reason_zh` and, for each
    SIDE of first and second, `SIDE_id, SIDE_en, SIDE_zh, SIDE_source, SIDE_stated`, in the order of `topics.csv` and of
    the study's cases. `relation` is a `Relation`: same and different, as judged, where both cases state something;
    one_sided where one does; silent where neither does.
    """
    first, second = (_side(design_statements, side) for side in _PAIR)
    pairs = first.merge(second, on=_TOPIC)
    pairs = pairs[pairs.pop("first_order") < pairs.pop("second_order")]
    turned = judgements.rename(columns={"first": "second", "second": "first"})
    found = pairs.merge(pd.concat([judgements, turned]), on=["topic", *_PAIR], how="left")
    found = found.fillna({"judgement": "", "reason_en": "", "reason_zh": ""})
    sides = zip(found["first_stated"], found["second_stated"], found.pop("judgement"), strict=True)
    return found.assign(relation=[_relation(*of_pair) for of_pair in sides])


def _side(statements: pd.DataFrame, side: str) -> pd.DataFrame:
    names = {"feature": "id", "value_en": "en", "value_zh": "zh", "source": "source", "stated": "stated"}
    own = statements.rename(columns={"case": side} | {name: f"{side}_{short}" for name, short in names.items()})
    return own.assign(**{f"{side}_order": range(len(own))})


def _relation(first: bool, second: bool, judgement: str) -> Relation:
    if first and second:
        return Relation(judgement)
    return Relation.ONE_SIDED if first or second else Relation.SILENT


@result
def design_agreement(design_comparison: pd.DataFrame) -> pd.DataFrame:
    """Count how far the descriptions of each two cases agree by dimension, with the denominator and bounds.

    The share is of the topics on which both sides state something. Silence is not agreement and not difference: if
    every topic on which a side is silent turned out to differ, the share of all topics would be `lower`; if every
    one turned out the same, `upper` (worst-case bounds for missing answers, after `manski2003partial`).

    Returns `first, second, dimension, same, different, one_sided, silent, topics, compared, agreement, lower, upper`,
    for each pair of cases in the order of the comparison, and last a row `all`. `compared` counts the topics that both
    sides state; `agreement` is missing where there is none. Shares in percent of `compared`, bounds in percent of
    `topics`.
    """
    parts = [_agreement(rows).assign(**rows.iloc[0][_PAIR]) for _, rows in design_comparison.groupby(_PAIR, sort=False)]
    columns = [*_PAIR, "dimension", *_COUNTS, "topics", "compared", "agreement", "lower", "upper"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _agreement(compared: pd.DataFrame) -> pd.DataFrame:
    """Count the relations of one pair of cases by dimension, and score them."""
    counts = compared.groupby("dimension", sort=False)["relation"].value_counts().unstack(fill_value=0)
    counts = counts.reindex(columns=_COUNTS, fill_value=0).reindex(compared["dimension"].unique())
    counts.loc[ALL] = counts.sum()
    counts["topics"] = counts[_COUNTS].sum(axis=1)
    counts["compared"] = counts["same"] + counts["different"]
    counts["agreement"] = 100 * counts["same"] / counts["compared"].where(counts["compared"] > 0)
    counts["lower"] = 100 * counts["same"] / counts["topics"]
    counts["upper"] = 100 * (1 - counts["different"] / counts["topics"])
    return counts.rename_axis(index="dimension", columns=None).reset_index()


@numbers
def institutions(design_comparison: pd.DataFrame, design_agreement: pd.DataFrame) -> dict[str, Derived]:
    """Count how often the designs agree; of more than two cases, over all pairs."""
    main = design_comparison.loc[design_comparison["place"].eq("figure"), "relation"]
    return _scores(design_agreement) | _main_score(main)


def _scores(agreement: pd.DataFrame) -> dict[str, Derived]:
    """Counts of topics by relation, and the share that agree."""
    parts = agreement[agreement["dimension"].ne(ALL)]
    overall = {name: int(parts[name].sum()) for name in (*_COUNTS, "topics")}
    by_dimension = parts.groupby("dimension")
    same, different = overall["same"], overall["different"]
    return {
        **{f"topics_{relation}": counted(overall[relation]) for relation in _COUNTS},
        "topics": counted(overall["topics"]),
        "topics_compared": counted(same + different),
        "dimensions": counted(len(by_dimension)),
        "dimensions_with_difference": counted(int(by_dimension["different"].sum().gt(0).sum())),
        "dimensions_without_score": counted(int(by_dimension["compared"].sum().eq(0).sum())),
        "agreement": _share_same(same, same + different),
        "agreement_if_silence_differs": _share_same(same, overall["topics"]),
        "agreement_if_silence_agrees": _share_same(overall["topics"] - different, overall["topics"]),
    }


def _main_score(relations: pd.Series) -> dict[str, Derived]:
    """The same share on the topics of the figure alone: how much hangs on which topics are asked."""
    same, compared = int(relations.eq("same").sum()), int(relations.isin(["same", "different"]).sum())
    return {
        "topics_in_figure": counted(len(relations)),
        "topics_in_figure_compared": counted(compared),
        "agreement_in_figure": _share_same(same, compared),
    }


def _share_same(part: int, whole: int) -> Derived:
    """A share of topics; of none, any share."""
    return Derived(share(exactly(float(part)), exactly(float(whole))) if whole else between(0.0, 100.0, "percent"))
