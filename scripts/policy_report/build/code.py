"""Read what code says, without importing it: its functions, and which files each module runs.

What was read is kept in a study's state folder until a file of the code differs.
"""

import ast
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from policy_report.build.state import CorruptError, decode, encode
from policy_report.errors import ProjectError, problem
from policy_report.project import files_in, keep_file


@dataclass(frozen=True)
class Function:
    """A function as its file has it.

    `asks` are the names of its parameters; `marks` its decorators, each with the first argument, if that is a text.
    """

    name: str
    module: str
    file: str
    row: int
    asks: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    about: str


class Code:
    """The code of some packages, each with its folder, as it is when it is first asked for."""

    def __init__(self, packages: Mapping[str, Path]) -> None:
        self._packages = packages
        self._functions: dict[str, tuple[Function, ...]] = {}
        self._files: dict[str, tuple[str, ...]] = {}
        self._read_anew = False

    def remember(self, path: Path) -> None:
        """Take what was kept of the same code."""
        with suppress(OSError, CorruptError, ValueError):
            digest, functions, files = decode(path.read_bytes(), (__name__.partition(".")[0],))
            if digest == self._digest:
                self._functions |= functions
                self._files |= files

    def keep(self, path: Path) -> None:
        """Keep what was read, if anything was."""
        if self._read_anew:
            keep_file(path, encode((self._digest, self._functions, self._files)))
            self._read_anew = False

    def functions(self, package: str, folder: str) -> tuple[Function, ...]:
        """Give the functions of all modules in a folder of a package.

        Raises `ProjectError`: `code-broken` for a file that is no Python.
        """
        key, base = f"{package}/{folder}", self._packages[package]
        if key not in self._functions:
            self._read_anew = True
            paths = files_in(base / folder, "**/*.py")
            self._functions[key] = tuple(found for path in paths for found in _functions_of(package, base, path))
        return self._functions[key]

    def files(self, module: str) -> tuple[str, ...]:
        """List the files that a module runs, directly or not.

        The `__init__.py` of a package counts with each of its modules, because importing a module runs it, and so do
        the catalogues of words that lie beside it.
        """
        if module not in self._files:
            self._read_anew = True
            modules = {module, *self._imports.find_upstream_modules(module)}
            parents = {".".join(name.split(".")[:depth]) for name in modules for depth in range(1, name.count(".") + 1)}
            found = {self._file(name) for name in modules | parents}
            catalogues = (
                path for file in found if file.name == "__init__.py" for path in files_in(file.parent, "*.toml")
            )
            self._files[module] = tuple(sorted(str(path) for path in {*found, *catalogues}))
        return self._files[module]

    @cached_property
    def _imports(self) -> Any:
        import grimp

        return grimp.build_graph(*self._packages, cache_dir=None)

    def _file(self, module: str) -> Path:
        package, *parts = module.split(".")
        base = self._packages[package].joinpath(*parts)
        return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")

    @cached_property
    def _digest(self) -> str:
        """A digest of where the code lies, and of its files and the catalogues beside them."""
        paths = sorted(
            path
            for base in self._packages.values()
            for kind in ("py", "toml")
            for path in files_in(base, f"**/*.{kind}")
        )
        return sha256(b"\0".join(part for path in paths for part in (bytes(path), path.read_bytes()))).hexdigest()


@cache
def code_of(packages: tuple[tuple[str, Path], ...]) -> Code:
    """Give the code of packages, read once: that of a running process stays as it is."""
    return Code(dict(packages))


def _functions_of(package: str, base: Path, path: Path) -> list[Function]:
    module = ".".join((package, *path.relative_to(base).with_suffix("").parts))
    return [_function(module, path, node) for node in _parsed(path).body if isinstance(node, ast.FunctionDef)]


def _function(module: str, path: Path, node: ast.FunctionDef) -> Function:
    asks = tuple(argument.arg for argument in (*node.args.args, *node.args.kwonlyargs))
    about = (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")
    return Function(node.name, module, str(path), node.lineno, asks, tuple(map(_mark, node.decorator_list)), about)


def _mark(node: ast.expr) -> tuple[str, str]:
    called, arguments = (node.func, node.args) if isinstance(node, ast.Call) else (node, [])
    argument = arguments[0].value if arguments and isinstance(arguments[0], ast.Constant) else ""
    return called.id if isinstance(called, ast.Name) else "", str(argument)


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError) as error:
        name, row = "/".join(path.parts[-3:]), getattr(error, "lineno", None) or 0
        raise ProjectError(problem(name, row, "", "code-broken", error=error)) from error
