"""A value of the wrong kind in a file of people is a coded error or does no harm; it is never a traceback."""

import json
import random
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_report.analysis.bounds.declared import bounds, questions
from policy_report.build.artifacts import read_constraints
from policy_report.cli import main
from policy_report.editions.work import read_work
from policy_report.errors import PolicyReportError, RenderError
from policy_report.evidence.dictionary import dictionary
from policy_report.evidence.register import read_register
from policy_report.evidence.tables import read_table_file
from policy_report.paper.prose.register import read_literals
from policy_report.project import Project
from policy_report.render.dependencies import dependencies
from policy_report.render.document import Format
from policy_report.render.engine import documents
from policy_report.render.prepare import prepare
from policy_report.render.siblings import references
from policy_report.study import read_study
from tests.analysis.test_bounds_file import CLAIMS, ENGLISH, SOUND
from tests.analysis.tidy_rows import cases
from tests.conftest import ALL, ROOT
from tests.render.conftest import PAPER
from tests.render.writing import faults, prepared
from tests.trials import tried
from tests.wrong_kinds import GARBAGE, as_toml, variants

STUDY = ROOT / "tests" / "studies" / "police_forces"
HEAD: dict[str, Any] = {
    "title": "A", "subtitle": "B", "date": "2026-11-28", "lang": "en",
    "author": [{"name": {"family": "A", "given": "B"}}],
    "keywords": ["a"], "abstract": "A {{< meta title >}}", "filters": [{"path": "x.lua", "at": "post-render"}],
    "reference-style": "apa", "css": ["x.css"], "toc-depth": 2, "toc": True, "date-format": "iso",
    "default-image-extension": "svg", "include-in-header": {"file": "x.html"}, "crossref": {"fig-title": "Figure"},
}  # fmt: skip
MANY = 10**6 if ALL else 80
"""How many variants a long run tries; `make trust` tries all."""
PLAIN = {"title": "A", "date": "2026-11-28"}
CONFIG = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))


def front_matter(said: dict[str, Any]) -> str:
    return f"---\n{yaml.safe_dump(said, sort_keys=False)}---\n\n"


def few(file: str, found: Iterator[Any], number: int) -> Sequence[Any]:
    """Some of the variants of a file, the same in every run; all of them where there are no more."""
    known = [*found]
    chosen = known if number >= len(known) else random.Random(11).sample(known, number)
    tried(f"one value of a wrong kind in {file}", len(chosen))
    return chosen


def told(read: Callable[..., object], *given: object, **named: object) -> tuple[str, ...]:
    """The codes of the faults that a reader tells; whatever else it raises fails the test."""
    try:
        read(*given, **named)
    except PolicyReportError as error:
        return tuple(problem.code for problem in error.problems)
    return ()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return prepared(tmp_path_factory.mktemp("options"), "Text.\n", front_matter(PLAIN)).project


def options(project: Project, head: dict[str, Any]) -> None:
    """Let all read the front matter that reads options."""
    (project.root / PAPER).write_text(front_matter(head) + "Text.\n", encoding="utf-8")
    told(references, project)
    for document in documents(project):
        if document.format is Format.HTML:
            told(dependencies, project, document)
            told(read_work, project, document)
            told(prepare, project, document)


def config(project: Project, said: dict[str, Any]) -> None:
    project.quarto_config.write_text(yaml.safe_dump(said, sort_keys=False), encoding="utf-8")
    told(options, project, PLAIN)


@pytest.mark.parametrize("part", ["few", pytest.param("all", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("file", "said", "read"), [("front matter", HEAD, options), ("`_quarto.yml`", CONFIG, config)])
def test_options(sample: Project, file: str, said: dict[str, Any], read: Callable[..., object], part: str) -> None:
    before = sample.quarto_config.read_text(encoding="utf-8")
    for variant in few(file, variants(said), 25 if part == "few" else MANY):
        read(sample, variant)
    sample.quarto_config.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("project: 5", 1),
        ("project:\n  render: 5", 2),
        ("project:\n  render:\n    - report/en/paper.qmd\n    - 5", 4),
        ('project:\n  render: ["\\0.qmd"]', 2),
        ("lang: en\nbibliography: 5", 2),
        ("citation: [1]", 1),
        ("license:\n  text: [1]", 2),
        ("format:\n  html:\n    toc-depth: deep", 3),
    ],
)
def test_a_wrong_kind_in_the_configuration_is_told_with_its_line(sample: Project, said: str, row: int) -> None:
    before = sample.quarto_config.read_text(encoding="utf-8")
    sample.quarto_config.write_text(f"{said}\n", encoding="utf-8")
    try:
        with pytest.raises(RenderError) as refused:
            documents(sample)
    finally:
        sample.quarto_config.write_text(before, encoding="utf-8")
    found = {(problem.code, problem.file, problem.row) for problem in refused.value.problems}
    assert found == {("option-kind", "_quarto.yml", row)}


@pytest.mark.parametrize(
    "said", ["filters: 5", "reference-style: [a]", "author: {a: 1}", "title: {a: 1}", 'css: "\\0"']
)
def test_a_wrong_kind_in_front_matter_is_told_with_its_line(tmp_path: Path, said: str) -> None:
    assert ("option-kind", PAPER.as_posix(), 3) in faults(tmp_path, "Text.\n", f"---\nlang: en\n{said}\n---\n\n")


@pytest.mark.parametrize("path", ["../en/paper.qmd", "/en/paper.qmd"])
def test_a_paper_that_lies_outside_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "_quarto.yml").write_text(f"project:\n  render: {path}\n", encoding="utf-8")
    with pytest.raises(RenderError, match="outside-study"):
        documents(Project(tmp_path))


@pytest.mark.parametrize(
    "said", ["a: &a [*a]", "a: &a {b: 1}\nc: *a", f"a: {'[' * 100}{']' * 100}", "a: " + "[" * 10**5]
)
def test_yaml_that_stands_for_itself_or_nests_without_end_is_refused(tmp_path: Path, said: str) -> None:
    assert "yaml-broken" in {code for code, _, _ in faults(tmp_path, "Text.\n", f"---\n{said}\n---\n\n")}


@pytest.fixture
def forces(tmp_path: Path) -> Project:
    ignored = shutil.ignore_patterns("_*", "generated", "tidy")
    shutil.copytree(STUDY, tmp_path / "forces", ignore=ignored)
    shutil.copy(STUDY / "_quarto.yml", tmp_path / "forces")
    return Project(tmp_path / "forces")


def test_study(forces: Project) -> None:
    file = forces.root / "study.toml"
    for variant in few("`study.toml`", variants(tomllib.loads(file.read_text(encoding="utf-8"))), MANY):
        file.write_text(as_toml(variant), encoding="utf-8")
        told(read_study, forces)


@pytest.mark.slow
def test_a_study_that_is_read_is_built(forces: Project, capsys: pytest.CaptureFixture[str]) -> None:
    file = forces.root / "study.toml"
    for variant in few("`study.toml`", variants(tomllib.loads(file.read_text(encoding="utf-8"))), 60 if ALL else 20):
        file.write_text(as_toml(variant), encoding="utf-8")
        if not told(read_study, forces):
            main(["--project", str(forces.root), "build", "--engine", "embedded", "--only", "html"])
            assert "Traceback" not in capsys.readouterr().err


def answers(text: str) -> None:
    bounds(questions(CLAIMS, cases(), ENGLISH, text), text)


@pytest.mark.parametrize("part", ["few", pytest.param("all", marks=pytest.mark.slow)])
def test_bounds(part: str) -> None:
    found = variants(tomllib.loads(SOUND))
    for text in map(as_toml, few("`bounds.toml`", found, 100 if part == "few" else MANY)):
        told(answers, text)


@pytest.mark.parametrize("part", ["few", pytest.param("all", marks=pytest.mark.slow)])
def test_recipes(tmp_path: Path, part: str) -> None:
    for name in ("nbs2010-t22-11.txt", "nbs2007-t23-18.txt"):
        shutil.copy(ROOT / "data" / "published" / "tables" / name, tmp_path)
        recipe = Path(name).with_suffix(".recipe.toml")
        sound = tomllib.loads((ROOT / "data" / "published" / "tables" / recipe).read_text(encoding="utf-8"))
        found = variants(sound)
        for variant in few("two recipes", found, 20 if part == "few" else MANY):
            (tmp_path / recipe).write_text(as_toml(variant), encoding="utf-8")
            told(read_table_file, tmp_path / name, name=name)


@pytest.mark.parametrize("part", ["few", pytest.param("all", marks=pytest.mark.slow)])
def test_data_package(forces: Project, part: str) -> None:
    file = forces.published / "datapackage.json"
    found = variants(json.loads(file.read_text(encoding="utf-8")))
    for variant in few("`datapackage.json`", found, 12 if part == "few" else min(MANY, 800)):
        file.write_text(json.dumps(variant), encoding="utf-8")
        told(read_register, forces)
        told(dictionary, forces)


def test_garbage(forces: Project) -> None:
    readers: dict[str, Callable[[], object]] = {
        "study.toml": lambda: read_study(forces),
        "_quarto.yml": lambda: documents(forces),
        "report/literals.yml": lambda: read_literals(forces),
        "report/en/paper.qmd": lambda: references(forces),
        "data/bounds.toml": lambda: answers(read_constraints(forces)),
        "data/published/datapackage.json": lambda: dictionary(forces),
    }
    for name, read in readers.items():
        before = (forces.root / name).read_bytes() if (forces.root / name).exists() else b""
        for garbage in GARBAGE:
            (forces.root / name).write_bytes(garbage)
            told(read)
        tried("what is neither YAML, TOML nor JSON, in each of six files", len(GARBAGE))
        (forces.root / name).write_bytes(before)


def test_the_dictionary_of_a_study_in_one_language(forces: Project) -> None:
    assert "Recorded" in dictionary(forces)
