"""`table`: shows how an official table reads, and writes its recipe once."""

from pathlib import Path

import pytest

from policy_report.cli import main

TABLE = "表1 分地区立案 2023年\n地区,立案（起）\n合计,30\n甲市,10\n乙市,\n丙市,20\n"


def test_the_recipe_is_written_once_and_then_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, recipe = tmp_path / "t.csv", tmp_path / "t.recipe.toml"
    path.write_text(TABLE, encoding="gbk")
    assert main(["table", str(path), "--source", "a2023", "--case", "x"]) == 0
    said = capsys.readouterr().out
    for words in (
        "gb18030",
        "立案 | 起",
        "合计 / 甲市 | 立案 | line 4, column 2 | 10 起 | 10 起",
        "guesses to look at: 1",
    ):
        assert words in said
    assert 'lines."乙市" = "row"  # guessed' in recipe.read_text(encoding="utf-8")
    corrected = recipe.read_text(encoding="utf-8").replace('"row"  # guessed', '"note"  # meant')
    recipe.write_text(corrected, encoding="utf-8")
    assert main(["table", str(path)]) == 0
    assert "3 rows" in capsys.readouterr().out
    assert recipe.read_text(encoding="utf-8") == corrected


def test_what_no_guess_mends_is_said_and_noted_in_the_recipe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Table 1 Crime\nKind,Cases\nTheft,1\n", encoding="utf-8")
    assert main(["table", str(path)]) == 1
    assert "period-missing" in capsys.readouterr().err
    assert "# period-missing" in (tmp_path / "t.recipe.toml").read_text(encoding="utf-8")


def test_a_file_that_is_no_table_gets_no_recipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("missing.csv", "text.doc"):
        (tmp_path / "text.doc").write_text("words", encoding="utf-8")
        assert main(["table", str(tmp_path / name)]) == 1
    assert "table-format-unknown" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["text.doc"]
