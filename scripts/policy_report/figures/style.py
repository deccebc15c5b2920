"""The look of all figures: fonts, sizes, greys, and how a figure becomes bytes."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from policy_report.errors import FigureError, problem
from policy_report.figures.svg import slim
from policy_report.text.language import Language

WIDTH = 6.3
"""Inches: a text column of 16 cm."""

TEXT = 8.0
SMALL = 7.5
"""Sizes in points at full width; nothing is smaller than `SMALL`."""

INK, GREY, FAINT, SHADE, PAPER = "#222222", "#666666", "#d9d9d9", "#f2f2f2", "#ffffff"

_LATIN, _CHINESE = "Source Sans 3", "Noto Sans SC"
_FAMILIES = {Language.EN: (_LATIN, _CHINESE), Language.ZH: (_CHINESE, _LATIN)}
_MISSING_GLYPH = r"Glyph \d+ .* missing from font"

_SETTINGS: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": TEXT,
    "axes.titleweight": "bold",
    "figure.dpi": 100,
    "figure.facecolor": PAPER,
    "font.size": TEXT,
    "grid.color": FAINT,
    "grid.linewidth": 0.5,
    "lines.linewidth": 1.2,
    "lines.markersize": 4.5,
    "savefig.facecolor": PAPER,
    "text.color": INK,
    "text.hinting": "none",  # hinted letters are wider in PNG than in SVG, and lines would no longer fit
    "text.parse_math": False,
    "xtick.color": GREY,
    "xtick.labelcolor": INK,
    "xtick.labelsize": SMALL,
    "xtick.major.width": 0.6,
    "ytick.alignment": "center",
    "ytick.color": GREY,
    "ytick.labelcolor": INK,
    "ytick.labelsize": SMALL,
    "ytick.major.width": 0.6,
}


@contextmanager
def look(language: Language, font_files: Iterable[Path]) -> Iterator[None]:
    """The look of a language while figures are drawn and written.

    Only the given font files are known inside, and no settings but these, so that neither a machine's own fonts nor a
    `matplotlibrc`, of the user or in the folder, can change a figure. Of the two
    families that of the language leads (Source Sans 3, or Noto Sans SC for Chinese); the other fills in what it lacks.

    Raises `FigureError` if the leading family is not among the files, or if a character has no glyph in either.
    """
    settings: dict[Any, Any] = {**mpl.rcParamsDefault, **_SETTINGS}
    with _only_fonts(tuple(font_files)) as known, mpl.rc_context(settings), warnings.catch_warnings():
        mpl.rcParams["font.family"] = _known_families(language, known)
        warnings.filterwarnings("error", message=_MISSING_GLYPH, category=UserWarning)
        try:
            yield
        except UserWarning as warning:
            char = chr(int(re.findall(r"Glyph (\d+)", str(warning))[0]))
            told = problem("figures", 0, "", "glyph-missing", char, code=f"U+{ord(char):04X}")
            raise FigureError(told) from warning


@contextmanager
def _only_fonts(files: tuple[Path, ...]) -> Iterator[set[str]]:
    """Let matplotlib know these files alone, and give the families that they hold."""
    manager = font_manager.fontManager
    before = manager.ttflist
    manager.ttflist = _entries(files)
    try:
        yield {entry.name for entry in manager.ttflist}
    finally:
        manager.ttflist = before
        # Its memory of lookups does not notice that the list of fonts has changed.
        manager._findfont_cached.cache_clear()  # type: ignore[attr-defined]


@lru_cache(maxsize=4)
def _entries(files: tuple[Path, ...]) -> list[font_manager.FontEntry]:
    """What matplotlib says of font files, read once for all figures that a process draws."""
    manager = font_manager.fontManager
    manager.ttflist = []
    for path in files:
        manager.addfont(path)
    # What was measured in other fonts is of no use now.
    _ems.cache_clear()
    return manager.ttflist


def ems(text: str, weight: str = "normal") -> float:
    """The width of one line of text, in the fonts of the look that is on, as a multiple of their size."""
    return _ems(text, weight, tuple(mpl.rcParams["font.family"]))


@lru_cache(maxsize=1 << 16)
def _ems(text: str, weight: str, families: tuple[str, ...]) -> float:
    properties = FontProperties(family=families, weight=weight, size=1)
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, False)
    return float(width)


def _known_families(language: Language, known: set[str]) -> list[str]:
    leading = _FAMILIES[language][0]
    if leading not in known:
        raise FigureError(problem("report/generated/fonts", 0, "", "font-missing", leading))
    return [family for family in _FAMILIES[language] if family in known]


def to_svg(figure: Figure) -> str:
    """A figure as SVG whose lettering is text, in the fonts that were measured; to be used inside `look`.

    The same figure gives the same text.
    """
    target = io.StringIO()
    fixed: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "policy-report"}
    with mpl.rc_context(fixed):
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    families = [f"'{family}'" for family in mpl.rcParams["font.family"]]
    return slim(target.getvalue(), ", ".join([*families, "sans-serif"]))


def canvas(height: float, width: float = WIDTH) -> Figure:
    """An empty figure, of full width unless another is given; both in inches."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes placed by inches from the upper left corner of a figure."""
    full_width, full_height = figure.get_size_inches()
    bottom = full_height - top - height
    place = (left / full_width, bottom / full_height, width / full_width, height / full_height)
    return figure.add_axes(place)


def sheet(figure: Figure) -> Axes:
    """Axes without frame over the whole figure, in inches from the upper left corner: x right, y down."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, 1), zorder=-1)
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return axes
