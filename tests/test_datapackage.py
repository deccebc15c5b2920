"""Anyone can check the published tables with a Frictionless tool."""

from frictionless import validate

from tests.conftest import ROOT


def test_the_data_package_validates() -> None:
    report = validate(str(ROOT / "data" / "published" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "type", "message"])
