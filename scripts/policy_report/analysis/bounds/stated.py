"""The bounds as numbers of the prose."""

from policy_report.analysis.bounds.question import Answer, by_key
from policy_report.analysis.results import Derived, numbers
from policy_report.quantities import Change


def as_derived(answer: Answer) -> Derived:
    """The bounds of an unknown, with the constraints that bind in words.

    Rates of one period show a decimal, changes none, counts thousands.

    Raises
    ------
    ValueError
        If the reading contradicts itself.
    """
    question = answer.question
    decimals = -3 if question.unit == "起" else 1 if question.change is Change.LEVEL else 0
    firm = [item for item in answer.resting_on if item.name not in answer.inputs]
    english, chinese = (
        text + (form.format(reading) if reading else "")
        for text, reading, form in zip(question.name, question.reading_name, (" ({})", "（{}）"), strict=True)
    )
    because_en = "; ".join(item.text_en for item in firm)
    because_zh = "；".join(item.text_zh for item in firm)
    return Derived(
        answer.quantity,
        answer.inputs,
        f"{english}: bounds by linear programming" + (f", given that {because_en}" if firm else ""),
        f"{chinese}：由线性规划求界" + (f"，设{because_zh}" if firm else ""),
        decimals,
    )


_STATED_ELSEWHERE = (
    "jiaxing.earlier_rate", "jiaxing.rise_from_fewer_filings", "jiaxing.clearances_needed_if_relative",
    "fujian.cleared_", "zhejiang.ratio_2023_if_eleven_months", "zhejiang.ratio_2023_if_even_year",
)  # fmt: skip
"""Beginnings of the keys whose numbers the prose has from `clearance` and `provincial`."""


@numbers
def bounded(bounds: tuple[Answer, ...]) -> dict[str, Derived]:
    """The other unknowns and readings that something published bounds, by case, unknown and reading."""
    return {
        key.replace(".", "_"): as_derived(item)
        for key, item in by_key(bounds).items()
        if any(end.at is not None for end in item.ends) and not key.startswith(_STATED_ELSEWHERE)
    }
