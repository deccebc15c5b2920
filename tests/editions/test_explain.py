"""`explain` leads from a phrase to its sentences and back, and says why a file is out of date."""

import json
from pathlib import Path
from typing import Any

import pytest

from policy_report.cli import main
from policy_report.project import Project
from tests.editions.test_archive import a_study

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    study = a_study(tmp_path_factory.mktemp("explain") / "study")
    assert main(["--project", str(study.root), "build", "snapshot", "tbl-claims", "fig-claims.svg"]) == 0
    return study


def explained(study: Project, capsys: Capture, target: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["--project", str(study.root), "explain", target, "--json"]) == 0
    (card,) = json.loads(capsys.readouterr().out)
    return dict(card)


def line_of(study: Project, place: str) -> str:
    file, _, row = place.partition(":")
    return (study.root / file).read_text(encoding="utf-8").split("\n")[int(row.partition(":")[0]) - 1]


def test_each_step_from_phrase_to_sentence_has_its_place(built: Project, capsys: Capture) -> None:
    card = explained(built, capsys, "wm001")
    assert line_of(built, card["1 phrase"]).startswith("wm001,")
    assert card["2 reading"] == "[16.5, 17.5) percent level"
    (sentence,) = card["5 sentences"]
    assert "17%" in sentence
    assert Path(built.root / sentence.partition(":")[0]).is_file()
    assert card["would change with it"]["figures"] == ["fig-claims"]
    assert "tbl-claims" in card["would change with it"]["tables"]


def test_a_file_is_out_of_date_for_a_reason_and_waits_for_others(built: Project, capsys: Capture) -> None:
    assert explained(built, capsys, "evidence")["out of date"] == "no"
    claims = built.published / "claims.csv"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace("17 per cent of", "18 per cent of"), encoding="utf-8")
    late, waiting = (explained(built, capsys, name) for name in ("evidence", "tbl-claims"))
    assert main(["--project", str(built.root), "build", "tbl-claims", "--why"]) == 0
    said = capsys.readouterr().out
    claims.write_text(text, encoding="utf-8")
    assert late["out of date"] == ["changed: data/published/claims.csv"]
    assert (waiting["out of date"], waiting["waits for"]) == ("no", ["evidence"])
    assert said.startswith("evidence\n  changed: data/published/claims.csv\n")
    assert "  waits for: evidence" in said.partition("table/en/claims\n")[2]
    assert not (built.output / "report").exists()


def test_an_unknown_target_gets_the_nearest(built: Project, capsys: Capture) -> None:
    assert main(["--project", str(built.root), "explain", "wm0091"]) == 1
    assert "[id-unknown]" in (error := capsys.readouterr().err)
    assert "wm001" in error
