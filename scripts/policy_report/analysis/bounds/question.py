"""An unpublished quantity under one reading of the published words, and the answer that the constraints give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from policy_report.analysis.bounds.bound import Bound, End, Target, bound
from policy_report.analysis.bounds.conflict import conflict
from policy_report.analysis.bounds.constraint import Constraint, Kind, Row, not_below
from policy_report.analysis.published import Published, without_implicatures
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity

Text = tuple[str, str]
"""English and Chinese."""


@dataclass(frozen=True)
class Question:
    """What is asked, and under which constraints.

    Attributes
    ----------
    unknown, reading
        Names of the quantity and of the reading; `reading` is empty where the words have only one.
    case
        Whom the quantity is of, as in `cases.csv`.
    name, reading_name
        Both in words; the second is empty as `reading` is.
    unit, change
        As in `Quantity`.
    target
        The quantity in terms of the variables.
    constraints
        All that is known or assumed under this reading.
    """

    unknown: str
    reading: str
    case: str
    name: Text
    reading_name: Text
    unit: str
    change: Change
    target: Target
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class Answer:
    """The bounds of a quantity under one reading; or, if that reading contradicts itself, the smallest conflict.

    Attributes
    ----------
    question
        What was asked.
    bound
        The bounds; `None` if nothing satisfies the constraints.
    scale
        The bounds that definitions alone give: what could be said without any publication.
    conflict
        Names of the constraints that contradict each other; empty if there are bounds.
    """

    question: Question
    bound: Bound | None
    scale: Bound
    conflict: tuple[str, ...]

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
        return (
            _NO_END if low.at == self.scale.lower.at else low,
            _NO_END if high.at == self.scale.upper.at else high,
        )

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

        Raises
        ------
        ValueError
            If there are no bounds.
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
    """The bounds that a question's constraints give, or their smallest conflict."""
    scale = bound(question.target, [item for item in question.constraints if item.kind is Kind.DEFINITION])
    clash = conflict(question.constraints)
    if clash:
        return Answer(question, None, scale, tuple(item.name for item in clash))
    return Answer(question, bound(question.target, question.constraints), scale, ())


class Claims:
    """Published claims as constraints.

    Parameters
    ----------
    claims
        The tidy claims.
    """

    def __init__(self, claims: pd.DataFrame) -> None:
        self.published = Published(claims)
        self._rows = claims.set_index("id").to_dict("index")

    def __getitem__(self, claim: str) -> Quantity:
        """What a claim's words and digits strictly imply."""
        return without_implicatures(self.published[claim])

    def says(self, claim: str, rows: Sequence[Row], text: Text) -> Constraint:
        """What a claim says of the variables, under one reading."""
        row = self._rows[claim]
        return Constraint(
            claim, Kind.CLAIM, tuple(rows), *text, claims=(claim,), phrase=str(row["phrase"]), source=str(row["source"])
        )


def defined(name: str, rows: Sequence[Row], text: Text) -> Constraint:
    """What the meaning of the indicators implies."""
    return Constraint(name, Kind.DEFINITION, tuple(rows), *text)


def assumed(
    name: str, rows: Sequence[Row], text: Text, *, claims: tuple[str, ...] = (), by_implicature: bool = False
) -> Constraint:
    """What is assumed; `claims` are those whose figures the assumption borrows."""
    return Constraint(name, Kind.ASSUMPTION, tuple(rows), *text, claims=claims, by_implicature=by_implicature)


def none_negative(variables: Iterable[str]) -> Constraint:
    """Counts and rates of counts are not negative: the lower end of their scale in the indicator dictionary."""
    return defined("not-negative", not_below(0.0, variables), ("no count is negative", "计数不为负"))


def by_key(bounds: tuple[Answer, ...]) -> dict[str, Answer]:
    """The answers by case, unknown and reading: `jiaxing.earlier_rate_if_points`."""
    return {f"{item.question.case}.{item.key}": item for item in bounds}
