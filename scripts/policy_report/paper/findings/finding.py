"""What a finding is: a test on results, its words, and what would overturn it; and what bounds allow to be said."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import wraps
from math import isfinite
from typing import Final, ParamSpec

from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import Comparison, compare
from policy_report.text.language import Language, Text
from policy_report.text.numbers import computed
from policy_report.text.words import Words

P = ParamSpec("P")


@dataclass(frozen=True)
class Value:
    """A value on which a verdict rests: a bounded quantity, or a count or year that is known exactly.

    `key` is that of its name among the words of the finding; of a quantity, `decimals` are shown.
    """

    key: str
    number: Quantity | int
    decimals: int = 0

    def shown(self, language: Language) -> str:
        """Write the value in digits, with its hedge or range."""
        if isinstance(self.number, Quantity):
            return computed(self.number, language, self.decimals)
        return str(self.number)


@dataclass(frozen=True)
class Verdict:
    """Whether a finding holds, the values that say so, and the `margins` of the comparisons that its test made."""

    holds: bool
    values: tuple[Value, ...]
    margins: tuple[float, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A finding after its test.

    `id` is its name in the text, beginning with `fnd-`. `said` gives what is tested (`test`), what would overturn it
    (`overturned_by`), and the name of each value by its key.
    """

    id: str
    said: Mapping[str, Text]
    verdict: Verdict

    def values(self, language: Language) -> dict[str, str]:
        """Give what each value is, and what it comes to."""
        return {self.said[value.key][language]: value.shown(language) for value in self.verdict.values}


def finding(name: str) -> Callable[[Callable[P, Verdict]], Callable[P, Finding]]:
    """Mark a pure function as the test of the sentence that bears this name.

    The name is `fnd-` and the words by which the text names the finding; it is written out where the mark stands,
    because the build reads it without running the module. The catalogues of the study say under `[finding.WORDS]` what
    is tested and what would overturn it, each as a phrase that begins in lower case, and what each value is. A finding
    of which they lack something is refused when it is tested: `word-missing`.
    """

    def mark(function: Callable[P, Verdict]) -> Callable[P, Finding]:
        words = Words(f"{function.__module__.partition('.')[0]}.words")

        @wraps(function)
        def tested(*args: P.args, **kwargs: P.kwargs) -> Finding:
            with margins() as noted:
                verdict = function(*args, **kwargs)
            keys = ("test", "overturned_by", *(value.key for value in verdict.values))
            entry = f"finding.{name.removeprefix('fnd-')}"
            return Finding(
                name, {key: words.text(f"{entry}.{key}") for key in keys}, replace(verdict, margins=tuple(noted))
            )

        return tested

    return mark


_NOTED: Final[ContextVar[list[float]]] = ContextVar("margins")


@contextmanager
def margins() -> Iterator[list[float]]:
    """Note of each comparison made meanwhile, in its own unit, how far the bounds are from where it would turn out."""
    noted: list[float] = []
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def _note(end: float | None, limit: float | None) -> None:
    """Note how far an end of bounds is from a limit, but for the noise of floating point."""
    if end is not None and limit is not None and isfinite(end - limit):
        _NOTED.get([]).append(float(f"{abs(end - limit):.6g}"))


def above(quantity: Quantity, limit: float) -> bool:
    """Tell whether every value that the quantity allows lies above the limit."""
    lower = quantity.lower
    _note(lower, limit)
    return lower is not None and (lower > limit or (lower == limit and not quantity.lower_closed))


def below(quantity: Quantity, limit: float) -> bool:
    """Tell whether every value that the quantity allows lies below the limit."""
    upper = quantity.upper
    _note(upper, limit)
    return upper is not None and (upper < limit or (upper == limit and not quantity.upper_closed))


def within(quantity: Quantity, least: float, most: float) -> bool:
    """Tell whether every value that the quantity allows lies between the limits."""
    return above(quantity, least) and below(quantity, most)


def greater(left: Quantity, right: Quantity) -> bool:
    """Tell whether the first is greater than the second, whatever values the two allow."""
    _note(left.lower, right.upper)
    return compare(left, right) is Comparison.CERTAINLY_GREATER


def apart(left: Quantity, right: Quantity) -> bool:
    """Tell whether no value is allowed by both."""
    ends = [(left.lower, right.upper), (right.lower, left.upper)]
    known = [(end, limit) for end, limit in ends if end is not None and limit is not None]
    _note(*max(known, key=lambda pair: pair[0] - pair[1], default=(None, None)))
    return any(compare(*pair) is Comparison.CERTAINLY_GREATER for pair in ((left, right), (right, left)))
