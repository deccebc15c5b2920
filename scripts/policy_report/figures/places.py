"""How places look in figures: as `study.toml` says, and where it does not, in the order in which it names them."""

from dataclasses import dataclass, replace
from typing import Final

from policy_report.study import Place, Role, Study
from policy_report.text.language import Text

_CYCLE: Final = (
    ("#0072b2", "o"), ("#e69f00", "s"), ("#009e73", "^"), ("#cc79a7", "D"), ("#56b4e9", "v"), ("#d55e00", "P"),
    ("#000000", "X"),
)  # fmt: skip
"""Colours that stay apart for colour-blind readers (Okabe and Ito, *Color Universal Design*, 2008), each with a marker
of its own."""

_OTHER: Final = Place("", Role.ELSEWHERE, colour="#8a8a8a", ink="#666666", marker="v")
"""What a place looks like that the study does not describe, unless it says how places elsewhere look."""

_CONTRAST: Final = 4.5
"""The least contrast of letters with white (WCAG 2.1, success criterion 1.4.3)."""


@dataclass(frozen=True)
class Pen:
    """What a mark looks like: colour, shape and, in points, size."""

    colour: str
    marker: str = "o"
    size: float = 5.0


def place_of(study: Study, key: str) -> Place:
    """Look up a place with a colour, an ink, a marker and a name, whatever the study says of it."""
    known = {place.id: at for at, place in enumerate(study.places)}
    if key not in known:
        other = next((place for place in study.places if place.role is Role.ELSEWHERE), _OTHER)
        return replace(place_of(study, other.id) if other.id in known else other, id=key, name=Text(en=key))
    place = study.places[known[key]]
    colour, marker = _CYCLE[known[key] % len(_CYCLE)]
    colour = place.colour or colour
    name = place.name or Text(en=key)
    return replace(place, colour=colour, ink=place.ink or dark(colour), marker=place.marker or marker, name=name)


def pen_of(study: Study, key: str, size: float = 5.0) -> Pen:
    """Give the pen with which marks of a place are drawn, `size` in points."""
    place = place_of(study, key)
    return Pen(place.colour, place.marker, size)


def dark(colour: str) -> str:
    """Darken a hexadecimal colour as far as letters need it to stand out on white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while 1.05 / (luminance(parts) + 0.05) < _CONTRAST:
        parts = [int(0.95 * part) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def luminance(parts: list[int]) -> float:
    """Give the relative luminance of red, green and blue from 0 to 255: 0 for black to 1 for white (WCAG 2.1)."""
    shares = [part / 255 for part in parts]
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
