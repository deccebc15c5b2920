"""Which values the units of parameters allow; apart from all reading, so that models rest on no grammar."""

from collections.abc import Mapping
from typing import Final

DOMAINS: Final[Mapping[str, tuple[float, float, bool]]] = {
    "count": (1, 100_000, True),
    "level": (0, 3, True),
    "probability": (0, 1, False),
    "hour": (0, 100_000, False),
    "ratio": (0, 100, False),
    "case_per_day": (0.01, 100_000, False),
}
"""The least and the greatest value that a unit allows, and whether it counts whole things.

The upper ends only keep a slip of the keyboard from filling a machine's memory.
"""


def allowed(value: float, unit: str) -> bool:
    """Tell whether a value makes sense in its unit."""
    low, high, whole = DOMAINS[unit]
    return low <= value <= high and (not whole or value == int(value))


def limits(unit: str) -> dict[str, object]:
    """Give what is said of a value that its unit does not allow."""
    low, high, whole = DOMAINS[unit]
    return {"unit": unit, "kind": "a whole number" if whole else "a number", "low": low, "high": high}
