"""Every example in a docstring of the reader gives what it says, and the main functions have one."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from policy_report import quantities
from policy_report.quantities import arithmetic, reader

MODULES = [
    quantities.__name__,
    *(found.name for found in pkgutil.walk_packages(quantities.__path__, "policy_report.quantities.")),
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize(
    "function", [reader.read, arithmetic.total, arithmetic.ratio, arithmetic.share, arithmetic.change]
)
def test_a_main_function_shows_an_example(function: object) -> None:
    assert ">>>" in (function.__doc__ or "")


def test_the_reader_imports_nothing_but_errors() -> None:
    files = [path for folder in quantities.__path__ for path in Path(folder).rglob("*.py")]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    named = {line.split()[1] for line in lines if line.startswith(("from policy_report", "import policy_report"))}
    assert {name for name in named if not name.startswith("policy_report.quantities")} == {"policy_report.errors"}
