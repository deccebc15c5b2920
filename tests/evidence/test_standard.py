"""The standard tables are those that the engine's code and this study use."""

import pytest

from policy_report.evidence.datapackage import read_tables
from policy_report.evidence.standard import columns_of, standard_package
from policy_report.text.language import Language
from tests.conftest import ROOT

PACKAGE = ROOT / "data" / "published" / "datapackage.json"
BOTH = (Language.EN, Language.ZH)


@pytest.mark.parametrize("table", read_tables(PACKAGE, "datapackage.json"), ids=lambda table: table.name)
def test_the_tables_of_this_study_have_the_standard_columns(table: object) -> None:
    assert set(table.columns) == set(columns_of(table.name, BOTH))  # type: ignore[attr-defined]


def test_a_localised_column_is_there_once_for_each_language() -> None:
    assert columns_of("cases", (Language.EN,)) == ("id", "name_en", "level", "parent", "note")
    assert columns_of("cases", BOTH) == ("id", "name_en", "name_zh", "level", "parent", "note")


def test_a_package_links_only_tables_that_it_has() -> None:
    (claims,) = standard_package(["claims"], "Two ports", (Language.EN,))["resources"]
    assert claims["schema"]["foreignKeys"] == []
    resources = standard_package(["cases", "claims"], "Two ports", (Language.EN,))["resources"]
    assert [key["fields"] for key in resources[1]["schema"]["foreignKeys"]] == [["case"]]
