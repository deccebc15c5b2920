"""Numbers in the text that are no variable, citation or literal with a reason; and sentences that want mending."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from policy_report.checks.edition import Edition, place_of
from policy_report.errors import Problem, problem
from policy_report.paper.prose.blanking import BLANK, front_matter_prose, literals, prose_of
from policy_report.paper.prose.numbers import occurs, typed_numbers, without
from policy_report.paper.prose.register import read_literals
from policy_report.project import Project
from policy_report.render.source import Source
from policy_report.text.language import Language

_VARIABLE = re.compile(r"\{\{<.*?>\}\}", re.DOTALL)

_END = re.compile(
    rf"""[.?!]["”’)\]*{BLANK}]*(?=\s|\Z)|[。！？][”’）\]]*|\n[ \t{BLANK}]*(?=\n|[-*|#:>])|(?<={BLANK})(?="[A-Z])|\Z"""
)
"""Where a sentence ends: at its stop, a paragraph, an item of a list, or the text of an attribute."""

_FIRST = re.compile(rf"[\s{BLANK}]*")

_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")

_AROUND = 40
"""Characters shown on each side of a number."""


def check_prose(project: Project, texts: Iterable[Edition]) -> list[Problem]:
    """Every number that was typed into an edition, and every literal that is wrong or that nothing needs."""
    files = {file: text for edition in texts for file, text in edition.by_file().items()}
    return [*check_files(project, files), *check_literals(project, files)]


def check_files(project: Project, files: Mapping[str, Edition]) -> Iterator[Problem]:
    """Every number that was typed into a file, and every literal that is wrongly marked there."""
    registered, _ = read_literals(project)
    for file, text in files.items():
        allowed = [literal.text for literal in registered if literal.allowed_in(file)]
        for source, prose in parts(text):
            yield from _typed(source, without(prose, allowed), text.language)
            yield from _marked(source, text.language)


def check_literals(project: Project, files: Mapping[str, Edition]) -> Iterator[Problem]:
    """What is wrong with the register of literals, and those that no file contains.

    Those of an edition that does not exist yet can wait.
    """
    registered, problems = read_literals(project)
    yield from problems
    prose = {file: "\n\n".join(part for _, part in parts(text)) for file, text in files.items()}
    name = project.relative(project.literals)
    for literal in registered:
        own = [text for file, text in prose.items() if literal.allowed_in(file)]
        if own and not any(occurs(literal.text, text) for text in own):
            yield problem(name, literal.row, "", "literal-unused", literal.text)


def parts(text: Edition) -> Iterator[tuple[Source, str]]:
    """Give front matter and text of an edition, each with its prose: all else of it is blank."""
    yield text.front, front_matter_prose(text.front.prose)
    yield text.source, prose_of(text.source.prose)


def _typed(source: Source, prose: str, language: Language) -> Iterator[Problem]:
    for start, end in typed_numbers(prose, language):
        place, column = place_of(source, start)
        shown = " ".join(source.text[max(0, start - _AROUND) : end + _AROUND].split())
        number = " ".join(prose[start:end].split())
        yield problem(place.file, place.row, str(column), "typed-number", shown, number=number)


def _marked(source: Source, language: Language) -> Iterator[Problem]:
    for start, text, has_reason in literals(source.prose):
        place, column = place_of(source, start)
        if not has_reason:
            yield problem(place.file, place.row, str(column), "literal-without-reason", text)
        if not typed_numbers(text, language):
            yield problem(place.file, place.row, str(column), "literal-without-number", text)


def check_style(texts: Iterable[Edition]) -> Iterator[Problem]:
    """Find the sentences of the editions that a good editor would mend; a person judges each."""
    for edition in texts:
        yield from _in(edition.front, front_matter_prose(_numbered(edition.front.prose)), edition.language)
        yield from _in(edition.source, prose_of(_numbered(edition.source.prose)), edition.language)


def _numbered(text: str) -> str:
    """Put `0` for each variable, in as many characters."""
    return _VARIABLE.sub(lambda match: "0" + re.sub(r"[^\n]", BLANK, match.group())[1:], text)


def _in(source: Source, prose: str, language: Language) -> Iterator[Problem]:
    rules = _rules().get(str(language), {})
    longest = rules.get("longest", 0)
    for start, end in sentences(prose) if longest else ():
        words = len(_WORD.findall(prose, start, end))
        if words > longest:
            told = ("sentence-too-long", f"a sentence has {words} words", f"split it: at most {longest}")
            yield sentence_problem(source, (start, end), *told)
    for kind in rules.get("kind", ()):
        for match in _pattern(*kind["found"]).finditer(prose.replace("\n", " ")):
            yield sentence_problem(source, match.span(), "style", "an editor would not let this pass", kind["say"])


def sentences(prose: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for match in _END.finditer(prose):
        yield _FIRST.match(prose, start).end(), match.end()  # type: ignore[union-attr]
        start = match.end()


def sentence_problem(source: Source, span: tuple[int, int], code: str, message: str, remedy: str) -> Problem:
    """Make a problem of a sentence, at its first character."""
    place, column = place_of(source, span[0])
    shown = " ".join(source.text[slice(*span)].split())
    return Problem(place.file, place.row, str(column), code, message, shown, remedy)


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("style.toml").read_text(encoding="utf-8"))


@cache
def _pattern(*found: str) -> re.Pattern[str]:
    return re.compile("|".join(found), re.IGNORECASE)
