"""The codebook of the design comparison."""

import csv

import pandas as pd

from jiaxing_sanming.tables.cases import codebook
from policy_report.text.language import Language
from tests.conftest import ROOT


def test_every_topic_has_a_rule_in_each_language() -> None:
    with (ROOT / "data/published/topics.csv").open(encoding="utf-8", newline="") as file:
        lacking = [row["id"] for row in csv.DictReader(file) if not (row["rule_en"] and row["rule_zh"])]
    assert not lacking


def test_a_row_has_the_rule_and_every_judgement_and_marks_where_the_passes_differ() -> None:
    topics = pd.DataFrame({"id": ["entry", "power"], "name_en": ["Entry", "Role"], "rule_en": ["One desk", "One part"]})
    pair = {"first": "a", "second": "b"}
    coding = pd.DataFrame(
        [
            {"topic": topic, "pass": number, "judgement": judgement, **pair}
            for topic, *judgements in (("entry", "same", "same"), ("power", "same", "different"))
            for number, judgement in enumerate(judgements, start=1)
        ]
    )
    adopted = pd.DataFrame(
        [{"topic": "entry", "relation": "same", **pair}, {"topic": "power", "relation": "different", **pair}]
    )
    lines = codebook(Language.EN, topics, coding, adopted).splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "One" in line]
    assert rows == [
        ["Entry", "One desk", "agree", "agree", "agree"],
        ["Role\\*", "One part", "agree", "differ", "differ"],
    ]
