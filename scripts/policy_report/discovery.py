"""Finds by reading the code, without importing it, what can be made and what each thing needs.

Importing the analyses and figures would cost a second of pandas and matplotlib; a build with nothing to do must
not pay it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

PACKAGE = "policy_report"
LENGTHY = "lengthy"
"""The kind of a result that is made through `policy_report.keeping`."""

_ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Maker:
    """A function that makes something, and the names of what it needs.

    Attributes
    ----------
    name
        The result's name, or the module's name for figures and tables.
    module, function
        Where the function is.
    needs
        The names of its parameters, without `language`.
    kind
        `result`, `lengthy`, `numbers`, `draw`, `data`, `build` or `finding`.
    row
        The line of its file on which the function begins.
    about
        The first sentence of its docstring.
    """

    name: str
    module: str
    function: str
    needs: tuple[str, ...]
    kind: str
    row: int = 0
    about: str = ""

    @property
    def file(self) -> Path:
        """The file that holds the function."""
        return _file(self.module)


def results() -> list[Maker]:
    """The functions of `analysis/` that are marked `@result`, `@lengthy` or `@numbers`."""
    return [
        Maker(function.name, module, function.name, _parameters(function), mark)
        for module, function in _functions("analysis")
        for mark in ("result", LENGTHY, "numbers")
        if any(isinstance(decorator, ast.Name) and decorator.id == mark for decorator in function.decorator_list)
    ]


def figures() -> list[Maker]:
    """The modules of `figures/` that have a function `draw`."""
    return _named("figures", "draw")


def figure_data() -> dict[str, Maker]:
    """What each figure shows, as a frame, by the figure's name.

    A figure shows its first result, unless its module has a function `data` that makes a frame of it.
    """
    own = {maker.name: maker for maker in _named("figures", "data")}
    return {maker.name: own.get(maker.name, replace(maker, function="", needs=maker.needs[:1])) for maker in figures()}


def tables() -> list[Maker]:
    """The modules of `paper/tables/` that have a function `build`."""
    return _named("paper/tables", "build")


def findings() -> list[Maker]:
    """The functions of `paper/findings/` that are marked `@finding("fnd-…")`, by file and line."""
    return [
        Maker(name, module, function.name, _parameters(function), "finding", function.lineno, _first_line(function))
        for module, function in _functions("paper/findings")
        for name in _finding_ids(function)
    ]


def _finding_ids(function: ast.FunctionDef) -> Iterator[str]:
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "finding":
            yield ast.literal_eval(mark.args[0])


def _first_line(function: ast.FunctionDef) -> str:
    return (ast.get_docstring(function) or "").partition("\n\n")[0].replace("\n", " ")


def _named(folder: str, name: str) -> list[Maker]:
    return [
        Maker(module.rpartition(".")[2], module, name, _parameters(function), name)
        for module, function in _functions(folder)
        if function.name == name
    ]


@cache
def _functions(folder: str) -> tuple[tuple[str, ast.FunctionDef], ...]:
    """The functions of a folder of this package, with their modules; the code of a running process stays as it is."""
    found: list[tuple[str, ast.FunctionDef]] = []
    for path in sorted((_ROOT / folder).rglob("*.py")):
        module = ".".join((PACKAGE, *path.relative_to(_ROOT).with_suffix("").parts))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [(module, node) for node in tree.body if isinstance(node, ast.FunctionDef)]
    return tuple(found)


def _parameters(function: ast.FunctionDef) -> tuple[str, ...]:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return tuple(argument.arg for argument in arguments if argument.arg != "language")


class CodeGraph:
    """Which files of the package a module runs, directly or not.

    Parameters
    ----------
    cache
        Folder in which the import graph is remembered between builds.
    """

    def __init__(self, cache: Path) -> None:
        import grimp

        self._graph = grimp.build_graph(PACKAGE, cache_dir=str(cache))

    def files(self, module: str) -> list[Path]:
        """The module's own file and those of all that it imports.

        The `__init__.py` of a package counts with each of its modules, because importing a module runs it.
        """
        modules = {module, *self._graph.find_upstream_modules(module)}
        parents = {".".join(name.split(".")[:depth]) for name in modules for depth in range(1, name.count(".") + 1)}
        return sorted(_file(name) for name in modules | parents)


def _file(module: str) -> Path:
    base = _ROOT.joinpath(*module.split(".")[1:])
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
