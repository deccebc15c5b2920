"""Every unpublished quantity that was asked for, with its interval under each reading and what binds each end."""

from dataclasses import replace

import pandas as pd

from policy_report.analysis.bounds.bound import End
from policy_report.analysis.bounds.constraint import Constraint
from policy_report.analysis.bounds.question import Answer
from policy_report.paper.markdown import Column, anchor, escape, link, table
from policy_report.paper.tables.wording import bounds as in_brackets
from policy_report.paper.tables.wording import choose, names_by_id
from policy_report.text.language import Language
from policy_report.text.numbers import outward

_TITLES = (
    ("Unknown", "未公布的数值"), ("Reading", "读法"), ("Interval", "区间"), ("Lower end rests on", "下端所据"),
    ("Upper end rests on", "上端所据"),
)  # fmt: skip
_WIDTHS = (25, 14, 14, 24, 23)
_NONE = "–"
_NOTHING = ("nothing bounds it", "无从界定")
_CONFLICT = ("contradictory: these cannot all hold", "自相矛盾：以下各项不能同时成立")
_AS_ABOVE = ("the same", "同上")
_SAME = ("as the lower end", "同下端")
_CAPTION = (
    "What was not published, bounded by what was. Each end is followed by the claims, definitions and assumptions "
    "that give it together; none of them can be left out. A dash: no end, or only that of the scale: counts are not "
    "negative, and parts not larger than their wholes. *Assumptions are in italics.*",
    "未公布数值的界限。每一端之后列出共同决定它的表述、定义与假设，缺一不可；短横表示该端无界，或仅为量本身的"
    "起止：计数不为负，部分不大于整体。以“假设：”起首者为假设。",
)


def build(language: Language, bounds: tuple[Answer, ...], cases: pd.DataFrame) -> str:
    """One row for each unknown and reading, with links to the claims of Appendix A; an unknown is named once."""
    places = names_by_id(cases, language)
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    named = [
        places[answer.question.case] + choose((": ", "："), language) + answer.question.name[language]
        for answer in bounds
    ]
    rows = [
        [_name(answer, name, language, told=name in named[:place]), *_cells(answer, language)]
        for place, (answer, name) in enumerate(zip(bounds, named, strict=True))
    ]
    return table(columns, rows, choose(_CAPTION, language), "bounds")


def _name(answer: Answer, name: str, language: Language, *, told: bool) -> str:
    key = f"bnd-{answer.question.case}-{answer.key}".replace("_", "-")
    return anchor(key, choose(_AS_ABOVE, language) if told else name)


def _cells(answer: Answer, language: Language) -> list[str]:
    known = {item.name: item for item in answer.question.constraints}
    reading = escape(answer.question.reading_name[language]) or _NONE
    if answer.bound is None:
        return [reading, escape(choose(_CONFLICT, language)), _listed(answer.conflict, known, language), _NONE]
    low, high = (_rests_on(end, known, language) for end in answer.ends)
    same = low == high != _NONE
    return [reading, escape(_interval(answer, language)), low, choose(_SAME, language) if same else high]


def _interval(answer: Answer, language: Language) -> str:
    """The bounds with those of the scale."""
    quantity = answer.quantity
    if answer.bound is None or (quantity.lower is None and quantity.upper is None):
        return choose(_NOTHING, language)
    low, high = answer.bound.lower, answer.bound.upper
    whole = replace(quantity, lower=low.at, lower_closed=low.closed, upper=high.at, upper_closed=high.closed)
    return in_brackets(outward(whole, -1 if answer.question.decimals < 0 else 2), language)


def _rests_on(end: End, known: dict[str, Constraint], language: Language) -> str:
    return _NONE if end.at is None else _listed(end.binding, known, language)


def _listed(names: tuple[str, ...], known: dict[str, Constraint], language: Language) -> str:
    return choose(("; ", "；"), language).join(_shown(known[name], language) for name in names)


def _shown(constraint: Constraint, language: Language) -> str:
    """A claim by its phrase, with a link; anything else in words, an assumption marked: Chinese has no italics."""
    if constraint.phrase:
        return link(f"clm-{constraint.name}", constraint.phrase)
    text = escape(constraint.text[language])
    before, after = choose((" (", "（"), language), choose((")", "）"), language)
    text += "".join(f"{before}{link(f'clm-{claim}', claim)}{after}" for claim in constraint.claims)
    return choose(("*{}*", "假设：{}"), language).format(text) if constraint.kind == "assumption" else text
