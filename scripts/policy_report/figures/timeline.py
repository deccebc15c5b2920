"""The reforms of the cases, their precursors and their surroundings in time, in lanes."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.diffusion import REST
from policy_report.analysis.places import regions
from policy_report.evidence.records import AnyRow, Record, rows_as
from policy_report.figures import style
from policy_report.figures.page import dot, legend, page, refuse_empty, say, write
from policy_report.figures.places import place_of
from policy_report.figures.wording import Labels, balanced, in_language
from policy_report.text.dates import date_text
from policy_report.text.language import Language

_BEFORE = 8
"""Years before the first reform from which on events are shown; earlier ones are left to the text."""

_LEFT, _RIGHT, _GAP, _DOT = 0.38, 0.01, 0.09, 0.12
_LINE, _SPACE, _PAD, _TOP = 0.124, 0.03, 0.03, 0.4
_KINDS = {
    "reform": ("D", 5.0),
    "precursor": ("o", 4.0),
    "publication": ("s", 3.6),
    "personnel": ("^", 4.4),
    "context": ("o", 4.0),
    "national": ("o", 4.0),
}
_HOLLOW = ("context", "national")
_KEYS = ("reform", "precursor", "publication", "personnel", "context")
_REST_COLOUR = "#444444"


@dataclass(frozen=True)
class _Lane:
    """A column of the timeline: a case with its region, or what happened elsewhere."""

    name: str
    left: float
    width: float
    colour: str
    ink: str


@dataclass(frozen=True)
class _Event:
    """An event as it is drawn; `own` says whether it is of the case itself or of a place in it."""

    lines: list[str]
    kind: str
    own: bool

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
    """Give the events drawn: the cases' own from the first year on, and of others those that bear on them.

    Of others those count that came before, were national, or carried a label on. Outside the regions of the cases
    publications are left out, and context everywhere outside the cases.
    """
    near = timeline["lane"].ne(REST) & timeline["kind"].ne("context")
    belongs = timeline["own"] | near | timeline["kind"].isin(["national", "precursor"])
    reforms = timeline.loc[timeline["kind"].eq("reform"), "year"]
    late = timeline["year"].ge(reforms.min() - _BEFORE) | reforms.empty
    return timeline[late & belongs]


def draw(labels: Labels, timeline: pd.DataFrame, cases: pd.DataFrame) -> Figure:
    """Draw a band for each year that has events, as high as its events need; time runs down.

    Raises `FigureError`: `figure-empty` where there is no event.
    """
    shown = data(timeline)
    refuse_empty(shown, "timeline", "write what happened into milestones.csv")
    lanes = _lanes(labels, cases)
    bands = [_band(int(str(year)), rows, lanes, labels.language) for year, rows in shown.groupby("year")]
    figure, sheet = page(_TOP + sum(band.height for band in bands), labels, shown["source"], labels("timeline.note"))
    _headings(sheet, lanes, labels)
    top = _TOP
    for place, band in enumerate(bands):
        _write(sheet, band, top, lanes, shaded=place % 2 == 0)
        top += band.height
    return figure


def _lanes(labels: Labels, cases: pd.DataFrame) -> dict[str, _Lane]:
    """What happened elsewhere, and then each case, by the lane of the result."""
    found = regions(labels.study, cases)
    step = (style.WIDTH - _LEFT - _RIGHT + _GAP) / (len(found) + 1)
    lanes = {REST: _Lane(labels("timeline.elsewhere"), _LEFT, step - _GAP, _REST_COLOUR, _REST_COLOUR)}
    for at, (case, region) in enumerate(found.items(), 1):
        name, place = labels.place(case), place_of(labels.study, case)
        if region != case:
            name = labels("timeline.lane", case=name, region=labels.place(region))
        lanes[region] = _Lane(name, _LEFT + at * step, step - _GAP, place.colour, place.ink)
    return lanes


def _band(year: int, rows: pd.DataFrame, lanes: dict[str, _Lane], language: Language) -> _Band:
    return _Band(
        year,
        {
            key: [_event(row, lane, language) for row in rows_as(rows[rows["lane"].eq(key)], Record)]
            for key, lane in lanes.items()
        },
    )


def _event(row: AnyRow, lane: _Lane, language: Language) -> _Event:
    date = date_text(row["date"], language, with_year=False)
    text = f"{date}  {in_language(row, 'event', language)}" if date else in_language(row, "event", language)
    if row["date_basis"] == "inferred":
        text += "*"
    lines = balanced(text, lane.width - _DOT, weight=_weight(row["kind"]))
    return _Event(lines, row["kind"], bool(row["own"]))


def _weight(kind: str) -> str:
    return "bold" if kind == "reform" else "normal"


def _look(kind: str, colour: str) -> dict[str, Any]:
    marker, size = _KINDS[kind]
    fill = style.PAPER if kind in _HOLLOW else colour
    return {"marker": marker, "colour": colour, "mfc": fill, "ms": size, "mew": 1}


def _headings(sheet: Axes, lanes: dict[str, _Lane], labels: Labels) -> None:
    for lane in lanes.values():
        sheet.text(lane.left, 0.1, lane.name, weight="bold", color=lane.ink, va="center")
    keys = [(dot(sheet, shift=0.03, **_look(kind, style.GREY)), labels(f"kind.{kind}"), style.GREY) for kind in _KEYS]
    legend(sheet, (_LEFT, 0.28), keys, to_words=0.11, gap=0.19)


def _write(sheet: Axes, band: _Band, top: float, lanes: dict[str, _Lane], *, shaded: bool) -> None:
    if shaded:
        sheet.axhspan(top, top + band.height, color=style.SHADE, lw=0, zorder=0)
    say(sheet, (0.02, top + _PAD + _LINE / 2), str(band.year), weight="bold")
    for key, events in band.lanes.items():
        at, lane = top + _PAD, lanes[key]
        for event in events:
            dot(sheet, shift=0.03, zorder=3, **_look(event.kind, lane.colour))(lane.left, at + _LINE / 2)
            middle, ink = at + len(event.lines) * _LINE / 2, lane.ink if event.own else style.INK
            write(sheet, (lane.left + _DOT, middle), event.lines, _LINE, color=ink, weight=_weight(event.kind))
            at += event.height
