"""Find the file of what a build has made, by what a person calls it."""

from pathlib import Path

from policy_report.build.choice import Choice, choose, product_of
from policy_report.build.memory import Memory
from policy_report.build.task import Task
from policy_report.errors import ProjectError, problem
from policy_report.lookup.catalogue import Catalogue
from policy_report.project import Project


def made_file(project: Project, words: list[str]) -> Path:
    """Give the first file of the last build that has all of these words: products, formats, languages, or one figure.

    Raises `ProjectError`: `not-made` where it is not there, and what `choose` says of unknown words.
    """
    tasks = Memory(project).tasks
    known = {word for task in tasks for word in product_of(task.name) if word}
    other = [word for word in words if word not in known]
    named = [thing.id for word in other for thing in Catalogue(project).named(word)] or other
    only = tuple(word for word in words if word in known)
    names = choose(project, tasks, Choice(targets=tuple(named[:1]), only=only)) if tasks else []
    wanted = [task for task in tasks if task.name in names and (named or product_of(task.name).product)]
    found = (
        path for task in sorted(wanted, key=_pages_first) for path in sorted(map(Path, task.makes), key=_data_last)
    )
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        raise ProjectError(problem("", 0, "", "not-made", " ".join(words)))
    return path


def _data_last(path: Path) -> bool:
    return path.suffix == ".csv"


def _pages_first(task: Task) -> tuple[bool, bool]:
    product = product_of(task.name)
    return product.product != "article", product.format != "html"
