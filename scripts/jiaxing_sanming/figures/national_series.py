"""Cases filed and cleared, clearance rate and homicide in the whole country."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from jiaxing_sanming.figures.palette import COLOURS, INKS, hedged
from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.comparability.licensing import Licences, groups, side_by_side
from policy_report.analysis.places import breaks_of
from policy_report.evidence.records import AnyRow, Record, rows_as
from policy_report.figures import marks, style
from policy_report.figures.page import page
from policy_report.figures.places import Pen, place_of
from policy_report.figures.wording import Labels
from policy_report.text.language import Language

_TITLE, _TALL, _LOW, _AXIS, _FOOT, _GAP = 0.26, 2.1, 1.1, 0.34, 0.22, 0.28
_UNIT = {Language.EN: 1e6, Language.ZH: 1e4}
_ALL_NAMED = 3
_CLOSE = 2
"""Years between two values below which a number has no room above its mark."""

_SMALL = ("rate", "homicide", "fatal_per_100k")
_FILED = ("china", "filed-criminal-cases")


def data(national_series: pd.DataFrame) -> pd.DataFrame:
    """The levels drawn: of whole years, the finest of each, and computed rates only where none was published."""
    shown = national_series[~national_series["part_of_year"] & national_series["flag"].ne("coarser")]
    shown = shown[shown["measure"].isin(["filed", "cleared", *_SMALL])]
    best_first = shown.sort_values(
        ["measure", "year", "basis"], key=lambda column: column.ne("published") if column.name == "basis" else column
    )
    computed = best_first["measure"].isin(_SMALL) & best_first["basis"].eq("implied")
    return best_first[~(computed & best_first.duplicated(["measure", "year"]))]


def draw(
    labels: Labels, *, national_series: pd.DataFrame, breaks_of_places: pd.DataFrame, licences: Licences
) -> Figure:
    """Draw filings and clearances over a row of three: clearance rate, homicide, fatal violence per 100,000.

    Raises `AnalysisError` if the filings, or the clearances, of several years do not compare.
    """
    shown = data(national_series)
    for measure in ("filed", "cleared"):
        side_by_side(licences, _rows_of(shown[shown["measure"] == measure]), __name__, Degree.CONVERTIBLE)
    figure, sheet = page(
        2 * _TITLE + _TALL + _LOW + _AXIS + _FOOT,
        labels,
        shown["source"],
        labels("national.note"),
        marks.upright_key(labels, shown, shown["basis"].eq("implied")),
    )
    filings = style.panel(figure, 0.35, _TITLE, style.WIDTH - 0.4, _TALL)
    sheet.text(0, 0.1, labels("national.counts"), weight="bold", va="center")
    breaks = breaks_of(breaks_of_places, *_FILED, doubts=True)
    sharp = breaks_of(breaks_of_places, *_FILED, doubts=False)
    _filings(filings, shown[shown["measure"].isin(["filed", "cleared"])], set(sharp["year"]), labels)
    marks.breaks(filings, breaks, labels)
    top = _TITLE + _TALL + _AXIS
    width = (style.WIDTH - 0.05 - 2 * _GAP) / 3
    for place, measure in enumerate(_SMALL):
        left = place * (width + _GAP)
        axes = style.panel(figure, left, top + _TITLE, width, _LOW)
        sheet.text(left, top + 0.1, labels(f"national.{measure}"), weight="bold", va="center")
        _small(axes, shown[shown["measure"] == measure], licences, labels)
    return figure


def _rows_of(shown: pd.DataFrame) -> list[str]:
    return [row for ids in shown["ids"] for row in str(ids).split()]


def _filings(axes: Axes, shown: pd.DataFrame, broken: set[int], labels: Labels) -> None:
    scale = _UNIT[labels.language]
    first, last_year = shown["year"].min(), shown["year"].max()
    axes.set(xlim=(first - 1, last_year + 1.5), ylim=(0, 1.12 * shown["upper"].max() / scale))
    axes.set_xticks(range(first, last_year + 1, 3))
    top = axes.get_ylim()[1]
    axes.set_yticks([tick for tick in MaxNLocator(5).tick_values(0, top) if tick <= top])
    axes.grid(axis="y")
    for measure, marker in (("filed", "o"), ("cleared", "s")):
        pen = Pen(COLOURS[measure], marker, 4.5)
        rows = shown[shown["measure"] == measure].copy()
        rows[["value", "lower", "upper"]] /= scale
        sound = rows[rows["flag"].eq("") & rows["basis"].eq("published")].sort_values("year")
        marks.join(axes, sound, pen, broken, lw=1.2)
        marks.beside(axes, _end(sound), labels(f"national.{measure}"), (7, 0), INKS[measure])
        for row in rows_as(rows, Record):
            _filing(axes, row, pen, labels)


def _filing(axes: Axes, row: AnyRow, pen: Pen, labels: Labels) -> None:
    if row["flag"] == "contradicted":
        axes.plot([row["year"]], [row["value"]], "x", color=style.GREY, ms=5, mew=1.4, zorder=4)
    else:
        marks.upright(axes, row["year"], row, pen, hollow=row["basis"] == "implied")
    if row["basis"] == "implied":
        marks.beside(axes, (row["year"], row["upper"]), labels("national.implied"), (0, 5), style.GREY)


def _end(ordered: pd.DataFrame) -> tuple[float, float]:
    """The end of the last of the longest stretches of consecutive years."""
    stretches = [stretch for _, stretch in ordered.groupby((ordered["year"].diff() != 1).cumsum())]
    end = max(reversed(stretches), key=len).iloc[-1]
    return float(end["year"]), float(end["value"])


def _small(axes: Axes, rows: pd.DataFrame, licences: Licences, labels: Labels) -> None:
    """A short series on its own scale, with its first and last values written, and all of three.

    Values that do not compare with most of the series are hollow, of another shape, and written as well.
    """
    years = list(rows["year"])
    series = max(groups(licences, _rows_of(rows), Degree.CONVERTIBLE), key=len)
    apart = [not set(ids.split()) <= set(series) for ids in rows["ids"]]
    ends = years if len(years) <= _ALL_NAMED else [years[0], years[-1]]
    span = years[-1] - years[0]
    crowded = years[1] - years[0] <= _CLOSE
    axes.set(xlim=(years[0] - span * (0.6 if crowded else 0.15), years[-1] + span * 0.25), xticks=ends, yticks=[])
    axes.set_ylim(0, rows[["value", "upper"]].max().max() * 1.35)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=2.5, pad=2)
    colour = place_of(labels.study, _FILED[0]).colour
    for row, differs in zip(rows_as(rows, Record), apart, strict=True):
        pen = Pen(colour, "v" if differs else "D", 4)
        marks.upright(axes, row["year"], row, pen, hollow=row["basis"] == "implied" or differs)
        if row["year"] in ends or differs:
            _write(axes, row, years, labels.language)


def _write(axes: Axes, row: AnyRow, years: list[int], language: Language) -> None:
    """A value above its mark, or on the side of it where no neighbour stands."""
    place = years.index(row["year"])
    follows = place > 0 and row["year"] - years[place - 1] <= _CLOSE
    precedes = place + 1 < len(years) and years[place + 1] - row["year"] <= _CLOSE
    middle = (row["lower"] + row["upper"]) / 2
    side = 5 if follows else -5 if precedes else 0
    marks.beside(axes, (row["year"], middle if side else row["upper"]), hedged(row, language), (side, 0 if side else 4))
