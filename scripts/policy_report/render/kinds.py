"""Say what the options in `_quarto.yml`, in front matter and in an extension may be: one table of their kinds.

An option that is not listed is Quarto's own and passes, whatever its value. A value that is left empty is none.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from policy_report.text.toml import FLAG, TABLE, Kind, is_text

ANY: Final = "*"
"""The name that stands for every name of a mapping."""


class Option(NamedTuple):
    """What an option may be."""

    kind: Kind  # the kind of its value
    within: "Mapping[str, Option]" = MappingProxyType({})  # the options that it holds, where the value is a mapping
    several: bool = False  # whether a list of such values is as good as one


def misfits(value: Any, option: Option, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], Any, str]]:
    """Give each value in the value of an option that is not what it may be: its path, itself, and what is wanted."""
    if value is None:
        return
    if option.several and isinstance(value, list):
        for index, item in enumerate(value):
            yield from misfits(item, option._replace(several=False), *path, index)
    elif not option.kind.fits(value):
        yield path, value, option.kind.wanted
    elif isinstance(value, dict):
        for name, item in value.items():
            if within := option.within.get(name) or option.within.get(ANY):
                yield from misfits(item, within, *path, name)


def _is_words(value: Any) -> bool:
    return is_text(value) or (isinstance(value, int | float) and not isinstance(value, bool))


def _is_path(value: Any) -> bool:
    """Whether it is a text by which systems let a file be named: in each part at most 255 bytes."""
    parts = value.split("/") if is_text(value) and value.strip() and "\n" not in value else [" " * 256]
    return all(len(part.encode()) < 256 for part in parts)


def _either(words: str, *kinds: Kind) -> Kind:
    return Kind(words, lambda value: any(kind.fits(value) for kind in kinds))


_WORDS: Final = Kind("a text or a number", _is_words)
_PATH: Final = Kind("the path of a file", _is_path)
_NAMED: Final = Kind("a table with a name", lambda value: isinstance(value, dict) and bool(value.get("name")))
_DEPTH: Final = Kind("a whole number from 1 to 6", lambda value: type(value) is int and 1 <= value <= 6)
_PICTURE: Final = Kind(
    "the path of a picture (.png or .jpg)",
    lambda value: _is_path(value) and value.lower().endswith((".png", ".jpg", ".jpeg")),
)
_FILE: Final = _either("the path of a file, or a table with one under `path` or `file`", _PATH, TABLE)

_PATHS: Final = Option(_PATH, several=True)
_FILES: Final = Option(_FILE, {"path": _PATHS, "file": _PATHS, "text": Option(_WORDS)}, several=True)
_SAID: Final = Option(_WORDS)
_PLACE: Final = Option(_either("a text or a table of texts", _WORDS, TABLE), {ANY: _SAID}, several=True)
_AUTHOR: Final = Option(
    _either("a name, or a table with a name", _WORDS, _NAMED),
    {
        "name": Option(_either("a text, or a table of texts", _WORDS, TABLE), {ANY: _SAID}),
        "email": _SAID, "orcid": _SAID, "affiliation": _PLACE, "affiliations": _PLACE,
    },
    several=True,
)  # fmt: skip

_LABELS: Final = ("fig-title", "tbl-title", "fig-prefix", "tbl-prefix", "eq-prefix", "sec-prefix")

_DOCUMENT: Final[Mapping[str, Option]] = {
    "title": _SAID, "subtitle": _SAID, "abstract": _SAID, "thanks": _SAID, "nocite": _SAID, "date": _SAID,
    "date-format": _SAID, "lang": _SAID, "keywords": Option(_WORDS, several=True), "author": _AUTHOR,
    "authors": _AUTHOR,
    "bibliography": _FILES, "css": _FILES, "reference-doc": _FILES, "font-paths": _PATHS, "reference-styles": _PATHS,
    "include-in-header": _FILES, "include-after-body": _FILES, "default-image-extension": Option(_PATH),
    "filters": Option(_FILE, {"path": Option(_PATH), "at": _SAID}, several=True),
    "image": Option(_PICTURE), "image-alt": _SAID,
    "citation": Option(TABLE, {"type": _SAID, "version": _SAID, "url": _SAID}),
    "license": Option(_either("a text, or a table with text and url", _WORDS, TABLE), {"text": _SAID, "url": _SAID}),
    "crossref": Option(TABLE, dict.fromkeys(_LABELS, _SAID)),
    "toc": Option(FLAG), "number-sections": Option(FLAG), "link-citations": Option(FLAG), "citeproc": Option(FLAG),
    "toc-depth": Option(_DEPTH), "toc-title": _SAID, "abstract-title": _SAID, "section-numbering": _SAID,
    "reference-style": _SAID,
}  # fmt: skip
"""What a document may say of itself, wherever it is said."""

_FORMATS: Final = Option(
    _either("a format, or a table of formats", _WORDS, TABLE),
    {ANY: Option(_either("`default`, or a table of options", _WORDS, TABLE), _DOCUMENT)},
)
_LISTS: Final = ("pre-render", "post-render", "render")

OPTIONS: Final = Option(
    TABLE,
    {
        **_DOCUMENT,
        "format": _FORMATS,
        "project": Option(TABLE, {"type": _SAID, "output-dir": Option(_PATH), **dict.fromkeys(_LISTS, _PATHS)}),
    },
)
"""What `_quarto.yml` and front matter may say."""

EXTENSION: Final = Option(TABLE, {"contributes": Option(TABLE, {"formats": _FORMATS})})
"""What the file of an extension may say, as far as a document asks."""
