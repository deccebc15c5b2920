"""What a finding is: a test on results, its words, and what would overturn it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from policy_report.quantities import Quantity
from policy_report.text.language import Language
from policy_report.text.numbers import computed

P = ParamSpec("P")


@dataclass(frozen=True)
class Value:
    """A value on which a verdict rests.

    Attributes
    ----------
    name_en, name_zh
        What it is, in a few words of each language.
    number
        A bounded quantity, or a count or year that is known exactly.
    decimals
        How many decimals of a quantity are shown.
    """

    name_en: str
    name_zh: str
    number: Quantity | int
    decimals: int = 0

    def name(self, language: Language) -> str:
        """What the value is."""
        return self.name_en if language is Language.EN else self.name_zh

    def shown(self, language: Language) -> str:
        """The value in digits, with its hedge or range."""
        if isinstance(self.number, Quantity):
            return computed(self.number, language, self.decimals)
        return str(self.number)


@dataclass(frozen=True)
class Verdict:
    """Whether a finding holds, and the values that say so."""

    holds: bool
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Finding:
    """A finding after its test.

    Attributes
    ----------
    id
        Its name in the text, beginning with `fnd-`.
    test_en, test_zh
        What is tested, in words.
    overturned_by_en, overturned_by_zh
        What would overturn it.
    verdict
        How the test came out.
    """

    id: str
    test_en: str
    test_zh: str
    overturned_by_en: str
    overturned_by_zh: str
    verdict: Verdict


def finding(
    name: str, *, test_en: str, test_zh: str, overturned_by_en: str, overturned_by_zh: str
) -> Callable[[Callable[P, Verdict]], Callable[P, Finding]]:
    """Mark a pure function as the test of the sentence that bears this name.

    Parameters
    ----------
    name
        `fnd-` and the words by which the text names the finding; written out where the mark stands, because the
        build reads it without running the module.
    test_en, test_zh
        What is tested, as a phrase that begins in lower case.
    overturned_by_en, overturned_by_zh
        What would overturn it, as such a phrase.
    """

    def mark(test: Callable[P, Verdict]) -> Callable[P, Finding]:
        @wraps(test)
        def tested(*args: P.args, **kwargs: P.kwargs) -> Finding:
            verdict = test(*args, **kwargs)
            return Finding(name, test_en, test_zh, overturned_by_en, overturned_by_zh, verdict)

        return tested

    return mark
