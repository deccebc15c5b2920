"""Write what a build has made as plain text, and read it back without running anything that the text may hold.

A file is a line with the version of this form and the SHA-256 of the rest, and then JSON in which an object with one
key stands for what JSON does not know. Reading makes frames, collections, and instances of the dataclasses and
enumerations of named packages; there is nothing that it calls besides.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from typing import Any, Final

from policy_report.errors import AnalysisError, problem
from policy_report.text.language import Key, Language, Text

_VERSION: Final = "policy-report state 1"
_DTYPES: Final = ("str", "object", "bool", "boolean", "int64", "Int64", "float64")
"""The types of a frame's columns that can be kept."""


class CorruptError(ValueError):
    """What was read is not what `encode` wrote: cut off, altered, of another version, or with other classes."""


def encode(thing: object) -> bytes:
    """Write a thing; the same thing gives the same bytes in every process.

    Raises `AnalysisError`: `result-not-plain` if it holds what this form does not know.
    """
    text = json.dumps(_plain(thing), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return f"{_VERSION} {sha256(text).hexdigest()}\n".encode() + text


def plain(content: bytes) -> Any:
    """Read what `encode` wrote as the values of JSON that it wrote.

    Raises `CorruptError` if it is not that.
    """
    head, _, text = content.partition(b"\n")
    if head != f"{_VERSION} {sha256(text).hexdigest()}".encode():
        raise CorruptError(head)
    return json.loads(text.decode("utf-8", "surrogatepass"))


def decode(content: bytes, packages: tuple[str, ...]) -> Any:
    """Read what `encode` wrote; of classes only those that `packages` define.

    Raises `CorruptError` if it is not that.
    """
    try:
        return _made(plain(content), packages)
    except CorruptError:
        raise
    except Exception as error:  # whatever a class says of values that are not its own
        raise CorruptError(str(error)) from error


def _plain(thing: Any) -> Any:
    """Say a thing in values of JSON."""
    kind = type(thing)
    if thing is None or kind in (bool, int, float, str):
        return thing
    if kind is list:
        return [_plain(part) for part in thing]
    if kind in _WRITERS:
        return {kind.__name__: _WRITERS[kind](thing)}
    if is_dataclass(kind):
        return {_name(kind): {one.name: _plain(getattr(thing, one.name)) for one in fields(thing) if one.init}}
    if isinstance(thing, Enum):
        return {_name(kind): _plain(thing.value)}
    return _plain_number_or_frame(thing)


def _plain_number_or_frame(thing: Any) -> Any:
    import numpy as np
    import pandas as pd

    if isinstance(thing, np.generic):
        return _plain(thing.item())
    if isinstance(thing, pd.DataFrame):
        counted = thing.index.name is None and thing.index.identical(pd.RangeIndex(len(thing)))
        columns = [[_plain(label), *_column(column)] for label, column in thing.items()]
        index = None if counted else [_plain(thing.index.name), *_column(thing.index)]
        return {"DataFrame": [len(thing), index, columns]}
    raise _not_plain(type(thing).__name__)


def _column(column: Any) -> list[Any]:
    """The type and the values of a column; what is missing is nothing."""
    dtype = str(column.dtype)
    if dtype not in _DTYPES or type(column).__name__ == "MultiIndex":
        raise _not_plain(f"a frame's column of type {dtype}")
    values = column.tolist()
    if dtype == "object":
        return [dtype, [_plain(value) for value in values]]
    return [dtype, [None if gone else value for value, gone in zip(values, column.isna().tolist(), strict=True)]]


def _sorted(members: Collection[Any]) -> list[Any]:
    """The members of a set, in an order that is the same in every process."""
    return sorted((_plain(member) for member in members), key=partial(json.dumps, ensure_ascii=False))


_WRITERS: Final[Mapping[type, Callable[[Any], Any]]] = {
    tuple: lambda thing: [_plain(part) for part in thing],
    dict: lambda thing: [[_plain(key) for key in thing], [_plain(value) for value in thing.values()]],
    set: _sorted,
    frozenset: _sorted,
    Text: lambda thing: {str(language): words for language, words in thing.items()},
    Key: str,
    Language: str,
}


def _made(said: Any, packages: tuple[str, ...]) -> Any:
    """Make the thing that values of JSON say."""
    if isinstance(said, list):
        return [_made(part, packages) for part in said]
    if not isinstance(said, dict):
        return said
    ((name, parts),) = said.items()
    if name in _READERS:
        return _READERS[name](parts, partial(_made, packages=packages))
    kind = _class(name, packages)
    if issubclass(kind, Enum):
        return kind(_made(parts, packages))
    return kind(**{key: _made(value, packages) for key, value in parts.items()})


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


@cache
def _class(name: str, packages: tuple[str, ...]) -> type:
    """The dataclass or enumeration of a name, which one of the packages must define."""
    module, _, own = name.partition(":")
    # A module of a private name, such as `__main__`, does something when it is imported.
    if module.partition(".")[0] not in packages or any(part.startswith("_") for part in module.split(".")):
        raise ValueError(name)
    found = getattr(import_module(module), own)
    if not (isinstance(found, type) and _name(found) == name and (is_dataclass(found) or issubclass(found, Enum))):
        raise ValueError(name)
    return found


def _frame(parts: Any, made: Callable[[Any], Any]) -> Any:
    import pandas as pd

    def column(dtype: Any, values: list[Any]) -> Any:
        if dtype not in _DTYPES:
            raise ValueError(dtype)
        return pd.array([made(value) for value in values] if dtype == "object" else values, dtype=dtype)

    length, index, columns = parts
    frame = pd.DataFrame(
        {place: column(dtype, values) for place, (_, dtype, values) in enumerate(columns)},
        index=pd.RangeIndex(length) if index is None else pd.Index(column(*index[1:]), name=made(index[0])),
    )
    frame.columns = pd.Index([made(label) for label, _, _ in columns])
    return frame


_READERS: Final[Mapping[str, Callable[[Any, Callable[[Any], Any]], Any]]] = {
    "tuple": lambda parts, made: tuple(map(made, parts)),
    "dict": lambda parts, made: dict(zip(map(made, parts[0]), map(made, parts[1]), strict=True)),
    "set": lambda parts, made: set(map(made, parts)),
    "frozenset": lambda parts, made: frozenset(map(made, parts)),
    "Text": lambda parts, _: Text(**parts),
    "Key": lambda parts, _: Key(parts),
    "Language": lambda parts, _: Language(parts),
    "DataFrame": _frame,
}


def _not_plain(what: str) -> AnalysisError:
    return AnalysisError(problem("", 0, "", "result-not-plain", what))
