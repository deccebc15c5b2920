"""The text that a spreadsheet shows for a number or a day, by the format of its cell."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from policy_report.evidence.tables.dates import month_name

_TOKEN: Final = re.compile(
    r"\[(?P<bracket>[^\]]*)\]|\"(?P<quoted>[^\"]*)\"|[\\!](?P<escaped>.)|(?P<blank>_.)|\*.|(?P<general>General|@)"
    r"|(?P<digits>[#0?.,]+)|(?P<exponent>E[+-])|(?P<day>[ymdhs]+|AM/PM)|(?P<other>.)",
    re.I | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(?P<sign>[<>]=?|=|<>)\s*(?P<limit>-?\d+(?:\.\d+)?)")
_HOLDS: Final = {
    "<": lambda number, limit: number < limit, "<=": lambda number, limit: number <= limit,
    ">": lambda number, limit: number > limit, ">=": lambda number, limit: number >= limit,
    "=": lambda number, limit: number == limit, "<>": lambda number, limit: number != limit,
}  # fmt: skip
_SECTIONS: Final = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)(?<!\\;)')


class UnreadFormatError(ValueError):
    """A number format that cuts a number into pieces, or whose outcome is not known here."""


@dataclass(frozen=True)
class _Section:
    """One section of a format: what stands before, instead of and behind the number."""

    before: str
    digits: str
    behind: str
    condition: re.Match[str] | None = None
    percent: int = 0  # signs that show the number times a hundred: none in quotation marks


def shown_number(value: float, style: str) -> str:
    """Give the text that a spreadsheet shows for a number.

    `value`, `style`: the stored number and the format of its cell, such as `#,##0.0,` or `[Red]0.0#%;-0.0#%`.

    Raises `UnreadFormatError` if the format shows the number in pieces.

    Examples
    --------
    >>> shown_number(0.8568, "0.0#%"), shown_number(1234567, "#,##0.0,"), shown_number(-12, "0;(0)")
    ('85.68%', '1,234.6', '(12)')
    """
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    if not number.is_finite():
        return str(value)
    sections = [_section(text) for text in _SECTIONS.split(style)]
    chosen, own_sign = _choice(sections, number)
    if chosen is None or not chosen.digits:
        return _plain(number) if chosen is None else f"{chosen.before}{chosen.behind}".strip()
    body = _digits(abs(number) * 100**chosen.percent, chosen.digits)
    shown = f"{chosen.before}{body}{chosen.behind}".strip()
    signed = own_sign and re.search(r"[-(−]", chosen.before)
    return f"-{shown}" if number < 0 and not signed and re.search("[1-9]", body) else shown


def shown_day(day: date, style: str) -> str:
    """Give the text that a spreadsheet shows for a day; a year is written in full, a time of day left out.

    A day in digits alone is that of ISO 8601.
    """
    parts: list[str] = []
    for found in _TOKEN.finditer(_SECTIONS.split(style)[0]):
        word = (found["day"] or "").lower()
        if word[:1] in ("h", "s") or word == "am/pm":
            break
        match word:
            case "":
                parts.append(found["quoted"] or found["escaped"] or found["other"] or found["digits"] or "")
            case "mmm" | "mmmm":
                name = month_name(day.month)
                parts.append(name if len(word) > 3 else name[:3])
            case _:
                number = {"y": day.year, "m": day.month, "d": day.day}[word[0]]
                parts.append(f"{number:0{min(len(word), 2)}d}")
    text = "".join(parts).strip()
    # 06/01/2023 is a day of January or of June: the cell knows which.
    unclear = re.fullmatch(r"[\d/. -]+", text) and re.search("d", style, re.I)
    return f"{day:%Y-%m-%d}" if unclear or not re.search("y", style, re.I) else text


def _section(text: str) -> _Section:
    pieces: list[str] = ["", "", ""]
    condition, place, percent = None, 0, 0
    if re.search(r"[#0?] */ *[#0?\d]", text):
        return _Section("", "General", "")
    for found in _TOKEN.finditer(text):
        condition = condition or _CONDITION.fullmatch(found["bracket"] or "")
        literal = found["quoted"] or found["escaped"] or found["other"] or ""
        percent += found["other"] == "%"
        if currency := re.match(r"\$([^-]*)", found["bracket"] or ""):
            literal = currency.group(1)
        if found["general"] or found["exponent"]:
            return _Section(pieces[0], "General", "", condition)
        if found["digits"]:
            if place == 2 and pieces[2].isspace() and found["digits"].startswith("##0"):
                pieces[1:] = [f"{pieces[1]},", ""]  # a blank between thousands: # ##0
            elif place == 2 and re.search("[0#?]", found["digits"]):
                raise UnreadFormatError(text)
            pieces[1] += found["digits"]
            place = 1
        elif literal or found["blank"]:
            place = 2 if place else 0
            pieces[place] += literal or " "
    return _Section(pieces[0], pieces[1], pieces[2], condition, percent)


def _choice(sections: list[_Section], number: Decimal) -> tuple[_Section | None, bool]:
    """The section that a format has for a number, and whether that shows the sign itself; `None` for all digits."""
    if any(section.condition for section in sections):
        for section in sections:
            found = section.condition
            if found is None or _HOLDS[found["sign"]](number, Decimal(found["limit"])):
                return (None if section.digits == "General" else section), False
        return None, False
    index = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    chosen = sections[index]
    return (None if chosen.digits == "General" else chosen), index == 1


def _plain(number: Decimal) -> str:
    return format(number.normalize() if number == number.to_integral() else number, "f")


def _digits(number: Decimal, pattern: str) -> str:
    """A number under the placeholders of a format: `#,##0.0#`; a comma behind the last one divides by a thousand."""
    whole, _, fraction = pattern.rstrip(",").partition(".")
    thousands = len(pattern) - len(pattern.rstrip(",")) + len(whole) - len(whole.rstrip(","))
    fraction = fraction.replace(",", "")
    number = (number / 1000**thousands).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = format(number, ",f" if "," in whole.rstrip(",") else "f")
    if fraction:
        least = fraction.rstrip("#?").count("0")
        head, _, tail = text.partition(".")
        kept = tail[:least] + tail[least:].rstrip("0")
        text = f"{head}.{kept}" if kept else head
    head, dot, tail = text.partition(".")
    head = "" if head == "0" and "0" not in whole else head.zfill(whole.count("0"))
    return head + dot + tail
