"""The filter that marks findings, and strikes those that are refuted, in every format and in both engines."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from policy_report.paper.markdown import Column, table
from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.embedded import EmbeddedEngine
from policy_report.render.extensions import MASTERS
from policy_report.render.styles import make_styles
from policy_report.text.language import Language
from policy_report.text.words import word
from tests.render.conftest import borrow_fonts
from tests.render.writing import document, study_with

ROW = "[[F7](#fnd-one)]{{#fnd-one-test .finding-test finding=fnd-one {}}}"
TEXT = """---
title: A title
lang: {lang}
abstract: |
  Before. [It rose.]{{.finding repeats=fnd-one}}
---

So [it *rose* [@a2020] by [five](#num).]{{.finding #fnd-one}} Again [it rose.]{{.finding repeats=fnd-one}}

::: {{.finding #fnd-two}}
It fell.

It fell more.
:::

[five]{{#num}}

{rows}
"""


def said(status: str, language: Language) -> str:
    """What the row of a finding says to the filter, as the table of findings has it."""
    keys = ("title", "refuted", "draft") if status == "refuted" else ("title",)
    return " ".join(f'{key}="{word.entry(f"finding_mark.{key}", language).format(number="F7")}"' for key in keys)


def rendered(target: str, status: str = "holds", lang: str = "en", row: str = ROW) -> str:
    """A text after the filter; `fnd-two` has a row of its own that holds."""
    language = Language(lang.partition("-")[0])
    two = ROW.replace("fnd-one", "fnd-two").replace("F7", "F8").format(said("holds", language))
    text = TEXT.format(lang=lang, rows=f"{row.format(said(status, language))}\n\n{two}" if row else "")
    arguments = ["-t", target, "-s", "--lua-filter", str(MASTERS / "policy-report" / "findings.lua")]
    arguments += ["-o", "-"]
    done = subprocess.run(
        [pandoc.command(), "-f", "markdown", *arguments], input=text.encode(), capture_output=True, check=True
    )
    assert done.stderr == b""
    if target != "docx":
        return done.stdout.decode()
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as package:
        return package.read("word/document.xml").decode()


def test_a_finding_has_a_mark_that_leads_to_its_row() -> None:
    page = rendered("html")
    assert page.count('href="#fnd-one-test"') == 2
    assert page.count('href="#fnd-two-test"') == 1
    assert 'aria-label="Finding F7: its test, and what would overturn it"' in page
    assert 'id="fnd-one"' in page
    assert "<del>" not in page
    assert "Draft" not in page


def test_what_the_filter_read_leaves_no_trace() -> None:
    page = rendered("html")
    assert "data-finding" not in page
    assert "data-refuted" not in page
    assert "repeats" not in page


@pytest.mark.parametrize(("target", "strike"), [("html", "<del>"), ("typst", "#strike["), ("docx", "<w:strike")])
def test_a_refuted_finding_is_struck_wherever_it_is_stated(target: str, strike: str) -> None:
    text = rendered(target, "refuted")
    assert text.count(strike) >= 3
    flat = " ".join(text.split())
    assert "the evidence no longer bears this out" in flat
    assert "Sentences that are struck through" in flat


def test_only_what_fell_is_struck() -> None:
    page = rendered("html", "refuted")
    assert "It fell more." in page
    assert page.count("<del>") == 3


def test_the_draft_speaks_the_language_of_the_paper() -> None:
    page = rendered("html", "refuted", "zh-Hans")
    assert "草稿" in page
    assert "Draft" not in page


def test_without_the_table_the_text_stays_as_it_is() -> None:
    page = rendered("html", row="")
    assert "finding-mark" not in page
    assert "F7" not in page


def test_an_article_takes_marks_and_rows_from_the_table_of_its_study(tmp_path: Path, study: Project) -> None:
    project = study_with(tmp_path, "[It rose.]{.finding #fnd-one}\n")
    borrow_fonts(project, study)
    make_styles(project)
    path = project.generated / "en" / "tbl-findings.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    row = [ROW.format(said("holds", Language.EN)), "It rose"]
    path.write_text(table([Column("", 50), Column("Test", 50)], [row], "C", "findings"), encoding="utf-8")
    page = document_fromstring(EmbeddedEngine().render(project, document()).read_bytes())
    assert [mark.text for mark in page.xpath("//a[@class='finding-mark']")] == ["F7"]
    assert page.xpath("//template//td//@id") == ["fnd-one-test"]
