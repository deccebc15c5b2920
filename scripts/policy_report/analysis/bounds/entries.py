"""What each entry of `data/bounds.toml` can hold."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from policy_report.analysis.bounds.constraint import Kind
from policy_report.analysis.bounds.expression import ExpressionError as Fault
from policy_report.quantities import Change
from policy_report.text.language import Language

Said = Mapping[str, Any]


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_KINDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "a text": lambda value: isinstance(value, str),
    "a name of letters, digits and underscores": lambda value: isinstance(value, str) and value.isidentifier(),
    "a whole number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "true or false": lambda value: isinstance(value, bool),
    "a table": lambda value: isinstance(value, dict),
    "tables": lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
    "a list of texts": _is_texts,
    "a text or a list of texts": lambda value: isinstance(value, str) or _is_texts(value),
    f"one of: {', '.join(Change)}": lambda value: value in tuple(Change),
}
_TEXT, _NAME, _WHOLE, _FLAG, _TABLE, _TABLES, _LIST, _ONE_OR_MORE, _CHANGE = _KINDS

_ENTRIES: Final[Mapping[str, Mapping[str, str]]] = {
    "file": {"system": _TABLES},
    "system": {"case": _TEXT, "variables": _LIST, "constraints": _TABLE, "readings": _TABLE, "question": _TABLES},
    "constraint": {str(kind): _ONE_OR_MORE for kind in Kind},
    "reading": {"given": _LIST},
    "question": {
        "unknown": _NAME, "name": _TABLE, "value": _TEXT, "unit": _TEXT, "change": _CHANGE, "decimals": _WHOLE,
        "given": _LIST, "readings": _LIST, "prose": _FLAG, "figure": _FLAG,
    },
}  # fmt: skip
_NEEDED: Final = {"system": ("case", "variables", "constraints", "question"), "question": ("unknown", "name", "value")}
_WITH_WORDS: Final = ("constraint", "reading")
"""Entries whose words stand beside their other keys, one key a language."""


def checked(entry: str, said: Any) -> Said:
    """Refuse keys and values that an entry cannot have.

    Raises
    ------
    ExpressionError
        `bounds-key-unknown` or `bounds-value-wrong`.
    """
    if not isinstance(said, dict):
        raise _wrong(entry, said, _TABLE)
    words = {str(language): _TEXT for language in Language if entry in _WITH_WORDS}
    known = {**_ENTRIES[entry], **words}
    for key, value in said.items():
        if key not in known:
            raise Fault("bounds-key-unknown", f"a {entry} has no such key", key, f"use one of: {', '.join(known)}")
        if not _KINDS[known[key]](value):
            raise _wrong(key, value, known[key])
    for key in _NEEDED.get(entry, ()):
        if key not in said:
            raise Fault("bounds-value-wrong", f"the {entry} has no `{key}`", "", f"add `{key} = …`: {known[key]}")
    if entry == "constraint" and len([kind for kind in Kind if kind in said]) != 1:
        remedy = f"write one of: {', '.join(f'{kind} = …' for kind in Kind)}"
        raise Fault("bounds-value-wrong", "it must be said once on whose word this rests", "", remedy)
    return said


def _wrong(key: str, value: Any, kind: str) -> Fault:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return Fault("bounds-value-wrong", f"`{key}` is not {kind}", shown, f"write {kind}")


def leaves(said: Said, above: str = "") -> Iterator[tuple[str, Any]]:
    """Give the constraints of a table by their names; `c1.points = {…}` stands in a table of its own."""
    for key, value in said.items():
        if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield above + key, value
