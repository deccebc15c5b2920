"""Typst: compiles a document to a PDF, after making sure that every character has a glyph."""

import re
from typing import Any, Literal

from policy_report.errors import Problem, RenderError
from policy_report.render import pandoc
from policy_report.render.dependencies import paths
from policy_report.render.fonts import fonts_folder, missing_characters
from policy_report.render.labels import language_of
from policy_report.render.prepare import Prepared
from policy_report.render.tree import characters
from policy_report.render.write import word_variables, written
from policy_report.text.words import word

_ENTRIES = re.compile(r"#block\[\n(?:(?!#block\[).)*?<ref-[^>]*>", re.DOTALL)
"""Entries of the list of references, which no source of the text holds."""

STANDARDS: tuple[Literal["ua-1", "a-2a"], ...] = ("ua-1", "a-2a")


def write_pdf(prepared: Prepared) -> bytes:
    """The PDF of a document, with the look of the Typst file that `_quarto.yml` includes."""
    options = prepared.options
    arguments = ["-t", "typst-citations", "--wrap", "none", "--template", str(pandoc.TEMPLATES / "paper.typ")]
    arguments += ["--toc"] if options.get("toc") is True else []
    for path in paths(options.get("include-in-header")):
        arguments += ["--include-in-header", str(prepared.project.root / path)]
    numbered = options.get("number-sections") is True
    arguments += word_variables(
        prepared,
        language=str(options.get("lang", "en")).split("-")[0],
        # It decides the shapes of characters and of quotation marks.
        region=word("tag.region", language_of(options)),
        numbering=str(options.get("section-numbering", "1.1.1")) if numbered else "",
    )
    text = written(prepared, arguments)
    check_glyphs(prepared, characters(prepared.tree) + "".join(_ENTRIES.findall(text)))
    return compile_pdf(prepared, text)


def check_glyphs(prepared: Prepared, text: str) -> None:
    """Make sure that the fonts have every character of a text; math, which has a font of its own, is left out of it.

    Raises
    ------
    RenderError
        With one problem for each character and each place where it stands.
    """
    problems = [
        place.fault("missing-glyph", char, code=f"U+{ord(char):04X}")
        for char in missing_characters(prepared.project, text)
        for place in prepared.locate(char) or [prepared.source.start]
    ]
    if problems:
        raise RenderError(problems)


def compile_pdf(prepared: Prepared, text: str) -> bytes:
    """The PDF of a Typst text, checked against PDF/UA-1 and PDF/A-2a.

    Raises
    ------
    RenderError
        If Typst refuses it, or warns.
    """
    import typst

    folder = fonts_folder(prepared.project)
    compiler = typst.Compiler(
        text.encode("utf-8"),
        root=prepared.project.root,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(folder)]),
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=list(STANDARDS), timestamp=prepared.epoch
        )
    except typst.TypstError as error:
        raise RenderError(_problem(prepared, error)) from error
    if warnings:
        raise RenderError([_problem(prepared, warning) for warning in warnings])
    assert isinstance(pdf, bytes), "a PDF is one file"
    return pdf


def _problem(prepared: Prepared, error: Any) -> Problem:
    """What Typst says, shown where the line that it quotes stands in the sources, if that can be found."""
    said = " ".join([error.message, *(f"({hint})" for hint in error.hints or [])])
    words = re.findall(r"<([\w:.-]+)>|`([^`]+)`", error.message)
    places = [place for pair in words for word in pair if word for place in prepared.locate(word)]
    place = places[0] if places else prepared.source.start
    return place.fault("typst-refused", str(error.diagnostic or "").strip(), said=said)
