"""A study that a test may change: a copy of this one's sources, without anything that a build makes."""

import os
import re
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings

from policy_report.build.discovery import TaskFunction, TaskFunctions, task_functions
from policy_report.project import Project
from policy_report.study import Study, read_study
from tests.trials import table

# How long an example takes says more of the machine than of the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).parents[1]
ALL = "TRUST" in os.environ
"""Whether to try everything, as `make trust` does, and not a sample."""

OLDER = {
    "NPY_DISABLE_CPU_FEATURES": " ".join(import_module("numpy._core._multiarray_umath").__cpu_dispatch__),
    "OPENBLAS_CORETYPE": "Prescott",
}
"""Variables that have numpy compute as on an old processor: its mathematics, and products of matrices."""


def pytest_configure(config: pytest.Config) -> None:
    """Remember what tests trust in a folder that goes with them."""
    folder = tempfile.TemporaryDirectory()
    config.add_cleanup(folder.cleanup)
    os.environ["XDG_STATE_HOME"] = folder.name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files of slow tests, so that short ones are left for whoever is done first."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of `make trust`."""
    if ALL:
        terminalreporter.write_line(table(one.nodeid for one in terminalreporter.stats.get("passed", ())))


def this_study() -> Study:
    """What the study of this repository says about itself."""
    return read_study(Project(ROOT))


def this_code() -> TaskFunctions:
    """The task functions of the engine and of the study of this repository."""
    return task_functions(this_study())


def shown_figures() -> list[TaskFunction]:
    """The figures that the study of this repository shows."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "report" / "en").glob("*.qmd"))
    shown = set(re.findall(r"/fig-([a-z0-9-]+)(?:\)|\.png)", texts))
    return [task for task in this_code().figures if task.name.replace("_", "-") in shown]


def copy_sources(target: Path) -> Project:
    """Copy what people write in a study, and the lock file, into a folder."""
    for name in ("_quarto.yml", "references.bib", "requirements.lock", "study.toml"):
        shutil.copy(ROOT / name, target / name)
    shutil.copytree(ROOT / "data" / "published", target / "data" / "published")
    shutil.copy(Project(ROOT).constraints, Project(target).constraints)
    shutil.copytree(ROOT / "report", target / "report", ignore=shutil.ignore_patterns("generated"))
    return Project(target)


def give_kept_results(study: Project) -> None:
    """Copy the lengthy results that a build here kept, if there was one, so that the copy need not make them."""
    kept = Project(ROOT).state / "cache"
    if kept.is_dir():
        shutil.copytree(kept, study.state / "cache", dirs_exist_ok=True)


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return copy_sources(tmp_path)
