"""What must hold of this study: its text stands on its evidence, and every document can be made."""

from pathlib import Path

from policy_report.cli import main

ROOT = Path(__file__).parents[1]


def run(*arguments: str) -> int:
    return main(["--project", str(ROOT), "--trust", *arguments])


def test_the_text_stands_on_its_evidence() -> None:
    assert run("check") == 0


def test_every_document_is_made() -> None:
    assert run("build") == 0
    made = {path.suffix for path in (ROOT / "_output").rglob("*") if path.is_file()}
    assert {".html", ".pdf", ".docx"} <= made
