"""Task functions are found in the engine and in the study's own package by the same rule."""

from pathlib import Path

import pytest

from policy_report.build.discovery import TaskFunctions, task_functions
from policy_report.errors import ProjectError
from policy_report.study import Study
from policy_report.text.language import Language
from tests.conftest import this_code

RESULT = '''from policy_report.analysis.results import result


@result
def {name}({needs}):
    """Count things.

    More of it.
    """
'''


def code(folder: Path, files: dict[str, str]) -> TaskFunctions:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return TaskFunctions((("own", folder),))


def test_a_result_is_found_with_what_it_needs(tmp_path: Path) -> None:
    (found,) = code(tmp_path, {"analysis/x.py": RESULT.format(name="counts", needs="claims, series")}).results
    assert (found.name, found.module, found.needs, found.about) == (
        "counts", "own.analysis.x", ("claims", "series"), "Count things.",
    )  # fmt: skip


def test_figures_and_tables_have_the_names_of_their_modules_or_marks(tmp_path: Path) -> None:
    files = {"figures/wide.py": "def draw(language, counts): ...", "tables/long.py": "def build(language, counts): ..."}
    files["tables/all.py"] = '@table("very-long")\ndef rows(table, counts): ...'
    found = code(tmp_path, files)
    assert [(task.name, task.needs) for task in (*found.figures, *found.tables)] == [
        ("wide", ("counts",)), ("long", ("counts",)), ("very_long", ("counts", "study")),
    ]  # fmt: skip


def test_a_result_is_available_if_all_that_it_needs_is(tmp_path: Path) -> None:
    files = {
        "analysis/a.py": RESULT.format(name="second", needs="first"),
        "analysis/b.py": RESULT.format(name="first", needs="claims"),
        "analysis/c.py": RESULT.format(name="third", needs="peers"),
    }
    found = code(tmp_path, files).available({"claims"}, ())
    assert [task.name for task in found] == ["second", "first"]


def test_two_results_of_one_name_are_refused(tmp_path: Path) -> None:
    files = {f"analysis/{name}.py": RESULT.format(name="counts", needs="claims") for name in "ab"}
    assert [(one.code, one.file, one.text) for one in code(tmp_path, files).problems()] == [
        ("task-twice", "own/analysis/a.py", "counts"),
        ("task-twice", "own/analysis/b.py", "counts"),
    ]


def test_a_file_that_is_no_python_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"\[code-broken\]"):
        _ = code(tmp_path, {"analysis/x.py": "def counts(:\n"}).results


def test_a_study_without_code_has_the_tasks_of_the_engine() -> None:
    plain = task_functions(Study("plain", (Language.EN,)))
    assert all(task.of_engine for task in (*plain.results, *plain.figures, *plain.tables))
    assert plain.findings == []


def test_every_task_of_this_study_can_be_made() -> None:
    found = this_code()
    assert {task.name for task in found.figures} == set(found.figure_data)
    assert [task for task in found.figures if not task.about] == []


def test_a_function_of_the_study_takes_the_place_of_the_engines_of_the_same_name(tmp_path: Path) -> None:
    for package, needs in (("engine", "claims"), ("own", "claims, series")):
        code(tmp_path / package, {"analysis/x.py": RESULT.format(name="counts", needs=needs)})
    found = TaskFunctions(tuple((package, tmp_path / package) for package in ("engine", "own")))
    assert [(task.package, task.needs) for task in found.results] == [("own", ("claims", "series"))]
    assert found.problems() == []
