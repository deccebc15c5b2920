"""The reasons that bar a comparison: what each means, and how many pairs of the two cities it bars."""

from policy_report.analysis.comparability.degree import EXPLAINED, LETTERS, REASONS, Reason
from policy_report.analysis.results import Derived
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose
from policy_report.paper.variables import derived_link
from policy_report.text.language import Language
from policy_report.text.numbers import computed

_TITLES = (
    ("Sign", "代字"), ("Reason", "原因"), ("The two figures do not compare because", "不可比之处"),
    ("Outcome pairs barred", "受限对数"),
)  # fmt: skip
_WIDTHS = (9, 26, 51, 14)
_CAPTION = (
    "Why outcomes of Jiaxing and Sanming do not compare. A pair counts under each of its reasons. Source basis never "
    "bars a comparison; it is noted as a caveat where one is made.",
    "两市成效不可比的原因。同一配对按其各项原因分别计入。来源性质不构成障碍，仅在作比较时注明。",
)


def build(language: Language, licence_counts: dict[str, Derived]) -> str:
    """One row for each reason."""
    columns = [
        Column(choose(title, language), width, right=place == len(_TITLES) - 1)
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    rows = [_row(reason, licence_counts, language) for reason in Reason]
    return table(columns, rows, choose(_CAPTION, language), "licence-reasons")


def _row(reason: Reason, counts: dict[str, Derived], language: Language) -> list[str]:
    key = f"outcome_{reason.replace('-', '_')}"
    number = counts[key]
    return [
        escape(choose(LETTERS[reason], language)),
        escape(choose(REASONS[reason], language)),
        escape(choose(EXPLAINED[reason], language)),
        derived_link("licence_counts", key, computed(number.quantity, language, number.decimals)),
    ]
