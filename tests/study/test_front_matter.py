"""The highlights and the summary in plain words: short, and each conclusion bound to its finding."""

import re
from pathlib import Path

import pytest

from policy_report.project import Project
from tests.conftest import ROOT

SCAFFOLD = ROOT / "scripts/policy_report/commands/scaffold/files"

LONGEST = {"en": (85, 120), "zh": (40, 200)}
"""Characters of a highlight; words of the summary in English, characters in Chinese."""


@pytest.mark.parametrize("language", LONGEST)
def test_highlights_and_summary_are_short_and_bound_to_findings(language: str) -> None:
    text = (Project(ROOT).report / language / "00-summary.qmd").read_text(encoding="utf-8")
    highlights, summary = re.split(r"^# .*\n", text, flags=re.MULTILINE)[1:]
    items = [" ".join(item.split()) for item in highlights.split("\n- ")[1:]]
    limit, length = LONGEST[language]
    assert len(items) == 3
    assert all(re.fullmatch(r"\[.*\]\{\.finding repeats=fnd-[\w-]+\}", item) for item in items)
    assert [item for item in items if len(shown(item)) > limit] == []
    assert summary.count("{.finding repeats=") >= 3
    words = shown(summary).split() if language == "en" else re.sub(r"\s", "", shown(summary))
    assert len(words) <= length


@pytest.mark.parametrize("folder", [Project(ROOT).report, SCAFFOLD], ids=["study", "new"])
def test_every_heading_has_a_name_that_is_the_same_in_both_languages(folder: Path) -> None:
    named = {
        language: [
            (path.name, *found)
            for path in sorted((folder / language).glob("*.qmd"))
            for found in re.findall(r"^(#+) .*?(?:\{#([\w-]+).*)?$", prose(path), re.MULTILINE)
        ]
        for language in LONGEST
    }
    assert named["en"] == named["zh"] != []
    assert [heading for heading in named["en"] if not heading[-1]] == []


def prose(path: Path) -> str:
    """A text without its front matter, in which `#` begins a remark."""
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def shown(text: str) -> str:
    """What a reader sees, with `00.0%` for each variable."""
    return re.sub(r"\]\{[^}]*\}|\[", "", re.sub(r"\{\{<.*?>\}\}", "00.0%", text))
