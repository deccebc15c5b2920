"""The HTML page: one file that asks no host for anything."""

import html
import re
from pathlib import Path
from typing import NamedTuple

from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.dependencies import paths
from policy_report.render.drawings import chinese_lettering, with_drawings
from policy_report.render.fonts import SANS_CHINESE, page_fonts
from policy_report.render.prepare import Prepared
from policy_report.render.scripts import allowed_scripts
from policy_report.render.tree import plain
from policy_report.render.write import string_meta, word_variables, written
from policy_report.text.policy import with_policy

# Elements that paper.css sets in the sans serif. A script holds the words of the widgets, which are set in it too.
_SANS = frozenset({"h1", "h2", "h3", "h4", "figcaption", "th", "nav", "header", "script", "svg"})
_SANS_CLASSES = frozenset({"abstract-title", "callout-header"})
# What the page's scripts show a second time, at the head of a card or of the page, in the sans serif.
_TWICE_CLASSES = frozenset({"about", "editions", "method"})
_SILENT = frozenset({"style", "title"})
_VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "col", "wbr", "source"})

_PIECE = re.compile(
    r"(?P<data>[^<]+)"
    r"|<(?P<raw>script|style)\b[^>]*>(?P<code>.*?)</(?P=raw)\s*>"
    r"|<(?P<ends>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<said>[^>]*)>"
    r"|<!--.*?-->|<![^>]*>",
    re.DOTALL,
)
"""Text, an element whose content is no markup, a tag, or a comment; the standard parser takes three times as long.

A `>` in an attribute, or a script's name in capitals, which pandoc does not write, would only add characters.
"""

_FULL_WIDTH = "“”…—"
"""Signs that Latin and Chinese share, as a Chinese text has them."""

_CLASS = re.compile(r"\sclass=[\"']([^\"']*)")


def write_html(prepared: Prepared) -> str:
    """The page, with its style sheet, images and the fonts it uses inside."""
    options, words = prepared.options, prepared.words
    title = {"pagetitle": string_meta(plain(prepared.tree["meta"].get("title")))}
    arguments: list[str | Path] = ["-t", "html5", "--mathml", "--section-divs"]
    arguments += ["--template", pandoc.TEMPLATES / "paper.html"]
    arguments += ["--toc"] if options.get("toc") is True else []
    arguments += _includes(prepared)
    own = {name: words[name] for name in ("skip", "keywords-title", "keywords-separator")}
    # The title block writes the date out; machines want it as it is.
    own["date-meta"] = str(options.get("date") or "")
    arguments += word_variables(prepared, **own)
    page = written(prepared, arguments, title)
    sheets = [(prepared.project.root / path).read_text(encoding="utf-8") for path in paths(options.get("css"))]
    looks = with_styles(prepared.project, with_drawings(page, prepared.project.root), sheets)
    return with_policy(looks, allowed_scripts())


def _includes(prepared: Prepared) -> list[str | Path]:
    """Arguments for the files that go into the head and to the end of the body, as they are."""
    root = prepared.project.root
    return [
        part
        for option in ("include-in-header", "include-after-body")
        for path in paths(prepared.options.get(option))
        for part in (f"--{option}", root / path)
    ]


def with_styles(project: Project, page: str, sheets: list[str]) -> str:
    """The page with its style sheets, and subsets of the fonts for the characters that it shows."""
    drawn = chinese_lettering(page, SANS_CHINESE)
    marks = _FULL_WIDTH if '<html lang="zh' in page[:200] else ""
    slanted = re.search(r"<(?:em|i|cite)[ >]", page) is not None
    rules = [*sheets, page_fonts(project, *_characters(page), drawn, marks=marks, slanted=slanted)]
    return page.replace("</head>", "".join(f"<style>\n{rule}\n</style>\n" for rule in rules) + "</head>", 1)


class _Place(NamedTuple):
    """An open element, and what is done with the characters in it."""

    tag: str = ""
    serif: bool = True
    sans: bool = False

    def child(self, tag: str, classes: set[str]) -> "_Place":
        """The place of an element inside this one."""
        if tag in _SILENT:
            return _Place(tag, serif=False, sans=False)
        if "abstract" in classes:
            # It stands in the head and is set as the text.
            return _Place(tag)
        if self.sans or tag in _SANS or classes & _SANS_CLASSES:
            return _Place(tag, serif=False, sans=True)
        return _Place(tag, self.serif, sans=bool(classes & _TWICE_CLASSES))


def _characters(page: str) -> tuple[set[str], set[str]]:
    """The characters of a page that are set in the serif and in the sans serif."""
    serif, sans, opened = set[str](), set[str](), [_Place()]
    for piece in _PIECE.finditer(page):
        data, raw, code, ends, named, said = piece.groups("")
        tag, place = (named or raw).lower(), opened[-1]
        if ends:
            last = next((index for index in range(len(opened) - 1, 0, -1) if opened[index].tag == tag), len(opened))
            del opened[last:]
        elif tag and tag not in _VOID:
            classes = _CLASS.search(said)
            place = place.child(tag, set(classes[1].split()) if classes else set())
            if named and not said.endswith("/"):
                opened.append(place)
        if text := code or html.unescape(data):
            serif.update(text if place.serif else "")
            sans.update(text if place.sans else "")
    return serif, sans
