"""An unpublished quantity under one reading of the published words, and the answer that the constraints give."""

from dataclasses import dataclass

from policy_report.analysis.bounds.bound import Bound, End, Target, bound, conflict
from policy_report.analysis.bounds.constraint import Constraint, Kind
from policy_report.analysis.results import Derived, numbers
from policy_report.errors import AnalysisError, problem
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.text.language import Language, Text
from policy_report.text.words import word


@dataclass(frozen=True)
class Question:
    """What is asked, and under which constraints."""

    # unknown, reading: names of the quantity and of the reading; `reading` is empty where the words have only one
    unknown: str
    reading: str
    case: str  # whom the quantity is of, as in `cases.csv`
    # name, reading_name: both in words; the second is empty as `reading` is
    name: Text
    reading_name: Text
    # unit, change: as in `Quantity`
    unit: str
    change: Change
    target: Target  # the quantity in terms of the variables
    constraints: tuple[Constraint, ...]  # all that is known or assumed under this reading
    decimals: int  # how many decimals the text shows; negative for tens, hundreds, thousands
    # prose, figure: whether the prose may ask for its bounds as they are, and whether the figure of bounds shows it
    prose: bool = True
    figure: bool = False


@dataclass(frozen=True)
class Answer:
    """The bounds of a quantity under one reading; or, if that reading contradicts itself, the smallest conflict."""

    question: Question  # what was asked
    bound: Bound | None  # the bounds; `None` if nothing satisfies the constraints
    scale: Bound  # the bounds that definitions alone give: what could be said without any publication
    conflict: tuple[str, ...]  # names of the constraints that contradict each other; empty if there are bounds

    @property
    def key(self) -> str:
        """The unknown and its reading, as one name."""
        return "_if_".join(part for part in (self.question.unknown, self.question.reading) if part)

    @property
    def ends(self) -> tuple[End, End]:
        """The two ends, without those that definitions alone give, such as that a count is not negative."""
        if self.bound is None:
            return _NO_END, _NO_END
        low, high = self.bound.lower, self.bound.upper
        return (_NO_END if low.at == self.scale.lower.at else low, _NO_END if high.at == self.scale.upper.at else high)

    @property
    def resting_on(self) -> tuple[Constraint, ...]:
        """The constraints that bind at those ends, or that conflict, in the order in which they were stated."""
        named = {name for end in self.ends for name in end.binding} | set(self.conflict)
        return tuple(item for item in self.question.constraints if item.name in named)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the claims among them."""
        return tuple(dict.fromkeys(claim for item in self.resting_on for claim in item.claims))

    @property
    def quantity(self) -> Quantity:
        """The `ends` as a quantity without a nominal value.

        Raises `ValueError` if there are no bounds.
        """
        if self.bound is None:
            raise ValueError(f"{self.key} has no bounds: {', '.join(self.conflict)} contradict each other")
        low, high = self.ends
        return Quantity(
            value=None,
            lower=low.at,
            upper=high.at,
            lower_closed=low.closed,
            upper_closed=high.closed,
            lower_kind=self._kind(low),
            upper_kind=self._kind(high),
            unit=self.question.unit,
            qualifier=Qualifier.EXACT if low.at is not None and low.at == high.at else Qualifier.RANGE,
            change=self.question.change,
            span=(0, 0),
        )

    def _kind(self, end: End) -> BoundKind | None:
        """Give implicature if the end rests on how a hedge is used; else rounding, the weaker of the strict kinds."""
        if end.at is None:
            return None
        by_implicature = any(item.by_implicature for item in self.question.constraints if item.name in end.binding)
        return BoundKind.IMPLICATURE if by_implicature else BoundKind.ROUNDING


_NO_END = End(None, False, ())


def answer(question: Question) -> Answer:
    """Find the bounds that a question's constraints give, or their smallest conflict."""
    scale = bound(question.target, [item for item in question.constraints if item.kind is Kind.DEFINITION])
    clash = conflict(question.constraints)
    if clash:
        return Answer(question, None, scale, tuple(item.name for item in clash))
    return Answer(question, bound(question.target, question.constraints), scale, ())


class Answers(dict[str, Answer]):
    """Answers by case, unknown and reading: `north.earlier_rate_if_points`."""

    def __missing__(self, key: str) -> Answer:
        raise AnalysisError(problem("data/bounds.toml", 0, "", "question-missing", key))


def by_key(bounds: tuple[Answer, ...]) -> Answers:
    """Give the answers by name, of which one that is missing is an `AnalysisError`."""
    return Answers({f"{item.question.case}.{item.key}": item for item in bounds})


def as_derived(answer: Answer) -> Derived:
    """Say the bounds of an unknown as a number of the prose, with the constraints that bind in words.

    Raises `ValueError` if the reading contradicts itself.
    """
    given = [item.text for item in answer.resting_on if item.name not in answer.inputs]
    method = Text(**{str(language): _method(answer, given, language) for language in Language})
    return Derived(answer.quantity, answer.inputs, answer.question.decimals, method)


def _method(answer: Answer, given: list[Text], language: Language) -> str:
    name, reading = answer.question.name[language], answer.question.reading_name[language]
    name += word("mark.aside", language, text=reading) if reading else ""
    reasons = word("mark.semicolon", language).join(text[language] for text in given)
    return word("bounds.found_given" if given else "bounds.found", language, name=name, reasons=reasons)


@numbers
def bounded(bounds: tuple[Answer, ...]) -> dict[str, Derived]:
    """Give the bounds of what something published bounds, by case, unknown and reading."""
    return {
        key.replace(".", "_"): as_derived(item)
        for key, item in by_key(bounds).items()
        if item.question.prose and any(end.at is not None for end in item.ends)
    }
