"""The two designs topic by topic: what each side publishes, and whether they agree."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.institutions import Relation
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, in_language, label, width_of
from policy_report.study import Study
from policy_report.text.language import Language

SIDES = ("first", "second")
"""The two cases of a row, from left to right."""

_SIDE = 2.62
_EDGE = 0.05
_MIDDLE = style.WIDTH / 2
_TEXT = _SIDE - 0.12
_LINE, _PAD, _TOPIC, _TOP = 0.132, 0.05, 0.15, 0.48
_REACH = 0.24
"""Half the length of a link, in inches."""


@dataclass(frozen=True)
class _Row:
    """A topic as it is drawn: the lines of both sides."""

    topic: str
    relation: Relation
    sides: dict[str, list[str]]
    stated: dict[str, bool]

    @property
    def lines(self) -> int:
        """Lines of the longer side; at least two, which the slash of a difference needs."""
        return max(2, *(len(lines) for lines in self.sides.values()))

    @property
    def height(self) -> float:
        return _TOPIC + self.lines * _LINE + 2 * _PAD


def data(design_comparison: pd.DataFrame) -> pd.DataFrame:
    """The topics drawn, with what each side says and the ground of the judgement."""
    return design_comparison[design_comparison["place"].eq("figure")].drop(columns="place")


def draw(language: Language, design_comparison: pd.DataFrame, sources: pd.DataFrame, study: Study) -> Figure:
    """One city on each side of a spine of links: joined where they agree, parted where they differ.

    Parameters
    ----------
    language
        Language of the labels.
    design_comparison
        The result of that name; of it, the topics for the figure.
    sources
        Tidy frame.
    study
        What the study says about itself.
    """
    shown = data(design_comparison)
    keys = [str(key) for side in SIDES for key in shown[f"{side}_source"]]
    footer = Footer(keys, sources, language, ("designs_note",))
    rows = [_row(row, language) for row in shown.to_dict("records")]
    figure = style.canvas(_TOP + sum(row.height for row in rows) + footer.height)
    sheet = style.sheet(figure)
    _heads(sheet, study, language)
    top = _TOP
    for place, row in enumerate(rows):
        if place % 2 == 0:
            sheet.axhspan(top, top + row.height, color="#f2f2f2", lw=0, zorder=0)
        _write(sheet, row, top, study)
        top += row.height
    footer.write(sheet)
    return figure


def _row(row: dict[Any, Any], language: Language) -> _Row:
    sides = {side: balanced(in_language(row, side, language), _TEXT) for side in SIDES}
    stated = {side: bool(row[f"{side}_stated"]) for side in SIDES}
    dimension = label(f"dimension_{row['dimension']}", language)
    topic = label("topic", language, dimension=dimension, topic=in_language(row, "name", language))
    return _Row(topic, Relation(row["relation"]), sides, stated)


def _heads(sheet: Axes, study: Study, language: Language) -> None:
    for city, left, side in zip(study.cases[:2], (_EDGE, style.WIDTH - _EDGE), ("left", "right"), strict=True):
        sheet.text(
            left, 0.1, label(f"design_{city}", language), weight="bold", color=style.DARK[city], ha=side, va="center"
        )
    total = sum(0.65 + width_of(label(f"relation_{relation}", language)) for relation in Relation)
    left = (style.WIDTH - total) / 2 + 0.1
    for relation in Relation:
        shown = {Relation.ONE_SIDED: (True, False), Relation.SILENT: (False, False)}.get(relation, (True, True))
        _link(sheet, (left + 0.17, 0.31, 0.13), relation, dict(zip(SIDES, shown, strict=True)), study)
        sheet.text(
            left + 0.4, 0.31, label(f"relation_{relation}", language), size=style.SMALL, color=style.GREY, va="center"
        )
        left += 0.65 + width_of(label(f"relation_{relation}", language))


def _write(sheet: Axes, row: _Row, top: float, study: Study) -> None:
    middle = top + _PAD + _TOPIC / 2
    sheet.text(_MIDDLE, middle, row.topic, size=style.SMALL, weight="bold", ha="center", va="center")
    centre = top + _PAD + _TOPIC + row.lines * _LINE / 2
    _link(sheet, (_MIDDLE, centre, _REACH), row.relation, row.stated, study)
    for side, left, align in zip(SIDES, (_EDGE, style.WIDTH - _EDGE), ("left", "right"), strict=True):
        ink = style.INK if row.stated[side] else style.GREY
        own = row.sides[side]
        for step, line in enumerate(own):
            at = centre + (step + 0.5 - len(own) / 2) * _LINE
            sheet.text(left, at, line, size=style.SMALL, color=ink, ha=align, va="center")


def _link(
    sheet: Axes, at: tuple[float, float, float], relation: Relation, stated: dict[str, bool], study: Study
) -> None:
    """Draw two ends, filled where the side states something; a bar between where they agree, a slash where not.

    `at` is the middle and how far from it the ends lie.
    """
    x, y, reach = at
    for side, city, end in zip(SIDES, study.cases[:2], (x - reach, x + reach), strict=True):
        colour = style.COLOURS[city]
        fill = colour if stated[side] else style.PAPER
        sheet.plot([end], [y], style.MARKERS[city], color=colour, mfc=fill, ms=6, mew=1.2, zorder=3)
    inner = reach - 0.07
    if relation is Relation.SAME:
        sheet.plot([x - inner, x + inner], [y, y], color=style.INK, lw=2.2, solid_capstyle="butt", zorder=2)
    elif relation is Relation.DIFFERENT:
        for left, right in ((x - inner, x - 0.035), (x + 0.035, x + inner)):
            sheet.plot([left, right], [y, y], color=style.GREY, lw=1.0, zorder=2)
        sheet.plot([x - 0.035, x + 0.035], [y + 0.06, y - 0.06], color=style.INK, lw=1.4, zorder=3)
