"""Files of people in which one value after the other is of another kind than it should be."""

import json
from collections.abc import Iterator
from typing import Any

WRONG: tuple[Any, ...] = (
    5, -1.5, True, "", "x", "x\0y", "a\x1b[31mb", "../../x", "/etc/passwd", "\u200b", "x" * 5000, [], ["x"], [5],
    [[["x"]]], {}, {"a": 1}, {"a": {"b": ["x", 1]}},
)  # fmt: skip
GARBAGE = (
    b"",
    b"\xff\xfe\x00",
    b"[" * 3000,
    b"{" * 3000,
    b"- " * 3000,
    b"a: &a [*a]\nb: *a\n",
    b"= 5",
    b"a = 5",
    b"\0",
)
"""What is neither TOML nor YAML of the kind that is meant."""


def variants(said: Any) -> Iterator[Any]:
    """The content of a file with one value, at any depth, put in place of by each wrong one, left out, or added to."""
    items = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for key, value in items:
        for other in (*WRONG, *variants(value)):
            yield _with(said, key, other)
    if isinstance(said, dict):
        yield from ({name: value for name, value in said.items() if name != left} for left in said)
        yield {**said, "unheard-of": 1}


def _with(said: Any, key: Any, value: Any) -> Any:
    copy = said.copy()
    copy[key] = value
    return copy


def as_toml(said: dict[str, Any]) -> str:
    """The content of a file as TOML."""
    return "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in said.items())


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    # Strings of JSON are strings of TOML.
    return json.dumps(value).replace("\x7f", "\\u007f")
