"""The Word file, in the styles of the template."""

import io
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from policy_report.render.dependencies import paths
from policy_report.render.docx import without_times
from policy_report.render.metadata import labels, language_of, tag_of
from policy_report.render.prepare import Prepared
from policy_report.render.wordfields import count_all, is_counted, list_contents, running_head
from policy_report.render.wordfloats import plain_layout
from policy_report.render.write import word_variables, written
from policy_report.text.words import word

# Rows of a table that has room on a page with text beside it.
_SHORT = 16


def write_docx(prepared: Prepared) -> bytes:
    """The Word file of a document; its template is the one that `_quarto.yml` names."""
    options = prepared.options
    authors = prepared.tree["meta"].get("author", {"c": []})["c"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        arguments: list[str | Path] = ["-t", "docx", "-o", path]
        for reference in paths(options.get("reference-doc")):
            arguments += ["--reference-doc", prepared.project.root / reference]
        arguments += word_variables(prepared)
        written(prepared, arguments, {"author": {"t": "MetaList", "c": [author["c"]["name"] for author in authors]}})
        return finished(path, options)


def finished(path: Path, options: dict[str, Any]) -> bytes:
    """The file with what neither pandoc nor a template can say: fields, lists, tables, languages, Chinese paragraphs.

    `options`: those of the document, merged for this format.
    """
    document = docx.Document(str(path))
    if is_counted(document):
        return path.read_bytes()
    plain_layout(document)
    width = _text_width(document)
    for table in document.tables:
        _set_table(table, width)
        _keep_together(table)
        _set_apart(table)
    words = labels(options)
    _add_keywords(document, words)
    counted = count_all(document)
    if options.get("toc") is True:
        kinds = {kind: word(f"document.list-of-{kind.lower()}s", language_of(options)) for kind in ("Figure", "Table")}
        list_contents(document, {"toc": words["toc-title"], **kinds}, counted)
    running_head(document)
    _name_pictures(document)
    language = tag_of(options, "word")
    _name_language(document, language)
    if language.startswith("zh"):
        _indent(document)
    result = io.BytesIO()
    document.save(result)
    return without_times(result.getvalue())


def _add_keywords(document: Any, words: dict[str, str]) -> None:
    """Put the keywords below the abstract; pandoc writes them only into the properties of the file."""
    abstract = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Abstract"]
    if abstract and (keywords := document.core_properties.keywords):
        added = deepcopy(abstract[-1]._p)
        abstract[-1]._p.addnext(added)
        paragraph = Paragraph(added, abstract[-1]._parent)
        paragraph.text = ""
        paragraph.add_run(words["keywords-title"]).bold = True
        paragraph.add_run(words["keywords-separator"].join(keywords.split(", ")))


def _name_pictures(document: Any) -> None:
    """Leave of each picture's path its name: pandoc writes where it lay on this machine."""
    for picture in document.element.iter(qn("pic:cNvPr")):
        picture.set("descr", Path(picture.get("descr", "")).name)


def _text_width(document: Any) -> int:
    """The width between the margins, in twentieths of a point."""
    section = document.sections[0]
    width: int = section.page_width - section.left_margin - section.right_margin
    return round(width / Twips(1))


def _set_table(table: Any, width: int) -> None:
    """Columns over the whole width, rows that stay whole, and text in the style of tables."""
    columns = table._tbl.tblGrid.findall(qn("w:gridCol"))
    total = sum(int(column.get(qn("w:w"))) for column in columns)
    for column in columns:
        column.set(qn("w:w"), str(round(int(column.get(qn("w:w"))) * width / total)))
    for row in table._tbl.tr_lst:
        properties = row.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:cantSplit"), {}))
    for style in table._tbl.iter(qn("w:pStyle")):
        if style.get(qn("w:val")) in ("Compact", "BodyText", "FirstParagraph"):
            style.set(qn("w:val"), "TableText")


def _keep_together(table: Any) -> None:
    """A short table stays on one page, and the head of a long one with its first row."""
    rows = table._tbl.tr_lst
    for row in rows[:-1] if len(rows) <= _SHORT else rows[:1]:
        for paragraph in row.iter(qn("w:p")):
            Paragraph(paragraph, table).paragraph_format.keep_with_next = True


def _set_apart(table: Any) -> None:
    """Room between a table and the text after it, which a table's style cannot give."""
    following = table._tbl.getnext()
    if following is None or following.tag != qn("w:p"):
        return
    paragraph = Paragraph(following, table._parent)
    if paragraph.style is not None and paragraph.style.name in ("Body Text", "First Paragraph"):
        paragraph.paragraph_format.space_before = Pt(12)


def _name_language(document: Any, language: str) -> None:
    """The language of the text, for the spelling and for whoever reads the file aloud."""
    document.core_properties.language = language
    path = "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    default = document.styles.element.find(path)
    default.set(qn("w:eastAsia" if language.startswith("zh") else "w:val"), language)


def _indent(document: Any) -> None:
    """Chinese paragraphs begin two characters in; styles that are based on them do not."""
    text = ("Body Text", "First Paragraph")
    for style in document.styles:
        base = getattr(style, "base_style", None)
        if style.name in text or (base is not None and base.name in text and style.element.rPr is not None):
            indent = style.element.get_or_add_pPr().get_or_add_ind()
            characters = 2 if style.name in text else 0
            indent.set(qn("w:firstLineChars"), str(100 * characters))
            indent.set(qn("w:firstLine"), str(210 * characters))
