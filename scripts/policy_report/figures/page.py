"""The page of a figure: what stands on it in words, the keys of its marks, and the notes and sources below it."""

from collections.abc import Callable, Iterable, Sequence, Sized
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.errors import FigureError, problem
from policy_report.figures import style
from policy_report.figures.wording import Labels, filled, source_line, width_of

LINE = 0.13
"""Inches from one line of a text to the next."""

_FOOT, _ABOVE, _BELOW = 0.14, 0.12, 0.05
"""Inches for a line below the figure, and the space above and below all of them."""

Key = tuple[Callable[[float, float], object], str, str]
"""An entry of a legend: what draws its mark at x and y in inches, its words, and their colour."""


def page(height: float, labels: Labels, keys: Iterable[str], *notes: str) -> tuple[Figure, Axes]:
    """Make an empty figure, and the sheet over it that counts in inches from the upper left corner.

    `height` is in inches above the notes: paragraphs below the figure on how to read it, and on whom its data come
    from by the `keys` of their sources, one for each value.
    """
    said = (*notes, source_line(keys, labels.sources, labels))
    lines = [line for note in said for line in filled(note, style.WIDTH - 0.15)]
    figure = style.canvas(height + _ABOVE + len(lines) * _FOOT + _BELOW)
    sheet = style.sheet(figure)
    for step, line in enumerate(lines):
        say(sheet, (0, height + _ABOVE + (step + 0.5) * _FOOT), line, color=style.GREY)
    return figure, sheet


def refuse_empty(shown: Sized, figure: str, remedy: str) -> None:
    """Refuse to draw a figure of nothing.

    Raises `FigureError`: `figure-empty`, with what to do about it.
    """
    if not len(shown):
        raise FigureError(problem("figures", 0, "", "figure-empty", figure, remedy=remedy))


def say(sheet: Axes, at: tuple[float, float], words: str, **look: Any) -> None:
    """Write one line of small letters, `at` its left end and its middle."""
    sheet.text(*at, words, **{"size": style.SMALL, "va": "center", **look})


def write(sheet: Axes, at: tuple[float, float], lines: Sequence[str], step: float = LINE, **look: Any) -> None:
    """Write lines of small letters, `at` their left end and their middle, each `step` inches below the last."""
    for place, line in enumerate(lines):
        say(sheet, (at[0], at[1] + (place + 0.5 - len(lines) / 2) * step), line, **look)


def legend(sheet: Axes, at: tuple[float, float], keys: Iterable[Key], *, to_words: float, gap: float) -> None:
    """Draw the keys of marks with their words in a row, which begins `at` its left end and its middle.

    `to_words` and `gap` are inches from the start of a mark to its words, and from the end of the words to the next
    mark.
    """
    left, middle = at
    for draw, words, colour in keys:
        draw(left, middle)
        say(sheet, (left + to_words, middle), words, color=colour)
        left += to_words + width_of(words) + gap


def legend_width(keys: Iterable[Key], *, to_words: float, gap: float) -> float:
    """Inches that a legend takes, with a gap after its last entry."""
    return sum(to_words + width_of(words) + gap for _, words, _ in keys)


def dot(sheet: Axes, marker: str, colour: str, *, shift: float = 0.0, **look: Any) -> Callable[[float, float], object]:
    """Give what draws a marker as a key, `shift` inches from where the key begins."""
    return lambda x, y: sheet.plot([x + shift], [y], marker, color=colour, **look)
