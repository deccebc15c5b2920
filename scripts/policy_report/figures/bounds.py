"""What was not published: the interval of each unknown under each reading, and what binds its ends."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.bounds.constraint import Kind
from policy_report.analysis.bounds.question import Answer
from policy_report.evidence.records import CaseRow, by_id
from policy_report.figures import marks, style
from policy_report.figures.page import page, refuse_empty, say, write
from policy_report.figures.places import Pen, place_of
from policy_report.figures.wording import Labels, balanced, in_language, wrapped
from policy_report.quantities import Change
from policy_report.text.language import Language

_NAMES, _PLOT, _PLOT_WIDTH, _BASIS = 2.2, 2.35, 1.95, 4.42
"""Inches: width of the names, start and width of the plot, start of what the bounds rest on."""

_LINE, _GAP, _HEADER, _AXIS = 0.135, 0.075, 0.24, 0.26

_LEVEL, _CHANGE = "level", "change"
_LIMITS = {_LEVEL: (-4.0, 130.0), _CHANGE: (-108.0, 160.0)}
_TICKS = {_LEVEL: (0, 25, 50, 75, 100), _CHANGE: (-100, -50, 0, 50, 100)}
_REACH = {_LEVEL: 26.0, _CHANGE: 30.0}


@dataclass(frozen=True)
class _Row:
    """One reading as it is drawn: the lines to its left and right, and its top in inches below that of its panel."""

    answer: Answer
    names: list[str]
    basis: list[str]
    top: float

    @property
    def height(self) -> float:
        return max(len(self.names), len(self.basis)) * _LINE + _GAP

    @property
    def middle(self) -> float:
        return self.top + (self.height - _GAP) / 2


def data(bounds: tuple[Answer, ...]) -> pd.DataFrame:
    """Give the bounds drawn, of each unknown under each reading, and the constraints that bind them or conflict."""
    return pd.DataFrame([_datum(answer) for kind in (_LEVEL, _CHANGE) for answer in _of(kind, bounds)])


def _datum(answer: Answer) -> dict[str, object]:
    question = answer.question
    datum: dict[str, object] = {"case": question.case, "unknown": question.unknown}
    datum |= {f"name_{language}": question.name[language] for language in Language}
    datum["reading"] = question.reading
    datum |= {f"reading_{language}": question.reading_name[language] for language in Language}
    datum["unit"] = question.unit
    for side, end in zip(("lower", "upper"), answer.ends, strict=True):
        datum |= {side: end.at, f"{side}_closed": end.closed, f"{side}_rests_on": " ".join(end.binding)}
    return datum | {"conflict": " ".join(answer.conflict)}


def draw(
    labels: Labels, *, bounds: tuple[Answer, ...], cases: pd.DataFrame, sources_of_claims: dict[str, str]
) -> Figure:
    """Draw a panel for rates and one for changes; an arrow where nothing bounds a side.

    Raises `FigureError`: `figure-empty` where no unknown is for the figure.
    """
    places = {key: in_language(place, "name", labels.language) for key, place in by_id(cases, CaseRow).items()}
    panels = {kind: _rows(_of(kind, bounds), places, labels) for kind in (_LEVEL, _CHANGE)}
    panels = {kind: rows for kind, rows in panels.items() if rows}
    refuse_empty(panels, "bounds", "ask for unknowns with `figure = true` in data/bounds.toml")
    heights = {kind: sum(row.height for row in rows) for kind, rows in panels.items()}
    height = sum(heights.values()) + len(panels) * (_HEADER + _AXIS)
    figure, sheet = page(
        height, labels, _sources(panels, sources_of_claims), _key(panels, labels), labels("bounds.basis")
    )
    top = 0.0
    for kind, rows in panels.items():
        sheet.text(0, top + 0.1, labels(f"bounds.{kind}"), weight="bold", va="center")
        for row in rows:
            _write(sheet, row, top + _HEADER)
        axes = style.panel(figure, _PLOT, top + _HEADER, _PLOT_WIDTH, heights[kind])
        _plot(axes, kind, rows, labels)
        top += _HEADER + heights[kind] + _AXIS
    return figure


def _of(kind: str, bounds: tuple[Answer, ...]) -> list[Answer]:
    """The answers shown in a panel."""
    return [
        answer
        for answer in bounds
        if answer.question.figure and (answer.question.change is Change.LEVEL) == (kind == _LEVEL)
    ]


def _sources(panels: dict[str, list[_Row]], by_id: dict[str, str]) -> list[str]:
    answers = [row.answer for rows in panels.values() for row in rows]
    return [by_id[claim] for answer in answers for claim in answer.inputs if claim in by_id]


def _key(panels: dict[str, list[_Row]], labels: Labels) -> str:
    """The ends and bars that are drawn."""
    drawn = [row.answer for rows in panels.values() for row in rows if row.answer.bound is not None]
    ends = [
        (known, end.at)
        for answer in drawn
        if answer.bound is not None
        for known, end in zip(answer.ends, (answer.bound.lower, answer.bound.upper), strict=True)
    ]
    return labels.key(
        "bounds",
        closed=any(known.at is not None and known.closed for known, _ in ends),
        open=any(known.at is not None and not known.closed for known, _ in ends),
        scale=any(known.at is None and at is not None for known, at in ends),
        arrow=any(at is None for _, at in ends),
        dotted=any(all(end.at is None for end in answer.ends) for answer in drawn),
    )


def _rows(answers: Sequence[Answer], places: dict[str, str], labels: Labels) -> list[_Row]:
    rows: list[_Row] = []
    top, told, language = 0.0, "", labels.language
    for answer in answers:
        question = answer.question
        named = labels("place_and_name", place=places[question.case], name=question.name[language])
        lines = [] if named == told else balanced(named, _NAMES)
        told = named
        if reading := question.reading_name[language]:
            given = balanced(labels("bounds.if_reading", reading=reading), _NAMES - 0.12)
            lines += [f"   {line}" for line in given]
        rows.append(_Row(answer, lines, wrapped(_basis(answer, labels), style.WIDTH - _BASIS - 0.03), top))
        top += rows[-1].height
    return rows


def _basis(answer: Answer, labels: Labels) -> str:
    """Claims by their ids, anything else in words."""
    parts = [item.name if item.kind is Kind.CLAIM else item.text[labels.language] for item in answer.resting_on]
    return labels.shared("mark.semicolon").join(parts) or labels("bounds.none")


def _write(sheet: Axes, row: _Row, top: float) -> None:
    write(sheet, (_BASIS, top + row.middle), row.basis, _LINE, color=style.GREY)
    start = top + row.middle - len(row.names) * _LINE / 2
    for step, line in enumerate(row.names):
        indent = len(line) - len(line.lstrip())
        say(sheet, (0.04 * indent, start + (step + 0.5) * _LINE), line.lstrip())


def _plot(axes: Axes, kind: str, rows: Sequence[_Row], labels: Labels) -> None:
    ends = [end.at for row in rows for end in row.answer.ends if end.at is not None]
    limits = marks.stretched(_LIMITS[kind], ends)
    axes.set(ylim=(sum(row.height for row in rows), 0), yticks=[], xlim=limits)
    marks.percent_ticks(axes, _TICKS[kind] if limits == _LIMITS[kind] else (), labels.language)
    for row in rows:
        if row.answer.bound is None:
            at = (sum(limits) / 2, row.middle)
            say(axes, at, labels("bounds.conflict"), ha="center", weight="bold")
        else:
            ink = place_of(labels.study, row.answer.question.case).ink
            _interval(axes, row.answer, row.middle, Pen(ink), _REACH[kind])


def _interval(axes: Axes, answer: Answer, y: float, pen: Pen, reach: float) -> None:
    """A bar from end to end: plain where its own scale ends it, with an arrow where nothing does."""
    least, most = axes.get_xlim()
    bounds = answer.bound
    if bounds is None:
        return
    start, stop = (limit if end.at is None else end.at for limit, end in ((least, bounds.lower), (most, bounds.upper)))
    sure = any(end.at is not None for end in answer.ends)
    axes.plot([start, stop], [y, y], color=pen.colour, lw=1.6, ls="-" if sure else ":", solid_capstyle="butt", zorder=2)
    for informed, end, beyond, inward in (
        (answer.ends[0], bounds.lower, least, reach), (answer.ends[1], bounds.upper, most, -reach),
    ):  # fmt: skip
        if informed.at is not None:
            fill = pen.colour if end.closed else style.PAPER
            axes.plot([informed.at], [y], pen.marker, color=pen.colour, mfc=fill, ms=4, mew=1.1, zorder=4)
            if inward < 0 or bounds.lower.at != bounds.upper.at:
                text = axes.xaxis.get_major_formatter()(_outward(informed.at, inward < 0))
                marks.beside(axes, (informed.at, y), text, (5 if inward < 0 else -5, 0))
        elif end.at is None:
            marks.arrow(axes, (beyond + inward, y), (beyond, y), pen, width=1.6)


def _outward(end: float, upper: bool) -> float:
    """An end to one decimal, so that the interval shown holds the interval that is meant."""
    tenths = round(10 * end, 6)
    return (math.ceil(tenths) if upper else math.floor(tenths)) / 10
