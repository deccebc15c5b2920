"""Sentences that a good editor would not let pass: too long, or of a kind that `style.toml` lists."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from policy_report.checks.edition import Edition, place_of
from policy_report.errors import Problem
from policy_report.paper.prose.blanking import BLANK, front_matter_prose, prose_of
from policy_report.render.source import Source
from policy_report.text.language import Language

_VARIABLE = re.compile(r"\{\{<.*?>\}\}", re.DOTALL)
_END = re.compile(rf"""[.?!]["”’)\]*{BLANK}]*(?=\s|\Z)|\n[ \t{BLANK}]*(?=\n|[-*|#:>])|(?<={BLANK})(?="[A-Z])|\Z""")
"""Where a sentence ends: at its stop, a paragraph, an item of a list, or the text of an attribute."""
_FIRST = re.compile(rf"[\s{BLANK}]*")
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")


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
    for start, end in _sentences(prose) if longest else ():
        words = len(_WORD.findall(prose, start, end))
        if words > longest:
            told = ("sentence-too-long", f"a sentence has {words} words", f"split it: at most {longest}")
            yield _problem(source, (start, end), *told)
    for kind in rules.get("kind", ()):
        for match in _pattern(*kind["found"]).finditer(prose.replace("\n", " ")):
            yield _problem(source, match.span(), "style", "an editor would not let this pass", kind["say"])


def _sentences(prose: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for match in _END.finditer(prose):
        yield _FIRST.match(prose, start).end(), match.end()  # type: ignore[union-attr]
        start = match.end()


def _problem(source: Source, span: tuple[int, int], code: str, message: str, remedy: str) -> Problem:
    place, column = place_of(source, span[0])
    shown = " ".join(source.text[slice(*span)].split())
    return Problem(place.file, place.row, str(column), code, message, shown, remedy)


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _pattern(*found: str) -> re.Pattern[str]:
    return re.compile("|".join(found), re.IGNORECASE)
