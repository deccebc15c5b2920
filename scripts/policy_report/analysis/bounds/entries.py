"""What each entry of `data/bounds.toml` can hold."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policy_report.analysis.bounds.constraint import Kind
from policy_report.analysis.bounds.expression import ExpressionError as Fault
from policy_report.quantities import Change
from policy_report.text.language import Language
from policy_report.text.toml import FLAG, NAME, ONE_OR_MORE, TABLE, TABLES, TEXT, TEXTS, WHOLE, one_of
from policy_report.text.toml import Kind as Wanted

Said = Mapping[str, Any]


_ENTRIES: Final[Mapping[str, Mapping[str, Wanted]]] = {
    "file": {"system": TABLES},
    "system": {"case": TEXT, "variables": TEXTS, "constraints": TABLE, "readings": TABLE, "question": TABLES},
    "constraint": {str(kind): ONE_OR_MORE for kind in Kind},
    "reading": {"given": TEXTS},
    "question": {
        "unknown": NAME, "name": TABLE, "value": TEXT, "unit": TEXT, "change": one_of(Change), "decimals": WHOLE,
        "given": TEXTS, "readings": TEXTS, "prose": FLAG, "figure": FLAG,
    },
}  # fmt: skip
_NEEDED: Final = {"system": ("case", "variables", "constraints", "question"), "question": ("unknown", "name", "value")}
_WITH_WORDS: Final = ("constraint", "reading")
"""Entries whose words stand beside their other keys, one key a language."""


def checked(entry: str, said: Any) -> Said:
    """Refuse keys and values that an entry cannot have.

    Raises `ExpressionError`: `bounds-key-unknown` or `bounds-value-wrong`.
    """
    if not isinstance(said, dict):
        raise _wrong(entry, said, TABLE)
    words = {str(language): TEXT for language in Language if entry in _WITH_WORDS}
    known = {**_ENTRIES[entry], **words}
    for key, value in said.items():
        if key not in known:
            raise Fault("bounds-key-unknown", key, entry=entry, known=", ".join(known))
        if not known[key].fits(value):
            raise _wrong(key, value, known[key])
    for key in _NEEDED.get(entry, ()):
        if key not in said:
            raise Fault("bounds-value-wrong/missing", entry=entry, key=key, wanted=known[key].wanted)
    if entry == "constraint" and len([kind for kind in Kind if kind in said]) != 1:
        raise Fault("bounds-value-wrong/kind", known=", ".join(f"{kind} = …" for kind in Kind))
    return said


def _wrong(key: str, value: Any, kind: Wanted) -> Fault:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return Fault("bounds-value-wrong", shown, key=key, wanted=kind.wanted)


def leaves(said: Said, above: str = "") -> Iterator[tuple[str, Any]]:
    """Give the constraints of a table by their names; `c1.points = {…}` stands in a table of its own."""
    for key, value in said.items():
        if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield above + key, value
