"""Change the reader, the rules of comparability and the bounds in one place at a time, and see which tests notice.

`MUTANTS=150 SEED=1 make mutants` says how many changes, and which. Each is tried in a copy of the repository.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Final

ROOT: Final = Path(__file__).parents[1]
ENGINE: Final = "scripts/policy_report"
TESTS: Final = {
    "quantities": ("rules", "examples gold bounds arithmetic account faults foreign samples properties"),
    "analysis/comparability": ("comparability", "any_study"),
    "analysis/bounds": ("bounds bounds_file",),
}
"""The tests that fit each room, by their names and in their turns, those first that fail soonest."""

_SWAPPED: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip


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
        for child in (value if isinstance(value, list) else [value]) if name not in ("annotation", "returns") else ():
            if isinstance(child, ast.AST):
                yield from changes(child)


def survives(copies: "SimpleQueue[Path]", room: str, name: str, at: int) -> str:
    """Try one change of a module: what it is if the tests of its room pass with it, else nothing."""
    copy = copies.get()
    path = copy / ENGINE / name
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    line, said, make = list(changes(tree))[at]
    make()
    path.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    folder = copy / "tests" / room.partition("/")[0]
    passed = all(_pass(copy, [str(folder / f"test_{one}.py") for one in turn.split()]) for turn in TESTS[room])
    path.write_text(text, encoding="utf-8")
    copies.put(copy)
    return f"{name}:{line}: {said}" if passed else ""


def _pass(copy: Path, tests: list[str]) -> bool:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(copy / "scripts"), str(copy)))}
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:xdist", *tests]
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=240, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> None:
    """Try a sample of all changes, and name those that no test tells apart."""
    every = [
        (room, path.relative_to(ROOT / ENGINE).as_posix(), at)
        for room in TESTS
        for path in sorted((ROOT / ENGINE / room).rglob("*.py"))
        for at, _ in enumerate(changes(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    number, seed = int(os.environ.get("MUTANTS", "150")), int(os.environ.get("SEED", "1"))
    chosen, workers = random.Random(seed).sample(every, min(number, len(every))), os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as threads:
        copies: SimpleQueue[Path] = SimpleQueue()
        for at in range(workers):
            ignored = shutil.ignore_patterns(".*", "_build", "_output", "node_modules", "__pycache__")
            copies.put(Path(shutil.copytree(ROOT, Path(folder, str(at)), ignore=ignored)))
        survivors = []
        for found in threads.map(lambda one: survives(copies, *one), chosen):
            survivors += [found] if found else []
            print(found or ".", end="\n" if found else "", flush=True)
    print(f"\n{len(chosen) - len(survivors)} of {len(chosen)} changes (of {len(every)} that there are) were noticed")


if __name__ == "__main__":
    main()
