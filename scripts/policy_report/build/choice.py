"""Choose the tasks of a build by what a person names: products, formats, languages, files, figures and tables."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from policy_report.build.task import Task
from policy_report.errors import Problem, ProjectError
from policy_report.project import Project
from policy_report.render.document import ARTICLE

_ARTICLE, _EXPLORER = "article", "explorer"
_NAMES = {ARTICLE: _ARTICLE}
"""What a product is called whose main file has another name."""

PICTURE = "picture/"
"""How the names of the tasks begin that make a drawing into dots."""

_DOCUMENT = re.compile(r"document/(?P<language>[^/]+)/(?P<stem>.+)\.(?P<format>\w+)")


@dataclass(frozen=True)
class Choice:
    """What a person asks a build for.

    Attributes
    ----------
    targets
        Files, and names of tasks, documents, figures or tables; everything unless given.
    only
        Formats, languages and products.
    engine
        `auto`, `quarto` or `embedded`.
    allow_stale
        Whether a refuted finding is struck in a draft instead of stopping the build.
    """

    targets: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    engine: str = "auto"
    allow_stale: bool = False


class Product(NamedTuple):
    """A document as a person asks for it."""

    product: str
    format: str
    language: str

    @property
    def unasked(self) -> bool:
        """Whether a build makes it unasked: the article and the explorer whole, of all else the page."""
        return self.product in (_ARTICLE, _EXPLORER) or self.format == "html"


def product_of(name: str) -> Product | None:
    """Say which document a task makes; `None` if it makes something else."""
    kind, _, rest = name.partition("/")
    if kind == _EXPLORER:
        return Product(_EXPLORER, "html", rest)
    found = _DOCUMENT.fullmatch(name)
    return Product(_NAMES.get(found["stem"], found["stem"]), found["format"], found["language"]) if found else None


def choose(project: Project, tasks: Sequence[Task], choice: Choice) -> list[str]:
    """Give the names of the tasks that are asked for, without those that they need.

    Raises
    ------
    ProjectError
        `target-unknown` with the nearest names, `choice-unknown` for a product, format or language that the study does
        not have, `choice-empty` where nothing is all that is asked for.
    """
    products = {task.name: product for task in tasks if (product := product_of(task.name))}
    if problems := [*_unknown_targets(project, tasks, choice), *_unknown_words(products.values(), choice)]:
        raise ProjectError(problems)
    if choice.targets:
        names = {name for word in choice.targets for name in _called(project, tasks, word)}
        found = [task.name for task in tasks if task.name in names and _fits(task.name, choice, products.values())]
    elif choice.only:
        found = [
            name for name, one in products.items() if _fits(name, choice, products.values()) and _asked(one, choice)
        ]
    else:
        found = [task.name for task in tasks if _unasked(task.name, products.get(task.name))]
    if not found:
        message, remedy = "the study has nothing that is all of this", "ask for less at a time"
        raise ProjectError(Problem("", 0, "--only", "choice-empty", message, " ".join(choice.only), remedy))
    return found


def _unasked(name: str, product: Product | None) -> bool:
    """Whether a build makes something that nobody names; a picture only for a document that shows it."""
    return product.unasked if product else not name.startswith(PICTURE)


def _asked(one: Product, choice: Choice) -> bool:
    return one.unasked or {one.product, one.format} <= {*choice.only}


def _fits(name: str, choice: Choice, products: Iterable[Product]) -> bool:
    """Whether a task is of each kind of thing that words are given of; what is no document has a language at most."""
    own = product_of(name) or ("", "", [*name.split("/"), ""][1])
    kinds = ({*words} & {*choice.only} for words in zip(*products, strict=True))
    return all(not asked or word in asked for word, asked in zip(own, kinds, strict=True))


def _unknown_words(products: Iterable[Product], choice: Choice) -> Iterator[Problem]:
    known = list(dict.fromkeys(word for kind in zip(*products, strict=True) for word in kind))
    message, remedy = "the study has no such product, format or language", f"use one of: {', '.join(known)}"
    for word in choice.only:
        if word not in known:
            yield Problem("", 0, "--only", "choice-unknown", message, word, remedy)


def _unknown_targets(project: Project, tasks: Sequence[Task], choice: Choice) -> Iterator[Problem]:
    for word in choice.targets:
        if not _called(project, tasks, word):
            from difflib import get_close_matches

            names = sorted({name for task in tasks for name in _names(project, task)})
            near = get_close_matches(word, names, n=5, cutoff=0.5)
            remedy = f"did you mean: {', '.join(near)}?" if near else "name a file that is made, a figure or a table"
            yield Problem("", 0, "TARGET", "target-unknown", "nothing of this name is made", word, remedy)


def _called(project: Project, tasks: Iterable[Task], word: str) -> list[str]:
    path = os.path.abspath(word)  # noqa: PTH100  # a link keeps its name, by which the build knows it
    return [task.name for task in tasks if path in task.makes or word in _names(project, task)]


def _names(project: Project, task: Task) -> set[str]:
    """What a person may call a task: its name or the end of it, and the files that it makes."""
    parts = task.name.split("/")
    files = [Path(path) for path in task.makes if Path(path).is_relative_to(project.root)]
    called = {path.relative_to(project.root).as_posix() for path in files}
    stems = {name for path in files for name in (path.name, path.stem)} if len(files) < 5 else set()
    return {"/".join(parts[start:]) for start in range(len(parts))} | called | stems
