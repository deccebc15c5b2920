"""Every unpublished quantity that was asked for, with its interval under each reading and what binds each end."""

from dataclasses import replace

import pandas as pd

from policy_report.analysis.bounds.constraint import Constraint
from policy_report.analysis.bounds.question import Answer
from policy_report.paper.markdown import anchor, escape, link
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import bounds as in_brackets
from policy_report.paper.tables.wording import names_by_id
from policy_report.text.language import Language
from policy_report.text.numbers import outward
from policy_report.text.words import word

_TABLE = Table("bounds")
_NONE = "–"


def build(language: Language, bounds: tuple[Answer, ...], cases: pd.DataFrame) -> str:
    """Write one row for each unknown and reading, with links to the rows of claims; an unknown is named once."""
    places = names_by_id(cases, language)
    named = [
        places[answer.question.case] + word("mark.colon", language) + answer.question.name[language]
        for answer in bounds
    ]
    rows = [
        [_name(answer, name, language, told=name in named[:place]), *_cells(answer, language)]
        for place, (answer, name) in enumerate(zip(bounds, named, strict=True))
    ]
    return _TABLE.markdown(rows, language)


def _name(answer: Answer, name: str, language: Language, *, told: bool) -> str:
    return anchor(f"bnd-{answer_id(answer)}", _TABLE.say("as_above", language) if told else name)


def answer_id(answer: Answer) -> str:
    """Name an unknown of a place under one reading, as its anchor does after `bnd-`."""
    return f"{answer.question.case}-{answer.key}".replace("_", "-")


def _cells(answer: Answer, language: Language) -> list[str]:
    known = {item.name: item for item in answer.question.constraints}
    reading = escape(answer.question.reading_name[language]) or _NONE
    if answer.bound is None:
        return [reading, escape(_TABLE.say("conflict", language)), _listed(answer.conflict, known, language), _NONE]
    low, high = (_NONE if end.at is None else _listed(end.binding, known, language) for end in answer.ends)
    same = low == high != _NONE
    return [reading, escape(interval_text(answer, language)), low, _TABLE.say("same", language) if same else high]


def interval_text(answer: Answer, language: Language) -> str:
    """Write the bounds with those of the scale."""
    quantity = answer.quantity
    if answer.bound is None or (quantity.lower is None and quantity.upper is None):
        return _TABLE.say("nothing", language)
    low, high = answer.bound.lower, answer.bound.upper
    whole = replace(quantity, lower=low.at, lower_closed=low.closed, upper=high.at, upper_closed=high.closed)
    return in_brackets(outward(whole, -1 if answer.question.decimals < 0 else 2), language)


def _listed(names: tuple[str, ...], known: dict[str, Constraint], language: Language) -> str:
    return word("mark.semicolon", language).join(_shown(known[name], language) for name in names)


def _shown(constraint: Constraint, language: Language) -> str:
    """Write a claim by its phrase, with a link; anything else in words, an assumption marked."""
    if constraint.phrase:
        return link(f"clm-{constraint.name}", constraint.phrase)
    text = escape(constraint.text[language])
    text += "".join(word("mark.aside", language, text=link(f"clm-{claim}", claim)) for claim in constraint.claims)
    return _TABLE.say("assumption", language, text=text) if constraint.kind == "assumption" else text
