"""What was not published: the interval of each unknown under each reading, and what binds its ends."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.bounds.constraint import Kind
from policy_report.analysis.bounds.question import Answer
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, in_language, label, wrapped
from policy_report.quantities import Change
from policy_report.text.language import Language
from policy_report.text.short import short_number
from policy_report.text.words import word

_NAMES, _PLOT, _PLOT_WIDTH, _BASIS = 2.2, 2.35, 1.95, 4.42
"""Inches: width of the names, start and width of the plot, start of what the bounds rest on."""

_LINE, _GAP, _HEADER, _AXIS = 0.135, 0.075, 0.24, 0.26

_LEVEL, _CHANGE = "bounds_level", "bounds_change"
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
    """The bounds drawn, of each unknown under each reading, and the constraints that bind them or conflict."""
    return pd.DataFrame([_datum(answer) for kind in (_LEVEL, _CHANGE) for answer in _of(kind, bounds)])


def _datum(answer: Answer) -> dict[str, object]:
    question, (low, high) = answer.question, answer.ends
    return {
        "case": question.case,
        "unknown": question.unknown,
        "name_en": question.name[Language.EN],
        "name_zh": question.name[Language.ZH],
        "reading": question.reading,
        "reading_en": question.reading_name[Language.EN],
        "reading_zh": question.reading_name[Language.ZH],
        "unit": question.unit,
        "lower": low.at,
        "lower_closed": low.closed,
        "lower_rests_on": " ".join(low.binding),
        "upper": high.at,
        "upper_closed": high.closed,
        "upper_rests_on": " ".join(high.binding),
        "conflict": " ".join(answer.conflict),
    }


def draw(
    language: Language, bounds: tuple[Answer, ...], cases: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame
) -> Figure:
    """A panel for rates and one for changes; an arrow where nothing bounds a side.

    Parameters
    ----------
    language
        Language of the labels.
    bounds
        The result of that name.
    cases, claims, sources
        Tidy frames.
    """
    places = {str(place["id"]): in_language(place, "name", language) for place in cases.to_dict("records")}
    panels = {kind: _rows(_of(kind, bounds), places, language) for kind in (_LEVEL, _CHANGE)}
    footer = Footer(_sources(panels, claims), sources, language, ("bounds_key", "bounds_basis"))
    heights = {kind: sum(row.height for row in rows) for kind, rows in panels.items()}
    height = sum(heights.values()) + len(panels) * (_HEADER + _AXIS) + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    top = 0.0
    for kind, rows in panels.items():
        sheet.text(0, top + 0.1, label(kind, language), weight="bold", va="center")
        for row in rows:
            _write(sheet, row, top + _HEADER)
        axes = style.panel(figure, _PLOT, height - top - _HEADER - heights[kind], _PLOT_WIDTH, heights[kind])
        _plot(axes, kind, rows, language)
        top += _HEADER + heights[kind] + _AXIS
    footer.write(sheet)
    return figure


def _of(kind: str, bounds: tuple[Answer, ...]) -> list[Answer]:
    """The answers shown in a panel."""
    return [
        answer
        for answer in bounds
        if answer.question.figure and (answer.question.change is Change.LEVEL) == (kind == _LEVEL)
    ]


def _sources(panels: dict[str, list[_Row]], claims: pd.DataFrame) -> list[str]:
    by_id = claims.set_index("id")["source"].to_dict()
    answers = [row.answer for rows in panels.values() for row in rows]
    return [str(by_id[claim]) for answer in answers for claim in answer.inputs if claim in by_id]


def _rows(answers: Sequence[Answer], places: dict[str, str], language: Language) -> list[_Row]:
    rows: list[_Row] = []
    top, told = 0.0, ""
    for answer in answers:
        question = answer.question
        name = question.name[language]
        named = label("place_and_name", language, place=places[question.case], name=name)
        lines = [] if named == told else balanced(named, _NAMES)
        told = named
        reading = question.reading_name[language]
        lines += (
            [f"   {line}" for line in balanced(label("if_reading", language, reading=reading), _NAMES - 0.12)]
            if (reading)
            else []
        )
        rows.append(_Row(answer, lines, wrapped(_basis(answer, language), style.WIDTH - _BASIS - 0.03), top))
        top += rows[-1].height
    return rows


def _basis(answer: Answer, language: Language) -> str:
    """Claims by their ids, anything else in words."""
    parts = [item.name if item.kind is Kind.CLAIM else item.text[language] for item in answer.resting_on]
    return word("mark.semicolon", language).join(parts) or label("bounds_none", language)


def _write(sheet: Axes, row: _Row, top: float) -> None:
    start = top + row.middle - len(row.names) * _LINE / 2
    for step, line in enumerate(row.names):
        indent = len(line) - len(line.lstrip())
        sheet.text(0.04 * indent, start + (step + 0.5) * _LINE, line.lstrip(), size=style.SMALL, va="center")
    start = top + row.middle - len(row.basis) * _LINE / 2
    for step, line in enumerate(row.basis):
        sheet.text(_BASIS, start + (step + 0.5) * _LINE, line, size=style.SMALL, color=style.GREY, va="center")


def _plot(axes: Axes, kind: str, rows: Sequence[_Row], language: Language) -> None:
    axes.set(ylim=(sum(row.height for row in rows), 0), yticks=[], xlim=_LIMITS[kind])
    axes.spines["left"].set_visible(False)
    axes.set_xticks(_TICKS[kind], [f"{short_number(tick, language)}%" for tick in _TICKS[kind]])
    axes.grid(axis="x", zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", length=2.5, pad=2)
    for row in rows:
        colour = style.DARK.get(row.answer.question.case, style.DARK["elsewhere"])
        if row.answer.bound is None:
            low, high = _LIMITS[kind]
            text = label("bounds_conflict", language)
            axes.text((low + high) / 2, row.middle, text, size=style.SMALL, ha="center", va="center", weight="bold")
        else:
            _interval(axes, row.answer, row.middle, marks.Pen(colour), kind, language=language)


def _interval(axes: Axes, answer: Answer, y: float, pen: marks.Pen, kind: str, *, language: Language) -> None:
    """A bar from end to end: plain where its own scale ends it, with an arrow where nothing does."""
    least, most = _LIMITS[kind]
    bounds = answer.bound
    if bounds is None:
        return
    start, stop = (limit if end.at is None else end.at for limit, end in ((least, bounds.lower), (most, bounds.upper)))
    sure = any(end.at is not None for end in answer.ends)
    axes.plot([start, stop], [y, y], color=pen.colour, lw=1.6, ls="-" if sure else ":", solid_capstyle="butt", zorder=2)
    for informed, end, beyond, inward in (
        (answer.ends[0], bounds.lower, least, _REACH[kind]), (answer.ends[1], bounds.upper, most, -_REACH[kind]),
    ):  # fmt: skip
        if informed.at is not None:
            fill = pen.colour if end.closed else style.PAPER
            axes.plot([informed.at], [y], pen.marker, color=pen.colour, mfc=fill, ms=4, mew=1.1, zorder=4)
            if inward < 0 or bounds.lower.at != bounds.upper.at:
                text = label("percent", language, number=short_number(_outward(informed.at, inward < 0), language))
                marks.beside(axes, (informed.at, y), text, (5 if inward < 0 else -5, 0))
        elif end.at is None:
            arrow = {
                "arrowstyle": "-|>",
                "color": pen.colour,
                "lw": 1.6,
                "shrinkA": 0,
                "shrinkB": 0,
                "mutation_scale": 7,
            }
            axes.annotate("", xy=(beyond, y), xytext=(beyond + inward, y), arrowprops=arrow, zorder=3)


def _outward(end: float, upper: bool) -> float:
    """An end to one decimal, so that the interval shown holds the interval that is meant."""
    tenths = round(10 * end, 6)
    return (math.ceil(tenths) if upper else math.floor(tenths)) / 10
