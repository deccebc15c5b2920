"""What a file of people may say: kinds of values, each with the words for what is wanted."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from policy_report.errors import UNSHOWN
from policy_report.text.language import Language


def read_toml(text: str) -> dict[str, Any]:
    """Read TOML; what nests too deep to be read is none either.

    Raises `tomllib.TOMLDecodeError` if it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("nested too deep") from error


def beside(module: str, name: str) -> dict[str, Any]:
    """Read the data that a module keeps in a TOML file in its folder.

    `module`, `name`: where the module lies, and what the file is called without its suffix.
    """
    return tomllib.loads(Path(module).with_name(f"{name}.toml").read_text(encoding="utf-8"))


class Kind(NamedTuple):
    """A kind of value: what is wanted, in words, and whether a value is that."""

    wanted: str
    fits: Callable[[Any], bool]


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda value: type(value) is kind


def is_text(value: Any) -> bool:
    """Tell whether a value is a text that can be written in a document."""
    return isinstance(value, str) and not UNSHOWN.search(value)


def _each(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _is_said(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= {*Language} and all(map(is_text, value.values()))


def one_of(choices: Iterable[str]) -> Kind:
    """Give the kind of value that is one of a few texts."""
    known = tuple(choices)
    return Kind(f"one of: {', '.join(known)}", lambda value: value in known)


TEXT: Final = Kind("a text", is_text)
NAME: Final = Kind("a name of letters, digits and underscores", lambda value: is_text(value) and value.isidentifier())
WHOLE: Final = Kind("a whole number", _is(int))
YEAR: Final = Kind("a year", _is(int))
FLAG: Final = Kind("true or false", _is(bool))
LIST: Final = Kind("a list", _is(list))
TABLE: Final = Kind("a table", _is(dict))
TABLES: Final = Kind("tables", _each(_is(dict)))
TEXTS: Final = Kind("a list of texts", _each(is_text))
ONE_OR_MORE: Final = Kind("a text or a list of texts", lambda value: is_text(value) or TEXTS.fits(value))
SAID: Final = Kind("a text for each language, such as {en = …, zh = …}", _is_said)
