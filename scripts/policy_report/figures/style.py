"""The look of all figures: fonts, sizes, greys, and how a figure becomes bytes."""

import io
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from policy_report.errors import FigureError, Problem
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

    Only the given font files are known inside, so that a machine's own fonts cannot change a figure. Of the two
    families that of the language leads (Source Sans 3, or Noto Sans SC for Chinese); the other fills in what it lacks.

    Raises
    ------
    FigureError
        If the leading family is not among the files, or if a character has no glyph in either.
    """
    with _only_fonts(font_files) as known, mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        mpl.rcParams["font.family"] = _known_families(language, known)
        warnings.filterwarnings("error", message=_MISSING_GLYPH, category=UserWarning)
        try:
            yield
        except UserWarning as warning:
            message = "a figure needs a character that no font of the study has"
            remedy = "write the text of this figure without the character"
            raise FigureError(Problem("figures", 0, "", "glyph-missing", message, str(warning), remedy)) from warning


@contextmanager
def _only_fonts(files: Iterable[Path]) -> Iterator[set[str]]:
    """Let matplotlib know these files alone, and give the families that they hold."""
    manager = font_manager.fontManager
    before = manager.ttflist
    manager.ttflist = []
    try:
        for path in files:
            manager.addfont(path)
        yield {entry.name for entry in manager.ttflist}
    finally:
        manager.ttflist = before
        # Its memory of lookups does not notice that the list of fonts has changed.
        manager._findfont_cached.cache_clear()  # type: ignore[attr-defined]


def _known_families(language: Language, known: set[str]) -> list[str]:
    leading = _FAMILIES[language][0]
    if leading not in known:
        message = "the figures need this font family, and no font file has it"
        folder, remedy = "report/generated/fonts", "delete report/generated/fonts and build again"
        raise FigureError(Problem(folder, 0, "", "font-missing", message, leading, remedy))
    return [family for family in _FAMILIES[language] if family in known]


def to_bytes(figure: Figure, format: str) -> bytes:  # noqa: A002  (the name savefig uses)
    """A figure as a file in `svg`, with text as paths, or `png`, at 200 dots per inch; to be used inside `look`.

    The same figure gives the same bytes.
    """
    target = io.BytesIO()
    fixed: dict[Any, Any] = {"svg.fonttype": "path", "svg.hashsalt": "policy-report"}
    metadata = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}[format]
    with mpl.rc_context(fixed):
        figure.savefig(target, format=format, dpi=200, metadata=metadata)
    return target.getvalue()


def canvas(height: float) -> Figure:
    """An empty figure of full width; `height` in inches."""
    figure = Figure(figsize=(WIDTH, height))
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
