"""What the comparison of the two engines reads, on the sample study and on pages laid out as Quarto does it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policy_report.render.document import Format
from tests.render.reading import blocks, captions, letters, text_of_pdf

Render = Callable[..., Path]

QUARTO = """<!DOCTYPE html><html><body>
<nav id="TOC" role="doc-toc"><ul><li><a href="#one">1 One</a></li></ul></nav>
<header id="title-block-header"><h1 class="title">Two centres</h1></header>
<h1 data-number="1" id="one"><span class="header-section-number">1</span> One</h1>
<p>See <a href="#fig-a" class="quarto-xref">Figure&nbsp;1</a>.<a href="#fn1" class="footnote-ref"><sup>1</sup></a></p>
<div id="fig-a" class="quarto-float quarto-figure"><figure class="quarto-float quarto-float-fig figure">
<div><img src="a.svg" alt="A line."></div>
<figcaption class="quarto-float-caption-bottom">Figure&nbsp;1: A line</figcaption></figure></div>
<div id="tbl-b" class="quarto-float"><figure><figcaption>Table&nbsp;1: A table</figcaption>
<table><thead><tr><th>City</th></tr></thead><tbody><tr><td>Jiaxing</td></tr></tbody></table></figure></div>
<div class="callout"><div class="callout-header"><span class="screen-reader-only">Note</span>How it reads</div>
<div class="callout-body"><p>With bounds.</p></div></div>
<div id="quarto-appendix"><h2>Reuse</h2></div>
<section class="footnotes"><ol><li id="fn1"><p>A note.<a href="#r" class="footnote-back">↩︎</a></p></li></ol></section>
</body></html>
"""

EXPECTED = [
    "1One", "SeeFigure1.1", "Figure1:Aline", "Table1:Atable", "City", "Jiaxing", "Howitreads", "Withbounds.", "Anote.",
]  # fmt: skip


def test_a_page_of_quarto_reads_without_what_quarto_adds(tmp_path: Path) -> None:
    page = tmp_path / "paper.html"
    page.write_text(QUARTO, encoding="utf-8")
    assert sorted(blocks(page)) == sorted(EXPECTED)
    assert captions(blocks(page)) == ["Figure1:Aline", "Table1:Atable"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_word_file_and_pdf_number_the_same_things_alike(rendered: Render, language: str) -> None:
    page, word = (blocks(rendered(wanted, language)) for wanted in (Format.HTML, Format.DOCX))
    assert captions(page) == captions(word)
    text = text_of_pdf(rendered(Format.PDF, language))
    assert [label for label in map(letters, captions(page)) if label not in text] == []


def test_one_changed_word_is_seen(tmp_path: Path) -> None:
    page, other = tmp_path / "paper.html", tmp_path / "other.html"
    page.write_text(QUARTO, encoding="utf-8")
    other.write_text(QUARTO.replace("With bounds", "With a bound"), encoding="utf-8")
    assert blocks(page) != blocks(other)
