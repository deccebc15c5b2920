"""The front page speaks each language of the study, and leads only to what a build makes."""

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from frictionless import Package
from openpyxl import load_workbook

from policy_report.build.choice import Choice, choose
from policy_report.build.graph import Graph
from policy_report.editions.landing import landing_files, make_landing
from policy_report.errors import RenderError
from policy_report.project import Project
from policy_report.render.engine import choose_engine
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def pictures(study: Project) -> list[Path]:
    """The pictures of the articles, which a build draws."""
    found = [study.figures / language / "fig-graphical-abstract.png" for language in ("en", "zh")]
    for path in found:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"PNG")
    return found


def test_the_front_page_leads_only_to_what_a_build_makes_unasked(study: Project) -> None:
    make_landing(study, [])
    page, *data = landing_files(study)
    text = page.read_text(encoding="utf-8")
    assert all(f'<section id="{language}"' in text for language in ("en", "zh"))
    tasks = Graph(study, choose_engine("embedded")).tasks()
    made = {path for task in tasks if task.name in choose(study, tasks, Choice()) for path in task.makes}
    for address in re.findall(r'href="([^"]+)"', text):
        path = page.parent / address.partition("#")[0]
        assert re.search(rf'id="{address[1:]}"', text) if address.startswith("#") else str(path) in made, address
    assert all(path.is_file() for path in data)


def test_the_picture_of_an_article_stands_on_the_front_page_and_lies_beside_the_page(
    study: Project, pictures: list[Path]
) -> None:
    make_landing(study, [])
    page, *files = landing_files(study)
    beside = {path.relative_to(page.parent).as_posix(): path.read_bytes() for path in files[-2:]}
    assert beside == {f"{path.parent.name}/{path.name}": b"PNG" for path in pictures}
    text = page.read_text(encoding="utf-8")
    assert re.findall(r'<img alt="(..)[^"]*" src="([^"]+)"', text) == [
        ("In", "data:image/png;base64,UE5H"), ("福建", "data:image/png;base64,UE5H")
    ]  # fmt: skip
    assert f'<meta property="og:image" content="en/{pictures[0].name}">' in text


def test_a_picture_that_is_not_there_is_told_where_it_is_named(study: Project, pictures: list[Path]) -> None:
    pictures[1].unlink()
    with pytest.raises(RenderError) as caught:
        make_landing(study, [])
    ((code, file, text),) = [(one.code, one.file, one.text) for one in caught.value.problems]
    assert (code, file, text) == ("file-not-found", "report/zh/paper.qmd", f"figures/zh/{pictures[1].name}")


def test_a_picture_from_outside_of_the_study_is_refused(study: Project, pictures: list[Path]) -> None:
    (study.root.parent / "secret.png").write_bytes(b"secret")
    paper = study.report / "en" / "paper.qmd"
    text = paper.read_text(encoding="utf-8").replace(f"../../figures/en/{pictures[0].name}", "../../../secret.png")
    paper.write_text(text, encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        make_landing(study, [])
    assert [(one.code, one.file) for one in caught.value.problems] == [("outside-study", "report/en/paper.qmd")]
    assert not landing_files(study)[0].exists()


def test_the_data_are_those_of_the_study_and_the_same_each_time(study: Project) -> None:
    tidy = sorted(Project(ROOT).tidy.glob("*.csv"))
    study.tidy.mkdir()
    copies = [study.tidy / path.name for path in tidy]
    for path, copy in zip(tidy, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    make_landing(study, copies)
    first = landing_files(study)[1].read_bytes()
    make_landing(study, copies)
    assert landing_files(study)[1].read_bytes() == first
    with zipfile.ZipFile(landing_files(study)[1]) as archive:
        names = set(archive.namelist())
    assert {"data/published/claims.csv", "data/published/datapackage.json", "data/tidy/claims.csv"} <= names
    assert {"references.bib", "tables.xlsx"} <= names


def test_the_tables_are_a_package_and_a_workbook_with_types(study: Project, tmp_path: Path) -> None:
    study.tidy.mkdir()
    text = "id,phrase,lower,lower_closed,part\njx001,=1+1,54.5,true,2\njx002,,,,\n"
    (study.tidy / "claims.csv").write_text(text, encoding="utf-8")
    make_landing(study, [study.tidy / "claims.csv"])
    with zipfile.ZipFile(landing_files(study)[1]) as archive:
        archive.extractall(tmp_path)
    report = Package(str(tmp_path / "data/tidy/datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    book = load_workbook(tmp_path / "tables.xlsx")
    head, *rows = book["claims"].iter_rows(values_only=True)
    assert head == ("id", "phrase", "lower", "lower_closed", "part")
    assert rows == [("jx001", "=1+1", 54.5, True, 2), ("jx002", None, None, None, None)]
    about = {row[1]: row for row in book["columns"].iter_rows(values_only=True)}
    assert about["lower"][:3] == ("claims", "lower", "number")
    assert str(about["lower"][3]).startswith("Lower bound")
    before = landing_files(study)[2].read_bytes()
    with patch("openpyxl.writer.excel.datetime") as clock:
        clock.datetime.now.return_value = datetime(2030, 1, 1, tzinfo=UTC)
        make_landing(study, [study.tidy / "claims.csv"])
    assert landing_files(study)[2].read_bytes() == before
