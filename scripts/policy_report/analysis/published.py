"""Published rows as quantities for formulas, with the rows that a result was computed from."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.errors import AnalysisError, problem
from policy_report.evidence.records import PublishedRow, by_id, quantity_of
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.quantities.arithmetic import difference, ratio


class Published:
    """The quantities of the tidy claims and series by row id."""

    def __init__(self, *frames: pd.DataFrame) -> None:
        self._rows = {key: row for frame in frames for key, row in by_id(frame, PublishedRow).items()}

    def __getitem__(self, row: str) -> Quantity:
        found = quantity_of(self._rows[row]) if row in self._rows else None
        if found is None:
            raise AnalysisError(problem("data/published", 0, "id", "row-missing", row))
        return found

    def strict(self, row: str) -> Quantity:
        """Give what the words and digits of a row strictly imply."""
        return without_implicatures(self[row])

    def derive(self, formula: Callable[..., Quantity], rows: tuple[str, ...], decimals: int = 0) -> Derived:
        """Compute a number from published rows.

        `formula`: takes the quantities of `rows` in their order.
        `rows`: ids of the rows.
        `decimals`: how many decimals the text shows; negative for tens, hundreds, thousands.

        Raises `AnalysisError` if a row is missing or states no number.
        """
        return Derived(formula(*(self[row] for row in rows)), rows, decimals)


def exactly(number: float, unit: str = "") -> Quantity:
    """State a number that is known exactly, such as a count that we made ourselves."""
    stated = BoundKind.STATED
    return Quantity(number, number, number, True, True, stated, stated, unit, Qualifier.EXACT, Change.LEVEL, (0, 0))


def between(low: float, high: float, unit: str = "") -> Quantity:
    """State a number that is known only to lie between two, both included."""
    return replace(exactly(low, unit), value=None, upper=high, qualifier=Qualifier.RANGE)


def counted(number: int) -> Derived:
    """State a count of our own rows."""
    return Derived(exactly(float(number)))


def without_implicatures(quantity: Quantity) -> Quantity:
    """Drop the bounds that rest on how writers use a word, such as the upper end of 余."""
    return _keeping(quantity, lambda kind: kind is not BoundKind.IMPLICATURE)


def only_implicatures(quantity: Quantity) -> Quantity:
    """Drop all bounds but those that rest on how writers use a word."""
    return _keeping(quantity, lambda kind: kind is BoundKind.IMPLICATURE)


def _keeping(quantity: Quantity, keeps: Callable[[BoundKind | None], bool]) -> Quantity:
    if not keeps(quantity.lower_kind):
        quantity = replace(quantity, lower=None, lower_closed=False, lower_kind=None)
    if not keeps(quantity.upper_kind):
        quantity = replace(quantity, upper=None, upper_closed=False, upper_kind=None)
    return quantity


def points(later: Quantity, earlier: Quantity) -> Quantity:
    """Compute the change of a rate in percentage points."""
    return replace(difference(later, earlier), unit="pp", change=Change.PP_CHANGE)


def part_of(percent: Quantity, whole: Quantity) -> Quantity:
    """Compute the part of a whole that a rate in percent makes, in the unit of the whole."""
    return ratio(whole, ratio(exactly(100.0), percent), whole.unit)


def width(quantity: Quantity) -> float:
    """Measure how far the bounds lie apart; infinite if one is missing."""
    low, high = quantity.lower, quantity.upper
    return float("inf") if low is None or high is None else high - low
