"""Appendix C: every outcome of one city against every outcome of the other, with the licence of each pair."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from policy_report.analysis.comparability.degree import DEGREES, REASONS, Licence, Reason, Step
from policy_report.paper.markdown import Column, escape, link, table
from policy_report.paper.tables.wording import choose, names_by_id
from policy_report.text.language import Language
from policy_report.text.numbers import computed

_TITLES = (
    ("Jiaxing", "嘉兴"), ("Sanming", "三明"), ("Degree", "程度"), ("Reasons", "原因"),
)  # fmt: skip
_WIDTHS = (21, 39, 9, 31)
_AGAIN = ("as above", "同上")
_CAPTION = (
    "The licence of every pair of outcomes of the two cities. Claims of Jiaxing with the same licences against all of "
    "Sanming's stand in one group, whose first row names what they measure; each further row holds the claims of "
    "Sanming for which degree and reasons are the same. Every id links to its row in Appendix A. Caveats stand in "
    "brackets.",
    "两市成效逐对的比较许可。对三明各项表述的许可全部相同的嘉兴表述并为一组，组内首行列出其指标；其后各行为程度与原因均"
    "相同的三明表述。编号链接至附录A，方括号内为作比较时须注意之处。",
)

Verdict = tuple[object, ...]


def build(
    language: Language, outcome_licences: tuple[Licence, ...], claims: pd.DataFrame, indicators: pd.DataFrame
) -> str:
    """One row for each group of claims of Jiaxing, and each set of claims of Sanming with one verdict."""
    names = names_by_id(indicators, language)
    measured = {str(row["id"]): names[str(row["indicator"])] for row in claims.to_dict("records")}
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = [row for group in _groups(outcome_licences) for row in _rows(group, measured, language)]
    return table(columns, rows, choose(_CAPTION, language), "licence-matrix")


def _groups(licences: Sequence[Licence]) -> list[list[list[Licence]]]:
    """The licences of each claim of Jiaxing, those with equal verdicts throughout in one group."""
    found: dict[tuple[Verdict, ...], list[list[Licence]]] = {}
    for _, given in groupby(licences, key=lambda licence: licence.first):
        own = list(given)
        found.setdefault(tuple(_verdict(licence) for licence in own), []).append(own)
    return list(found.values())


def _verdict(licence: Licence) -> Verdict:
    return licence.degree, licence.reasons, licence.caveats, licence.conversion


def _rows(group: list[list[Licence]], measured: dict[str, str], language: Language) -> list[list[str]]:
    comma, colon = choose((", ", "、"), language), choose((": ", "："), language)
    ours = [own[0].first for own in group]
    things = dict.fromkeys(measured[row] for row in ours)
    linked = comma.join(link(f"clm-{row}", row) for row in ours)
    head = escape(choose(("; ", "；"), language).join(things) + colon) + " " + linked
    alike: dict[Verdict, list[Licence]] = {}
    for licence in group[0]:
        alike.setdefault(_verdict(licence), []).append(licence)
    return [
        [
            escape(choose(_AGAIN, language)) if place else head,
            comma.join(link(f"clm-{licence.second}", licence.second) for licence in same),
            escape(choose(DEGREES[same[0].degree], language)),
            _why(same[0], language),
        ]
        for place, same in enumerate(alike.values())
    ]


def _why(licence: Licence, language: Language) -> str:
    """Reasons, caveats in brackets, and the conversion of each side."""
    texts = [_named(licence.reasons, language)] if licence.reasons else []
    texts += [f"[{_named(licence.caveats, language)}]"] if licence.caveats else []
    cells = [escape(" ".join(texts))] if texts else []
    sides = zip((licence.first, licence.second), licence.conversion, strict=True)
    cells += [_converted(row, step, language) for row, step in sides if step is not None]
    return choose(("; ", "；"), language).join(cells)


def _named(reasons: Sequence[Reason], language: Language) -> str:
    return choose((", ", "、"), language).join(choose(REASONS[reason], language) for reason in reasons)


def _converted(row: str, step: Step, language: Language) -> str:
    text = escape(f"{row} {choose((step.text_en, step.text_zh), language)}")
    row_of = choose(("{} ({}) = {}", "{}（{}）= {}"), language)
    return row_of.format(text, link(f"clm-{step.row}", step.row), escape(computed(step.quantity, language, 2)))
