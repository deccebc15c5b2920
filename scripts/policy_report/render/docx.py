"""The Word template: pandoc's own, with the paper's page, fonts and styles."""

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

from policy_report.project import Project, write_atomically
from policy_report.render import pandoc

# Families that Word and LibreOffice have on every system; the Chinese one is set beside each Latin one.
_TEXT, _HEAD, _SMALL = ("Georgia", "SimSun"), ("Calibri", "SimHei"), ("Calibri", "SimSun")
_ACCENT, _FAINT = "1F4E79", "646464"

# name: (fonts, size in points, bold, colour, space before, space after, keep with next)
_Look = tuple[tuple[str, str], float, bool, str, float, float, bool]
_LOOSE = ("Body Text", "First Paragraph", "Abstract", "Callout")
# Where the text of a numbered heading begins, in centimetres from its number.
_AFTER_NUMBER = {"Heading 1": 0.9, "Heading 2": 1.2, "Heading 3": 1.5}
_PARAGRAPHS: dict[str, _Look] = {
    "Title": (_HEAD, 20, True, "000000", 0, 6, True),
    "Subtitle": (_HEAD, 13, False, _FAINT, 0, 10, True),
    "Author": (_HEAD, 11, False, "000000", 0, 4, True),
    "Date": (_HEAD, 11, False, _FAINT, 0, 14, False),
    "Abstract Title": (_HEAD, 11, True, "000000", 0, 4, True),
    "Abstract": (_TEXT, 10, False, "000000", 0, 14, False),
    "Heading 1": (_HEAD, 16, True, _ACCENT, 22, 8, True),
    "Heading 2": (_HEAD, 13, True, _ACCENT, 16, 6, True),
    "Heading 3": (_HEAD, 11, True, _ACCENT, 12, 4, True),
    "Body Text": (_TEXT, 10.5, False, "000000", 4, 4, False),
    "First Paragraph": (_TEXT, 10.5, False, "000000", 4, 4, False),
    "Compact": (_TEXT, 9, False, "000000", 1, 1, False),
    "Table Text": (_SMALL, 8.5, False, "000000", 1, 1, False),
    "Block Text": (_TEXT, 10.5, False, "000000", 0, 7, False),
    "Bibliography": (_TEXT, 10, False, "000000", 0, 5, False),
    "Footnote Text": (_TEXT, 9, False, "000000", 0, 2, False),
    "Caption": (_HEAD, 9.5, False, "000000", 0, 10, False),
    "Table Caption": (_HEAD, 9.5, False, "000000", 12, 4, True),
    "Image Caption": (_HEAD, 9.5, False, "000000", 4, 12, False),
    "Captioned Figure": (_TEXT, 10.5, False, "000000", 10, 0, True),
    "Callout Title": (_HEAD, 10.5, True, _ACCENT, 8, 0, True),
    "Callout": (_TEXT, 10, False, "000000", 0, 6, False),
}


def reference_file(project: Project) -> Path:
    """Where the template lies."""
    return project.generated / "reference.docx"


def make_reference(project: Project) -> Path:
    """Write the Word template; the same pandoc and python-docx give the same bytes."""
    import docx

    default = subprocess.run(
        [pandoc.command(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    )
    document = docx.Document(io.BytesIO(default.stdout))
    _page(document)
    _defaults(document)
    for name, look in _PARAGRAPHS.items():
        _paragraph_style(document, name, look)
    _frame(document)
    _table_style(document)
    _footer(document)
    written = io.BytesIO()
    document.save(written)
    write_atomically(reference_file(project), without_times(written.getvalue()))
    return reference_file(project)


def _page(document: Any) -> None:
    from docx.shared import Cm

    for section in document.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.5)


def _style(document: Any, name: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    for style in document.styles:
        if style.name.lower() == name.lower():
            return style
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = _style(document, "Body Text")
    return style


def _paragraph_style(document: Any, name: str, look: _Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    (latin, chinese), size, bold, colour, before, after, keep = look
    style = _style(document, name)
    # A table's style makes its head bold, which a plain "not bold" in a style of its cells would undo.
    style.font.size, style.font.bold = Pt(size), bold or (False if name == "Subtitle" else None)
    style.font.italic = False if name.endswith("Caption") else None
    style.font.color.rgb = RGBColor.from_string(colour)
    # For East Asian text as well: without its family, Word picks one itself.
    _set_fonts(style.element.get_or_add_rPr().get_or_add_rFonts(), latin, chinese)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), keep
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT
    layout.line_spacing = 1.25 if name in _LOOSE else 1.0
    if name in _AFTER_NUMBER:
        layout.tab_stops.add_tab_stop(Cm(_AFTER_NUMBER[name]))
    _not_spaced_out(style)


def _set_fonts(fonts: Any, latin: str, chinese: str) -> None:
    from docx.oxml.ns import qn

    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, family in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{key}"), family)


def _not_spaced_out(style: Any) -> None:
    """Take away the wide letter spacing that pandoc's template gives a subtitle."""
    from docx.oxml.ns import qn

    properties = style.element.rPr
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)


def _defaults(document: Any) -> None:
    """The families of every style that names none."""
    from docx.oxml.ns import qn

    path = "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "rFonts"))
    _set_fonts(document.styles.element.find(path), *_TEXT)


def _frame(document: Any) -> None:
    """References that hang, links in a blue dark enough to read, and a rule to the left of callouts."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm, RGBColor

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
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

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
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

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
