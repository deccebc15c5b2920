"""Quarto's Word file brought into the form of pandoc's own, before what is done to both.

Quarto lays each figure and table in a table of one cell, which is centred, and names the style of its caption in a
second set of properties; it makes a list of contents without those of figures and tables.
"""

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

_CAPTION: Final = "ImageCaption"
_PROPERTIES: Final = qn("w:pPr")


def plain_layout(document: Any) -> None:
    """Take figures and tables out of the cells that hold them, and leave the list of contents out."""
    body = document.element.body
    for listed in list(body.iter(qn("w:sdt"))):
        if listed.find(f".//{qn('w:docPartGallery')}") is not None:
            listed.getparent().remove(listed)
    for table in body.findall(qn("w:tbl")):
        if (cell := _only_cell(table)) is not None and (captions := [*_captions(cell)]):
            mark = cell.find(qn("w:bookmarkStart"))
            is_table = mark is not None and mark.get(qn("w:name")).startswith("tbl-")
            _align(cell)
            for caption in captions:
                _restyle(caption, "TableCaption" if is_table else _CAPTION)
            if mark is not None:
                captions[0].pPr.addnext(mark)
            _unwrap(table, cell)


def _only_cell(table: Any) -> Any:
    cells = [cell for row in table.tr_lst for cell in row.tc_lst]
    return cells[0] if len(cells) == 1 else None


def _captions(cell: Any) -> Iterator[Any]:
    for paragraph in cell.findall(qn("w:p")):
        if any(style.get(qn("w:val")) == _CAPTION for style in paragraph.iterfind(f"{_PROPERTIES}/{qn('w:pStyle')}")):
            yield paragraph


def _align(cell: Any) -> None:
    """Undo what the outer cell says of every paragraph in it, which comes last."""
    for properties in cell.iter(_PROPERTIES):
        if sides := properties.findall(qn("w:jc")):
            properties.remove(sides[-1])


def _restyle(paragraph: Any, name: str) -> None:
    """Give a caption one set of properties, and in it the style and nothing else."""
    for properties in paragraph.findall(_PROPERTIES):
        paragraph.remove(properties)
    paragraph.style = name


def _unwrap(table: Any, cell: Any) -> None:
    """Put what a cell holds in the place of its table; empty paragraphs only kept tables apart."""
    following = table.getnext()
    for child in (*cell, *([following] if following is not None else [])):
        if child.tag == qn("w:p") and len(child) == 0:
            child.getparent().remove(child)
        elif child.getparent() is cell and child.tag != qn("w:tcPr"):
            table.addprevious(child)
    table.getparent().remove(table)
