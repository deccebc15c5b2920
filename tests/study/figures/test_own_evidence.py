"""The study's own figures, drawn from its own evidence."""

from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from policy_report.build.artifacts import CONSTRAINTS, STUDY, read_constraints
from policy_report.build.cache import make as kept_or_made
from policy_report.build.discovery import TaskFunction
from policy_report.evidence.register import read_register
from policy_report.evidence.tidy import read_csv, to_csv
from policy_report.figures import style
from policy_report.project import Project
from policy_report.text.language import Language
from tests.conftest import ROOT, shown_figures, this_code, this_study
from tests.figures.samples import drawn_from, hidden_marks, placed

pytestmark = pytest.mark.slow

MAKERS = shown_figures()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Tidy frames and results of the study by name, each made once and only if it is asked for."""
    folder = tmp_path_factory.mktemp("tidy")
    paths = {
        name: _saved(folder / f"{name}.csv", to_csv(frame))
        for name, frame in read_register(Project(ROOT)).frames.items()
    }
    makers = {maker.name: maker for maker in this_code().results}
    given = {STUDY: this_study(), CONSTRAINTS: read_constraints(Project(ROOT))}

    @cache
    def make(name: str) -> Any:
        if name in paths:
            return read_csv(paths[name])
        if name in given:
            return given[name]
        maker = makers[name]
        return kept_or_made(Project(ROOT), this_study(), maker, {need: make(need) for need in maker.needs})

    return make


def _saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


TALLEST = 8.8
"""Inches that leave room for a caption on a page of A4 (typst-header.typ sets margins of 2.5 cm)."""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("maker", MAKERS, ids=[maker.name for maker in MAKERS])
def test_texts_are_whole_and_apart_and_fit_on_a_page_with_a_caption(
    maker: TaskFunction, language: Language, made: Callable[[str], Any]
) -> None:
    figure = drawn_from(maker.module, maker.needs, language, {need: made(need) for need in maker.needs})
    assert figure.get_figheight() <= TALLEST
    found = placed(figure, language)
    assert [text.text for text in found if text.is_cut] == []
    assert [(one.text, other.text) for one, other in combinations(found, 2) if one.overlaps(other)] == []
    assert hidden_marks(figure, language) == []
    assert min(text.size for text in found) >= style.SMALL
    if language is Language.EN:
        assert [text.text for text in found if any("一" <= char <= "鿿" for char in text.text)] == []
