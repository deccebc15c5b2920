"""Read a printed number: figures, characters and any mixture of them (`number` in the grammar).

All arithmetic is in integers over a power of ten, so that nothing is lost before the end.
"""

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from policy_report.quantities.errors import BrokenNumberError
from policy_report.quantities.grammar import SHAPES, shape
from policy_report.quantities.grammar.numbers import (
    ENGLISH_MYRIADS,
    FIGURES,
    FRACTIONS,
    LONGEST_NUMBER,
    MYRIADS,
    SEVERAL,
    STEPS,
    TENS,
)


class Kind(Enum):
    """What sort of number the words state."""

    PLAIN = auto()
    SEVERAL = auto()
    BETWEEN = auto()
    TEENS = auto()


class Numeral(NamedTuple):
    """A number as printed.

    `value`, `place` and `high` are in units of 1/`scale`. `place` is the last printed place; `high` is
    the upper end where the words name no single number (数百, 三四十, 十几); `over` is the place to which
    a 余 inside the number refers, or 0. `figures` tells 3 from 三; `bare` is 百 or 万 without a figure.
    """

    value: int
    place: int
    scale: int
    end: int
    kind: Kind = Kind.PLAIN
    high: int = 0
    over: int = 0
    figures: bool = True
    bare: bool = False
    myriad: bool = False


_HAN: Final = "".join(FIGURES) + "".join(TENS) + "".join(STEPS)
_AFTER_SIMPLE: Final = _HAN + "万亿兆余多来几半点,，0-9. " + "".join(FRACTIONS)
SIMPLE: Final = re.compile(
    rf"([0-9]{{1,{LONGEST_NUMBER}}}+)(?:\.([0-9]{{1,9}}+))?(万亿|亿|万)?(?![{_AFTER_SIMPLE}]|%%)"
)
FIGURE_NUMBER: Final = re.compile(
    r"((?:[0-9]{1,3}(?:[,，][0-9]{3})++|[0-9]{1,3}(?: [0-9]{3})++)(?![0-9])|[0-9]++)"
    r"(?:\.([0-9]++))?"
)
HAN_NUMBER: Final = re.compile(f"[{_HAN}{SEVERAL}]++")
_DECIMALS: Final = re.compile("点([零〇一二三四五六七八九]++)")
_MYRIAD: Final = re.compile(
    r" ?(万[余多]?亿|万万|亿|万|兆(?=[余多]?(?:[美港日欧]|新?台)?[元币]|[0-9]+[亿,]))"
    r"|\s?(?i:(thousand|million|mn|billion|bn|trillion)s?(?![a-z]))"
)
_FRACTION: Final = re.compile(f" ?([{''.join(FRACTIONS)}])|[ -]([1-9])/([2-9]|1[026])(?![0-9/.])")
_STEPS_AFTER: Final = re.compile(" ?([十百千]{1,2})(?!分之|分点|[克米瓦升帕赫伏卡焦])")
_REST: Final = re.compile("[0-9]{1,3}(?![0-9.,%])")
_INNER_OVER: Final = re.compile(" ?(?:[余多来] ?|几)(?=[万亿])")
_BREACH: Final = re.compile(r"\.+[0-9][0-9.,]*|,[0-9][0-9.,]*|\.(?=[%％])|%%")
_CONTINUED: Final = re.compile("|".join(map(shape, SHAPES["continued"].values())))
_POSITIONAL: Final = re.compile("[〇零一二三四五六七八九]{3,}")
_PERCENT: Final = re.compile("([〇零一二三四五六七八九]{1,3})(?:[.点]([〇零一二三四五六七八九]{1,2}))?(?=%)")
_INNER_OVERS: Final = ("万余亿", "万多亿")
_MYRIAD_VALUES: Final = MYRIADS | ENGLISH_MYRIADS | dict.fromkeys(_INNER_OVERS, MYRIADS["万亿"])
_SEPARATORS: Final = str.maketrans("", "", ",， ")


def in_words(value: int, end: int) -> Numeral:
    """Give a whole number that words state."""
    return Numeral(value, 1, 1, end, figures=False)


def nonzero_place(value: int, place: int) -> int:
    """Give the last place that is not zero: hundreds for 17900 (rules 2 to 4)."""
    if value:
        while value % (place * 10) == 0:
            place *= 10
    return place


def read_numeral(text: str, start: int) -> Numeral | None:
    """Read the number that starts at an index of a folded text; `None` if there is none.

    Raises `BrokenNumberError` if figures stand there that are not a number (`85.6.8%`, `1,23,4`).
    """
    simple = SIMPLE.match(text, start)
    if simple is None:
        return _mixed(text, start)
    whole, decimals, myriad = simple.groups()
    factor = MYRIADS[myriad] if myriad else 1
    if decimals is None:
        return Numeral(int(whole) * factor, factor, 1, simple.end(), myriad=myriad is not None)
    return Numeral(int(whole + decimals) * factor, factor, 10 ** len(decimals), simple.end(), myriad=myriad is not None)


def _mixed(text: str, start: int) -> Numeral | None:
    total = _part(text, start)
    while total is not None and total.myriad and total.kind is Kind.PLAIN and not total.over:
        following = _tail(text, total)
        if following is None:
            break
        total = following
    if total is not None and (more := _CONTINUED.match(text, total.end)):
        raise BrokenNumberError(start, text[start : more.end()], "the figures go on behind a space, and are no number")
    return total


def _part(text: str, start: int) -> Numeral | None:
    """Read one part: a coefficient and the 万 or 亿 after it."""
    section = _figures(text, start) or _characters(text, start)
    if section is None:
        return None
    over = _INNER_OVER.match(text, section.end)
    end = over.end() if over else section.end
    myriad = _MYRIAD.match(text, end)
    if myriad is None:
        return section
    factor = _MYRIAD_VALUES[myriad[1] or myriad[2].lower()]
    inner = over is not None or myriad[1] in _INNER_OVERS
    over_place = nonzero_place(section.value, section.place) * factor if inner else section.over * factor
    return section._replace(
        value=section.value * factor, place=factor, high=section.high * factor,
        over=over_place, end=myriad.end(), myriad=True,
    )  # fmt: skip


def _tail(text: str, head: Numeral) -> Numeral | None:
    """Join the part after 万 or 亿 to the number: 28万3622, 三万五千亿, 两万二."""
    if text[head.end : head.end + 1] in ("", " ") or text[head.end - 1] not in "万亿兆":
        return None
    tail = _part(text, head.end)
    if tail is None or tail.kind is not Kind.PLAIN or tail.bare or (tail.scale > 1 and not tail.myriad):
        return None
    size = MYRIADS[text[head.end - 1]]
    if head.scale > 1:
        raise BrokenNumberError(head.end, text[head.end : tail.end], "a number continues after its decimals")
    if tail.value >= size * tail.scale:
        return _raised(text, head, tail, size)
    if tail.value < 10 and tail.end == head.end + 1 and text[head.end] not in "零〇":
        tail = tail._replace(value=tail.value * size // 10, place=size // 10)
    return head._replace(
        value=head.value * tail.scale + tail.value, place=tail.place, scale=tail.scale, end=tail.end,
        over=tail.over, myriad=True,
    )  # fmt: skip


def _raised(text: str, head: Numeral, tail: Numeral, size: int) -> Numeral:
    """Read 三万五千亿, where 亿 multiplies everything before it."""
    myriad = 10**8
    rest, remainder = divmod(tail.value, myriad)
    if size >= myriad or remainder or not 1000 <= rest < size:
        raise BrokenNumberError(head.end, text[head.end : tail.end], "万 and 亿 stand in an order that is no number")
    return tail._replace(value=(head.value + rest) * myriad)


def _figures(text: str, start: int) -> Numeral | None:
    match = FIGURE_NUMBER.match(text, start)
    if match is None:
        return None
    whole, decimals = match.groups()
    breach = _BREACH.match(text, match.end())
    if breach is not None:
        raise BrokenNumberError(start, text[start : breach.end()], "the figures are no number")
    digits = (whole.translate(_SEPARATORS) + (decimals or "")).lstrip("0")
    if len(digits) > LONGEST_NUMBER:
        return None
    read = Numeral(int(digits or 0), 1, 10 ** len(decimals or ""), match.end())
    fraction = _FRACTION.match(text, match.end()) if decimals is None else None
    return _with_fraction(read, fraction) if fraction else _stepped(text, read)


def _with_fraction(read: Numeral, printed: re.Match[str]) -> Numeral | None:
    """Add the half of 3½ or 3 1/2 to its number; `None` if it is no proper fraction."""
    part, whole = FRACTIONS[printed[1]] if printed[1] else (int(printed[2]), int(printed[3]))
    value = read.value * whole + part
    return read._replace(value=value, scale=whole, end=printed.end()) if part < whole else None


def _stepped(text: str, read: Numeral) -> Numeral:
    """Join 十, 百 or 千 to figures: 5千, 3百多万, 3千700."""
    steps = _STEPS_AFTER.match(text, read.end)
    if steps is None:
        return read
    factor = 1
    for step in steps[1]:
        factor *= STEPS[step]
    rest = _REST.match(text, steps.end())
    if rest and read.scale == 1 and len(rest.group()) == len(str(factor)) - 1:
        return read._replace(value=read.value * factor + int(rest.group()), end=rest.end())
    return read._replace(value=read.value * factor, place=factor, end=steps.end())


def _characters(text: str, start: int) -> Numeral | None:
    match = HAN_NUMBER.match(text, start)
    if match is None:
        return _bare_myriad(text, start)
    if text[match.end() : match.end() + 1] in ("%", ".", "点") and (percent := _PERCENT.match(text, start)):
        whole, decimals = percent.groups()
        printed = in_words(_positional(whole), percent.end(1))
        return _with_decimals(printed, decimals, percent.end()) if decimals else printed
    run = match.group()
    if len(run) > LONGEST_NUMBER:
        return None
    read = _section(run, start)
    if read is None or read.kind is not Kind.PLAIN:
        return read
    decimals = _DECIMALS.match(text, match.end())
    return _with_decimals(read, decimals[1], decimals.end()) if decimals else read


def _with_decimals(read: Numeral, printed: str, end: int) -> Numeral | None:
    if len(printed) > LONGEST_NUMBER:
        return None
    value, scale = read.value, 1
    for character in printed:
        value, scale = value * 10 + FIGURES[character], scale * 10
    return read._replace(value=value, scale=scale, end=end, place=1)


def _bare_myriad(text: str, start: int) -> Numeral | None:
    """Stand in for the missing figure of 万余, 亿元."""
    if text[start : start + 1] in ("万", "亿"):
        return in_words(1, start)._replace(bare=True)
    return None


def _section(run: str, start: int) -> Numeral | None:
    """Read a run of numeral characters below 万."""
    if _POSITIONAL.fullmatch(run):
        return in_words(_positional(run), start + len(run))
    total, place, last_step, figure = 0, 1, 10**5, -1
    for index, character in enumerate(run):
        if character in SEVERAL:
            return _several(run, index, total, start)
        if character in STEPS:
            step = STEPS[character]
            if step >= last_step:
                return _bad_order(run, start)
            total += (1 if figure < 0 else figure) * step
            place, last_step, figure = step, step, -1
        elif character in TENS:
            total, place, last_step, figure = total + TENS[character], 10, 10, -1
        elif FIGURES[character] == 0:
            last_step, place, figure = 100 if total else last_step, 1, 0 if not total else -1
        elif figure > 0:
            return _between(run, index, total, start)
        else:
            figure, place = FIGURES[character], 1
    if figure > 0 and last_step in (100, 1000) and run[-2] in STEPS:
        figure, place = figure * last_step // 10, last_step // 10
    value = total + max(figure, 0)
    bare = all(step in STEPS for step in run) and run != "十"
    return in_words(value, start + len(run))._replace(place=place, bare=bare)


def _positional(run: str) -> int:
    """Read figures in characters, one by one: 八四."""
    return int("".join(str(FIGURES[character]) for character in run))


def _bad_order(run: str, start: int) -> Numeral | None:
    """Refuse 三百五千; 百千 without a figure is a word, not a broken number."""
    if any(character in FIGURES for character in run):
        raise BrokenNumberError(start, run, "百 and 千 stand in an order that is no number")
    return None


def _several(run: str, index: int, total: int, start: int) -> Numeral | None:
    """Read 数百, 几十 and 十几 (rule 6)."""
    step, end = 1, index + 1
    while end < len(run) and run[end] in STEPS:
        step *= STEPS[run[end]]
        end += 1
    if total:
        return in_words(total, start + end)._replace(kind=Kind.TEENS, high=total + 10 * step)
    return in_words(2 * step, start + end)._replace(kind=Kind.SEVERAL, high=10 * step)


def _between(run: str, index: int, total: int, start: int) -> Numeral | None:
    """Read 三四十, 十七八, 两三: a range between neighbours (rule 7)."""
    low, high = FIGURES[run[index - 1]], FIGURES[run[index]]
    if high != low + 1 and (low, high) != (3, 5):
        return None
    step, end = 1, index + 1
    if end < len(run) and run[end] in STEPS:
        step, end = STEPS[run[end]], end + 1
    if end < len(run):
        return None
    return in_words(total + low * step, start + end)._replace(kind=Kind.BETWEEN, high=total + high * step)
