"""What a Word file counts by itself: headings and captions, what refers to them, and the lists of them.

Fields after ECMA-376, part 1, 17.16; numbering of headings after 17.9. Each field carries its present result, so that
a program that does not work fields out shows it too.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import count
from typing import Any, Final, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_LEVELS: Final = 4
_CAPTIONS: Final = {"Image Caption": "Figure", "Table Caption": "Table"}
"""The name under which the captions of a style are counted."""

_NUMBERED: Final = re.compile(r"(?P<label>\D*?S?)(?P<number>\d+)(?P<rest>.*)", re.DOTALL)
_TYPED: Final = re.compile(r"[A-Z]?\d+(?:\.\d+)*\.?")

_MARK: Final = "_Ref"
"""How the bookmarks begin that Word makes for what refers to a place; it shows none of them."""


class Counted(NamedTuple):
    """What Word counts: its present number, empty for a heading without, and the bookmark and field to repeat it by."""

    number: str
    mark: str
    field: str


def is_counted(document: Any) -> bool:
    """Whether Word counts already, so that nothing is left to be done."""
    marks = (mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart")))
    return any(name.startswith(_MARK) for name in marks)


def count_all(document: Any) -> dict[str, Counted]:
    """Let Word count headings, figures and tables, and repeat their numbers where the text refers to them.

    Returns what is counted, by the anchors that links lead to.
    """
    marks = (f"{_MARK}{number:08d}" for number in count(1))
    found = {**_count_headings(document, marks), **_count_captions(document, marks)}
    for link in document.element.body.iter(qn("w:hyperlink")):
        if (counted := found.get(link.get(qn("w:anchor")))) and counted.number:
            _repeat(link, counted)
    return found


def _count_headings(document: Any, marks: Iterator[str]) -> dict[str, Counted]:
    """Have headings counted, in place of the numbers that were typed before them."""
    counted, prefix = {}, ""
    for (paragraph, _), mark in zip(_headings(document), marks, strict=False):
        typed = _without_number(paragraph)
        if not typed:
            _number(paragraph._p, 0, 0)
        counted[_anchor(paragraph)] = Counted(typed, mark, f"REF {mark} \\r \\h")
        prefix = prefix or typed.rstrip("0123456789.")
        if inside := [part for part in paragraph._p if part.tag != qn("w:pPr")]:
            _bookmark(mark, inside[0], inside[-1])
    identifier = _add_numbering(document, prefix)
    for style in document.styles:
        if found := re.fullmatch(rf"[Hh]eading ([1-{_LEVELS}])", style.name or ""):
            _number(style.element, int(found[1]) - 1, identifier)
        elif style.name == "TOC Heading":
            _number(style.element, 0, 0)
    return counted


def _count_captions(document: Any, marks: Iterator[str]) -> dict[str, Counted]:
    """Have figures and tables counted, each number in a field of its own."""
    counted = {}
    for paragraph, kind in _captions(document):
        run = paragraph.runs[0]
        if found := _NUMBERED.fullmatch(run.text):
            mark = next(marks)
            field = _split(run._r, found["label"], f"SEQ {kind} \\* ARABIC", found["number"], found["rest"])
            _bookmark(mark, field[0], field[-1])
            counted[_anchor(paragraph)] = Counted(found["number"], mark, f"REF {mark} \\h")
    return counted


def _repeat(link: Any, counted: Counted) -> None:
    """Put a field in the place of the number that the words of a link have."""
    for run in link.iter(qn("w:r")):
        text = "".join(part.text or "" for part in run.iter(qn("w:t")))
        if found := re.search(rf"(?<![\d.]){re.escape(counted.number)}(?!\.?\d)", text):
            _split(run, text[: found.start()], counted.field, counted.number, text[found.end() :])
            return


def _split(run: Any, before: str, code: str, result: str, after: str) -> list[Any]:
    """Put in the place of a run its words before and after a field, and the field, whose runs are given."""
    field = [_run(run, part) for part in _field(code, result)]
    for part in (_run(run, _text(before)), *field, _run(run, _text(after))):
        run.addprevious(part)
    run.getparent().remove(run)
    return field


def _bookmark(name: str, first: Any, last: Any) -> None:
    """Name what stands from one run to another of a paragraph."""
    number = 1_000_000 + int(name.removeprefix(_MARK))
    first.addprevious(_xml(f'<w:bookmarkStart {{}} w:id="{number}" w:name="{name}"/>'))
    last.addnext(_xml(f'<w:bookmarkEnd {{}} w:id="{number}"/>'))


def _number(element: Any, level: int, identifier: int) -> None:
    """Number a paragraph or style by a list; by none with the identifier 0."""
    numbering = element.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = level, identifier


def _headings(document: Any) -> Iterator[tuple[Paragraph, int]]:
    for paragraph in document.paragraphs:
        if found := re.fullmatch(rf"[Hh]eading ([1-{_LEVELS}])", paragraph.style.name):
            yield paragraph, int(found[1])


def _without_number(paragraph: Paragraph) -> str:
    """Take the typed number off a heading, and give it."""
    first = next(iter(paragraph.runs), None)
    if first is None or not _TYPED.fullmatch(first.text.strip()):
        return ""
    typed = first.text.strip()
    for run in paragraph.runs[:2]:
        if run.text.strip() in (typed, ""):
            paragraph._p.remove(run._r)
    return typed


def _add_numbering(document: Any, prefix: str) -> int:
    """Add a list of levels, one for each kind of heading, and give its number."""
    numbering = document.part.numbering_part.element
    above = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    taken = [int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))]
    form, own = max(above, default=0) + 1, max(taken, default=0) + 1
    levels = "".join(_level(level, prefix) for level in range(_LEVELS))
    kind = '<w:multiLevelType w:val="multilevel"/>'
    numbering.insert(0, _xml(f'<w:abstractNum {{}} w:abstractNumId="{form}">{kind}{levels}</w:abstractNum>'))
    numbering.append(_xml(f'<w:num {{}} w:numId="{own}"><w:abstractNumId w:val="{form}"/></w:num>'))
    return own


def _level(level: int, prefix: str) -> str:
    text = prefix + ".".join(f"%{one + 1}" for one in range(level + 1))
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )


def _captions(document: Any) -> Iterator[tuple[Paragraph, str]]:
    for paragraph in document.paragraphs:
        if paragraph.style.name in _CAPTIONS and paragraph.runs:
            yield paragraph, _CAPTIONS[paragraph.style.name]


def list_contents(document: Any, titles: dict[str, str], counted: dict[str, Counted]) -> None:
    """Put lists of contents, figures and tables before the first heading, titled by `toc`, `Figure` and `Table`."""
    headings = [*_headings(document)]
    if not headings:
        return
    entries = {"toc": [(f"TOC{level}", p.text, _anchor(p)) for p, level in headings if level <= 2]}
    for paragraph, kind in _captions(document):
        entries.setdefault(kind, []).append(("TableofFigures", paragraph.text, _anchor(paragraph)))
    codes = {"toc": 'TOC \\o "1-2" \\h \\z \\u', **{kind: f'TOC \\h \\z \\c "{kind}"' for kind in _CAPTIONS.values()}}
    first = headings[0][0]._p
    before = first.getprevious()
    place = before if before is not None and before.tag == qn("w:bookmarkStart") else first
    for name, code in codes.items():
        for made in _list(titles[name], code, entries.get(name, []), counted):
            place.addprevious(made)


def _list(title: str, code: str, entries: list[tuple[str, str, str]], counted: dict[str, Counted]) -> Iterator[Any]:
    if not entries:
        return
    yield _paragraph("TOCHeading", [_xml(f"<w:r {{}}>{_text(title)}</w:r>")])
    *opening, _, closing = (_xml(f"<w:r {{}}>{part}</w:r>") for part in _field(code, "", dirty=True))
    for index, (style, text, anchor) in enumerate(entries):
        number, mark, _ = counted.get(anchor, ("", "", ""))
        typed = [_text(number), "<w:tab/>"] if number and style != "TableofFigures" else []
        page = ["<w:tab/>", *_field(f"PAGEREF {mark} \\h", "", dirty=True)] if mark else []
        parts = "".join(f"<w:r>{part}</w:r>" for part in (*typed, _text(text), *page))
        link = _xml(f'<w:hyperlink {{}} w:anchor="{anchor}">{parts}</w:hyperlink>')
        ends = [closing] if index == len(entries) - 1 else []
        yield _paragraph(style, [*(opening if index == 0 else []), link, *ends])


def _anchor(paragraph: Paragraph) -> str:
    """The bookmark of a heading, which stands before it, or of a caption, which stands in it."""
    mark = qn("w:bookmarkStart")
    before = paragraph._p.getprevious()
    marks = [*paragraph._p.findall(mark), *([before] if before is not None and before.tag == mark else [])]
    names = (str(one.get(qn("w:name"))) for one in marks)
    return next((name for name in names if not name.startswith(_MARK)), "")


def running_head(document: Any) -> None:
    """Write the title of the document at the head of each page."""
    for section in document.sections:
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = document.core_properties.title


def _field(code: str, result: str, *, dirty: bool = False) -> list[str]:
    """The parts of a field, each for a run of its own; a dirty one is worked out when the file is opened."""
    again = ' w:dirty="true"' if dirty else ""
    return [
        f'<w:fldChar w:fldCharType="begin"{again}/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        _text(result),
        '<w:fldChar w:fldCharType="end"/>',
    ]


def _text(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:t xml:space="preserve">{escaped}</w:t>'


def _run(like: Any, content: str) -> Any:
    """A run that looks like another and holds something else."""
    made = _xml(f"<w:r {{}}>{content}</w:r>")
    if (look := like.find(qn("w:rPr"))) is not None:
        made.insert(0, deepcopy(look))
    return made


def _paragraph(style: str, content: Iterable[Any]) -> Any:
    made = _xml(f'<w:p {{}}><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
    for part in content:
        made.append(part)
    return made


def _xml(text: str) -> Any:
    """An element of Word; a pair of braces stands for the names of its vocabulary."""
    return parse_xml(text.replace("{}", nsdecls("w"), 1))
