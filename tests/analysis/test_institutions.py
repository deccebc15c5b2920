import pandas as pd
import pytest

from policy_report.analysis.institutions import Relation, design_comparison, institutions
from policy_report.errors import AnalysisError
from tests.analysis.tidy_rows import rows

NAMED = (
    "jxf018 smf007 jxf003 smf005 jxf020 smf003 jxf019 smf008 jxf029 smf011 jxf034 smf015 jxf030 smf016 jxf036 smf019"
    " jxf040 smf024 jxf042 smf020 jxf051 smf026 jxf060 smf031 jxf067 smf033"
)


def features(**values: str) -> pd.DataFrame:
    table = [(key, values.get(key, "Stated"), "有", "jiaxing2024hexin") for key in NAMED.split()]
    return pd.DataFrame(table, columns=["id", "value_en", "value_zh", "source"])


def relations(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["topic"], frame["relation"], strict=True))


def test_where_both_sides_speak_our_judgement_counts() -> None:
    got = relations(design_comparison(features()))
    assert (got["entry"], got["routing"]) == (Relation.SAME, Relation.DIFFERENT)
    assert Relation.SILENT not in got.values()


def test_silence_of_one_side_or_both_overrides_the_judgement() -> None:
    silent = features(smf008="Not published", jxf067="Not mentioned: warrants", smf033="Not mentioned")
    got = relations(design_comparison(silent))
    assert (got["officers"], got["oversight"]) == (Relation.ONE_SIDED, Relation.SILENT)


def test_every_topic_gives_the_ground_of_its_judgement_in_both_languages() -> None:
    got = design_comparison(features())
    assert all(all(row.values()) for row in got[["reason_en", "reason_zh", "name_en", "name_zh"]].to_dict("records"))


def test_all_missing_features_are_named_at_once() -> None:
    with pytest.raises(AnalysisError) as caught:
        design_comparison(features().iloc[2:])
    assert {problem.text for problem in caught.value.problems} == {"jxf018", "smf007"}


def test_counts_of_relations_sum_to_the_topics() -> None:
    sizes = {"jx019": 212, "jx018": 21, "jx155": 208, "jx155b": 18, "jx017": 26, "jx016": 9}
    claims = rows(*({"id": key, "exact": number} for key, number in sizes.items()))
    got = {key: derived.quantity.value for key, derived in institutions(claims, design_comparison(features())).items()}
    parts = [got[f"topics_{relation}"] or 0 for relation in Relation]
    assert sum(parts) == got["topics"]
    assert got["members_per_team"] == pytest.approx(212 / 21)
