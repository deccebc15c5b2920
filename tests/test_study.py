"""What `study.toml` may say, and how a mistake in it is told."""

from pathlib import Path

import pytest

from policy_report.errors import ProjectError
from policy_report.project import Project
from policy_report.study import Role, Study, Vintage, read_study
from policy_report.text.language import Language
from policy_report.trust import trust

SOUND = """name = "ports"
languages = ["en"]
headline = ["ex001"]

[[place]]
id = "north"
name = { en = "North Port" }
colour = "#0b4f8a"

[[place]]
id = "coast"
role = "around"

[groups]
performance = ["traffic"]

[institutions]
"新华社" = "Xinhua"

[words]
cases = { en = "the two ports" }

[vintages]
"First estimate" = "preliminary"
"""


def study(folder: Path, text: str) -> Study:
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return read_study(Project(folder))


def problem(folder: Path, text: str) -> tuple[str, int, str, str]:
    with pytest.raises(ProjectError) as caught:
        study(folder, text)
    (only,) = caught.value.problems
    assert only.remedy
    return only.code, only.row, only.column, only.text


def test_a_study_says_its_languages_places_groups_and_institutions(tmp_path: Path) -> None:
    got = study(tmp_path, SOUND)
    assert got.languages == (Language.EN,)
    assert got.cases == ("north",)
    assert got.place("coast").role is Role.AROUND
    assert got.place("north").name[Language.ZH] == "North Port"
    assert got.group("performance") == ("traffic",)
    assert got.group("unheard-of") == ()
    assert got.institutions["新华社"] == "Xinhua"


def test_a_study_calls_things_as_it_says_or_as_any_would(tmp_path: Path) -> None:
    got = study(tmp_path, SOUND)
    assert (got.word("cases")[Language.EN], got.word("body")[Language.EN]) == ("the two ports", "body")
    assert got.vintages["First estimate"] is Vintage.PRELIMINARY
    assert got.around == ("coast",)
    called = study(tmp_path, SOUND.replace('role = "around"', 'role = "around"\ncalled = { en = "the coast" }'))
    assert called.place("coast").in_prose[Language.EN] == "the coast"
    assert called.place("north").in_prose[Language.EN] == "North Port"


def test_a_group_that_no_study_names_is_empty_unless_every_study_has_it(tmp_path: Path) -> None:
    got = study(tmp_path, SOUND)
    assert got.group("sizes") == ("population", "territory", "economy", "public finance")


def test_a_place_that_is_not_described_has_neutral_looks(tmp_path: Path) -> None:
    assert study(tmp_path, SOUND).place("nowhere").role is Role.ELSEWHERE


@pytest.mark.parametrize(
    ("before", "after", "code", "row", "column", "text"),
    [
        ('name = "ports"', 'nme = "ports"\nname = "ports"', "study-key-unknown", 1, "nme", "nme"),
        ('name = "ports"\n', "", "study-value-wrong", 0, "", ""),
        ('"ports"', "3", "study-value-wrong", 1, "name", "3"),
        ('languages = ["en"]', 'languages = "en"', "study-value-wrong", 2, "languages", "en"),
        ('["en"]', '["en", "tlh"]', "language-unknown", 2, "languages", "tlh"),
        ('["en"]', "[]", "study-value-wrong", 2, "languages", "[]"),
        ('["ex001"]', "[1]", "study-value-wrong", 3, "headline", "[1]"),
        ('colour = "#0b4f8a"', 'color = "#0b4f8a"', "study-key-unknown", 8, "color", "color"),
        ('role = "around"', 'role = "beside"', "study-value-wrong", 12, "role", "beside"),
        ('id = "north"\n', "", "study-value-wrong", 5, "place", "{'name': {'en': 'North Port'}, 'colour': '#0b4f8a'}"),
        ('{ en = "North Port" }', '"North Port"', "study-value-wrong", 7, "name", "North Port"),
        ('["traffic"]', '"traffic"', "study-value-wrong", 15, "performance", "traffic"),
        ('"Xinhua"', "7", "study-value-wrong", 18, "新华社", "7"),
        ("cases = {", "harbour = {", "study-value-wrong", 21, "harbour", "harbour"),
        ('{ en = "the two ports" }', '"the two ports"', "study-value-wrong", 21, "cases", "the two ports"),
        ('"preliminary"', '"early"', "study-value-wrong", 24, "First estimate", "early"),
        ('headline = ["ex001"]', 'census = "2020"', "study-value-wrong", 3, "census", "2020"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, code: str, row: int, column: str, text: str
) -> None:
    assert problem(tmp_path, SOUND.replace(before, after)) == (code, row, column, text)


def test_what_is_no_toml_is_said(tmp_path: Path) -> None:
    assert problem(tmp_path, "name = \n")[0] == "study-broken"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="study-missing"):
        read_study(Project(tmp_path))


def test_a_package_that_is_not_there_is_said(tmp_path: Path) -> None:
    for name in ("no_such_package", "os", "json", "__main__", "typing_extensions"):
        assert problem(tmp_path, f'package = "{name}"\n' + SOUND)[0] == "study-package-missing"


def test_the_package_lies_below_scripts(tmp_path: Path) -> None:
    (tmp_path / "scripts" / "ports_of_a_test").mkdir(parents=True)
    (tmp_path / "scripts" / "ports_of_a_test" / "__init__.py").touch()
    trust(Project(tmp_path))
    assert study(tmp_path, 'package = "ports_of_a_test"\n' + SOUND).package == "ports_of_a_test"
