"""Numbers in the text that are no variable, no citation, no cross-reference and no literal with a reason."""

from collections.abc import Iterable, Iterator, Mapping

from policy_report.checks.edition import Edition, place_of
from policy_report.errors import Problem, problem
from policy_report.paper.prose.blanking import front_matter_prose, literals, prose_of
from policy_report.paper.prose.numbers import occurs, typed_numbers, without
from policy_report.paper.prose.register import read_literals
from policy_report.project import Project
from policy_report.render.source import Source
from policy_report.text.language import Language

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
        for source, prose in _parts(text):
            yield from _typed(source, without(prose, allowed), text.language)
            yield from _marked(source, text.language)


def check_literals(project: Project, files: Mapping[str, Edition]) -> Iterator[Problem]:
    """What is wrong with the register of literals, and those that no file contains.

    Those of an edition that does not exist yet can wait.
    """
    registered, problems = read_literals(project)
    yield from problems
    prose = {file: "\n\n".join(part for _, part in _parts(text)) for file, text in files.items()}
    name = project.relative(project.literals)
    for literal in registered:
        own = [text for file, text in prose.items() if literal.allowed_in(file)]
        if own and not any(occurs(literal.text, text) for text in own):
            yield problem(name, literal.row, "", "literal-unused", literal.text)


def _parts(text: Edition) -> Iterator[tuple[Source, str]]:
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
