"""Mark the functions whose results others may ask for.

A function marked `@result`, `@lengthy` or `@numbers` gives a result under its own name. Its parameters are named
after the tidy frames and other results that it needs, `study` for what `study.toml` says, or `constraints` for the text
of `data/bounds.toml`; that is the only place where a dependency is declared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from policy_report.quantities import Quantity

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Derived:
    """A number that was computed, for the prose and for Appendix A.

    Attributes
    ----------
    quantity
        The number with its bounds.
    inputs
        Ids of the rows of `claims.csv` and `series.csv` that it was computed from.
    method_en, method_zh
        The formula in words, in each language.
    decimals
        How many decimals the text shows.
    """

    quantity: Quantity
    inputs: tuple[str, ...]
    method_en: str
    method_zh: str
    decimals: int = 0


def result(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a pure function whose return value figures and tables may ask for by name."""
    return function


def lengthy(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a result, as `result` does, that takes a minute or more and needs nothing but tidy frames.

    It may also need results that need nothing: these follow from code alone.

    Whoever asks for it goes through `policy_report.build.cache`, which makes it once for the same frames and code.
    """
    return function


def numbers(function: Callable[P, dict[str, Derived]]) -> Callable[P, dict[str, Derived]]:
    """Mark a pure function whose numbers the prose may ask for, as `{{< var LANGUAGE.FUNCTION.KEY >}}`."""
    return function
