"""The encoding of a text: told, marked, declared, or found where only one can be meant."""

import re
from typing import Final

from policy_report.evidence.faults import Faults

_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CHINESE: Final = {"gb18030": (0xB0, 0xD7), "big5hkscs": (0xA4, 0xC6)}
"""For each encoding the first bytes of its frequent characters: level 1 of GB/T 2312, and of Big5."""
_SAME: Final = dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030") | {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_LONE: Final = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_CLEAR: Final = 0.2
"""How much more of a text must be frequent characters in one encoding than in another."""


def decode(data: bytes, told: str, faults: Faults) -> tuple[str, str]:
    """Read a text, and give the encoding in which it was read.

    `data`, `told`: the file's bytes, and the encoding that the recipe or the page itself names; empty if none.
    `faults`: take `encoding-wrong`, or `encoding-unclear` where nothing tells which encoding is meant.

    Raises `EvidenceError` if the text cannot be read.
    """
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    encoding = marked or _SAME.get(told.lower(), told.lower()) or _found(data)
    try:
        return data.decode(encoding or "utf-8"), encoding or "utf-8"
    except (LookupError, ValueError) as error:
        start = getattr(error, "start", 0)
        row = data.count(b"\n", 0, start) + 1
        if encoding:
            faults.stop(row, "", "encoding-wrong", encoding=told or encoding)
        guess = likely(data)
        line = data.split(b"\n")[row - 1].decode(guess, errors="replace")
        faults.stop(row, "", "encoding-unclear", line, guess=guess)


def _found(data: bytes) -> str:
    """The encoding that a text without a mark can only have; empty if it is UTF-8, or unclear."""
    if (zeros := data.count(0)) * 4 > len(data):
        return "utf-16-le" if data[1::2].count(0) * 2 > zeros else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        ranked = _ranked(data)
        clear = ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] > _CLEAR)
        return ranked[0][1] if clear and not _is_western(data) else ""
    return ""


def likely(data: bytes) -> str:
    """Guess the encoding of a text that is not UTF-8."""
    ranked = _ranked(data)
    return "cp1252" if _is_western(data) or not ranked else ranked[0][1]


def _is_western(data: bytes) -> bool:
    """Whether letters beyond ASCII stand alone between others, as in Vårgård; Chinese characters come in pairs."""
    return len(_LONE.findall(data)) * 2 > len(_HIGH.findall(data))


def _ranked(data: bytes) -> list[tuple[float, str]]:
    """The Chinese encodings that a text can have, and what share of its characters is frequent in each."""
    found = []
    for name, (first, last) in _CHINESE.items():
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        leads = [pair[0] for pair in _PAIR.findall(text.encode(name)) if pair[0] >= _CHINESE["big5hkscs"][0]]
        if leads:
            found.append((sum(first <= lead <= last for lead in leads) / len(leads), name))
    return sorted(found, reverse=True)
