"""Mark the functions whose results others may ask for.

A function marked `@result`, `@lengthy` or `@numbers` gives a result under its own name. Its parameters are named
after the tidy frames and other results that it needs, `study` for what `study.toml` says, or `constraints` for the text
of `data/bounds.toml`; that is the only place where a dependency is declared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ParamSpec, TypeVar

from policy_report.quantities.quantity import Quantity
from policy_report.text.language import Text

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Derived:
    """A number that was computed, for the prose and for the table of computed numbers."""

    quantity: Quantity  # the number with its bounds
    inputs: tuple[str, ...] = ()  # ids of the rows of `claims.csv` and `series.csv` that it was computed from
    decimals: int = 0  # how many decimals the text shows
    # What the catalogues call its formula under `[method.ANALYSIS]`, if that is not the number's own key; or the
    # formula itself
    method: str | Text = ""
    values: Mapping[str, object] = field(default_factory=dict)  # what is put into the formula

    def said(self, method: str, /, **values: object) -> "Derived":
        """Give the same number, whose formula is that of several, with `values` put in."""
        return replace(self, method=method, values=values)


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
    """Mark a pure function whose numbers the prose may ask for, as `{{< var LANGUAGE.FUNCTION.KEY >}}`.

    The catalogues say the formula of each under `[method.FUNCTION]`; one that they do not say is refused where it is
    shown: `word-missing`.
    """
    return function
