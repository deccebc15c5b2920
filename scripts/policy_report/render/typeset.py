"""Typst: compiles a document to a PDF, after making sure that every character has a glyph."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from policy_report.errors import Problem, RenderError
from policy_report.render import pandoc
from policy_report.render.dependencies import citation_of, data_of, images, paths
from policy_report.render.fonts import fonts_folder, missing_characters
from policy_report.render.metadata import language_of
from policy_report.render.prepare import Prepared
from policy_report.render.source import Place
from policy_report.render.tree import characters
from policy_report.render.write import word_variables, written
from policy_report.text.words import word

_ENTRIES = re.compile(r"#block\[\n(?:(?!#block\[).)*?<ref-[^>]*>", re.DOTALL)
"""Entries of the list of references, which no source of the text holds."""

STANDARDS: Final = ("ua-1", "a-3a")
"""PDF/A-2 allows no attached files."""

_PROGRAM: Final = Path(__file__).with_name("typst_program.py")
_COMPLAINED: Final = 3


def write_pdf(prepared: Prepared) -> bytes:
    """The PDF of a document, with the look of the Typst file that `_quarto.yml` includes."""
    options = prepared.options
    arguments: list[str | Path] = ["-t", "typst-citations", "--wrap", "none"]
    arguments += ["--template", pandoc.TEMPLATES / "paper.typ"]
    arguments += ["--toc"] if options.get("toc") is True else []
    for path in paths(options.get("include-in-header")):
        arguments += ["--include-in-header", prepared.project.root / path]
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
    return compile_pdf(prepared, text + "".join(_attachments(prepared)))


def _attachments(prepared: Prepared) -> Iterator[str]:
    """Attach the numbers of each figure, and how the document is cited, as far as a build has made them."""
    project, document, language = prepared.project, prepared.document, language_of(prepared.options)
    shown = images(project, document.source, prepared.source, prepared.options)
    found = [(path, path.name, "data", "text/csv") for path in data_of(project, shown)]
    found += [(citation_of(project, document), "citation.bib", "supplement", "application/x-bibtex")]
    for path, name, relation, kind in dict.fromkeys(found):
        if path.is_file():
            about = word(f"document.attached_{relation}", language, name=path.stem)
            place, named, said = (_quoted(text) for text in (f"/{project.relative(path)}", name, about))
            told = f'relationship: "{relation}", mime-type: "{kind}", description: {said}'
            yield f"\n#pdf.attach({named}, read({place}, encoding: none), {told})"


def _quoted(text: str) -> str:
    return '"' + re.sub(r'["\\]', r"\\\g<0>", text) + '"'


def check_glyphs(prepared: Prepared, text: str) -> None:
    """Make sure that the fonts have every character of a text; math, which has a font of its own, is left out of it.

    Raises `RenderError` with one problem for each character and each place where it stands.
    """
    problems = [
        place.fault("missing-glyph", char, code=f"U+{ord(char):04X}")
        for char in missing_characters(prepared.project, text)
        for place in prepared.locate(char) or [*_cited(prepared, char)] or [prepared.source.start]
    ]
    if problems:
        raise RenderError(problems)


def _cited(prepared: Prepared, char: str) -> Iterator[Place]:
    """The lines of the bibliography in which a character stands."""
    for name in paths(prepared.options.get("bibliography")):
        lines = (prepared.project.root / name).read_text(encoding="utf-8").split("\n")
        yield from (Place(name, row) for row, line in enumerate(lines, 1) if char in line)


def compile_pdf(prepared: Prepared, text: str) -> bytes:
    """The PDF of a Typst text, checked against PDF/UA-1 and PDF/A-3a.

    Raises `RenderError` if Typst refuses it, warns, or takes more time or memory than it may.
    """
    job = {
        "text": text,
        "root": str(prepared.project.root),
        "fonts": str(fonts_folder(prepared.project)),
        "standards": STANDARDS,
        "epoch": prepared.epoch,
        "megabytes": pandoc.MEGABYTES,
    }
    start = prepared.source.start
    try:
        done = pandoc.run_program([sys.executable, "-P", str(_PROGRAM)], json.dumps(job).encode())
    except pandoc.StoppedError as error:
        raise RenderError(start.fault("program-stopped", program="Typst", why=error)) from error
    if done.returncode == _COMPLAINED:
        raise RenderError([_problem(prepared, said) for said in json.loads(done.stdout)])
    if done.returncode:
        why = f"it ended by itself, or took more than {pandoc.MEGABYTES} MB"
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise RenderError(start.fault("program-stopped", last, program="Typst", why=why))
    return done.stdout


def _problem(prepared: Prepared, error: dict[str, Any]) -> Problem:
    """What Typst says, shown where the line that it quotes stands in the sources, if that can be found."""
    said = " ".join([error["message"], *(f"({hint})" for hint in error["hints"])])
    words = re.findall(r"<([\w:.-]+)>|`([^`]+)`", error["message"])
    places = [place for pair in words for word in pair if word for place in prepared.locate(word)]
    place = places[0] if places else prepared.source.start
    return place.fault("typst-refused", error["diagnostic"].strip(), said=said)
