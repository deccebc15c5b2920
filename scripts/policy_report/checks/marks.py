"""The sentences of the text that are marked as findings.

`[Sentence.]{.finding #fnd-x}`, or a div with these attributes, states a finding; `[…]{.finding repeats="fnd-x"}`
states it again, in the abstract or a conclusion. A finding is stated once in each edition, and in its body: an
anchor in the front matter would be lost or doubled by the templates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_report.checks.edition import Edition, place_of
from policy_report.render.source import Place, Source
from policy_report.text.language import Language

_SPAN = re.compile(r"\](?P<attributes>\{[^{}]*\.finding(?![\w-])[^{}]*\})")
_DIV = re.compile(r"^[ \t]*:{3,}[ \t]*(?P<attributes>\{[^{}\n]*\.finding(?![\w-])[^{}\n]*\})[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*:{3,}(?P<opens>[ \t]*\S.*)?$", re.MULTILINE)
_IDENTIFIER = re.compile(r"#(fnd-[\w-]+)")
_REPEATS = re.compile(r"""repeats=["']?(fnd-[\w-]+)""")


@dataclass(frozen=True)
class Mark:
    """A marked sentence as written, on one line, and where it begins.

    It states the finding of its `id` (empty if it names none) or repeats it; `in_front` tells if the front matter has
    it.
    """

    id: str
    states: bool
    in_front: bool
    sentence: str
    language: Language
    place: Place
    column: int


def marks(edition: Edition) -> list[Mark]:
    """The marked sentences of an edition, in the order of its text."""
    return [*_marks_in(edition, edition.front, True), *_marks_in(edition, edition.source, False)]


def _marks_in(edition: Edition, source: Source, in_front: bool) -> Iterator[Mark]:
    for start, end, attributes in sorted((*_spans(source.prose), *_divs(source.prose))):
        stated, repeated = _IDENTIFIER.search(attributes), _REPEATS.search(attributes)
        named = stated or repeated
        sentence, where = " ".join(source.text[start:end].split()), place_of(source, start)
        yield Mark(named[1] if named else "", stated is not None, in_front, sentence, edition.language, *where)


def _spans(prose: str) -> Iterator[tuple[int, int, str]]:
    for match in _SPAN.finditer(prose):
        yield _opening(prose, match.start()) + 1, match.start(), match["attributes"]


def _opening(prose: str, closing: int) -> int:
    """The bracket that a closing bracket belongs to; the closing one itself if there is none."""
    depth = 0
    for index in range(closing, -1, -1):
        if prose[index] in "[]" and prose[index - 1 : index] != "\\":
            depth += 1 if prose[index] == "]" else -1
            if depth == 0:
                return index
    return closing


def _divs(prose: str) -> Iterator[tuple[int, int, str]]:
    for match in _DIV.finditer(prose):
        depth = 1
        for fence in _FENCE.finditer(prose, match.end() + 1):
            depth += 1 if fence["opens"] else -1
            if depth == 0:
                yield match.end() + 1, fence.start(), match["attributes"]
                break
