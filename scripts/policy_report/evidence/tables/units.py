"""Units as tables print them: 万元, (起), (%), 10 000 persons, 100 million yuan, 起/10万人."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from policy_report.evidence.tables.model import Unit
from policy_report.evidence.tables.script import PATTERNS, fold
from policy_report.quantities.grammar import UNITS
from policy_report.quantities.grammar.numbers import PER_PEOPLE
from policy_report.quantities.script import fold as simplified
from policy_report.text.toml import beside

_UNITS: Final = beside(__file__, "units")
COUNTED: Final = frozenset(_UNITS["counted"].split())
"""Units of whole things: a fraction of one is a misprint."""

_CHINESE_FACTORS: Final[dict[str, int]] = _UNITS["factors"]
_IN_PHRASES: Final = " ".join(UNITS[kind] for kind in ("time_units", "measured_units", "counted_units", "arabic_units"))
_BASES: Final = COUNTED | set(_UNITS["measured"].split()) | {entry.partition("(")[0] for entry in _IN_PHRASES.split()}
_SAME: Final = {"日": "天", "千克": "公斤"}
_SIGNS: Final = dict.fromkeys(("%", "±%", "+/-%", "±", "百分比", "per cent", "percent", "percentages"), (1, 1)) | {
    "‰": (1, 10), "per mille": (1, 10), "‱": (1, 100),
}  # fmt: skip
_POINTS: Final = frozenset(("百分点", "个百分点", "percentage points", "percentage point", "pp"))
_ENGLISH_BASES: Final = {
    word.replace("_", " "): name for name, words in _UNITS["english"].items() for word in words.split()
}
_SHORT: Final = {"m": "million", "mn": "million", "bn": "billion", "k": "thousand"} | {
    "tsd": "thousand", "mio": "million", "mrd": "billion",
}  # fmt: skip
_MONEY: Final = frozenset(_UNITS["money"].split())
_BARE: Final = {
    name: Unit("", factor, printed=name)
    for factor, names in {
        1000: "thousand thousands '000 000s 千",
        10**4: "万",
        10**6: "million millions 百万",
        10**8: "亿",
        10**9: "billion billions",
    }.items()
    for name in names.split()
}
"""Sizes without a word for what is counted: (in thousands)."""


def parse_unit(text: str) -> Unit | None:
    """Read the unit that a text names; `None` if it names none."""
    printed = " ".join(fold(text).split()).strip("()[] ").removeprefix("in ").strip()
    unit = _known(simplified(printed))
    return unit and replace(unit, printed=printed)


def _known(plain: str) -> Unit | None:
    key = plain.lower()
    if plain == "t":  # a capital T is a total
        return Unit("吨", printed=plain)
    if key in _SIGNS:
        return Unit("percent", *_SIGNS[key], printed=plain)
    if key in _POINTS:
        return Unit("pp", printed=plain)
    return _BARE.get(key) or _per(plain) or _chinese(plain) or _english(plain) or _compound(plain)


def _compound(plain: str) -> Unit | None:
    """A unit of two: 吨/日, 元/平方米."""
    first, slash, second = (part.strip() for part in plain.partition("/"))
    over, under = (_chinese(first), _chinese(second)) if slash else (None, None)
    return replace(over, name=f"{over.name}/{second}", printed=plain) if over and under else None


def _per(plain: str) -> Unit | None:
    found = PATTERNS["per"].fullmatch(plain)
    if found is None and (found := PATTERNS["per_english"].fullmatch(plain)) is None:
        return None
    digits = found["size"].replace(" ", "").replace(",", "")
    factor = 10**4 if digits.endswith("万") else 1
    size = _CHINESE_FACTORS.get(digits) or int(digits.removesuffix("万")[:9] or 0) * factor
    return Unit(PER_PEOPLE[size], printed=plain) if size in PER_PEOPLE else None


def _chinese(plain: str) -> Unit | None:
    plain_joined = re.sub("^(?:人民币|新台币)|人民币$", "", plain.replace(" ", ""))
    for length in (0, 1, 2):
        factor, base = plain_joined[:length], plain_joined[length:].removeprefix("个") or plain_joined[length:]
        if base in _BASES and (not factor or factor in _CHINESE_FACTORS):
            return Unit(_SAME.get(base, base), _CHINESE_FACTORS.get(factor, 1), printed=plain)
    return None


def _reworded(plain: str) -> str:
    """An English unit in the usual order and number: RMB million, millions of yuan and '000 yuan."""
    text = re.sub(r"'?\b000s?$|^'?000s?\b", "thousand", plain.replace("‘", "'").replace("’", "'"))
    text = re.sub(r"\b(tsd|mio|mrd)\b\.?", lambda size: _SHORT[size[1].lower()], text, flags=re.I)
    text = re.sub(r"(?<=[£€₹$ ])(mn?|bn|k)$", lambda size: _SHORT[size[1].lower()], text, flags=re.I)
    text = re.sub(r"\b(thousand|million|billion)s?(?: of)?\b", r"\1", text, flags=re.I)
    text = re.sub(r"^hundred million\b", "100 million", text, flags=re.I)
    return PATTERNS["currency_first"].sub(r"\g<size> \g<currency>", text)


def _english(plain: str) -> Unit | None:
    found = PATTERNS["english"].fullmatch(_reworded(plain))
    if found is None or not plain:
        return None
    base = (found["base"] or "").strip().lower()
    if base not in _ENGLISH_BASES and base.rstrip(".") not in _ENGLISH_BASES:
        return None
    digits = int((found["digits"] or "1").replace(" ", "").replace(",", ""))
    factor = digits * _UNITS["english_factors"].get((found["word"] or "").lower(), 1)
    if digits > 10**9:
        return None
    name = _ENGLISH_BASES.get(base, _ENGLISH_BASES.get(base.rstrip("."), ""))
    return Unit(name, max(factor, 1), printed=plain)


def rate_of(label: str, unit: Unit | None) -> Unit | None:
    """Read the unit of a figure whose label says per how many people it is (每十万人立案数)."""
    found = PATTERNS["rate_label"].search(fold(label))
    rate = parse_unit(found["per"] or found["english"]) if found else None
    if rate is None or not rate.name.startswith("per_") or (unit and (unit.name not in COUNTED or unit.over != 1)):
        return None
    return replace(rate, printed=unit.printed if unit else rate.printed)


def contradicts(label: str, unit: Unit) -> bool:
    """Tell whether a label says that its figures are per so many people, and the unit that they are percent."""
    return unit.name == "percent" and rate_of(label, None) is not None


def split_unit(label: str) -> tuple[str, Unit | None]:
    """Split the unit at its end off a header or row label: in brackets, or a share, size or currency (Rate in %).

    Examples
    --------
    >>> label, unit = split_unit("Value (£m)")
    >>> label, unit.name, unit.over
    ('Value', '英镑', 1000000)
    """
    plain = fold(label)
    found = PATTERNS["enclosed"].search(plain)
    if found and (unit := parse_unit(found["unit"])):
        return label[: found.start()].rstrip(), unit
    found = PATTERNS["trailing"].search(plain)
    unit = parse_unit(found["unit"]) if found else None
    if found and unit and (unit.is_share or unit.over != 1 or unit.name in _MONEY):
        return label[: found.start()].rstrip(), unit
    leading = PATTERNS["leading"].fullmatch(plain.strip())
    return label, parse_unit((leading[1] and "pp") or "%") if leading else None


def unit_line(text: str) -> tuple[Unit, ...] | None:
    """Read the units that a line 单位：… or "Unit: …" gives; `None` if it is no such line. An unknown one stays."""
    found = PATTERNS["unit_line"].match(" ".join(fold(text).split()))
    if found is None:
        return None
    whole = found["units"].strip()
    if whole.endswith((")", "]")) and len(re.findall(r"[(\[]", whole)) < len(re.findall(r"[)\]]", whole)):
        whole = whole[:-1].rstrip()
    single = parse_unit(whole)
    parts = [whole] if single else [part.strip() for part in re.split(r"[、，,;；]| and |和", whole) if part.strip()]
    return tuple(parse_unit(part) or _translated(part) or scaled(part) or Unit(part, printed=part) for part in parts)


def scaled(text: str) -> Unit | None:
    """Read a unit of things that no list has, with 万 or 亿 before it: 万册."""
    found = re.fullmatch(r"(?P<size>[十百千]?万|亿)(?P<base>[\u4e00-\u9fff]{1,3})", fold(text).replace(" ", ""))
    return Unit(found["base"], _CHINESE_FACTORS[found["size"]], printed=text) if found else None


def _translated(text: str) -> Unit | None:
    """A unit with its translation in brackets behind it: 万元 (10 000 yuan)."""
    bare, translation = split_unit(text)
    unit = parse_unit(bare)
    return unit if unit and translation and agree(unit, translation) else None


def distinct(units: Iterable[Unit]) -> list[Unit]:
    """List the units in order, one in two languages once."""
    kept: dict[tuple[str, int, int], Unit] = {}
    for unit in units:
        kept.setdefault((unit.name, unit.over, unit.under), unit)
    return list(kept.values())


def unread_size(label: str) -> str:
    """Find brackets at the end of a header or title that speak of thousands or millions but are no known unit."""
    found = PATTERNS["enclosed"].search(fold(label))
    if found is None or parse_unit(found["unit"]):
        return ""
    return found["unit"] if PATTERNS["size_word"].search(found["unit"]) else ""


def agree(first: Unit, second: Unit) -> bool:
    """Tell whether two statements of a unit can both be true: one size, and one name or both of things counted."""
    same_size = first.over * second.under == second.over * first.under
    cases = {first.name, second.name} <= {"起", "件", "宗", "例", ""} or {first.name, second.name} <= {"人", "名", ""}
    return same_size and (first.name == second.name or cases)
