"""`policy-report add` shows the reading, asks, and writes; `show`, `doubts` and `dictionary` print."""

import io
import json
import re
from pathlib import Path

import pytest

from policy_report.cli import main
from policy_report.project import Project
from tests.conftest import ROOT
from tests.evidence.test_additions import CLAIM, content, csv_file, rows_of

Capture = pytest.CaptureFixture[str]

ARGUMENTS = [text for name, cell in CLAIM.items() for text in (f"--{name.replace('_', '-')}", cell)]


class Terminal(io.StringIO):
    """A standard input at which somebody types."""

    def isatty(self) -> bool:
        return True


def run(study: Project, *arguments: str) -> int:
    return main(["--project", str(study.root), *arguments])


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(text))


def test_without_a_terminal_it_shows_the_reading_and_writes_nothing(
    study: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    before = content(study)
    assert run(study, "add", "claim", *ARGUMENTS) == 1
    shown = capsys.readouterr()
    assert "in words      over 81%; 超过81%" in shown.out
    assert "interval      (81, ∞)" in shown.out
    assert "jiaxing: Jiaxing 嘉兴市" in shown.out
    assert "嘉兴公安：建强打击犯罪的“核心引擎”" in shown.out
    assert "nothing was written" in shown.err
    assert "--yes" in shown.err
    assert content(study) == before


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("yes\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_on_a_terminal_it_asks(
    study: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    answer(monkeypatch, typed)
    before = content(study)
    assert run(study, "add", "claim", *ARGUMENTS) == code
    assert (content(study) == before) == bool(code)
    assert "write this to data/published/claims.csv?" in capsys.readouterr().out


def test_who_gives_nothing_is_asked_for_each_until_it_can_be_meant(
    study: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ["jiaxin", "jiaxing", CLAIM["indicator"], "", CLAIM["phrase"], "said", "stated", "2023", "2023"]
    answer(monkeypatch, "\n".join([*given, CLAIM["source"], "", "y", ""]))
    count = len(rows_of(study))
    assert run(study, "add", "claim") == 0
    shown = capsys.readouterr().err
    assert "none is called jiaxin; the nearest are: jiaxing" in shown
    assert "none is called said" in shown
    assert "the same at once: --case jiaxing" in shown
    assert len(rows_of(study)) == count + 1


def test_a_source_is_entered_by_answers(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["port2025", "online", "A port", "", "Harbour", "2025-03-01", "https://example.org/port", "english"]
    answer(monkeypatch, "\n".join([*answers, "press", "y", ""]))
    assert run(study, "add", "source") == 0
    text = study.references.read_text(encoding="utf-8")
    assert re.search(r"@online\{port2025,[^@]*A port[^@]*tier-press", text)


def test_yes_writes_without_asking(study: Project, capsys: Capture) -> None:
    count = len(rows_of(study))
    assert run(study, "add", "claim", *ARGUMENTS, "--yes") == 0
    assert "written: data/published/claims.csv" in capsys.readouterr().out
    assert len(rows_of(study)) == count + 1


def test_all_quantities_of_a_phrase_are_shown_where_it_has_several(study: Project, capsys: Capture) -> None:
    arguments = ["--phrase", "由87.55%上升至98.62%", "--part", "2"]
    assert run(study, "add", "claim", *ARGUMENTS, *arguments, "--yes") == 0
    shown = capsys.readouterr().out
    assert "the phrase states\n    87.55%: 87.55" in shown
    assert "in words      98.62%" in shown


def test_a_period_after_the_source_is_doubted_before_it_is_written(study: Project, capsys: Capture) -> None:
    assert run(study, "add", "claim", *ARGUMENTS, "--period-start", "2025", "--period-end", "2025", "--yes") == 0
    assert "[period-after-source]" in capsys.readouterr().out


def test_many_claims_come_from_a_file_all_or_none(study: Project, tmp_path: Path, capsys: Capture) -> None:
    lines = [list(CLAIM), *(list((CLAIM | {"phrase": f"{number}%"}).values()) for number in range(10, 18))]
    path = csv_file(tmp_path, lines)
    count = len(rows_of(study))
    assert run(study, "add", "claim", "--from", str(path), "--yes") == 0
    assert "| 17% | 17%; 17% | [16.5, 17.5) | percent | level |" in capsys.readouterr().out
    assert len(rows_of(study)) == count + 8
    before = content(study)
    csv_file(tmp_path, [*lines, list((CLAIM | {"case": "atlantis"}).values())])
    before = content(study)
    assert run(study, "add", "claim", "--from", str(path), "--yes") == 1
    assert "new.csv:10:case: [case-unknown]" in capsys.readouterr().err
    assert content(study) == before


SOURCE = {
    "key": "new2024page",
    "type": "online",
    "title": "嘉兴破案率上升50%",
    "author": "嘉兴公安",
    "publisher": "新浪浙江",
    "date": "2024-05-01",
    "url": "https://example.org/new",
    "language": "chinese",
    "tier": "press",
}
DESCRIBED = [text for name, cell in SOURCE.items() for text in (f"--{name}", cell)]


def test_a_source_and_then_a_claim_from_it(study: Project, capsys: Capture) -> None:
    flags = ["--mirror", "--date-inferred", "--note", "Read as a copy; date from the address"]
    assert run(study, "add", "source", *DESCRIBED, *flags, "--yes") == 0
    assert "flags      read as a copy; date inferred" in capsys.readouterr().out
    assert run(study, "add", "claim", *ARGUMENTS, "--source", "new2024page", "--yes") == 0
    assert "title      嘉兴破案率上升50%" in capsys.readouterr().out


def test_a_table_is_added(study: Project, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "t9-9.csv"
    path.write_text("单位：起\n项目,2008,2009\n合计,3,5\n盗窃,1,2\n其他,2,3\n", encoding="utf-8")
    recipe = tmp_path / "a.toml"
    recipe.write_text('source = "nbs2010registered"\n', encoding="utf-8")
    assert run(study, "add", "table", "--file", str(path), "--recipe", str(recipe), "--yes") == 0
    assert "合计 / 盗窃 | 2009 | line 4, column 3 | 2 起 | 2 起" in capsys.readouterr().out
    assert (study.tables / "t9-9.recipe.toml").read_bytes() == recipe.read_bytes()


def test_a_table_shows_the_values_of_series_that_it_brings(study: Project, tmp_path: Path, capsys: Capture) -> None:
    path, recipe = tmp_path / "t9-9.csv", tmp_path / "t9-9.recipe.toml"
    path.write_text("单位：起\n项目,1951,1952\n合计,3,5\n盗窃,1,2\n其他,2,3\n", encoding="utf-8")
    told = 'source = "nbs2010registered"\ncase = "china"\n[column]\n"1952".indicator = "filed-criminal-cases"\n'
    recipe.write_text(told, encoding="utf-8")
    assert run(study, "add", "table", "--file", str(path), "--yes") == 0
    assert "filed-criminal-cases-china-1952 | 5 起" in capsys.readouterr().out
    path.rename(tmp_path / "t9-8.csv")
    recipe.rename(tmp_path / "t9-8.recipe.toml")
    assert run(study, "add", "table", "--file", str(tmp_path / "t9-8.csv"), "--yes") == 1
    assert "[series-id-repeated]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"],
        ["add", "claim"],
        ["add", "claim", "--case", "jiaxing"],
        ["add", "claim", "--from", "new.csv", "--case", "jiaxing"],
        ["add", "source", "--key", "a"],
        ["add", "source", *DESCRIBED[:-2]],
        ["add", "source", *DESCRIBED[:-2], "--tier", "hearsay"],
        ["add", "table"],
        ["show"],
    ],
)
def test_a_mistake_on_the_command_line_ends_with_two(study: Project, arguments: list[str]) -> None:
    before = content(study)
    with pytest.raises(SystemExit) as caught:
        run(study, *arguments)
    assert caught.value.code == 2
    assert content(study) == before


@pytest.mark.slow
def test_show_prints_text_or_data(capsys: Capture) -> None:
    study = Project(ROOT)
    assert run(study, "show", "sm001") == 0
    assert "phrase     85.68%" in capsys.readouterr().out
    assert run(study, "show", "sm001", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "sm001"
    assert run(study, "show", "nowhere") == 1
    assert "[id-unknown]" in capsys.readouterr().err


def test_doubts_are_listed_and_stop_nothing(study: Project, capsys: Capture) -> None:
    assert run(study, "doubts") == 0
    assert "doubts" in capsys.readouterr().out.splitlines()[-1]


def test_the_dictionary_is_printed_or_written(study: Project, capsys: Capture) -> None:
    assert run(study, "dictionary") == 0
    printed = capsys.readouterr().out
    assert run(study, "dictionary", "--write") == 0
    assert study.dictionary.read_text(encoding="utf-8") == printed


ELSEWHERE = ["--phrase", "超80%"]
"""What the source says of million-yuan cases, given as a rate of all criminal cases."""


def test_a_phrase_that_stands_under_another_indicator_is_not_taken_unasked(study: Project, capsys: Capture) -> None:
    before = content(study)
    assert run(study, "add", "claim", *ARGUMENTS, *ELSEWHERE, "--yes") == 1
    assert "[figure-under-other-indicator] jx013 has this phrase" in capsys.readouterr().err
    assert content(study) == before


def test_a_person_says_why_a_repetition_is_meant(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "the source says both\ny\n")
    assert run(study, "add", "claim", *ARGUMENTS, *ELSEWHERE) == 0
    assert "no repetition: jx013 (the source says both)" in [row["note"] for row in rows_of(study)]


def test_a_script_says_why_a_repetition_is_meant(study: Project) -> None:
    assert run(study, "add", "claim", *ARGUMENTS, *ELSEWHERE, "--note", "Read", "--meant", "both", "--yes") == 0
    assert "Read; no repetition: jx013 (both)" in [row["note"] for row in rows_of(study)]
