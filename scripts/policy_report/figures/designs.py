"""The designs of the cases topic by topic: what is published of each, and whether they agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.institutions import Relation
from policy_report.evidence.records import AnyRow, Record, rows_as
from policy_report.figures import style
from policy_report.figures.page import legend, legend_width, page, refuse_empty, say, write
from policy_report.figures.places import pen_of, place_of
from policy_report.figures.wording import Labels, balanced, in_language
from policy_report.study import Study

_EDGE, _BETWEEN, _BESIDE = 0.05, 0.96, 0.12
"""Inches at both edges, for the link between two columns, and for the space between more columns."""

_LINE, _PAD, _TOPIC, _TOP = 0.132, 0.05, 0.15, 0.48
_REACH, _SHORT, _LINK = 0.24, 0.13, 0.45
"""Half the length of a link between two columns, and of one in a row of links; inches for each of these."""

_SHOWN = {Relation.ONE_SIDED: (True, False), Relation.SILENT: (False, False)}
"""Which sides state something, in the key of a relation; with any other relation both do."""


@dataclass(frozen=True)
class _Link:
    """How two cases compare on a topic, and which of them states something on it."""

    cases: tuple[str, str]
    relation: Relation
    stated: tuple[bool, bool]


@dataclass(frozen=True)
class _Row:
    """A topic as it is drawn: the lines of each case, and a link for each two."""

    topic: str
    links: list[_Link]
    lines: dict[str, list[str]]

    @property
    def stated(self) -> dict[str, bool]:
        """Whether a case states something."""
        return {case: said for link in self.links for case, said in zip(link.cases, link.stated, strict=True)}

    @property
    def most(self) -> int:
        """Lines of the longest side; at least two, which the slash of a difference needs."""
        return max(2, *(len(lines) for lines in self.lines.values()))

    @property
    def height(self) -> float:
        return _TOPIC + self.most * _LINE + 2 * _PAD


def data(design_comparison: pd.DataFrame) -> pd.DataFrame:
    """Give the topics drawn, with what each side says and the ground of the judgement."""
    return design_comparison[design_comparison["place"].eq("figure")].drop(columns="place")


def stated_by(design_comparison: pd.DataFrame) -> list[str]:
    """List the sources of all statements, once for each topic and case."""
    said = _statements(design_comparison)
    return list(said["source"])


def dimension_of(dimension: str, labels: Labels) -> str:
    """Name a dimension of designs: one that no catalogue names, by its id."""
    entry, language = labels.study.catalogue.entry, labels.language
    named = entry(f"dimension.{dimension}", language, dimension.replace("_", " "))
    return str(entry(f"figure.dimension.{dimension}", language, named))


def draw(labels: Labels, design_comparison: pd.DataFrame) -> Figure:
    """Draw a row for each topic: two cases on the sides of a link, more in columns below a link for each two.

    Raises `FigureError`: `figure-empty` where no topic is for the figure.
    """
    shown = data(design_comparison)
    refuse_empty(shown, "designs", "give topics of topics.csv the place `figure`")
    rows = list(_rows(shown, labels))
    figure, sheet = page(_TOP + sum(row.height for row in rows), labels, stated_by(shown), labels("designs.note"))
    _headings(sheet, list(rows[0].lines), labels)
    top = _TOP
    for place, row in enumerate(rows):
        if place % 2 == 0:
            sheet.axhspan(top, top + row.height, color=style.SHADE, lw=0, zorder=0)
        _write(sheet, row, top, labels.study)
        top += row.height
    return figure


def _statements(comparison: pd.DataFrame) -> pd.DataFrame:
    """One row for each topic and case, the cases in their order."""
    sides = [
        comparison[["topic", side, *(f"{side}_{part}" for part in ("en", "zh", "source"))]].set_axis(
            ["topic", "case", "en", "zh", "source"], axis=1
        )
        for side in ("first", "second")
    ]
    return pd.concat(sides, ignore_index=True).drop_duplicates(["topic", "case"])


def _columns(cases: list[str]) -> dict[str, tuple[float, str]]:
    """Where the text of each case begins, or, of the second of two, ends."""
    if len(cases) == 2:
        return {cases[0]: (_EDGE, "left"), cases[1]: (style.WIDTH - _EDGE, "right")}
    return {case: (_EDGE + place * _width(cases), "left") for place, case in enumerate(cases)}


def _width(cases: list[str]) -> float:
    inner = style.WIDTH - 2 * _EDGE
    return (inner - _BETWEEN) / 2 if len(cases) == 2 else inner / len(cases)


def _rows(shown: pd.DataFrame, labels: Labels) -> Iterator[_Row]:
    said = _statements(shown)
    for topic, pairs in shown.groupby("topic", sort=False):
        own = rows_as(said[said["topic"].eq(topic)].assign(value_en=said["en"], value_zh=said["zh"]), Record)
        width = _width([row["case"] for row in own]) - _BESIDE
        lines = {str(row["case"]): balanced(in_language(row, "value", labels.language), width) for row in own}
        first = rows_as(pairs, Record)[0]
        names = {"dimension": dimension_of(first["dimension"], labels)}
        names["topic"] = in_language(first, "name", labels.language)
        yield _Row(labels("designs.topic", **names), [_link(pair) for pair in rows_as(pairs, Record)], lines)


def _link(pair: AnyRow) -> _Link:
    stated = bool(pair["first_stated"]), bool(pair["second_stated"])
    return _Link((pair["first"], pair["second"]), Relation(pair["relation"]), stated)


def _headings(sheet: Axes, cases: list[str], labels: Labels) -> None:
    for case, (x, side) in _columns(cases).items():
        place = place_of(labels.study, case)
        name = labels.study.catalogue.entry(f"figure.designs.{case}", labels.language, place.name[labels.language])
        sheet.text(x, 0.1, name, weight="bold", color=place.ink, ha=side, va="center")

    def key(relation: Relation, x: float, y: float) -> None:
        link = _Link((cases[0], cases[1]), relation, _SHOWN.get(relation, (True, True)))
        _draw(sheet, (x + 0.17, y), link, _SHORT, labels.study)

    keys = [(partial(key, relation), labels(f"relation.{relation}"), style.GREY) for relation in Relation]
    width = legend_width(keys, to_words=0.4, gap=0.25)
    legend(sheet, ((style.WIDTH - width) / 2 + 0.1, 0.31), keys, to_words=0.4, gap=0.25)


def _write(sheet: Axes, row: _Row, top: float, study: Study) -> None:
    heading, centre = top + _PAD + _TOPIC / 2, top + _PAD + _TOPIC + row.most * _LINE / 2
    if len(row.links) == 1:
        say(sheet, (style.WIDTH / 2, heading), row.topic, weight="bold", ha="center")
        _draw(sheet, (style.WIDTH / 2, centre), row.links[0], _REACH, study)
    else:
        say(sheet, (_EDGE, heading), row.topic, weight="bold")
        for place, link in enumerate(reversed(row.links)):
            _draw(sheet, (style.WIDTH - _EDGE - (place + 0.5) * _LINK, heading), link, _SHORT, study)
    for case, (x, side) in _columns(list(row.lines)).items():
        ink = style.INK if row.stated[case] else style.GREY
        write(sheet, (x, centre), row.lines[case], _LINE, color=ink, ha=side)


def _draw(sheet: Axes, at: tuple[float, float], link: _Link, reach: float, study: Study) -> None:
    """Two ends, filled where the side states something; a bar between them where they agree, a slash where not."""
    x, y = at
    for case, stated, end in zip(link.cases, link.stated, (x - reach, x + reach), strict=True):
        pen = pen_of(study, case)
        fill = pen.colour if stated else style.PAPER
        sheet.plot([end], [y], pen.marker, color=pen.colour, mfc=fill, ms=6, mew=1.2, zorder=3)
    inner = reach - 0.07
    if link.relation is Relation.SAME:
        sheet.plot([x - inner, x + inner], [y, y], color=style.INK, lw=2.2, solid_capstyle="butt", zorder=2)
    elif link.relation is Relation.DIFFERENT:
        for left, right in ((x - inner, x - 0.035), (x + 0.035, x + inner)):
            sheet.plot([left, right], [y, y], color=style.GREY, lw=1.0, zorder=2)
        sheet.plot([x - 0.035, x + 0.035], [y + 0.06, y - 0.06], color=style.INK, lw=1.4, zorder=3)
