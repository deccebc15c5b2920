"""Short labels for quantities, so that a test case fits a line: `20 (20, 30) 人 over level`."""

from policy_report.quantities import Quantity


def label(quantity: Quantity) -> str:
    """Write a quantity as a label, all fields but the kinds of bound and the span."""
    lower = "-∞" if quantity.lower is None else _written(quantity.lower)
    upper = "∞" if quantity.upper is None else _written(quantity.upper)
    left, right = "[" if quantity.lower_closed else "(", "]" if quantity.upper_closed else ")"
    value = "?" if quantity.value is None else _written(quantity.value)
    unit = quantity.unit or "·"
    return f"{value} {left}{lower}, {upper}{right} {unit} {quantity.qualifier.value} {quantity.change.value}"


def labels(quantities: list[Quantity]) -> str:
    """Write quantities as one line."""
    return "; ".join(label(quantity) for quantity in quantities)


def _written(number: float) -> str:
    rounded = round(number, 6)
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)
