"""The Word file: real styles, captions in plain text, and heads that repeat."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Twips

from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.document import Format
from policy_report.render.docx import make_reference
from policy_report.render.quarto import finish
from policy_report.render.wordfields import Counted, list_contents

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


def test_headings_are_headings_that_word_numbers(word: Word, by_style: dict[str, list[str]]) -> None:
    assert by_style["Heading 1"] == ["Introduction", "What the figures say", "Appendix A: Every claim", "References"]
    assert by_style["Heading 2"] == ["Method", "Rates"]
    numbers = [word.styles[f"Heading {level}"].element.xpath("./w:pPr/w:numPr/*/@w:val") for level in (1, 2)]
    assert [level for level, _ in numbers] == ["0", "1"]
    assert numbers[0][1] == numbers[1][1] != "0"
    headings = (one for one in word.paragraphs if "Heading" in str(one.style and one.style.name))
    (unnumbered,) = (one for one in headings if one.text == "References")
    assert unnumbered._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") == ["0"]


def test_captions_are_counted_by_word(word: Word) -> None:
    codes = [node.text.strip() for node in word.element.iter(qn("w:instrText"))]
    assert codes.count("SEQ Table \\* ARABIC") == 4
    assert "SEQ Figure \\* ARABIC" in codes


def test_what_refers_to_a_heading_or_a_float_repeats_its_number(word: Word) -> None:
    marks = {node.get(qn("w:name")) for node in word.element.iter(qn("w:bookmarkStart"))}
    codes = [node.text.split() for node in word.element.iter(qn("w:instrText")) if node.text.split()[0] == "REF"]
    assert {len(code) for code in codes} == {3, 4}
    assert {code[1] for code in codes} <= marks


def test_the_lists_name_every_heading_and_float_and_lead_to_them(
    rendered: Render, by_style: dict[str, list[str]]
) -> None:
    word = docx.Document(str(rendered(Format.DOCX)))
    method = {"method": Counted("1.1", "_Ref1", "REF _Ref1")}
    list_contents(word, {"toc": "Contents", "Figure": "Figures", "Table": "Tables"}, method)
    lists = ("TOC", "TableofFigures")
    listed = [one for one in word.paragraphs if one._p.pPr is not None and str(one._p.pPr.style).startswith(lists)]
    names = {node.get(qn("w:name")) for node in word.element.iter(qn("w:bookmarkStart"))}
    links = {node.get(qn("w:anchor")) for one in listed for node in one._p.iter(qn("w:hyperlink"))}
    texts = ["".join(node.text or "" for node in one._p.iter(qn("w:t"))).replace("\u00a0", " ") for one in listed]
    assert {*by_style["Heading 1"], *by_style["Table Caption"], "1.1Method"} <= {*texts}
    assert links <= names


def test_the_titles_of_the_lists_are_not_counted_as_headings(word: Word) -> None:
    assert word.styles["TOC Heading"].element.xpath("./w:pPr/w:numPr/w:numId/@w:val") == ["0"]


def test_word_knows_the_styles_of_the_lists_by_their_ids(word: Word) -> None:
    ids = {style.style_id for style in word.styles}
    assert {"TOCHeading", "TOC1", "TOC2", "TableofFigures"} <= ids


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


def test_rows_stay_whole_and_columns_fill_the_page(word: Word) -> None:
    section = word.sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    width = (section.page_width - section.left_margin - section.right_margin) / Twips(1)
    for table in word.tables:
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        columns = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert abs(sum(columns) - width) <= len(columns)


def test_a_short_table_stays_on_one_page_and_a_long_one_may_break(word: Word) -> None:
    kept = [[row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] for table in word.tables]
    assert kept[0] == [True] * (len(kept[0]) - 1) + [None]
    assert kept[-1] == [True] + [None] * 60


def test_the_text_of_tables_has_a_style_of_its_own(word: Word) -> None:
    styles = {p.style.name for table in word.tables for cell in table._cells for p in cell.paragraphs if p.style}
    assert styles == {"Table Text"}
    style = word.styles["Table Text"]
    while style is not None:
        assert style.font.bold is None, "or the bold head of the table's style would be undone"
        style = style.base_style


def test_keywords_stand_below_the_abstract(by_style: dict[str, list[str]]) -> None:
    assert by_style["Abstract"][-1] == "Keywords: clearance, integration"


QUARTO = """---
title: A title
abstract: What it says.
keywords: [one, two]
---

# [1]{.header-section-number} Head {#sec-head}

As [Figure 1](#fig-line) and [Table 1](#tbl-two) show in [Section 1](#sec-head).

![Figure 1: A line](PICTURE){#fig-line}

| a | b |
|---|--:|
| c | 1 |

: Table 1: Two columns {#tbl-two}

Afterwards.
"""


@pytest.fixture
def by_quarto(study: Project) -> Path:
    """A Word file in the form that Quarto gives it, in the place of a document."""
    made = study.root / "elsewhere" / "report" / "en" / "paper.docx"
    made.parent.mkdir(parents=True, exist_ok=True)
    filters = Path(__file__).with_name("floats.lua")
    command: list[str | Path] = [pandoc.command(), "--standalone", "--toc", "--lua-filter", filters, "-o", made]
    command += ["--reference-doc", study.word_template]
    picture = str(study.figures / "en" / "fig-trend.png")
    subprocess.run(command, input=QUARTO.replace("PICTURE", picture), text=True, check=True)
    return made


def test_what_quarto_rendered_is_finished_once_and_as_pandoc_s(study: Project, by_quarto: Path) -> None:
    finish(study, [by_quarto, Path("report/en/paper.html")])
    word = docx.Document(str(by_quarto))
    once = by_quarto.read_bytes()
    finish(study, [by_quarto])
    assert by_quarto.read_bytes() == once
    styles = {paragraph.text: str(paragraph.style and paragraph.style.name) for paragraph in word.paragraphs}
    assert styles["Head"] == "Heading 1"
    assert styles["Figure 1: A line"] == "Image Caption"
    assert styles["Table 1: Two columns"] == "Table Caption"
    assert styles["Keywords: one, two"] == "Abstract"
    (table,) = word.tables
    sides = [cell.paragraphs[0].alignment for cell in table.rows[0].cells]
    assert sides == [None, WD_ALIGN_PARAGRAPH.RIGHT]
    codes = [" ".join(node.text.split()[:-1]) for node in word.element.iter(qn("w:instrText"))]
    assert [code for code in codes if "SEQ" in code] == ["SEQ Figure \\*", "SEQ Table \\*"]
    assert sum(code.startswith("REF") for code in codes) == 3
    assert [code.split()[0] for code in codes if code.startswith("TOC")] == ["TOC"] * 3


def test_the_language_is_named_with_its_country(rendered: Render) -> None:
    for language, key, expected in (("en", "val", "en-GB"), ("zh", "eastAsia", "zh-CN")):
        word = docx.Document(str(rendered(Format.DOCX, language)))
        assert word.core_properties.language == expected
        (default,) = word.styles.element.iterfind(".//" + qn("w:rPrDefault") + "//" + qn("w:lang"))
        assert default.get(qn(f"w:{key}")) == expected


def test_only_chinese_paragraphs_begin_two_characters_in(rendered: Render) -> None:
    def indents(language: str) -> dict[str, str | None]:
        styles = docx.Document(str(rendered(Format.DOCX, language))).styles
        found = {name: styles[name].element.pPr.find(qn("w:ind")) for name in ("Body Text", "Table Text")}
        return {name: None if at is None else at.get(qn("w:firstLineChars")) for name, at in found.items()}

    assert indents("zh") == {"Body Text": "200", "Table Text": "0"}
    assert indents("en") == {"Body Text": None, "Table Text": None}


def test_images_are_png_with_alternative_texts(rendered: Render, word: Word) -> None:
    described = [element.get("descr") for element in word.element.iter(qn("wp:docPr"))]
    assert described == ["A line that rises by +55% and falls again.", "The same line once more."]
    with zipfile.ZipFile(rendered(Format.DOCX)) as archive:
        assert {Path(name).suffix for name in archive.namelist() if "media/" in name} == {".png"}


def test_a_picture_names_its_file_and_not_where_it_lay(word: Word) -> None:
    names = [picture.get("descr", "") for picture in word.element.iter(qn("pic:cNvPr"))]
    assert names
    assert all(name.endswith(".png") and "/" not in name and "\\" not in name for name in names), names


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
    return docx.Document(str(study.word_template))


def test_the_page_is_a4_with_its_number_in_the_footer(template: Word) -> None:
    (section,) = template.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert "PAGE" in section.footer._element.xml


@pytest.mark.parametrize("name", ["Title", "Heading 1", "Body Text", "Table Caption", "Bibliography", "Table Text"])
def test_every_style_names_a_chinese_font_beside_the_latin_one(template: Word, name: str) -> None:
    fonts = template.styles[name].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) in ("SimSun", "SimHei")
    assert fonts.get(qn("w:ascii")) in ("Georgia", "Calibri")


def test_the_bibliography_hangs(template: Word) -> None:
    layout = template.styles["Bibliography"].paragraph_format
    assert layout.first_line_indent == -layout.left_indent


def test_a_subtitle_is_neither_bold_like_the_title_nor_spaced_out(template: Word) -> None:
    style = template.styles["Subtitle"]
    assert style.font.bold is False
    assert style.element.rPr.find(qn("w:spacing")) is None


def test_links_are_dark_enough_to_read(template: Word) -> None:
    assert template.styles["Hyperlink"].element.rPr.find(qn("w:color")).attrib == {qn("w:val"): "1F4E79"}


def test_making_it_again_gives_the_same_bytes(study: Project) -> None:
    before = study.word_template.read_bytes()
    assert make_reference(study).read_bytes() == before
