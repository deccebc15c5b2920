"""Declare a table of the paper: a function gives its rows, and a catalogue its words.

The catalogue has them under `table.NAME`: `columns`, their `widths` (shares of the text width in percent of their sum,
which differ with the language), the `caption` as Markdown, and whatever the cells say.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any

from policy_report.paper import markdown
from policy_report.paper.markdown import Column
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import Words, word

Rows = Sequence[Sequence[str]]
"""Cells as Markdown."""


@dataclass(frozen=True)
class Table:
    """A table that is being written, and what says its words."""

    name: str  # what `@tbl-…` refers to, without `tbl-`
    language: Language
    words: Words = word
    right: Collection[int] = ()  # places of the columns that are set flush right, as figures are

    def say(self, key: str, **values: object) -> str:
        """Say what the catalogue has under `table.NAME.KEY`, with values put in."""
        return self.word(f"table.{self.name}.{key}", **values)

    def word(self, key: str, **values: object) -> str:
        """Say what the catalogue has under a key, with values put in."""
        return self.words(key, self.language, **values)

    def joined(self, texts: Collection[str], mark: str = "semicolon") -> str:
        """Put a mark of the language between texts."""
        return self.word(f"mark.{mark}").join(texts)

    def markdown(self, rows: Rows, columns: Sequence[Column] = (), **values: object) -> str:
        """Write the table; `columns` are those that follow from its data, `values` what is put into the caption."""
        return markdown.table(columns or self._columns(), rows, self.say("caption", **values), self.name)

    def _columns(self) -> list[Column]:
        titles, widths = (self.words.entry(f"table.{self.name}.{key}", self.language) for key in ("columns", "widths"))
        pairs = enumerate(zip(titles, widths, strict=True))
        return [Column(title, width, place in self.right) for place, (title, width) in pairs]


def table(
    name: str, right: Collection[int] = (), words: Words = word
) -> Callable[[Callable[..., Rows | str]], Callable[..., str]]:
    """Mark a function that gives the rows of a table; its parameters name, after the `Table`, the results it needs.

    The build reads the name where it is written, and calls the function with the language and the study, whose words
    go before `words`. A function that chooses its columns returns the whole as Markdown.
    """

    def mark(rows: Callable[..., Rows | str]) -> Callable[..., str]:
        asks_study = "study" in signature(rows).parameters

        @wraps(rows)
        def build(language: Language, *given: Any, study: Study | None = None, **named: Any) -> str:
            shown = Table(name, language, study.catalogue if study else words, right)
            made = rows(shown, *given, **named | ({"study": study} if asks_study else {}))
            return made if isinstance(made, str) else shown.markdown(made)

        return build

    return mark
