"""Count what the tests of trust try; `make trust` prints the table of `docs/trust.md` with its own figures."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "trust.md"
_ROW: Final = re.compile(r"^\| (?P<what>[^|]+) \| (?P<often>[^|]+) \| (?P<outcome>[^|]+) \|$", re.MULTILINE)
_OF_TESTS: Final = {
    "tests/web/test_policy.py": "scripts, files and addresses put into a finished page, in a browser",
    "tests/web/test_hostile_study.py": "hostile words in every free field of a study, looked for in all that is made",
    "tests/render/test_hostile_text.py": "hostile links, raw markup, options and drawings",
    "tests/evidence/test_hostile_bibliography.py": "hostile LaTeX in a bibliography",
    "tests/editions/test_archive.py": "archives of editions, sound and altered, and what they unpack to",
    "tests/test_trust.py": "commands on a study from elsewhere that has code, filters or options that run",
    "tests/test_hostile_values.py": "tables that mean harm (workbooks, JSON-stat, SDMX, pages), by `table` and `add`",
}
"""Rows of which each test that passes is one trial, by their files."""

_COUNTED: Final = Counter[str]()


def tried(what: str, times: int = 1) -> None:
    """Note how often something was tried, by the name of its row."""
    _COUNTED[what] += times


def rows() -> dict[str, str]:
    """What was tried by `docs/trust.md`, and what came of it."""
    _, _, table = DOCUMENT.read_text(encoding="utf-8").partition("\n## What was tried")
    _, *found = _ROW.finditer(table)
    return {row["what"]: row["outcome"] for row in found}


def named() -> set[str]:
    """Every row that some test counts."""
    texts = (path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    calls = [call for text in texts for call in re.findall(r'\btried\(\s*f?"(.+?)"', text)]
    return {*calls, *_OF_TESTS.values()}


def table(passed: Iterable[str]) -> str:
    """Give the rows of what was tried in this process; `passed`: the names of the tests that passed."""
    said = rows()
    _COUNTED.update(_OF_TESTS[file] for file in (name.partition("::")[0] for name in passed) if file in _OF_TESTS)
    return "\n".join(f"| {what} | {times:,} | {said[what]} |" for what, times in _COUNTED.items())
