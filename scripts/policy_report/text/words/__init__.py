"""Say everything in the language of the reader: catalogues of words, one TOML file a language.

The engine's catalogues are `en.toml` and `zh.toml` beside this file; a further language is one further file with the
same keys, and nothing else. A study has catalogues of its own in the same way: a package `words` in its package, with
`en.toml`, `zh.toml` and an `__init__.py` that says ::

    from policy_report.text.words import Words

    word = Words(__name__)

Its figures and tables import `word` from there. What its catalogue does not have is looked up in the engine's, and a
key that both have is said as the study says it. A key leads through the tables of the file: `period.unknown` is the
`unknown` of `[period]`. Values in braces are put in by name:

>>> word("period.until", Language.EN, end="2021")
'to 2021'
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from policy_report.errors import LanguageError, problem
from policy_report.text.language import Key, Language, Text
from policy_report.text.toml import read_toml

_MISSING: Final = object()


class Words:
    """The words of a package, in every language.

    `package`: name of the package that holds the catalogues.
    """

    def __init__(self, package: str) -> None:
        self.package = package

    def __call__(self, key: str, language: Language, /, **values: object) -> str:
        """Say `key` in a language, with `values` put in: a text in that language, and the word for a `Key`.

        Raises `LanguageError`: `word-missing` where no catalogue of the language has the key.
        """
        said = {name: self._in(value, language, values) for name, value in values.items()}
        return str(self.entry(key, language)).format(**said)

    def entry(self, key: str, language: Language, default: Any = _MISSING) -> Any:
        """Give what stands under a key as TOML has it: a text, a list, a number, or a table of them.

        Raises `LanguageError`: `word-missing` where no catalogue of the language has the key and there is no default.
        """
        found = _entry(self.package, key, language)
        found = default if found is _MISSING else found
        if found is not _MISSING:
            return found
        raise LanguageError(problem(_file(self.package, language), 0, key, "word-missing", key))

    def text(self, key: str, /, **values: object) -> Text:
        """Say `key` in every language whose catalogues have it, with `values` put in.

        Raises `LanguageError`: `word-missing` where no catalogue has the key.
        """
        known = [language for language in Language if self.entry(key, language, None) is not None]
        return Text(**{str(language): self(key, language, **values) for language in known or (Language.EN,)})

    def _in(self, value: object, language: Language, others: Mapping[str, object]) -> object:
        if isinstance(value, Key):
            return self(value, language, **{name: other for name, other in others.items() if other is not value})
        return value[language] if isinstance(value, Text) else value


@cache
def catalogue(package: str, language: Language) -> Mapping[str, Any]:
    """Read a package's catalogue of a language, once; where there is none, there are no words.

    Raises `LanguageError`: `catalogue-broken` where the file is not TOML.
    """
    try:
        return read_toml((files(package) / f"{language}.toml").read_text(encoding="utf-8"))
    except (FileNotFoundError, ModuleNotFoundError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(problem(_file(package, language), 0, "", "catalogue-broken", error=error)) from error


def _file(package: str, language: Language) -> str:
    return f"{package.replace('.', '/')}/{language}.toml"


@cache
def _entry(package: str, key: str, language: Language) -> Any:
    """What stands under a key in a package's catalogue, or else in the engine's."""
    found = _under(catalogue(package, language), key)
    return _under(catalogue(__name__, language), key) if found is _MISSING else found


def _under(table: Any, key: str) -> Any:
    for part in key.split("."):
        if not isinstance(table, Mapping) or part not in table:
            return _MISSING
        table = table[part]
    return table


word: Final = Words(__name__)
"""The words of the engine."""
