"""A text is read in parts, to the same tree as in one piece, and a part that did not change is not read again."""

from pathlib import Path
from typing import Any

import pytest

from policy_report.errors import RenderError
from policy_report.render import pandoc, prepare, reading
from policy_report.render.check import Checker
from policy_report.render.prepare import Prepared
from policy_report.render.tree import plain
from tests.render.writing import prepared

_INCLUDES = "{{< include _a.qmd >}}\n\nBetween.\n\n{{< include _b.qmd >}}\n\nAfter.\n"


def parts(root: Path, first: str, second: str, main: str = _INCLUDES) -> Prepared:
    folder = root / "report" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_a.qmd").write_text(first, encoding="utf-8")
    (folder / "_b.qmd").write_text(second, encoding="utf-8")
    return prepared(root, main)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that pandoc is given to read."""
    given: list[str] = []
    run = pandoc.run

    def recorded(arguments: Any, text: str, *more: Any) -> str:
        given.append(text)
        return run(arguments, text, *more)

    monkeypatch.setattr(pandoc, "run", recorded)
    return given


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("# One\n\nText {{< meta title >}}.\n", "# Two\n\n| a |\n|---|\n| b |\n\n: Words {#tbl-x}\n", 5),
        ("A note.[^n]\n\n[^n]: Its text.\n", "Another.[^m]\n\n[^m]: More.\n", 5),
        ("# Limits {#sec-a}\n\nOne.\n", "# More {#sec-a-2}\n\nTwo.\n", 5),
        # Each of these lets one part bear on another.
        ("A note.[^n]\n", "Elsewhere.\n\n[^n]: Its text.\n", 1),
        ("A note.[^n]\n\n[^n]: One.\n", "A note.[^n] Two.\n", 1),
        ("See [this].\n", "[this]: https://example.org\n", 1),
        ("# Limits\n\nOne.\n", "# Limits\n\nTwo.\n", 1),
        ("# Limits {#more}\n\nOne.\n", "# More\n\nTwo.\n", 1),
        ("# Limits\n\nOne.\n", "As [Limits] says.\n", 1),
        ("::: {.callout-note}\n\nOpen.\n", ":::\n", 2),
        ("<div>\n\nOpen.\n", "</div>\n", 1),
        ("| a |\n|---|\n| b |\n", ": Words {#tbl-x}\n", 4),
        ("- one\n", "- two\n", 3),
        ("Text.\n", "    indented\n", 4),
    ],
)
def test_parts_make_the_tree_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str, count: int
) -> None:
    # What is wrong with some of these texts is not the question here.
    monkeypatch.setattr(Checker, "problems", lambda _: [])
    found = parts(tmp_path, first, second)
    kept = reading._load(tmp_path / "_build/reading/en-paper.json")
    assert len(kept) == count + 1
    monkeypatch.setattr(reading, "_borders", lambda *_: [])
    assert found.tree == parts(tmp_path, first, second).tree


def test_only_the_part_that_changed_is_read_again(tmp_path: Path, runs: list[str]) -> None:
    parts(tmp_path, "# One\n\nText.\n", "# Two\n\nText with {{< meta title >}}.\n")
    runs.clear()
    edited = "# One\n\nText, and {{< meta lang >}} besides.\n", "# Two\n\nText with {{< meta title >}}.\n"
    again = parts(tmp_path, *edited)
    assert len(runs) == 1
    assert "Two" not in runs[0]
    assert "Text," in runs[0]
    runs.clear()
    assert parts(tmp_path, *edited).tree == again.tree
    assert runs == []


def test_a_value_that_changes_is_read_again_where_it_stands(
    tmp_path: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"n": 1, "m": 2}
    monkeypatch.setattr(prepare, "read_variables", lambda _: values)
    parts(tmp_path, "First {{< var n >}}.\n", "Second {{< var m >}}.\n")
    runs.clear()
    values["m"] = 3
    found = parts(tmp_path, "First {{< var n >}}.\n", "Second {{< var m >}}.\n")
    assert len(runs) == 1
    assert "First" not in runs[0]
    assert plain(found.tree["blocks"][2]) == "Second 3."


@pytest.mark.parametrize("state", ["", "[]", "{", '{"x": 1}'])
def test_a_corrupt_state_is_read_anew(tmp_path: Path, state: str) -> None:
    before = parts(tmp_path, "One.\n", "Two.\n").tree
    path = tmp_path / "_build/reading/en-paper.json"
    path.write_text(state, encoding="utf-8")
    assert parts(tmp_path, "One.\n", "Two.\n").tree == before


def test_a_fault_in_a_later_part_is_shown_in_its_file(tmp_path: Path) -> None:
    parts(tmp_path, "One.\n", "Two.\n")
    with pytest.raises(RenderError) as caught:
        parts(tmp_path, "One.\n", "Two.\n\n$x {{< meta title >}}$\n")
    assert {(problem.file, problem.row) for problem in caught.value.problems} == {("report/en/_b.qmd", 3)}
