"""Both reforms, their precursors and their surroundings in time, in three lanes."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.diffusion import REST
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, in_language, label, sourced, width_of
from policy_report.text.dates import date_text
from policy_report.text.language import Language

_FROM = 2012
"""Earlier events are of the term, of national drives and of earlier strategies; the text names them."""

_LEFT, _LANE, _GAP, _DOT = 0.38, 1.91, 0.09, 0.12
_LINE, _SPACE, _PAD, _TOP = 0.124, 0.03, 0.03, 0.4
LANES = (REST, "zhejiang", "fujian")
_KINDS = {
    "reform": ("D", 5.0),
    "precursor": ("o", 4.0),
    "publication": ("s", 3.6),
    "personnel": ("^", 4.4),
    "national": ("o", 4.0),
    "context": ("o", 4.0),
}
_HOLLOW = ("context", "national")
_CITY = {"zhejiang": "jiaxing", "fujian": "sanming"}


@dataclass(frozen=True)
class _Event:
    """An event as it is drawn; `city` is empty outside the two cities."""

    lines: list[str]
    kind: str
    city: str

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + _SPACE


@dataclass(frozen=True)
class _Band:
    """A year and its events by lane."""

    year: int
    lanes: dict[str, list[_Event]]

    @property
    def height(self) -> float:
        return 2 * _PAD + max(sum(event.height for event in events) for events in self.lanes.values())


def data(timeline: pd.DataFrame) -> pd.DataFrame:
    """The events drawn: the cities' own from the first year on, and of others those that bear on them.

    Of others those count that came before, were national, or carried a label on. Outside the two provinces publications
    are left out, and context everywhere outside the two cities.
    """
    near = timeline["lane"].ne(LANES[0]) & timeline["kind"].ne("context")
    belongs = timeline["city"] | near | timeline["kind"].isin(["national", "precursor"])
    return timeline[(timeline["year"] >= _FROM) & belongs]


def draw(language: Language, timeline: pd.DataFrame, sources: pd.DataFrame) -> Figure:
    """A band for each year that has events, as high as its events need; time runs down.

    Parameters
    ----------
    language
        Language of the labels.
    timeline
        The result of that name.
    sources
        Tidy frame.
    """
    shown = data(timeline)
    bands = [_band(int(str(year)), rows, language) for year, rows in shown.groupby("year")]
    footer = Footer(sourced(shown), sources, language, ("timeline_note",))
    figure = style.canvas(_TOP + sum(band.height for band in bands) + footer.height)
    sheet = style.sheet(figure)
    _heads(sheet, language)
    top = _TOP
    for place, band in enumerate(bands):
        _write(sheet, band, top, shaded=place % 2 == 0)
        top += band.height
    footer.write(sheet)
    return figure


def _band(year: int, rows: pd.DataFrame, language: Language) -> _Band:
    lanes = {lane: [_event(row, language) for row in rows[rows["lane"] == lane].to_dict("records")] for lane in LANES}
    return _Band(year, lanes)


def _event(row: dict[Any, Any], language: Language) -> _Event:
    date = date_text(row["date"], language, with_year=False)
    text = f"{date}  {in_language(row, 'event', language)}" if date else in_language(row, "event", language)
    if row["date_basis"] == "inferred":
        text += "*"
    city = _CITY.get(row["lane"], "") if row["city"] else ""
    return _Event(balanced(text, _LANE - _DOT, weight=_weight(row["kind"])), row["kind"], city)


def _weight(kind: str) -> str:
    return "bold" if kind == "reform" else "normal"


def _left(lane: str) -> float:
    return _LEFT + LANES.index(lane) * (_LANE + _GAP)


def _heads(sheet: Axes, language: Language) -> None:
    for lane in LANES:
        sheet.text(
            _left(lane),
            0.1,
            label(f"lane_{lane}", language),
            weight="bold",
            color=_colour(lane, dark=True),
            va="center",
        )
    left = _LEFT
    for kind, key in (("reform", "kind_reform"), ("precursor", "kind_precursor"), ("publication", "kind_publication"),
                      ("personnel", "kind_personnel"), ("context", "kind_context")):  # fmt: skip
        marker, size = _KINDS[kind]
        fill = style.PAPER if kind in _HOLLOW else style.GREY
        sheet.plot([left + 0.03], [0.28], marker, color=style.GREY, mfc=fill, ms=size, mew=1)
        sheet.text(left + 0.11, 0.28, label(key, language), size=style.SMALL, color=style.GREY, va="center")
        left += 0.3 + width_of(label(key, language))


def _colour(lane: str, *, dark: bool = False) -> str:
    return (style.DARK if dark else style.COLOURS)[lane if lane in style.COLOURS else "china"]


def _write(sheet: Axes, band: _Band, top: float, *, shaded: bool) -> None:
    if shaded:
        sheet.axhspan(top, top + band.height, color="#f2f2f2", lw=0, zorder=0)
    sheet.text(0.02, top + _PAD + _LINE / 2, str(band.year), weight="bold", size=style.SMALL, va="center")
    for lane, events in band.lanes.items():
        at = top + _PAD
        for event in events:
            _draw(sheet, event, lane, at)
            at += event.height


def _draw(sheet: Axes, event: _Event, lane: str, top: float) -> None:
    marker, size = _KINDS[event.kind]
    colour = _colour(lane)
    fill = style.PAPER if event.kind in _HOLLOW else colour
    sheet.plot([_left(lane) + 0.03], [top + _LINE / 2], marker, color=colour, mfc=fill, ms=size, mew=1, zorder=3)
    ink = style.DARK[event.city] if event.city else style.INK
    for step, line in enumerate(event.lines):
        middle = top + (step + 0.5) * _LINE
        left, weight = _left(lane) + _DOT, _weight(event.kind)
        sheet.text(left, middle, line, size=style.SMALL, color=ink, weight=weight, va="center")
