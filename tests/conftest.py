"""A study that a test may change: a copy of this one's sources, without anything that a build makes."""

import shutil
from pathlib import Path

import pytest

from policy_report.project import Project

ROOT = Path(__file__).parents[1]


def copy_sources(target: Path) -> Project:
    """Copy what people write in a study, and the lock file, into a folder."""
    for name in ("_quarto.yml", "references.bib", "requirements.lock"):
        shutil.copy(ROOT / name, target / name)
    shutil.copytree(ROOT / "data" / "published", target / "data" / "published")
    shutil.copytree(ROOT / "report", target / "report", ignore=shutil.ignore_patterns("generated"))
    return Project(target)


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return copy_sources(tmp_path)
