"""How many pairs of published figures may be compared, and how far."""

from policy_report.analysis.comparability.degree import DEGREES, Degree
from policy_report.analysis.results import Derived
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose
from policy_report.paper.variables import derived_link
from policy_report.text.language import Language
from policy_report.text.numbers import computed

_SETS = {
    "all": ("All published claims", "全部公布的表述"),
    "across": ("of these, on two different places", "其中分属两地者"),
    "outcome": ("Outcomes of Jiaxing against outcomes of Sanming", "嘉兴各项成效与三明各项成效"),
    "headline": ("of these, headlines of the two articles", "其中两篇文章的主要成效"),
}
_CAPTION = (
    "Pairs of published claims by how far they compare. Outcomes are figures on crime, police work, prosecution, "
    "safety and awards.",
    "公布的表述两两配对的可比程度。“成效”指治安、警务、公诉、安全感与奖项方面的数字。",
)


def build(language: Language, licence_counts: dict[str, Derived]) -> str:
    """One row for each set of pairs, with a column for each degree."""
    titles = [("Pairs of", "配对范围"), ("Pairs", "对数"), *(DEGREES[degree] for degree in Degree)]
    columns = [
        Column(choose(title, language), 40 if place == 0 else 12, right=place > 0) for place, title in enumerate(titles)
    ]
    keys = ("pairs", *Degree)
    rows = [
        [escape(choose(name, language)), *(_number(f"{stem}_{key}", licence_counts, language) for key in keys)]
        for stem, name in _SETS.items()
    ]
    return table(columns, rows, choose(_CAPTION, language), "licences")


def _number(key: str, counts: dict[str, Derived], language: Language) -> str:
    number = counts[key]
    return derived_link("licence_counts", key, computed(number.quantity, language, number.decimals))
