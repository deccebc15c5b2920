"""Every code of a fault of the evidence has its words in the catalogue, and every place fills them in."""

import ast
import tomllib
from collections.abc import Iterator
from string import Formatter

from policy_report.evidence.faults import problem
from tests.conftest import ROOT

FOLDER = ROOT / "scripts" / "policy_report" / "evidence"
CATALOGUE = tomllib.loads((FOLDER.parent / "faults.toml").read_text(encoding="utf-8"))
CODE_AT = {"add": 2, "stop": 2, "problem": 3, "Fault": 1, "Flaw": 2}


def uses() -> Iterator[tuple[str, set[str]]]:
    """Each code in the source, and what is said there beside the text and the column."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            place = CODE_AT.get(name)
            if place is None or not isinstance(node, ast.Call) or len(node.args) <= place:
                continue
            # One starred argument stands for the row and the column.
            code = node.args[place - any(isinstance(given, ast.Starred) for given in node.args[:place])]
            if any(keyword.arg is None for keyword in node.keywords):
                continue
            said = {str(keyword.arg) for keyword in node.keywords}
            for given in node.args[place + 1 :] if name == "Fault" else ():
                said |= {str(ast.literal_eval(key)) for key in getattr(given, "keys", ()) if key}
            if isinstance(code, ast.Constant) and code.value and not (name == "Flaw" and "certain" in said):
                yield str(code.value), {"message"} if name == "Flaw" else said


def open_words(code: str) -> set[str]:
    words = " ".join(CATALOGUE[code])
    return {name for _, name, _, _ in Formatter().parse(words) if name} - {"text", "column"}


def test_every_code_that_is_used_has_words() -> None:
    assert {code for code, _ in uses()} <= set(CATALOGUE)


def test_every_place_says_what_the_words_leave_open_and_no_more() -> None:
    assert [(code, said) for code, said in uses() if said != open_words(code)] == []


def test_a_problem_has_the_words_and_the_remedy_of_its_code() -> None:
    got = problem("a.csv", 3, "", "row-corrupt", " x" + "y" * 200, cells=2, usual=4)
    assert got.message == "the row has 2 cells, the others 4"
    assert got.remedy.startswith("restore lost cells")
    assert got.text == "x" + "y" * 119
