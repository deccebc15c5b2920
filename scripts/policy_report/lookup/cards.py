"""Facts as plain data, and how they are written for people and for programs."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from policy_report.errors import visible

Card = dict[str, Any]
"""What is known of one thing: `kind` and `id`, then facts; a fact is a value, a list of lines, or a card."""


def as_json(data: Any, default: Callable[[Any], Any] | None = None) -> str:
    """Cards, or other plain data, for a program."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=default)


def as_text(cards: list[Card]) -> str:
    """The cards for a person: a line for each fact, lists indented below theirs; what is empty is left out."""
    return visible("\n\n".join("\n".join(_lines(card, "")) for card in cards))


def _lines(card: Card, indent: str) -> Iterable[str]:
    width = max((len(name) for name, fact in card.items() if not isinstance(fact, dict | list)), default=0)
    for name, fact in card.items():
        if fact in ("", None, [], {}):
            continue
        if isinstance(fact, dict | list):
            yield f"{indent}{name}"
            yield from _below(fact, f"{indent}  ")
        else:
            yield f"{indent}{name:<{width}}  {fact}"


def _below(fact: Card | list[Any], indent: str) -> Iterable[str]:
    if isinstance(fact, list):
        return (f"{indent}{item}" for item in fact)
    return list(_lines(fact, indent)) or [f"{indent}nothing"]
