"""The claim chart: what the cases report as results, with the interval that the words allow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from policy_report.analysis.comparability.licensing import Licences, groups, side_by_side
from policy_report.evidence.records import AnyRow, CaseRow, Record, by_id
from policy_report.evidence.tidy import quantities_by_id
from policy_report.figures import marks, style
from policy_report.figures.page import page, say, write
from policy_report.figures.places import pen_of, place_of
from policy_report.figures.wording import Labels, balanced, in_language, width_of
from policy_report.quantities import Quantity
from policy_report.study import Study
from policy_report.text.dates import short_period
from policy_report.text.numbers import short_quantity

_NAMES, _PLOT, _PERIOD = 2.2, 2.4, 5.36
"""Inches from the left: width of the names, start of the plot, start of the periods."""

_PLOT_WIDTH = 2.9
_LINE, _GAP, _HEADER, _CITY = 0.135, 0.065, 0.42, 0.19
_AXIS, _FOOT = 0.28, 0.05
"""Inches below a panel for the names of its scale, and from the last row to its axis."""

_KINDS = ("level_percent", "change_percent", "rank")
"""Counts are left to the tables: they are of many different things, and all but two are of 2016."""

MOST = 60
"""Claims that a figure has room for: it is a page and a half high."""

_LIMITS = {"level_percent": (0.0, 125.0), "change_percent": (-125.0, 300.0)}
_REACH = {"level_percent": 12.0, "change_percent": 25.0}
_WHOLE = 100.0
Limits = tuple[float, float]


@dataclass(frozen=True)
class _Row:
    """One claim as it is drawn: `top` and `middle` in inches from the top of its panel."""

    id: str
    of_case: str
    lines: list[str]
    period: str
    top: float

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + _GAP

    @property
    def bottom(self) -> float:
        return self.top + self.height - _GAP

    @property
    def middle(self) -> float:
        return self.top + len(self.lines) * _LINE / 2


@dataclass(frozen=True)
class _Panel:
    """One kind of scale: its frames, its headings (case, top) and its height without header and axis.

    The rows of a frame have one axis, and a licence for it; no two frames share one.
    """

    kind: str
    frames: list[list[_Row]]
    headings: list[tuple[str, float]]
    height: float

    @property
    def rows(self) -> list[_Row]:
        return [row for frame in self.frames for row in frame]


_COLUMNS = [
    "id", "of_case", "case", "kind", "indicator", "name_en", "name_zh", "value", "lower", "upper", "lower_closed",
    "upper_closed", "read_unit", "qualifier", "change", "period_start", "period_end", "period_basis", "source",
]  # fmt: skip


def data(claims_overview: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The claims drawn, with their bounds, words and periods."""
    return _drawn(claims_overview, study)[_COLUMNS].rename(columns={"read_unit": "unit"})


def _drawn(claims: pd.DataFrame, study: Study) -> pd.DataFrame:
    """As many claims as there is room for, the headlines of the study before others."""
    shown = claims[claims["kind"].isin(_KINDS)]
    first = shown.sort_values("id", key=lambda ids: ~ids.isin(study.headline), kind="stable").head(MOST)
    return shown[shown["id"].isin(first["id"])]


def draw(labels: Labels, *, claims_overview: pd.DataFrame, cases: pd.DataFrame, licences: Licences) -> Figure:
    """Draw a panel for each kind of scale, and in it an axis for each set of claims that compare as published.

    Raises `AnalysisError` if claims would share an axis without a licence.
    """
    drawn, every = _drawn(claims_overview, labels.study), int(claims_overview["kind"].isin(_KINDS).sum())
    quantities = quantities_by_id(drawn)
    places = by_id(cases, CaseRow)
    panels = [_panel(kind, drawn, places, licences, labels) for kind in _KINDS]
    panels = [panel for panel in panels if panel.rows]
    notes = [labels("claims.frames"), _key(quantities.values(), labels), labels("claims.inferred")]
    if len(drawn) < every:
        notes.append(labels("claims.more", drawn=len(drawn), every=every))
    figure, sheet = page(
        sum(_HEADER + panel.height + _axis_height(panel) for panel in panels), labels, drawn["source"], *notes
    )
    top = 0.0
    for panel in panels:
        _write(sheet, panel, top, labels)
        limits = _limits(panel, quantities)
        for frame in panel.frames:
            side_by_side(licences, (row.id for row in frame), __name__)
            is_last = frame is panel.frames[-1]
            bottom = frame[-1].bottom + (_FOOT if is_last else 0.0)
            axes = style.panel(figure, _PLOT, top + _HEADER + frame[0].top, _PLOT_WIDTH, bottom - frame[0].top)
            axes.set(ylim=(bottom, frame[0].top), yticks=[])
            _plot(axes, panel.kind, frame, quantities, labels, limits=limits, is_last=is_last)
        top += _HEADER + panel.height + _axis_height(panel)
    return figure


def _limits(panel: _Panel, quantities: dict[str, Quantity]) -> Limits:
    """The usual ends of a scale, or wider ones where a number lies beyond them."""
    shown = [quantities[row.id] for row in panel.rows]
    values = [end for quantity in shown for end in (quantity.value, quantity.lower, quantity.upper) if end is not None]
    return marks.stretched(_LIMITS.get(panel.kind, (0.0, max(values))), values)


def _axis_height(panel: _Panel) -> float:
    return _AXIS if panel.kind in _LIMITS else 0.05


def _panel(
    kind: str, claims: pd.DataFrame, places: Mapping[str, CaseRow], licences: Licences, labels: Labels
) -> _Panel:
    frames: list[list[_Row]] = []
    headings: list[tuple[str, float]] = []
    top = 0.0
    for case, group in claims[claims["kind"] == kind].groupby("of_case", sort=False):
        headings.append((str(case), top))
        top += _CITY
        known = by_id(group, Record)
        for alike in groups(licences, known):
            frame = []
            for row in alike:
                frame.append(_row(known[row], places, top, labels))
                top += frame[-1].height
            frames.append(frame)
        top += _GAP
    return _Panel(kind, frames, headings, top)


def _row(claim: AnyRow, places: Mapping[str, CaseRow], top: float, labels: Labels) -> _Row:
    name = in_language(claim, "name", labels.language)
    if claim["case"] != claim["of_case"]:
        name = labels("with_place", name=name, place=in_language(places[claim["case"]], "name", labels.language))
    when = short_period(claim["period_start"], claim["period_end"], labels.language)
    inferred = "*" if claim["period_basis"] == "inferred" else ""
    return _Row(claim["id"], claim["of_case"], balanced(name, _NAMES), when + inferred, top)


def _write(sheet: Axes, panel: _Panel, top: float, labels: Labels) -> None:
    sheet.text(0, top + 0.12, labels(f"claims.{panel.kind}"), weight="bold", va="center")
    say(sheet, (0, top + 0.28), labels(f"claims.{panel.kind}_note"), color=style.GREY)
    for case, at in panel.headings:
        place = place_of(labels.study, case)
        middle = top + _HEADER + at + _CITY / 2
        sheet.text(0, middle, place.name[labels.language], weight="bold", color=place.ink, va="center")
    for row in panel.rows:
        middle = top + _HEADER + row.middle
        write(sheet, (0, middle), row.lines, _LINE)
        say(sheet, (_PERIOD, middle), row.period, color=style.GREY)


def _plot(
    axes: Axes,
    kind: str,
    rows: list[_Row],
    quantities: dict[str, Quantity],
    labels: Labels,
    *,
    limits: Limits,
    is_last: bool,
) -> None:
    """One frame: the rows that share an axis, joined by a line on its left.

    The scale is named below the last frame of a panel.
    """
    axes.spines["bottom"].set_visible(is_last)
    if kind == "rank":
        _ranks(axes, rows, quantities, labels)
        return
    axes.set_xlim(*limits)
    _scale(axes, kind, named=is_last)
    for row in rows:
        end = marks.across(
            axes, quantities[row.id], row.middle, pen_of(labels.study, row.of_case), _reach(kind, quantities[row.id])
        )
        _annotate(axes, quantities[row.id], end, row.middle, labels)


def _reach(kind: str, quantity: Quantity) -> float:
    """The length of an arrow; that of a rate ends at 100%."""
    left = _WHOLE - (quantity.lower or 0.0)
    return min(_REACH[kind], left) if kind == "level_percent" and left > 0 else _REACH[kind]


def _annotate(axes: Axes, quantity: Quantity, end: float, y: float, labels: Labels) -> None:
    """The number beside its mark, on the side away from zero, with the lines behind it blanked."""
    falls = quantity.upper is not None and quantity.upper < 0
    at = quantity.upper if falls and quantity.upper is not None else end
    marks.beside(axes, (at, y), short_quantity(quantity, labels.language), (-6 if falls else 6, 0))


def _key(quantities: Collection[Quantity], labels: Labels) -> str:
    """The marks that are drawn."""
    hollow = [marks.is_hollow(one) for one in quantities if None in (one.lower, one.upper)]
    return labels.key("claims", published=len(hollow) < len(quantities), closed=not all(hollow), open=any(hollow))


def _scale(axes: Axes, kind: str, *, named: bool) -> None:
    usual = [0.0, 25.0, 50.0, 75.0, 100.0] if kind == "level_percent" else [-100.0, 0.0, 100.0, 200.0]
    low, high = axes.get_xlim()
    chosen = [float(tick) for tick in MaxNLocator(4).tick_values(low, high) if low <= tick <= high]
    ticks = usual if (low, high) == _LIMITS[kind] else chosen
    axes.set_xticks(ticks, [_tick(tick, signed=kind == "change_percent") if named else "" for tick in ticks])
    axes.axvline(_WHOLE if kind == "level_percent" else 0, color=style.GREY, lw=0.8, zorder=1)
    axes.grid(axis="x")
    axes.tick_params(axis="x", length=2.5 if named else 0, pad=2)


def _tick(tick: float, *, signed: bool) -> str:
    sign = "−" if tick < 0 else "+" if signed and tick > 0 else ""
    return f"{sign}{abs(tick):.0f}%"


def _ranks(axes: Axes, rows: list[_Row], quantities: dict[str, Quantity], labels: Labels) -> None:
    """Ranks have no scale to stand on: whom they were ranked against was not published."""
    axes.set(xlim=(0, _PLOT_WIDTH), xticks=[])
    axes.spines[:].set_visible(False)
    for row in rows:
        text, pen = short_quantity(quantities[row.id], labels.language), pen_of(labels.study, row.of_case)
        axes.plot([0.12], [row.middle], pen.marker, color=pen.colour, ms=pen.size)
        say(axes, (0.24, row.middle), text)
        say(axes, (0.34 + width_of(text), row.middle), labels("claims.rank_of"), color=style.GREY)
