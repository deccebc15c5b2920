"""Checks that each topic of the structured comparison asks both cities the same question and judges what is stated.

Structured, focused comparison puts the same questions to every case (`george2005case`); a topic that sets a feature of
one dimension against one of another, or that judges a side that says nothing, would pass unseen into the score.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from policy_report.errors import Problem

_SILENCE: Final = ("Not published", "Not mentioned")
_CITIES: Final = ("jiaxing", "sanming")

Row = Mapping[Hashable, Any]


def is_silent(value_en: str) -> bool:
    """Whether a feature's English value records that its source says nothing."""
    return value_en.startswith(_SILENCE)


def comparison_problems(frames: Mapping[str, pd.DataFrame], folder: str) -> Iterator[Problem]:
    """What is wrong with the topics of the comparison, beyond types and links.

    Parameters
    ----------
    frames
        The published tables as text by name, indexed by line; of them, comparisons and features.
    folder
        How the folder of the published tables is named to the reader.
    """
    comparisons, features, name = frames["comparisons"], frames["features"], f"{folder}/comparisons.csv"
    known = features.drop_duplicates("id").set_index("id").to_dict("index")
    for row, topic in zip(comparisons.index, comparisons.to_dict("records"), strict=True):
        sides = {city: known.get(topic[f"{city}_feature"]) for city in _CITIES}
        for city, feature in sides.items():
            if feature is not None:
                yield from _side_problems(topic, city, feature, name, int(row))
        stated = [not is_silent(feature["value_en"]) for feature in sides.values() if feature is not None]
        if len(stated) == len(_CITIES):
            yield from _judgement_problems(topic, all(stated), name, int(row))


def _side_problems(topic: Row, city: str, feature: Row, name: str, row: int) -> Iterator[Problem]:
    column, text = f"{city}_feature", str(topic[f"{city}_feature"])
    if feature["case"] != city:
        message = f"this is a feature of {feature['case']}, and the column is for {city}"
        remedy = "name a feature of this city, or exchange the two columns"
        yield Problem(name, row, column, "comparison-case-differs", message, text, remedy)
    if feature["dimension"] != topic["dimension"]:
        message = f"the feature is of the dimension {feature['dimension']}, and the topic of {topic['dimension']}"
        remedy = "name a feature of the topic's dimension, or correct the dimension in data/published/features.csv"
        yield Problem(name, row, column, "comparison-dimension-differs", message, text, remedy)


def _judgement_problems(topic: Row, both_state: bool, name: str, row: int) -> Iterator[Problem]:
    judgement = str(topic["judgement"])
    if both_state and not judgement:
        remedy = "write same or different, and give the ground in reason_en and reason_zh"
        message = "both features state something, and no judgement is given"
        yield Problem(name, row, "judgement", "judgement-missing", message, judgement, remedy)
    if judgement and not both_state:
        remedy = "leave the judgement empty, or name a feature that states something"
        message = "a side says nothing, so that there is nothing to judge"
        yield Problem(name, row, "judgement", "judgement-without-statement", message, judgement, remedy)
