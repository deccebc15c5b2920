"""The Word file: real styles, captions in plain text, and heads that repeat."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn

from policy_report.project import Project
from policy_report.render.docx import make_reference, reference_file
from policy_report.render.engine import Format

Render = Callable[..., Path]


@pytest.fixture(scope="module")
def word(rendered: Render) -> Word:
    return docx.Document(str(rendered(Format.DOCX)))


@pytest.fixture(scope="module")
def by_style(word: Word) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for paragraph in word.paragraphs:
        style = paragraph.style
        found.setdefault(str(style.name if style else ""), []).append(paragraph.text.replace("\u00a0", " "))
    return found


def test_the_title_block_has_its_styles(by_style: dict[str, list[str]]) -> None:
    assert by_style["Title"] == ["Two centres, two cities: a sample"]
    assert by_style["Subtitle"] == ["A study for the renderer, with 60 claims"]
    assert by_style["Author"] == ["Ada Example", "Bo Muster"]
    assert by_style["Date"] == ["November 2, 2025"]
    assert by_style["Abstract"][0].startswith("Both cities report a rise of +55%")


def test_headings_are_headings_and_numbered(by_style: dict[str, list[str]]) -> None:
    assert by_style["Heading 1"] == [
        "1\tIntroduction",
        "2\tWhat the figures say",
        "3\tAppendix A: Every claim",
        "References",
    ]
    assert by_style["Heading 2"] == ["1.1\tMethod", "2.1\tRates"]


def test_captions_carry_their_numbers_as_plain_text(by_style: dict[str, list[str]]) -> None:
    assert by_style["Table Caption"] == [
        "Table 1: A pipe table with 60 claims",
        "Table 2: A grid table",
        "Table 3: A table in a div",
        "Table 4: Every claim, as published",
    ]
    assert [caption.split(":")[0] for caption in by_style["Image Caption"]] == ["Figure 1", "Figure 2"]


def test_callouts_and_bibliography_have_their_styles(by_style: dict[str, list[str]]) -> None:
    expected = ["What a phrase says", "Warning", "A title as heading", "Important", "Caution"]
    assert by_style["Callout Title"] == expected
    assert by_style["Bibliography"][0].startswith("Henry, N., & Wright, P. (2002).")


def test_the_head_of_every_table_repeats(word: Word) -> None:
    assert len(word.tables) == 5
    for table in word.tables:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(word.tables[-1].rows) == 61


def test_images_are_png_with_alternative_texts(rendered: Render, word: Word) -> None:
    described = [element.get("descr") for element in word.element.iter(qn("wp:docPr"))]
    assert described == ["A line that rises by +55% and falls again.", "The same line once more."]
    with zipfile.ZipFile(rendered(Format.DOCX)) as archive:
        assert {Path(name).suffix for name in archive.namelist() if "media/" in name} == {".png"}


def test_only_the_content_for_word_is_there(word: Word) -> None:
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "This stands only in the Word file." in text
    assert "This stands only in the PDF." not in text


def test_a_reference_jumps_to_its_target(word: Word) -> None:
    anchors = {link.get(qn("w:anchor")) for link in word.element.iter(qn("w:hyperlink"))}
    bookmarks = {mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))}
    assert {"fig-trend", "tbl-claims", "sec-method", "clm-jx001"} <= anchors & bookmarks


@pytest.fixture(scope="module")
def template(study: Project) -> Word:
    return docx.Document(str(reference_file(study)))


def test_the_page_is_a4_with_its_number_in_the_footer(template: Word) -> None:
    (section,) = template.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert "PAGE" in section.footer._element.xml


@pytest.mark.parametrize("name", ["Title", "Heading 1", "Body Text", "Table Caption", "Bibliography", "Compact"])
def test_every_style_names_a_chinese_font_beside_the_latin_one(template: Word, name: str) -> None:
    fonts = template.styles[name].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) in ("SimSun", "SimHei")
    assert fonts.get(qn("w:ascii")) in ("Georgia", "Calibri")


def test_the_bibliography_hangs(template: Word) -> None:
    layout = template.styles["Bibliography"].paragraph_format
    assert layout.first_line_indent == -layout.left_indent


def test_making_it_again_gives_the_same_bytes(study: Project) -> None:
    before = reference_file(study).read_bytes()
    assert make_reference(study).read_bytes() == before
