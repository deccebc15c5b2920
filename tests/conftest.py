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


def give_kept_results(study: Project) -> None:
    """Copy the lengthy results that a build here kept, if there was one, so that the copy need not make them."""
    kept = Project(ROOT).state / "simulations"
    if kept.is_dir():
        shutil.copytree(kept, study.state / "simulations", dirs_exist_ok=True)


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return copy_sources(tmp_path)
