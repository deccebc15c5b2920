"""The Word template: pandoc's own, with the paper's page, fonts and styles."""

import io
import subprocess
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from policy_report.project import Project, write_atomically
from policy_report.render import pandoc

_LOOK = Path(__file__).with_name("word.toml")
"""The fonts of the template, and its styles of paragraphs."""

_ACCENT = "1F4E79"
_IDS = {"toc 1": "TOC1", "toc 2": "TOC2", "table of figures": "TableofFigures"}
"""By which ids Word knows its own styles that pandoc's template lacks."""


def make_reference(project: Project) -> Path:
    """Write the Word template; the same pandoc and python-docx give the same bytes."""
    default = subprocess.run(
        [pandoc.command(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    )
    document = docx.Document(io.BytesIO(default.stdout))
    _page(document)
    look = tomllib.loads(_LOOK.read_text(encoding="utf-8"))
    # The families of every style that names none.
    path = "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "rFonts"))
    _set_fonts(document.styles.element.find(path), *look["fonts"]["text"])
    for name, said in look["styles"].items():
        _paragraph_style(_style(document, name), look["fonts"][said["font"]], said)
    _frame(document)
    _table_style(document)
    _footer(document)
    written = io.BytesIO()
    document.save(written)
    write_atomically(project.word_template, without_times(written.getvalue()))
    return project.word_template


def _page(document: Any) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.5)


def _style(document: Any, name: str) -> Any:
    for style in document.styles:
        if style.name.lower() == name.lower():
            return style
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.styleId = _IDS.get(name, style.style_id)
    style.base_style = _style(document, "Body Text")
    return style


def _paragraph_style(style: Any, fonts: list[str], said: dict[str, Any]) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(said["size"]), said.get("bold"), said.get("italic")
    style.font.color.rgb = RGBColor.from_string(said.get("colour", "000000"))
    properties = style.element.get_or_add_rPr()
    # For East Asian text as well: without its family, Word picks one itself.
    _set_fonts(properties.get_or_add_rFonts(), *fonts)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(said["before"]), Pt(said["after"])
    layout.keep_with_next, layout.line_spacing = said.get("keep", False), said.get("spacing", 1.0)
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if "tab" in said:
        layout.tab_stops.add_tab_stop(Cm(said["tab"]))
    if "page" in said:
        layout.left_indent, layout.first_line_indent = Cm(said["left"]), Cm(-0.9)
        layout.right_indent = Cm(1.0)
        layout.tab_stops.add_tab_stop(Cm(said["left"]))
        layout.tab_stops.add_tab_stop(Cm(said["page"]), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    # The wide letter spacing that pandoc's template gives a subtitle.
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)


def _set_fonts(fonts: Any, latin: str, chinese: str) -> None:
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, family in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{key}"), family)


def _frame(document: Any) -> None:
    """References that hang, links in a blue dark enough to read, and a rule to the left of callouts."""
    layout = _style(document, "Bibliography").paragraph_format
    layout.left_indent, layout.first_line_indent = Cm(0.8), Cm(-0.8)
    document.styles["Hyperlink"].font.color.rgb = RGBColor.from_string(_ACCENT)
    for name in ("Callout Title", "Callout"):
        style = _style(document, name)
        style.paragraph_format.left_indent = Cm(0.5)
        style.element.get_or_add_pPr().append(
            parse_xml(
                f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" w:color="{_ACCENT}"/></w:pBdr>'
            )
        )


def _table_style(document: Any) -> None:
    """Rules above, below the header row and at the end, fine ones between rows; a bold header."""
    table = next(style for style in document.styles if style.name == "Table")
    element = table.element
    for tag in ("w:tblPr", "w:tblStylePr"):
        for child in element.findall(qn(tag)):
            element.remove(child)
    rule = 'w:val="single" w:sz="{}" w:space="0" w:color="404040"'
    element.append(
        parse_xml(
            f'<w:tblPr {nsdecls("w")}><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
            f"<w:top {rule.format(8)}/><w:bottom {rule.format(8)}/>"
            '<w:insideH w:val="single" w:sz="2" w:space="0" w:color="D7D7D7"/></w:tblBorders>'
            '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    element.append(parse_xml(f"<w:trPr {nsdecls('w')}><w:cantSplit/></w:trPr>"))
    element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom {rule.format(6)}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        )
    )


def _footer(document: Any) -> None:
    """The page number, centred."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        inner = f'<w:fldChar w:fldCharType="{kind}"/>' if kind else f"<w:instrText>{text}</w:instrText>"
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))


def without_times(content: bytes) -> bytes:
    """The same archive with a fixed time on every member."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, (2000, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(member))
    return written.getvalue()
