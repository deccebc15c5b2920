"""Two states of a study are compared, whether a revision, a folder, an archive or the working tree holds them."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from policy_report.build.revisions import State, undrawn
from policy_report.cli import main
from policy_report.editions.archive import packed
from policy_report.editions.changes import Change
from policy_report.editions.report import markdown, page, words_changed
from policy_report.editions.snapshot import Snapshot
from policy_report.project import Project
from policy_report.trust import trust
from tests.editions.test_archive import a_study

DAY = datetime(2026, 11, 28, tzinfo=UTC)
Capture = pytest.CaptureFixture[str]

FOUND = [
    Change("contradiction-new", "outside-scale", where="policy-report show: n1"),
    Change("sentence-moved", "en", "It grew by <5%.", "It grew by 6%.", "report/en/1.qmd:3"),
    Change("row-new", "n4", "", "over 80%"),
    Change("figure-redrawn", "en/fig-a"),
]


def test_words_that_changed_are_marked_and_nothing_acts() -> None:
    assert words_changed("It grew by <5%.", "It grew by 6%.") == "It grew by <del>&lt;5</del><ins>6</ins>%."
    assert words_changed("上升55%", "上升60%") == "上升<del>55</del><ins>60</ins>%"


def test_the_page_shows_figures_side_by_side_and_revisions_apart_from_coverage() -> None:
    made = document_fromstring(page(FOUND, "2025", "<2026>", lambda side, _: b"<svg/>" if side else b""))
    assert made.xpath("//h2/text()") == ["Revised", "New coverage"]
    assert [image.get("alt") for image in made.xpath("//div[@class='pair']//img")] == ["after"]
    assert "before: not drawn" in made.text_content()
    assert made.xpath("//h1")[0].text_content() == "What changed from 2025 to <2026>"
    assert "n4" in made.xpath("//h2[2]/following-sibling::ul")[0].text_content()


def test_markdown_says_the_same() -> None:
    said = markdown(FOUND, "2025", "2026")
    assert "## Revised\n\n### New contradictions\n\n- outside-scale" in said
    assert said.index("## New coverage") < said.index("- n4 over 80%")
    assert "Nothing." in markdown([], "a", "b")


def test_what_was_not_drawn_is_not_compared_and_that_is_said() -> None:
    drawn, bare = (State(name, Snapshot(), figures, lambda _: b"") for name, figures in (("a", {"f": "1"}), ("b", {})))
    note = undrawn(drawn, bare)
    assert (undrawn(drawn, drawn), note) == ("", "Figures are not compared: none are drawn of b.")
    assert note in markdown([], "a", "b", note)
    assert note in page([], "a", "b", lambda *_: b"", note)


def an_archive(path: Path, said: Snapshot) -> Path:
    path.parent.mkdir(exist_ok=True)
    files = {"snapshot.json": said.to_json().encode(), "figures/en/fig-a.csv": said.to_json().encode()}
    path.write_bytes(packed(files, DAY, {"label": path.stem}))
    return path


def test_archives_and_editions_are_compared_without_a_build(tmp_path: Path, capsys: Capture) -> None:
    study = a_study(tmp_path / "study")
    an_archive(study.editions / "2025.zip", Snapshot(numbers={"a.b": "5"}))
    newer = an_archive(tmp_path / "newer.zip", Snapshot(numbers={"a.b": "6"}))
    where = ("--project", str(study.root), "diff", "2025")
    assert main([*where, str(newer), "--json", "--exit-code"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found == [
        {"kind": "number-changed", "key": "a.b", "before": "5", "after": "6"},
        {"kind": "figure-redrawn", "key": "en/fig-a"},
    ]
    assert main([*where, "2025", "--exit-code"]) == 0
    assert "nothing changed" in capsys.readouterr().out
    trust(study)
    assert main([*where, "--", "no-such-revision"]) == 1
    assert "[edition-unknown]" in capsys.readouterr().err


@pytest.mark.slow
def test_the_working_tree_is_compared_with_a_revision(tmp_path: Path, capsys: Capture) -> None:
    if shutil.which("git") is None:
        pytest.skip("no git on this machine")
    study: Project = a_study(tmp_path / "study")
    trust(study)
    for command in ("init -q", "add -A", "-c user.name=a -c user.email=a@example.org commit -qm one"):
        subprocess.run(["git", *command.split()], cwd=study.root, check=True)
    claims = study.published / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("17 per cent of", "18 per cent of"), encoding="utf-8")
    assert main(["--project", str(study.root), "diff", "HEAD"]) == 0
    said = capsys.readouterr().out
    assert "1 revised claims and values\n  wm001 phrase 17 per cent of crimes → phrase 18 per cent of crimes" in said
    assert "figures redrawn" not in said
    assert main(["--project", str(study.root), "diff", "HEAD", "HEAD", "--exit-code"]) == 0
