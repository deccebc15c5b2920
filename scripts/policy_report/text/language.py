"""The languages in which a study can be written, and one thing said in several of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from policy_report.errors import LanguageError, problem

CATALOGUES = Path(__file__).parent / "words"
"""The engine's catalogues, one a language."""


class _Languages(type):
    """The languages that have a catalogue, which `Language` goes through."""

    def __iter__(cls) -> Iterator["Language"]:
        return iter(Language(path.stem) for path in sorted(CATALOGUES.glob("*.toml")))

    def __len__(cls) -> int:
        return sum(1 for _ in cls)

    def __contains__(cls, code: object) -> bool:
        return any(code == language for language in cls)


class Language(str, metaclass=_Languages):
    """A language of a study: the code of a catalogue in `text/words/`, such as `en`.

    Each is one object, however often it is asked for; `for language in Language` goes through all that there are.

    Raises `LanguageError`: `language-unknown` where there is no catalogue.
    """

    __slots__ = ()
    EN: ClassVar["Language"]
    ZH: ClassVar["Language"]

    def __new__(cls, code: str) -> "Language":
        if code not in _KNOWN:
            if not (CATALOGUES / f"{code}.toml").is_file():
                raise LanguageError(problem(f"{code}.toml", 0, "", "language-unknown", code, known=", ".join(cls)))
            _KNOWN[code] = super().__new__(cls, code)
        return _KNOWN[code]


_KNOWN: dict[str, Language] = {}
Language.EN, Language.ZH = Language("en"), Language("zh")


class Text(Mapping[Language, str]):
    """Say one thing in several languages: `Text(en="clearance rate", zh="破案率")[language]`.

    A language in which it is not said gets the first one given, so that a study in one language need not name others.
    """

    def __init__(self, **said: str) -> None:
        self._said = {Language(language): words for language, words in said.items()}

    @classmethod
    def of(cls, row: Mapping[Any, Any], column: str) -> "Text":
        """Take the cells of a column that exists once for each language, such as `name_en` and `name_zh`."""
        return cls(**{str(language): str(row.get(f"{column}_{language}", "")) for language in Language})

    def __getitem__(self, language: Language) -> str:
        return self._said.get(language) or next(iter(self._said.values()), "")

    def __iter__(self) -> Iterator[Language]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def __hash__(self) -> int:
        return hash(tuple(self._said.items()))

    def __repr__(self) -> str:
        return f"Text({', '.join(f'{language}={words!r}' for language, words in self._said.items())})"


class Key(str):
    """The key of a word, which stands for the word where words are put into each other."""

    __slots__ = ()
