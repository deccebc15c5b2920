"""What a finding is: a test on results, its words, and what would overturn it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import ParamSpec

from policy_report.paper.findings.judging import margins
from policy_report.quantities import Quantity
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
