"""The bounds that a study asks for in `data/bounds.toml`, where people declare what is asked and what is known."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from keyword import iskeyword
from typing import Any, TypeVar

import pandas as pd

from policy_report.analysis.bounds.constraint import Constraint, Kind, none_negative
from policy_report.analysis.bounds.expression import ExpressionError as Fault
from policy_report.analysis.bounds.expression import Scope, claims_in, has_implicature, rows_of, target_of
from policy_report.analysis.bounds.file import BoundsFile, Entries, Said, checked, leaves
from policy_report.analysis.bounds.question import Answer, Question, answer
from policy_report.analysis.results import result
from policy_report.quantities import Change
from policy_report.study import Study
from policy_report.text.language import Text

T = TypeVar("T")

_NO_READING = ""


@result
def questions(claims: pd.DataFrame, cases: pd.DataFrame, study: Study, constraints: str) -> tuple[Question, ...]:
    """Read what `data/bounds.toml` asks of what was not published, with all that is known of it.

    `constraints`: the text of the file; empty where the study has none.

    Returns one question for each unknown and reading: the readings of one unknown follow each other, and the unknowns
    stand in the order in which they are first asked for. Raises `AnalysisError` with all problems of the file:
    `bounds-broken`, `bounds-key-unknown`, `bounds-value-wrong`, `text-missing`, `case-unknown`, `claim-unknown`,
    `claim-numberless`, `variable-unknown`, `expression-broken`, `expression-not-linear`, `constraint-unknown`,
    `constraint-twice`, `reading-unknown` or `question-twice`.
    """
    file = BoundsFile(constraints, claims, study.languages)
    asked = _questions(file, frozenset(cases["id"]))
    file.refuse()
    return tuple(asked)


@result
def bounds(questions: tuple[Question, ...], constraints: str) -> tuple[Answer, ...]:
    """Answer each of the `questions`: bound what was not published by what was.

    The linear programs are solved again only where a question is another one, not where a claim that none names is.

    Raises `AnalysisError` with the problems of all questions whose definitions cannot bound their value:
    `divisor-not-positive` or `bounds-unsolved`.
    """
    entries = Entries(constraints)
    named = [(question.unknown, question) for question in questions]
    answers = entries.made(0, named, lambda _, question: _answered(question))
    entries.refuse()
    return tuple(answers)


def _questions(file: BoundsFile, cases: Collection[str]) -> list[Question]:
    """Read all questions of a file, in the order of `questions`; what is wrong is added to its problems."""
    asked: dict[tuple[str, str, str], Question] = {}
    for start, entry in file.systems():
        for group in file.made(start, [("", entry)], partial(_asked, file, cases, start)):
            for question in group:
                key = (question.case, question.unknown, question.reading)
                if key in asked:
                    fault = Fault("question-twice", question.unknown)
                    file.problems.append(file.problem(start, question.unknown, fault))
                asked[key] = question
    unknowns = list(dict.fromkeys((case, unknown) for case, unknown, _ in asked))
    return [asked[key] for key in sorted(asked, key=lambda key: unknowns.index(key[:2]))]


def _answered(question: Question) -> Answer:
    try:
        return answer(question)
    except ValueError as error:
        raise Fault("divisor-not-positive", question.unknown, error=error) from error
    except ArithmeticError as error:
        raise Fault("bounds-unsolved", question.unknown, error=error) from error


def _asked(file: BoundsFile, cases: Collection[str], start: int, _: str, entry: Any) -> list[Question]:
    """The questions of a system, once its own keys are right."""
    said = checked("system", entry)
    if said["case"] not in cases:
        raise Fault("case-unknown", said["case"])
    for name in said["variables"]:
        if not name.isidentifier() or iskeyword(name):
            raise Fault("bounds-value-wrong/variable", name)
    return _System(file, start, said).questions()


@dataclass(frozen=True)
class _Reading:
    """One way to understand the published words, and the constraints that hold only then."""

    text: Text = field(default_factory=Text)
    given: tuple[str, ...] = ()


class _System:
    """Quantities that some constraints tie together, and what is asked of them."""

    def __init__(self, file: BoundsFile, start: int, said: Said) -> None:
        self._file, self._start, self._said = file, start, said
        self._scope = Scope(said["variables"], file.quantity)
        entries = dict(leaves(said["constraints"]))
        self._names, before = tuple(entries), len(file.problems)
        self._constraints = self._made(entries, self._constraint)
        self._readings = self._made(said.get("readings", {}), self._reading)
        self._sound = len(file.problems) == before
        # What is named anywhere holds only where it is named; these entries have not been checked yet.
        given = [
            item.get("given")
            for item in (*said["question"], *said.get("readings", {}).values())
            if isinstance(item, dict)
        ]
        self._optional = {str(name) for names in given if isinstance(names, list) for name in names}

    def _made(self, entries: Mapping[str, Any], make: Callable[[str, Any], T]) -> dict[str, T]:
        return dict(self._file.made(self._start, entries.items(), lambda name, said: (name, make(name, said))))

    def questions(self) -> list[Question]:
        """Read the questions, one for each reading."""
        entries = [(str(said.get("unknown", "")), said) for said in self._said["question"]]
        return [question for group in self._file.made(self._start, entries, self._question) for question in group]

    def _constraint(self, name: str, entry: Any) -> Constraint:
        said = checked("constraint", entry)
        (kind,) = (kind for kind in Kind if kind in said)
        says = [said[kind]] if isinstance(said[kind], str) else said[kind]
        rows = tuple(row for text in says for row in rows_of(text, self._scope))
        used = tuple(dict.fromkeys(claim for text in says for claim in claims_in(text)))
        implied = any(map(has_implicature, says))
        constraint = Constraint(name, kind, rows, self._file.text(said), used, by_implicature=implied)
        return self._claimed(constraint) if kind is Kind.CLAIM else constraint

    def _claimed(self, constraint: Constraint) -> Constraint:
        """Name what a claim says by the claim, whose id stands before the first full stop."""
        claim = constraint.name.partition(".")[0]
        row = self._file.claim(claim)
        claims = tuple(dict.fromkeys((claim, *constraint.claims)))
        return replace(constraint, name=claim, claims=claims, phrase=str(row["phrase"]), source=str(row["source"]))

    def _reading(self, _: str, entry: Any) -> _Reading:
        said = checked("reading", entry)
        return _Reading(self._file.text(said), self._given(said))

    def _given(self, said: Said) -> tuple[str, ...]:
        for name in said.get("given", ()):
            if name not in self._names:
                raise Fault("constraint-unknown", name, known=", ".join(self._names))
        return tuple(said.get("given", ()))

    def _question(self, _: str, entry: Any) -> list[Question]:
        said = checked("question", entry)
        change, unit = Change(said.get("change", Change.LEVEL)), said.get("unit", "")
        question = Question(
            unknown=said["unknown"],
            reading=_NO_READING,
            case=self._said["case"],
            name=self._file.text(said["name"]),
            reading_name=Text(),
            unit=unit,
            change=change,
            target=target_of(said["value"], self._scope),
            constraints=(),
            decimals=said.get("decimals", int(unit == "percent" and change is Change.LEVEL)),
            prose=said.get("prose", True),
            figure=said.get("figure", False),
        )
        given = self._given(said)
        return [self._under(name, question, given) for name in said.get("readings", (_NO_READING,))]

    def _under(self, name: str, question: Question, given: tuple[str, ...]) -> Question:
        if name and name not in self._said.get("readings", {}):
            raise Fault("reading-unknown", name)
        reading = self._readings.get(name, _Reading())
        holds = [
            item
            for key, item in self._constraints.items()
            if key not in self._optional or key in (*given, *reading.given)
        ]
        if self._sound and (
            twice := [item for item, count in Counter(item.name for item in holds).items() if count > 1]
        ):
            raise Fault("constraint-twice", twice[0])
        known = (none_negative(self._said["variables"]), *holds)
        return replace(question, reading=name, reading_name=reading.text, constraints=known)
