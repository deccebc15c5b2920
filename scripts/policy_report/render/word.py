"""The Word file, in the styles of the template."""

import io
import tempfile
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from policy_report.render.dependencies import paths
from policy_report.render.docx import without_times
from policy_report.render.metadata import tag_of
from policy_report.render.prepare import Prepared
from policy_report.render.tree import Node, plain
from policy_report.render.wordfields import count_all, list_contents, running_head
from policy_report.render.write import word_variables, written
from policy_report.text.words import word

# Rows of a table that has room on a page with text beside it.
_SHORT = 16


def write_docx(prepared: Prepared) -> bytes:
    """The Word file of a document; its template is the one that `_quarto.yml` names."""
    options = prepared.options
    meta = prepared.tree["meta"]
    authors = {"t": "MetaList", "c": [author["c"]["name"] for author in meta.get("author", {"c": []})["c"]]}
    language = tag_of(options, "word")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        arguments: list[str | Path] = ["-t", "docx", "-o", path]
        for reference in paths(options.get("reference-doc")):
            arguments += ["--reference-doc", prepared.project.root / reference]
        arguments += word_variables(prepared)
        written(prepared, arguments, {"author": authors, **_with_keywords(meta, prepared.words)})
        return finished(path, language, _titles(prepared) if options.get("toc") is True else {})


def _titles(prepared: Prepared) -> dict[str, str]:
    """What the lists of contents, figures and tables are called."""
    language = prepared.document.language
    kinds = {kind: word(f"document.list-of-{kind.lower()}s", language) for kind in ("Figure", "Table")}
    return {"toc": prepared.words.get("toc-title", ""), **kinds}


def _with_keywords(meta: Node, labels: dict[str, str]) -> dict[str, Node]:
    """The abstract with the keywords below it; pandoc writes them only into the properties of the file."""
    abstract, words = meta.get("abstract"), [plain(word) for word in meta.get("keywords", {"c": []})["c"]]
    if not abstract or not words:
        return {}
    named = {"t": "Strong", "c": [{"t": "Str", "c": labels["keywords-title"]}]}
    paragraph = {"t": "Para", "c": [named, {"t": "Str", "c": labels["keywords-separator"].join(words)}]}
    blocks = abstract["c"] if abstract["t"] == "MetaBlocks" else [{"t": "Para", "c": abstract["c"]}]
    return {"abstract": {"t": "MetaBlocks", "c": [*blocks, paragraph]}}


def finished(path: Path, language: str, titles: dict[str, str]) -> bytes:
    """The file with what neither pandoc nor a template can say: fields, tables, languages, Chinese paragraphs.

    `path`, `language`: the file and its language, as Word names it.
    `titles`: the titles of the lists of contents (`toc`), figures and tables; none for a file without them.
    """
    document = docx.Document(str(path))
    width = _text_width(document)
    for table in document.tables:
        _set_table(table, width)
        _keep_together(table)
        _set_apart(table)
    counted = count_all(document)
    if titles:
        list_contents(document, titles, counted)
    running_head(document)
    _name_pictures(document)
    _name_language(document, language)
    if language.startswith("zh"):
        _indent(document)
    result = io.BytesIO()
    document.save(result)
    return without_times(result.getvalue())


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
