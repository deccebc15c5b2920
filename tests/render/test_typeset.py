"""The PDF: accessible, with every glyph, and with tables that break across pages."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from policy_report.errors import RenderError
from policy_report.project import Project
from policy_report.render.dependencies import citation_of, dependencies
from policy_report.render.document import Format
from policy_report.render.embedded import EmbeddedEngine
from policy_report.render.styles import make_styles
from tests.render.conftest import PAPER, borrow_fonts
from tests.render.writing import document, study_with

Render = Callable[..., Path]


@pytest.fixture(scope="module")
def pdf(rendered: Render) -> pypdf.PdfReader:
    return pypdf.PdfReader(rendered(Format.PDF))


@pytest.fixture(scope="module")
def pages(pdf: pypdf.PdfReader) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pdf.pages]


def test_the_paper_is_a4_and_has_the_expected_length(pdf: pypdf.PdfReader) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {(595, 842)}
    assert 6 <= len(pdf.pages) <= 9


def test_the_file_claims_the_standards_that_it_was_checked_against(pdf: pypdf.PdfReader) -> None:
    metadata = pdf.xmp_metadata
    assert metadata is not None
    written = metadata.stream.get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in written
    assert "<pdfaid:part>3</pdfaid:part>" in written
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in written


def test_the_file_says_what_it_is(pdf: pypdf.PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Two centres, two cities: a sample"
    assert pdf.metadata.author == "Ada Example, Bo Muster"
    assert str(pdf.metadata["/Keywords"]) == "clearance, integration"
    assert str(pdf.root_object["/Lang"]) == "en-US"


def test_numbers_and_chinese_can_be_copied_out(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "+55%" in text
    assert "over 80%" in text
    assert "全市刑事案件破案率同比上升" in text
    assert "嘉兴市公安局" in text


def test_captions_and_references_carry_the_same_numbers_as_the_page(pages: list[str]) -> None:
    text = " ".join(pages).replace("\u00a0", " ")
    for expected in ("Figure 1: The trend", "Figure 2: A figure in a div", "Table 4: Every claim", "Equation 1"):
        assert expected in text
    assert "1.1 Method" in text


def test_a_long_table_repeats_its_head_and_keeps_its_caption_with_its_rows(pages: list[str]) -> None:
    with_rows = [page for page in pages if "official account" in page]
    assert len(with_rows) >= 3
    assert all("Published phrase" in page for page in with_rows)
    assert "jx001" in next(page for page in pages if "Every claim, as published" in page)


def test_pages_have_a_running_head_and_a_number(pages: list[str]) -> None:
    assert all("Two centres" in page for page in pages)
    assert all(str(number) in page for number, page in enumerate(pages, start=1))


def test_the_head_names_the_section_in_which_the_page_begins(pages: list[str]) -> None:
    begins = next(page for page in pages if "Table 4 lists" in page)
    for page, section in ((pages[1], "Introduction"), (begins, "What the figures say"), (pages[-1], "Appendix A")):
        assert page.startswith(f"Two centres, two cities: a sample {section}")


def test_keywords_stand_below_the_abstract(pages: list[str]) -> None:
    assert "Keywords: clearance, integration" in pages[0]


def test_contents_name_the_sections(pages: list[str]) -> None:
    assert "Table of contents" in pages[0]
    assert "Appendix A: Every claim" in pages[0]


def test_only_the_content_for_the_pdf_is_there(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "This stands only in the PDF." in text
    assert "This stands only in the page." not in text
    assert "Inline too: paper." in text


def test_images_and_equations_keep_their_alternative_texts(pdf: pypdf.PdfReader) -> None:
    found = []

    def visit(node: object, depth: int = 0) -> None:
        if depth > 40:
            return
        if isinstance(node, pypdf.generic.IndirectObject):
            node = node.get_object()
        if isinstance(node, list):
            for child in node:
                visit(child, depth + 1)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            visit(node.get("/K"), depth + 1)

    visit(pdf.root_object["/StructTreeRoot"])
    assert "A line that rises by +55% and falls again." in found
    assert any("frac{100}" in alternative for alternative in found)


def test_a_chinese_paper_is_set_in_chinese(rendered: Render) -> None:
    reader = pypdf.PdfReader(rendered(Format.PDF, "zh"))
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
    assert "目录" in text
    assert "图1" in text
    assert "破案率上升55%" in text
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_a_table_that_fits_on_a_page_stays_whole_and_lets_the_text_go_on_before_it(
    tmp_path: Path, study: Project
) -> None:
    def lines(first: int, last: int) -> str:
        return "\n\n".join(f"Line {number}." for number in range(first, last))

    rows = "\n".join(f"| row {number} | one |" for number in range(15))
    table = f"| Head | Value |\n|------|-------|\n{rows}\n\n: Fifteen rows {{#tbl-fifteen}}\n"
    project = study_with(tmp_path, f"See @tbl-fifteen.\n\n{lines(1, 36)}\n\n{table}\n\n{lines(36, 80)}\n")
    _make_ready(project, study)
    reader = pypdf.PdfReader(EmbeddedEngine().render(project, document(Format.PDF)))
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    (with_table,) = [number for number, page in enumerate(pages) if "row 0 " in page or "row 14 " in page]
    assert with_table == 2, "it has no room at the foot of the first page of text"
    assert "Line 37." in pages[1]


def test_the_numbers_of_figures_and_the_citation_are_attached(tmp_path: Path, study: Project) -> None:
    project = study_with(tmp_path, "![A trend](/figures/en/fig-trend){#fig-trend fig-alt='A line'}\n")
    _make_ready(project, study)
    paper = document(Format.PDF)
    data = {project.figures / "en" / "fig-trend.csv": b"year,n\n2024,1\n", citation_of(project, paper): b"@report{a}\n"}
    for path, content in data.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert data.keys() <= dependencies(project, paper)
    reader = pypdf.PdfReader(EmbeddedEngine().render(project, paper))
    assert dict(reader.attachments) == {"fig-trend.csv": [b"year,n\n2024,1\n"], "citation.bib": [b"@report{a}\n"]}


def test_a_character_without_a_font_is_an_error_before_anything_is_written(tmp_path: Path, study: Project) -> None:
    project = study_with(tmp_path, "Fine.\n\nA rune ᚠ and a cuneiform 𒀀, then ᚠ.\n\nOnly in code: `ᚢ`.\n")
    _make_ready(project, study)
    with pytest.raises(RenderError) as caught:
        EmbeddedEngine().render(project, document(Format.PDF))
    found = [(problem.code, problem.text, problem.file, problem.row) for problem in caught.value.problems]
    assert found == [
        ("missing-glyph", "𒀀", PAPER.as_posix(), 7),
        ("missing-glyph", "ᚠ", PAPER.as_posix(), 7),
        ("missing-glyph", "ᚢ", PAPER.as_posix(), 9),
    ]
    assert not document(Format.PDF).target(project).exists()


def test_what_typst_refuses_is_shown_as_an_error_of_the_document(tmp_path: Path, study: Project) -> None:
    project = study_with(tmp_path, "```{=typst}\n#nothing-of-this-name\n```\n")
    _make_ready(project, study)
    with pytest.raises(RenderError) as caught:
        EmbeddedEngine().render(project, document(Format.PDF))
    (problem,) = caught.value.problems
    assert problem.code == "typst-refused"
    assert "nothing-of-this-name" in problem.message


def _make_ready(project: Project, study: Project) -> None:
    borrow_fonts(project, study)
    make_styles(project)
