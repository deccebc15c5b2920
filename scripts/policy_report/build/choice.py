"""Choose the tasks of a build by what a person names: products, formats, languages, files, figures and tables."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from policy_report.build.task import Task
from policy_report.errors import Problem, ProjectError, problem
from policy_report.project import Project
from policy_report.render.document import ARTICLE

_ARTICLE, _EXPLORER = "article", "explorer"
_NAMES = {ARTICLE: _ARTICLE}
"""What a product is called whose main file has another name."""

PICTURE = "picture/"
"""How the names of the tasks begin that make a drawing into dots."""

SNAPSHOT = "snapshot"
"""The name of the task that says what the study says, by which editions are compared."""

TEXT = "text/"
"""How the names of the tasks begin that examine what people wrote; nothing is made of it that would ask for them."""

_DOCUMENT = re.compile(r"document/(?P<language>[^/]+)/(?P<stem>.+)\.(?P<format>\w+)")


@dataclass(frozen=True)
class Choice:
    """What a person asks a build for."""

    targets: tuple[str, ...] = ()  # files, and names of tasks, documents, figures or tables; everything unless given
    only: tuple[str, ...] = ()  # formats, languages and products
    engine: str = "auto"  # `auto`, `quarto` or `embedded`
    allow_stale: bool = False  # whether a refuted finding is struck in a draft instead of stopping the build


class Product(NamedTuple):
    """A document as a person asks for it; what is none has a language at most."""

    product: str
    format: str
    language: str

    @property
    def unasked(self) -> bool:
        """Whether a build makes it unasked: the article and the explorer whole, of all else the page."""
        return self.product in ("", _ARTICLE, _EXPLORER) or self.format == "html"


def product_of(name: str) -> Product:
    """Say which document a task makes."""
    kind, language, *_ = (*name.split("/"), "")
    if found := _DOCUMENT.fullmatch(name):
        return Product(_NAMES.get(found["stem"], found["stem"]), found["format"], language)
    return Product(_EXPLORER, "html", language) if kind == _EXPLORER else Product("", "", language)


def choose(project: Project, tasks: Sequence[Task], choice: Choice) -> list[str]:
    """Give the names of the tasks that are asked for, without those that they need.

    Raises `ProjectError`: `target-unknown` with the nearest names, `choice-unknown` for a product, format or language
    that the study does not have, `choice-empty` where nothing is all that is asked for.
    """
    products = {task.name: product_of(task.name) for task in tasks}
    kinds = [dict.fromkeys(words) for words in zip(*(one for one in products.values() if one.product), strict=True)]
    if problems := [*_unknown_targets(project, tasks, choice), *_unknown_words(kinds, choice)]:
        raise ProjectError(problems)
    # What a task must be, of each kind of words of which some are given.
    asked = [{*words} & {*choice.only} for words in kinds]
    fit = {
        name: one
        for name, one in products.items()
        if all(not words or word in words for word, words in zip(one, asked, strict=False))
    }
    if choice.targets:
        meant = {name for word in choice.targets for name in called(project, tasks, word)}
        found = [name for name in fit if name in meant]
    elif choice.only:
        only = {*choice.only}
        found = [
            name for name, one in fit.items() if one.product and (one.unasked or {one.product, one.format} <= only)
        ]
    else:
        # A picture is made for a document that shows it only.
        found = [name for name, one in fit.items() if one.unasked and not name.startswith(PICTURE)]
    if not found:
        raise ProjectError(problem("", 0, "--only", "choice-empty", " ".join(choice.only)))
    return found


def _unknown_words(kinds: Iterable[Iterable[str]], choice: Choice) -> Iterator[Problem]:
    known = list(dict.fromkeys(word for words in kinds for word in words))
    for word in choice.only:
        if word not in known:
            yield problem("", 0, "--only", "choice-unknown", word, known=", ".join(known))


def _unknown_targets(project: Project, tasks: Sequence[Task], choice: Choice) -> Iterator[Problem]:
    for word in choice.targets:
        if not called(project, tasks, word):
            from difflib import get_close_matches

            names = sorted({name for task in tasks for name in _names(project, task)})
            near = get_close_matches(word, names, n=5, cutoff=0.5)
            remedy = f"did you mean: {', '.join(near)}?" if near else "name a file that is made, a figure or a table"
            yield problem("", 0, "TARGET", "target-unknown", word, remedy=remedy)


def called(project: Project, tasks: Iterable[Task], word: str) -> list[str]:
    """Give the names of the tasks that a person may mean by a word."""
    path = os.path.abspath(word)  # noqa: PTH100  # a link keeps its name, by which the build knows it
    return [task.name for task in tasks if path in task.makes or word in _names(project, task)]


def _names(project: Project, task: Task) -> set[str]:
    """What a person may call a task: its name or the end of it, and the files that it makes."""
    parts = task.name.split("/")
    files = [Path(path) for path in task.makes if Path(path).is_relative_to(project.root)]
    called = {path.relative_to(project.root).as_posix() for path in files}
    stems = {name for path in files for name in (path.name, path.stem)} if len(files) < 5 else set()
    return {"/".join(parts[start:]) for start in range(len(parts))} | called | stems
