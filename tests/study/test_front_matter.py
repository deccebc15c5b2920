"""The highlights and the summary in plain words: short, and each conclusion bound to its finding."""

import re

import pytest

from policy_report.project import Project
from tests.conftest import ROOT

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


def shown(text: str) -> str:
    """What a reader sees, with `00.0%` for each variable."""
    return re.sub(r"\]\{[^}]*\}|\[", "", re.sub(r"\{\{<.*?>\}\}", "00.0%", text))
