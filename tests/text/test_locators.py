"""Places in a source, in Chinese."""

import re
from pathlib import Path

import pandas as pd
import pytest

from jiaxing_sanming.words import word
from policy_report.paper.tables.wording import place_in_source
from policy_report.text.language import Language

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("para 3", "第3段"),
        ("P12-P13", "第12—13段"),
        ("paras 7, 23, 24", "第7、23、24段"),
        ("section 1(1)", "第1（1）节"),
        ("standfirst; para 1", "导语；第1段"),
        ("title and para 1", "标题、第1段"),
        ("art. 178 of the 2020 Provisions, as quoted", "转引自2020年规定第178条"),
        ("src/assets/merged_data.json", "src/assets/merged_data.json"),
    ],
)
def test_a_place_reads_in_chinese(english: str, chinese: str) -> None:
    assert place_in_source(english, Language.ZH, word) == chinese


def test_no_place_of_the_data_keeps_english_words() -> None:
    places = {
        str(place)
        for path in (ROOT / "data" / "published").glob("*.csv")
        for place in pd.read_csv(path, dtype=str).get("locator", pd.Series(dtype=str)).dropna()
    }
    chinese = (place_in_source(place, Language.ZH, word) for place in places)
    left = {place for place in chinese if re.search(r"[a-z]{3}", place) and not place.endswith(".json")}
    assert not left
