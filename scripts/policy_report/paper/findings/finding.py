"""What a finding is: a test on results, its words, and what would overturn it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from policy_report.errors import FindingError, Problem
from policy_report.quantities import Quantity
from policy_report.text.language import Language, Text
from policy_report.text.numbers import computed

P = ParamSpec("P")


@dataclass(frozen=True)
class Value:
    """A value on which a verdict rests.

    Attributes
    ----------
    name_en, name_zh
        What it is, in a few words of each language; an empty one is said as the other.
    number
        A bounded quantity, or a count or year that is known exactly.
    decimals
        How many decimals of a quantity are shown.
    """

    name_en: str
    name_zh: str
    number: Quantity | int
    decimals: int = 0

    @property
    def name(self) -> Text:
        """What the value is."""
        return Text(en=self.name_en, zh=self.name_zh)

    def shown(self, language: Language) -> str:
        """Write the value in digits, with its hedge or range."""
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
    test
        What is tested, in words.
    overturned_by
        What would overturn it.
    verdict
        How the test came out.
    """

    id: str
    test: Text
    overturned_by: Text
    verdict: Verdict


def finding(name: str, **said: str) -> Callable[[Callable[P, Verdict]], Callable[P, Finding]]:
    """Mark a pure function as the test of the sentence that bears this name.

    Parameters
    ----------
    name
        `fnd-` and the words by which the text names the finding; written out where the mark stands, because the
        build reads it without running the module.
    said
        `test_en`, `test_zh` and so on for each language of the study: what is tested, as a phrase that begins in lower
        case; and `overturned_by_en` and so on: what would overturn it, as such a phrase.

    Raises
    ------
    FindingError
        `finding-without-text` where nothing is said of the one or the other.
    """
    test, overturned_by = (_text(part, said) for part in ("test_", "overturned_by_"))

    def mark(function: Callable[P, Verdict]) -> Callable[P, Finding]:
        if not (test and overturned_by):
            remedy = "write test_en = … and overturned_by_en = … in its mark, or the same in a language of the study"
            file, row = f"{function.__module__.replace('.', '/')}.py", function.__code__.co_firstlineno
            message = "the finding does not say what it tests, or what would overturn it"
            raise FindingError(Problem(file, row, "", "finding-without-text", message, name, remedy))

        @wraps(function)
        def tested(*args: P.args, **kwargs: P.kwargs) -> Finding:
            verdict = function(*args, **kwargs)
            return Finding(name, test, overturned_by, verdict)

        return tested

    return mark


def _text(part: str, said: Mapping[str, str]) -> Text:
    return Text(**{key.removeprefix(part): words for key, words in said.items() if key.startswith(part)})
