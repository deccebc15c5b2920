"""What was made of the cited entries is kept, and made again when anything that decides it changes."""

import json
import re
import shutil
from pathlib import Path

import pytest

from policy_report.project import Project
from policy_report.render.embedded import EmbeddedEngine
from tests.render.writing import document

KEPT = "references/en-paper-*.json"


def page(study: Project) -> bytes:
    return EmbeddedEngine().render(study, document()).read_bytes()


def test_the_same_citations_are_not_set_again(study: Project) -> None:
    first = page(study)
    (kept,) = study.state.glob(KEPT)
    before = kept.stat().st_mtime_ns
    assert page(study) == first
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize("state", ["", "{", '{"pandoc-api-version":[1,23],"meta":{},"blocks":[]}'])
def test_a_corrupt_file_is_made_again(study: Project, state: str) -> None:
    first = page(study)
    (kept,) = study.state.glob(KEPT)
    kept.write_text(state, encoding="utf-8")
    assert page(study) == first
    assert json.loads(kept.read_text(encoding="utf-8"))["blocks"]


def test_what_nocite_adds_is_set(study: Project, tmp_path: Path) -> None:
    study = Project(shutil.copytree(study.root, tmp_path / "study"))
    paper = study.root / "report/en/paper.qmd"
    text = paper.read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{(\w+)", study.references.read_text(encoding="utf-8"), re.MULTILINE)
    more = [key for key in keys if f"@{key}" not in text][:2]
    pages = []
    for key in more:
        paper.write_text(text.replace("---\n", f'---\nnocite: "@{key}"\n', 1), encoding="utf-8")
        pages.append(page(study).decode())
    assert [f'id="ref-{key}"' in found for key, found in zip(more, pages, strict=True)] == [True, True]


def test_a_corrected_entry_is_set_anew(study: Project, tmp_path: Path) -> None:
    study = Project(shutil.copytree(study.root, tmp_path / "study"))
    before = page(study)
    entries = study.references.read_text(encoding="utf-8")
    study.references.write_text(re.sub(r"(year|date)\s*=\s*\{20", r"\1 = {19", entries), encoding="utf-8")
    after = page(study)
    assert after != before
    for path in study.state.glob(KEPT):
        path.unlink()
    assert page(study) == after
