"""Declare a table of the paper once: its name and how its columns are set; its words stand in a catalogue.

The catalogue has them under `table.NAME`: `columns`, their `widths` (shares of the text width in percent of their sum,
which differ with the language), the `caption` as Markdown, and whatever the cells say.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from policy_report.paper.markdown import Column, table
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import Words, word


@dataclass(frozen=True)
class Table:
    """A table and where its words are."""

    name: str  # what `@tbl-…` refers to, without `tbl-`
    right: Collection[int] = ()  # places of the columns that are set flush right, as figures are
    words: Words = word  # the catalogue that has its words

    def of(self, study: Study) -> "Table":
        """Give the same table in the words of a study, where it has its own."""
        return replace(self, words=study.catalogue)

    def say(self, key: str, language: Language, **values: object) -> str:
        """Say what the catalogue has under `table.NAME.KEY`, with values put in."""
        return self.words(f"table.{self.name}.{key}", language, **values)

    def markdown(
        self,
        rows: Sequence[Sequence[str]],
        language: Language,
        *,
        columns: Sequence[Column] = (),
        **values: object,
    ) -> str:
        """Write the table as Markdown.

        `rows`: cells as Markdown.
        `columns`: the columns, of a table whose columns follow from its data.
        `values`: what is put into the caption.
        """
        return table(columns or self._columns(language), rows, self.say("caption", language, **values), self.name)

    def _columns(self, language: Language) -> list[Column]:
        titles, widths = (self.words.entry(f"table.{self.name}.{key}", language) for key in ("columns", "widths"))
        pairs = enumerate(zip(titles, widths, strict=True))
        return [Column(title, width, place in self.right) for place, (title, width) in pairs]
