"""Numbers in the text that are no variable, no citation, no cross-reference and no literal with a reason."""

from collections.abc import Iterable, Iterator, Sequence

from policy_report.checks.edition import Edition, place_of
from policy_report.errors import Problem, problem
from policy_report.paper.prose.blanking import front_matter_prose, literals, prose_of
from policy_report.paper.prose.numbers import pattern_of, typed_numbers, without
from policy_report.paper.prose.register import Literal, read_literals
from policy_report.project import Project
from policy_report.render.source import Source
from policy_report.text.language import Language

_AROUND = 40
"""Characters shown on each side of a number."""


def check_prose(project: Project, texts: Sequence[Edition]) -> list[Problem]:
    """Every number that was typed into an edition, and every literal that is wrong or that nothing needs."""
    registered, problems = read_literals(project)
    for edition in texts:
        for source, prose in _parts(edition):
            problems += _typed(source, prose, registered, edition.language)
            problems += _marked(source, edition.language)
    return [*problems, *_unused(project, texts, registered)]


def _parts(edition: Edition) -> Iterator[tuple[Source, str]]:
    yield edition.front, front_matter_prose(edition.front.prose)
    yield edition.source, prose_of(edition.source.prose)


def _typed(source: Source, prose: str, registered: Iterable[Literal], language: Language) -> Iterator[Problem]:
    for file, start, end in _files(source):
        allowed = [literal.text for literal in registered if literal.allowed_in(file)]
        for first, last in typed_numbers(without(prose[start:end], allowed), language):
            place, column = place_of(source, start + first)
            shown = " ".join(source.text[max(0, start + first - _AROUND) : start + last + _AROUND].split())
            number = " ".join(prose[start + first : start + last].split())
            yield problem(place.file, place.row, str(column), "typed-number", shown, number=number)


def _files(source: Source) -> Iterator[tuple[str, int, int]]:
    """Each file of a text, and where its part begins and ends."""
    start, position = 0, 0
    for index, line in enumerate(source.lines):
        position += len(line.text) + 1
        following = source.lines[index + 1].place.file if index + 1 < len(source.lines) else ""
        if following != line.place.file:
            yield line.place.file, start, position
            start = position


def _marked(source: Source, language: Language) -> Iterator[Problem]:
    for start, text, has_reason in literals(source.prose):
        place, column = place_of(source, start)
        if not has_reason:
            yield problem(place.file, place.row, str(column), "literal-without-reason", text)
        if not typed_numbers(text, language):
            yield problem(place.file, place.row, str(column), "literal-without-number", text)


def _unused(project: Project, texts: Sequence[Edition], registered: Iterable[Literal]) -> Iterator[Problem]:
    """Registered literals that no text contains; those of an edition that does not exist yet can wait."""
    parts = [
        (file, prose[start:end])
        for edition in texts
        for source, prose in _parts(edition)
        for file, start, end in _files(source)
    ]
    name = project.relative(project.literals)
    for literal in registered:
        own = [prose for file, prose in parts if literal.allowed_in(file)]
        if own and not any(pattern_of(literal.text).search(prose) for prose in own):
            yield problem(name, literal.row, "", "literal-unused", literal.text)
