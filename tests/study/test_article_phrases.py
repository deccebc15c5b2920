"""Every figure of the two articles is in the data, or its row in `EXCLUDED.csv` says why it is not."""

import re

import pandas as pd
import pytest

from tests.conftest import ROOT

SOURCES = ("jiaxing2024hexin", "fang2021etijia")
DIGITS = re.compile(r"\d+(?:\.\d+)?")


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / name, dtype=str, keep_default_na=False)


PHRASES = _table("tests/data/article_phrases.csv")


@pytest.mark.parametrize("row", PHRASES.to_dict("records"), ids=lambda row: f"{row['phrase']} {row['kept_in']}")
def test_a_figure_is_kept_where_the_list_says(row: dict[str, str]) -> None:
    kept = row["kept_in"]
    if kept == "EXCLUDED":
        excluded = _table("data/published/EXCLUDED.csv")

        assert len(excluded.query("file == @row['source'] and id == @row['phrase']")) == 1
        return
    table = "milestones" if kept.startswith("ms-") else "features" if kept[2] == "f" else "claims"
    found = _table(f"data/published/{table}.csv").set_index("id").loc[kept]
    assert found["source"] == row["source"]
    if table == "milestones":
        assert found["date"] == row["period"]
    elif table == "claims" and row["period"].count("-") == 2:
        assert row["phrase"] in found["phrase"] or found["period_start"] == row["period"]
    elif table == "claims":
        assert row["phrase"] in found["phrase"]
        assert row["period"][:4] in found["period_start"] + found["period_end"]
    else:
        assert set(DIGITS.findall(row["phrase"])) <= set(DIGITS.findall(f"{found['value_zh']}{found['locator']}"))


def test_every_claim_of_the_articles_is_a_figure_of_the_list() -> None:
    claims = _table("data/published/claims.csv")
    own = claims[claims["source"].isin(SOURCES)]
    assert set(own["id"]) <= set(PHRASES["kept_in"])
