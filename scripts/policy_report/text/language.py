"""The languages in which a study can be written, and one thing said in several of them."""

from collections.abc import Iterator, Mapping
from enum import StrEnum


class Language(StrEnum):
    """A language of a study."""

    EN = "en"
    ZH = "zh"


class Text(Mapping[Language, str]):
    """Say one thing in several languages: `Text(en="clearance rate", zh="破案率")[language]`.

    A language in which it is not said gets the first one given, so that a study in one language need not name others.
    """

    def __init__(self, **said: str) -> None:
        self._said = {Language(language): words for language, words in said.items()}

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
