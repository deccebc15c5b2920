"""Change the reader, the rules of comparability and the bounds in one place at a time, and see which tests notice.

`MUTANTS=150 SEED=1 make mutants` says how many changes, and which. Each is tried in a process of its own, which takes
the changed module instead of the one that stands in the file; no file is written. What no reader of a result could see
is not changed: decorators (frozen, slots, sizes of caches) and whether `zip` checks lengths.
"""

import ast
import multiprocessing
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[1]
SCRIPTS: Final = ROOT / "scripts"
TESTS: Final = {
    "quantities": (
        ("quantities", "rules gold"),
        ("quantities", "examples bounds arithmetic account faults properties samples"),
        ("quantities", "foreign"),
    ),
    "analysis/comparability": (
        ("analysis", "comparability any_study"),
        ("study", "comparability_in_evidence"),
        ("analysis", "tally"),
    ),
    "analysis/bounds": (("analysis", "bounds bounds_file"), ("study", "bounds_in_evidence")),
}
"""The tests that fit each room, by their folders and names and in their turns, those first that fail soonest."""
SLOWEST: Final = 300
"""Seconds after which a change is taken for one that never ends, which is noticed."""

_SWAPPED: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip

_UNSEEN: Final = ("annotation", "returns", "decorator_list")


def changes(node: ast.AST) -> Iterator[tuple[int, str, Callable[[], None]]]:
    """Give every change of a tree: its line, what it is, and what makes it."""
    if isinstance(node, ast.Compare | ast.BoolOp | ast.BinOp):
        operator = node.ops[0] if isinstance(node, ast.Compare) else node.op
        if swapped := _SWAPPED.get(type(operator)):
            put = {"ops": [swapped(), *node.ops[1:]]} if isinstance(node, ast.Compare) else {"op": swapped()}
            yield node.lineno, f"{ast.unparse(node)} with {swapped.__name__}", partial(vars(node).update, put)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        negated = ast.UnaryOp(ast.Not(), node.test)
        yield node.lineno, f"not {ast.unparse(node.test)}", partial(vars(node).update, test=negated)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield node.lineno, f"{node.value} as {value}", partial(vars(node).update, value=value)
    for name, value in ast.iter_fields(node):
        for child in (value if isinstance(value, list) else [value]) if name not in _UNSEEN else ():
            if isinstance(child, ast.AST) and getattr(child, "arg", "") != "strict":
                yield from changes(child)


class Changed(SourceFileLoader, MetaPathFinder):  # type: ignore[misc]
    """Load one module with one change, in place of what its file holds."""

    def __init__(self, path: Path, at: int) -> None:
        parts = path.relative_to(SCRIPTS).with_suffix("").parts
        super().__init__(".".join(parts).removesuffix(".__init__"), str(path))
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        line, said, make = list(changes(self.tree))[at]
        make()
        self.said = f"{path.relative_to(SCRIPTS / 'policy_report')}:{line}: {said}"

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        """Give this for the module that it changes; others are found by whoever comes next."""
        return spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None

    def get_code(self, fullname: str) -> CodeType | None:
        """Compile the changed module."""
        del fullname
        code: CodeType = compile(ast.fix_missing_locations(self.tree), self.path, "exec")
        return code


def survives(room: str, changed: Changed | None) -> bool:
    """Whether the tests of a room pass with a change, which is said, or with none."""
    for folder, names in TESTS[room]:
        files = [str(ROOT / "tests" / folder / f"test_{name}.py") for name in names.split()]
        process = multiprocessing.get_context("fork").Process(target=_test, args=(changed, files))
        process.start()
        process.join(SLOWEST)
        process.kill()
        process.join()
        if process.exitcode:
            return False
    if changed:
        print(changed.said, flush=True)
    return True


def _test(changed: Changed | None, files: list[str]) -> None:
    """End with the status of these tests, which say nothing."""
    sys.meta_path[:0] = [changed] if changed else []
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    # How long a text takes is no rule of the reader, and takes long to ask.
    os._exit(pytest.main(["-x", "-q", "-k", "not long_texts", *files]))


def main() -> None:
    """Try a sample of all changes, and name those that no test tells apart."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # What all tests need is imported once; what is changed, and whatever uses it, by each process.
    import pandas  # noqa: F401
    import scipy.optimize  # noqa: F401

    every = [
        (room, path, at)
        for room in TESTS
        for path in sorted((SCRIPTS / "policy_report" / room).rglob("*.py"))
        for at, _ in enumerate(changes(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    number, seed = int(os.environ.get("MUTANTS", "150")), int(os.environ.get("SEED", "1"))
    chosen = random.Random(seed).sample(every, min(number, len(every)))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as threads:
        sys.pycache_prefix, sys.dont_write_bytecode = folder, False
        if broken := [room for room in TESTS if not survives(room, None)]:
            sys.exit(f"tests fail without any change: {', '.join(broken)}")
        survivors = sum(threads.map(lambda one: survives(one[0], Changed(*one[1:])), chosen))
    print(f"{len(chosen) - survivors} of {len(chosen)} changes (of {len(every)} that there are) were noticed")


if __name__ == "__main__":
    main()
