"""What stands below every figure: notes on how to read it, and the source line."""

import pandas as pd
from matplotlib.axes import Axes

from policy_report.figures import style
from policy_report.figures.wording import filled, label, source_line
from policy_report.text.language import Language

_LINE, _ABOVE, _BELOW = 0.14, 0.12, 0.05


class Footer:
    """The lines below a figure, ready to be measured before the figure exists and written after.

    Parameters
    ----------
    keys
        Source keys of the values shown, one for each value.
    sources
        The tidy sources.
    language
        Language of the lines.
    notes
        Keys of the labels that say how to read the figure.
    values
        What is put into the notes.
    """

    def __init__(
        self,
        keys: list[str],
        sources: pd.DataFrame,
        language: Language,
        notes: tuple[str, ...] = (),
        **values: object,
    ) -> None:
        texts = [*(label(note, language, **values) for note in notes), source_line(keys, sources, language)]
        self._lines = [line for text in texts for line in filled(text, style.WIDTH - 0.15)]

    @property
    def height(self) -> float:
        """Inches that the lines need."""
        return _ABOVE + len(self._lines) * _LINE + _BELOW

    def write(self, sheet: Axes) -> None:
        """Write the lines at the bottom of `style.sheet`."""
        bottom = sheet.get_ylim()[0]
        top = bottom - self.height + _ABOVE
        for step, line in enumerate(self._lines):
            sheet.text(0, top + (step + 0.5) * _LINE, line, size=style.SMALL, color=style.GREY, va="center")
