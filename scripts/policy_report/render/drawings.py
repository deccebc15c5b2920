"""Drawings: complete in a file of their own, part of a page's text, and as pictures of dots for Word."""

import base64
import csv
import html
import io
import re
from collections.abc import Iterator, Mapping
from itertools import count
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote

from policy_report.project import Project
from policy_report.render.fonts import face_rules, fonts_folder

_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\s([\w:-]+)="([^"]*)"')
_ROOT = re.compile(r"<svg\b[^>]*>")
_LETTERING = re.compile(r"<text\b([^>]*)>([^<]*)</text>")
_FACES = re.compile(r"<style>@font-face.*?</style>", re.DOTALL)
_UNSEEN = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL)
_NAME = re.compile(r'(\sid="|href="#|url\(#)')
_LARGEST_DATA = 20_000
"""Bytes of a figure's data that a page takes along; what is larger lies in the files of the study."""

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n](?![\d.]+(?:e[+-]?\d+)?$|inf$)")
"""What begins as a formula does for a spreadsheet, and is no number."""

_TAG = re.compile(r"<(?=[/!a-zA-Z])")

# In the text of a page these would act on the page, or be acted upon; an image keeps them to themselves.
_DELICATE = re.compile(r"<(?:script|style|foreignObject|animate|set|a)\b|\son\w+=|<!ENTITY|javascript:", re.IGNORECASE)
# Another file or host, or a program.
_ACTS = re.compile(
    r"""(?:href|src)\s*=\s*["']\s*(?!#|data:image/)|url\(\s*(?!["']?(?:#|data:))|@import|<!ENTITY|<\?xml-stylesheet"""
    r"""|<script|\son\w+\s*=""",
    re.IGNORECASE,
)
_WORDS = re.compile(r"""(<(?:text|tspan|title|desc)(?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*>)[^<]*""")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}

_DOTS = 200
"""Dots per inch of a picture."""


def with_lettering(project: Project, svg: str) -> str:
    """A drawing with the characters of the fonts that it is lettered in, to be right where they are not installed.

    A page or a PDF, which have the fonts, need none of it.
    """
    families = re.findall(r"'([^']+)'", _attributes(_ROOT.search(svg)).get("font-family", ""))
    wanted: dict[int, set[str]] = {}
    for said, words in _LETTERING.findall(svg):
        weight = 700 if 'font-weight="700"' in said else 400
        wanted.setdefault(weight, set()).update(html.unescape(words))
    rules = [rule for weight, used in wanted.items() for rule in face_rules(project, families, weight, used)]
    return _ROOT.sub(lambda root: f"{root[0]}<style>{''.join(rules)}</style>", svg, count=1) if rules else svg


def acts(svg: str) -> bool:
    """Whether a drawing names another file or host, or holds a script."""
    return _found(_ACTS, svg)


def _found(pattern: re.Pattern[str], svg: str) -> bool:
    """Whether a drawing has something anywhere but in the words that it shows."""
    return pattern.search(_WORDS.sub(r"\1", svg)) is not None


def picture(project: Project, drawing: Path) -> bytes:
    """A drawing of a study as PNG, in the fonts of the study; Word and pandoc tell its size from what it says."""
    import typst
    from PIL import Image

    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("/{project.relative(drawing)}")'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts_folder(project))])
    # Typst drops or doubles a row of dots where it fits a drawing into its page; halved, nobody sees it.
    png = typst.Compiler(source.encode(), root=project.root, font_paths=fonts).compile(format="png", ppi=2 * _DOTS)
    assert isinstance(png, bytes), "a drawing has one page"
    # Typst keeps what it has set until ten more texts did without it: 20 MB a drawing.
    for _ in range(10):
        typst.compile(b" ", format="png", ignore_system_fonts=True)
    shown = Image.open(io.BytesIO(png)).reduce(2).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    made = io.BytesIO()
    shown.save(made, "PNG", dpi=(_DOTS, _DOTS), optimize=True)
    return made.getvalue()


def with_drawings(page: str, root: Path) -> str:
    """The page with the image files that it names inside: drawings as part of its text, other images as data.

    Their addresses are paths from the root of the study; all others are left alone. The words of a drawing can
    be searched and selected, and to a screen reader it is an image with the alternative text as its name.
    """
    number = count(1)
    return _IMAGE.sub(lambda match: _embedded(match, root, number), page)


def _embedded(match: re.Match[str], root: Path, number: Iterator[int]) -> str:
    said = _attributes(match)
    path = root / html.unescape(unquote(said.pop("src", "")))
    if not path.is_file():
        return match[0]
    if path.suffix.lower() != ".svg":
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        return _tag("img", {**said, "src": f"data:{guess_type(path.name)[0]};base64,{data}"})
    table = path.with_suffix(".csv")
    data = _data(table) if table.is_file() and table.stat().st_size < _LARGEST_DATA else ""
    svg = _FACES.sub("", _UNSEEN.sub("", path.read_text(encoding="utf-8"))).strip()
    if _found(_DELICATE, svg) or "viewBox" not in _attributes(_ROOT.search(svg)):
        return _tag("img", {**said, "src": _address(svg), "loading": "lazy", **_size(svg)})
    return _inside(svg, said, f"d{next(number)}-") + data


def _data(table: Path) -> str:
    """What a drawing shows, beside it in the page for readers to take along; no text in it is a formula or a tag."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = [[f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in csv.reader(file)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return f'<script type="text/csv">\n{_TAG.sub("< ", text.getvalue())}</script>'


def _inside(svg: str, said: dict[str, str], prefix: str) -> str:
    """A drawing as an element of a page, where ids of several drawings must differ."""
    root = _ROOT.search(svg)
    name = said.pop("alt", "")
    spoken = {"role": "img", "aria-label": name} if name else {"aria-hidden": "true"}
    kinds = f"drawing {said.pop('class', '')}".strip()
    opening = _tag("svg", {**_attributes(root), **_size(svg), **said, "class": kinds, **spoken})
    assert root is not None, "it was found before"
    return opening + _NAME.sub(rf"\g<1>{prefix}", svg[root.end() :])


def chinese_lettering(page: str, family: str) -> set[str]:
    """The characters of those drawings in a page whose lettering has the Chinese family first.

    In running text that family has only what the Latin one lacks; here it has the digits and Latin letters too.
    """
    drawings = (part for part in page.split("<svg ")[1:] if f"font-family=\"'{family}'" in part.partition(">")[0])
    words = (words for part in drawings for _, words in _LETTERING.findall(part.partition("</svg>")[0]))
    return set(html.unescape("".join(words)))


def _attributes(tag: re.Match[str] | None) -> dict[str, str]:
    """What a tag says, with characters escaped as they are in it."""
    return dict(_ATTRIBUTE.findall(tag[0])) if tag else {}


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name}" + "".join(f' {key}="{value}"' for key, value in attributes.items()) + ">"


def _size(svg: str) -> dict[str, str]:
    """Width and height in pixels, if the drawing says both: it then keeps its place before it is drawn."""
    root = _attributes(_ROOT.search(svg))
    sides = {side: re.fullmatch(r"([\d.]+)([a-z]*)", root.get(side, "")) for side in ("width", "height")}
    pixels = {side: round(float(s[1]) * _PIXELS[s[2]]) for side, s in sides.items() if s and s[2] in _PIXELS}
    return {side: str(length) for side, length in pixels.items()} if len(pixels) == 2 else {}


def _address(svg: str) -> str:
    """A drawing as a data address, as text: shorter than base64, and much shorter once a server compresses it."""
    single = svg if "'" in svg else svg.replace('"', "'")
    return "data:image/svg+xml," + quote(single, safe=" !$'()*+,-./:;=?@[]_|~")
