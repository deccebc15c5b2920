"""Number cells: the printed number, its marks and missing signs, and the quantity that it states."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from policy_report.evidence.tables.model import Status, Unit
from policy_report.evidence.tables.recipe import Missing
from policy_report.evidence.tables.script import STATUS, WORDS, fold, split_marks
from policy_report.evidence.tables.units import parse_unit
from policy_report.quantities.quantity import BoundKind, Change, Qualifier, Quantity
from policy_report.text.toml import beside

_MARKS: Final[dict[str, list[str]]] = beside(__file__, "words")["missing"]
_MISSING: Final = {"": Missing.BLANK} | {mark: Missing(kind) for kind, marks in _MARKS.items() for mark in marks}
USUAL_MARKS: Final = {Missing(kind): marks[0] for kind, marks in _MARKS.items()}
"""A mark of each kind."""
_FLAGGED: Final = re.compile(r"(?P<mark>:|\.\.?)\s*\(?(?P<flag>[a-z])\)?")
"""A missing mark with the flag that says why: `: c` of Eurostat."""
_BEFORE: Final = re.compile(rf"^\s*[(\[]\s*({WORDS})\s*[)\]]\s*", re.I)
_AFTER: Final = re.compile(rf"\s*(?:[(\[]\s*({WORDS})\s*[)\]]|⁽\s*([rp])\s*⁾|(?<=\d)\s*([rpebu]))\s*$", re.I)
_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+|\d+)"
    r"(?P<point>\.\d+)?\s*(?P<unit>\D.*)?"
)
_LOOSE: Final = re.compile(r"[+-]?\d[\d,.' ]*")
_ARROW: Final = re.compile(r"[▲△▼▽↑↓]\s*\d[\d., ']*%?")
_WORDS_IN: Final = re.compile(r"[A-Za-z]{3}|[\u4e00-\u9fff]{3}|^\d{1,2}/\d{1,2}/\d{4}$")
"""What shows that a text is no damaged number: words, or a day whose month nothing tells."""
_LONGEST: Final = 12
"""Digits of a number without separators: national totals in ones have at most ten, money in yuan at most fifteen
but tables print it in 万元 or 亿元. More digits are several numbers run together."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text of a cell says, before the unit of its column or row is known. `fault` is a code."""

    number: Decimal | None = None
    decimals: int = 0
    unit: Unit | None = None
    missing: Missing | None = None
    status: Status | None = None
    notes: tuple[str, ...] = ()
    enclosed: bool = False
    fault: str = ""

    @property
    def is_value(self) -> bool:
        return not self.fault

    @property
    def looks_numeric(self) -> bool:
        """Whether a text that cannot be read was meant as a number."""
        return self.fault not in ("", "cell-not-a-number")


def read_cell(text: str) -> Reading:
    """Read the text of a cell; never guesses: a text that is neither a number nor a missing mark has a fault."""
    plain = re.sub(r"^[−–—‐‑]\s*(?=\d)", "-", " ".join(fold(text).split()))
    if missing := _missing(plain):
        return Reading(missing=missing)
    if flagged := _FLAGGED.fullmatch(plain.lower()):
        return Reading(missing=_MISSING.get(flagged["flag"], _MISSING[flagged["mark"]]))
    plain, status, notes = _strip_marks(plain)
    if plain and (missing := _missing(plain)):
        return Reading(missing=missing, status=status, notes=notes)
    enclosed = bool(re.fullmatch(r"\(\s*[\d.,' ]+%?\s*\)", plain))
    if enclosed:
        plain = plain.strip("() ")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return Reading(fault=_fault(plain))
    suffix = found["unit"] or ""
    unit = _suffix_unit(suffix)
    fault = _fault(plain) if suffix and unit is None else _whole_fault(found["whole"])
    if fault:
        return Reading(fault=fault)
    point = found["point"] or ""
    number = Decimal(found["sign"] + re.sub(r"[,' ]", "", found["whole"]) + point)
    return Reading(number, max(len(point) - 1, 0), unit, None, status, notes, enclosed)


def _missing(plain: str) -> Missing | None:
    """The kind of a missing mark; a capital letter alone is a label."""
    return None if plain in ("C", "Z") else _MISSING.get(plain.lower())


def _suffix_unit(suffix: str) -> Unit | None:
    """The unit behind a number; a bare 万 or 亿 scales the unit of the column."""
    return Unit(over=_SCALES[suffix], printed=suffix) if suffix in _SCALES else parse_unit(suffix) if suffix else None


def _whole_fault(whole: str) -> str:
    """What is wrong with the whole part of a number: a zero before it, or several values run together."""
    if len(whole) > _LONGEST and whole.isdigit():
        return "values-run-together"
    return "number-malformed" if len(whole) > 1 and whole.startswith("0") else ""


_SCALES: Final = {"万": 10**4, "亿": 10**8}


def _strip_marks(plain: str) -> tuple[str, Status | None, tuple[str, ...]]:
    status: Status | None = None
    notes: tuple[str, ...] = ()
    if found := _BEFORE.match(plain):
        status, plain = STATUS[found.group(1).lower()], plain[found.end() :]
    while True:
        if found := _AFTER.search(plain):
            status = STATUS[next(word for word in found.groups() if word).lower()]
            plain = plain[: found.start()]
            continue
        shorter, marks = split_marks(plain)
        if not marks:
            return plain.strip(), status, notes
        plain, notes = shorter, marks + notes


def _fault(plain: str) -> str:
    if _ARROW.fullmatch(plain):
        return "sign-unclear"
    if not _LOOSE.match(plain) or _WORDS_IN.search(plain):
        return "cell-not-a-number"
    digits = re.sub(r"\D", "", plain)
    run_together = len(digits) > _LONGEST and not re.search(r"[^\d,.' ]", plain)
    return "values-run-together" if run_together else "number-malformed"


def quantity(number: Decimal, decimals: int, unit: Unit, span: int) -> Quantity:
    """Give the quantity that a printed number states, after rule 5 of the convention of quantities.

    A number with decimals, in 万, 亿 or percent is rounded: half a unit of its last printed digit to each side,
    closed toward zero. A plain integer is exact.
    """
    factor = Fraction(unit.over, unit.under)
    value = Fraction(number) * factor
    if not decimals and factor == 1 and not unit.is_share:
        exact, kind = float(value), BoundKind.STATED
        return Quantity(
            exact, exact, exact, True, True, kind, kind, unit.name, Qualifier.EXACT, Change.LEVEL, (0, span)
        )
    half = Fraction(1, 2 * 10**decimals) * factor
    negative, kind = number < 0, BoundKind.ROUNDING
    low, high = float(value - half), float(value + half)
    return Quantity(
        float(value), low, high, not negative, negative, kind, kind,
        unit.name, Qualifier.ROUNDED, Change.LEVEL, (0, span),
    )  # fmt: skip


def half_place(decimals: int, unit: Unit) -> Decimal:
    """Compute half a unit of the last printed digit, as printed; 0 for an exact number."""
    exact = not decimals and unit.over == unit.under and not unit.is_share
    return Decimal(0) if exact else Decimal(1).scaleb(-decimals) / 2
