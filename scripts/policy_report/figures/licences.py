"""Which headline claim of one case may stand beside which of another, and what bars the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.comparability.degree import Degree, Licence, Reason
from policy_report.evidence.records import IndicatorRow, PublishedRow, by_id, quantity_of
from policy_report.figures import style
from policy_report.figures.page import LINE, legend, page, refuse_empty, say, write
from policy_report.figures.places import place_of
from policy_report.figures.wording import Labels, balanced, in_language, width_of
from policy_report.quantities import Change
from policy_report.text.numbers import short_quantity

_NAMES, _PAD, _TITLE, _KEY, _GAP = 1.8, 0.11, 0.26, 0.28, 0.15
_COLUMNS = style.WIDTH - _NAMES - 0.05
_SHADES = {Degree.SAME: "#4d4d4d", Degree.CONVERTIBLE: "#9e9e9e", Degree.DIRECTION: "#d6d6d6", Degree.NONE: style.PAPER}
_GLYPHS = {Degree.SAME: "o", Degree.CONVERTIBLE: "D", Degree.DIRECTION: "^", Degree.NONE: "x"}
"""A degree has a shade and a shape, so that neither colour nor print is needed to tell it."""

_DARK = (Degree.SAME,)
_GLYPH_AT, _LETTERS_AT = 0.08, 0.15
_APART = 0.02
"""Inches between two letters in a cell; less where they are as wide as they are high."""

_MOST = 7
"""Columns that a matrix has room for; more go on in another one."""


@dataclass(frozen=True)
class _Claim:
    """A claim at the side or at the top of a matrix."""

    id: str
    lines: list[str]

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + _PAD


@dataclass(frozen=True)
class _Matrix:
    """The claims of one case as rows against claims of another as columns."""

    cases: tuple[str, str]
    rows: list[_Claim]
    columns: list[_Claim]

    @property
    def header(self) -> float:
        """Inches above its rows."""
        return _TITLE + max(column.height for column in self.columns)

    @property
    def height(self) -> float:
        return self.header + sum(row.height for row in self.rows)


def data(headline_licences: tuple[Licence, ...]) -> pd.DataFrame:
    """Give the degree of each pair of claims, with what bars it and what limits it."""
    rows = [
        (found.first, found.second, str(found.degree), " ".join(found.reasons), " ".join(found.caveats))
        for found in headline_licences
    ]
    return pd.DataFrame(rows, columns=["first", "second", "degree", "reasons", "caveats"])


def draw(
    labels: Labels, *, headline_licences: tuple[Licence, ...], claims: pd.DataFrame, indicators: pd.DataFrame
) -> Figure:
    """Draw a matrix for each two cases, with a row for each headline of the one and a column for each of the other.

    Raises `FigureError`: `figure-empty` where no two cases have a headline.
    """
    refuse_empty(headline_licences, "licences", "name headlines of two cases or more in study.toml")
    known = by_id(claims, PublishedRow)
    matrices = _matrices(headline_licences, known, by_id(indicators, IndicatorRow), labels)
    shown = dict.fromkeys(claim.id for part in matrices for claim in (*part.rows, *part.columns))
    note = labels("licences.note", reasons=_letters(headline_licences, labels))
    height = sum(part.height + _GAP for part in matrices) - _GAP + _KEY
    figure, sheet = page(height, labels, (str(known[row]["source"]) for row in shown), note)
    cells = {(licence.first, licence.second): licence for licence in headline_licences}
    top = 0.0
    for part in matrices:
        _draw(sheet, part, cells, top, labels)
        top += part.height + _GAP
    _degrees(sheet, top - _GAP + _KEY / 2 + 0.03, labels)
    return figure


def _matrices(
    licences: tuple[Licence, ...],
    claims: Mapping[str, PublishedRow],
    indicators: Mapping[str, IndicatorRow],
    labels: Labels,
) -> list[_Matrix]:
    pairs: dict[tuple[str, str], list[Licence]] = {}
    for licence in licences:
        pairs.setdefault((claims[licence.first]["case"], claims[licence.second]["case"]), []).append(licence)
    found = []
    for cases, own in pairs.items():
        columns = list(dict.fromkeys(licence.second for licence in own))
        name = partial(_claim, claims=claims, indicators=indicators, labels=labels)
        rows = [name(row, _NAMES - 0.1) for row in dict.fromkeys(licence.first for licence in own)]
        for start in range(0, len(columns), _MOST):
            part = columns[start : start + _MOST]
            found.append(_Matrix(cases, rows, [name(row, _COLUMNS / len(part) - 0.08) for row in part]))
    return found


def _claim(
    row: str,
    width: float,
    *,
    claims: Mapping[str, PublishedRow],
    indicators: Mapping[str, IndicatorRow],
    labels: Labels,
) -> _Claim:
    """The indicator with its value; a claim without a number says so."""
    quantity, indicator = quantity_of(claims[row]), indicators[claims[row]["indicator"]]
    value = labels("licences.words") if quantity is None else short_quantity(quantity, labels.language)
    if indicator["unit"] == "CNY" and quantity is not None and quantity.change is Change.LEVEL:
        value = labels("licences.yuan", value=value)
    name = in_language(indicator, "name", labels.language)
    return _Claim(row, balanced(labels("licences.with_value", name=name, value=value), width))


def _letters(licences: tuple[Licence, ...], labels: Labels) -> str:
    """What the letters mean that occur."""
    found = [reason for reason in Reason if any(reason in licence.reasons for licence in licences)]
    said = ((labels.shared(f"reason_letter.{reason}"), labels.shared(f"reason.{reason}")) for reason in found)
    return labels("list").join(labels("licences.reason", letter=letter, name=name) for letter, name in said)


def _draw(sheet: Axes, part: _Matrix, cells: dict[tuple[str, str], Licence], top: float, labels: Labels) -> None:
    width = _COLUMNS / len(part.columns)
    rows, columns = (place_of(labels.study, case) for case in part.cases)
    names = {"rows": rows.name[labels.language], "columns": columns.name[labels.language]}
    sheet.text(0, top + 0.1, labels("licences.title", **names), weight="bold", va="center")
    top += part.header
    for place, column in enumerate(part.columns):
        middle = top - _PAD / 2 - len(column.lines) * LINE / 2
        write(sheet, (_NAMES + place * width + 0.04, middle), column.lines, color=columns.ink)
    for row in part.rows:
        write(sheet, (0, top + row.height / 2), row.lines, color=rows.ink)
        for place, column in enumerate(part.columns):
            _cell(sheet, cells[row.id, column.id], (_NAMES + place * width, top, width, row.height), labels)
        top += row.height


def _cell(sheet: Axes, licence: Licence, box: tuple[float, float, float, float], labels: Labels) -> None:
    left, top, _, height = box
    _box(sheet, licence.degree, box)
    middle = top + height / 2
    _glyph(sheet, licence.degree, (left + _GLYPH_AT, middle))
    at = left + _LETTERS_AT
    ink = style.PAPER if licence.degree in _DARK else style.INK
    for place, reason in enumerate(licence.reasons):
        letter = labels.shared(f"reason_letter.{reason}")
        weight = "bold" if place == 0 else "normal"
        say(sheet, (at, middle), letter, color=ink, weight=weight)
        at += width_of(letter, weight=weight) + (_APART if letter.isascii() else 0.3 * _APART)


def _box(sheet: Axes, degree: Degree, box: tuple[float, float, float, float]) -> None:
    left, top, width, height = box
    middle = [top + height / 2]
    sheet.barh(middle, [width], left=left, height=height, color=_SHADES[degree], edgecolor=style.FAINT, lw=0.6)


def _glyph(sheet: Axes, degree: Degree, at: tuple[float, float]) -> None:
    colour = style.PAPER if degree in _DARK else style.GREY if degree is Degree.NONE else style.INK
    sheet.plot([at[0]], [at[1]], _GLYPHS[degree], color=colour, ms=4, mew=1.1)


def _degrees(sheet: Axes, middle: float, labels: Labels) -> None:
    """The key of shades and shapes, from the closest degree to none."""

    def mark(degree: Degree, x: float, y: float) -> None:
        _box(sheet, degree, (x, y - 0.07, 0.17, 0.14))
        _glyph(sheet, degree, (x + 0.085, y))

    keys = [(partial(mark, degree), labels.shared(f"degree.{degree}"), style.INK) for degree in Degree]
    legend(sheet, (0, middle), keys, to_words=0.23, gap=0.22)
