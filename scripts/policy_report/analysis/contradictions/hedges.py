"""What a writer's choice of hedge and digits says beyond the words."""

from dataclasses import replace

from policy_report.quantities import BoundKind, Change, Qualifier, Quantity


def meant(quantity: Quantity) -> Quantity:
    """Add to a quantity the implicature bound of its one-sided hedge.

    A writer who can say "over 90%" does not say "over 80%" (cummins2012granularity): the open side ends one unit of
    the last place of the number that is not zero further on, as the convention has it for 余 and 近.
    """
    if quantity.value is None or quantity.value == 0 or quantity.change is not Change.LEVEL:
        return quantity
    step = _last_place(abs(quantity.value))
    if quantity.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST) and quantity.upper is None:
        return replace(quantity, upper=quantity.value + step, upper_closed=False, upper_kind=BoundKind.IMPLICATURE)
    if quantity.qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST) and quantity.lower is None:
        return replace(quantity, lower=quantity.value - step, lower_closed=False, lower_kind=BoundKind.IMPLICATURE)
    return quantity


def _last_place(number: float) -> float:
    """The last decimal place of a number that is not zero: 10 for 80, 0.1 for 11.8."""
    digits, _, exponent = f"{number:.11e}".partition("e")
    return 10.0 ** (int(exponent) - len(digits.replace(".", "").rstrip("0")) + 1)


def significant_digits(number: float) -> int:
    """Count how many digits a number shows from the first to the last that is not zero."""
    return len(f"{number:.11e}".partition("e")[0].replace(".", "").replace("-", "").rstrip("0"))
