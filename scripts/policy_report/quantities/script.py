"""Fold every script in use into one, character for character, so that spans stay true (rule 10)."""

import re
from typing import Final

from policy_report.quantities.grammar import SCRIPT, SHAPES, shape
from policy_report.quantities.grammar.numbers import FINANCIAL

_TRADITIONAL: Final = "".join(SCRIPT["traditional"].split())
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？～－"}
_SIGNS = {"﹪": "%", "﹐": ",", "﹒": ".", "∶": ":"}
_ODD_DIGITS = {chr(0x1D7CE + n): str(n % 10) for n in range(50)}
_SPACES = dict.fromkeys([chr(code) for code in range(0x2000, 0x200B)] + [*"\u00a0\u1680\u202f\u205f\u3000"], " ")
_FOLDED: Final = str.maketrans(dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)) | _WIDE | _SIGNS | _SPACES)
_CHANGED: Final = re.compile(f"[{re.escape(''.join(chr(code) for code in _FOLDED) + ''.join(_ODD_DIGITS))}]")
_ODD_NUMBER: Final = re.compile(f"(?<![0-9])[{''.join(_ODD_DIGITS)}]+(?![0-9])")
_PLAIN: Final = str.maketrans(_ODD_DIGITS)
_FINANCIAL: Final = str.maketrans(FINANCIAL)
_RUN: Final = re.compile(
    "(?<![队大收登放三])[壹贰叁肆伍陆柒捌玖拾佰仟万亿零百千十]{2,}|[壹贰叁柒捌玖弌弍弎]|(?<=[0-9])[佰仟](?=[元圆])"
)
_THREE: Final = re.compile("参(?=[拾佰仟万])|(?<=[拾佰仟万])参(?=[拾佰仟元])")
_DOTTED: Final = re.compile(
    f"(?<=[0-9])[·•・‧](?:(?<=[0-9]{{3}}.)|(?<=[2-9][0-9].)|(?=[0-9]+{shape(SHAPES['parts']['measured'])}))(?=[0-9])"
)
_DOTTED_HAN: Final = re.compile(
    f"(?<=[〇一二三四五六七八九十百])[.·•・‧](?=[零〇一二三四五六七八九]+{shape(SHAPES['parts']['measured'])})"
)
_CIRCLE: Final = re.compile("(?<=[〇零一二三四五六七八九十百千万])○+|○(?=\\.○?[〇零一二三四五六七八九])|(?<=○\\.)○")
_DOTS: Final = frozenset("·•・‧")
_FINANCIALS: Final = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟弌弍弎")
_ANY: Final = re.compile(f"{_CHANGED.pattern[:-1]}{''.join(_FINANCIALS)}{''.join(_DOTS)}○]")


def fold(text: str) -> str:
    """Write a text in simplified characters and plain digits (rule 10).

    `text`: any text.

    Returns a text of the same length: the character at an index stands for the one at that index.

    Examples
    --------
    >>> fold("２８萬３６２２")
    '28万3622'
    >>> fold("叁拾万元")
    '三十万元'
    """
    if _ANY.search(text) is None:
        return text
    pointed = "．" in text or not _DOTS.isdisjoint(text)
    if _CHANGED.search(text):
        text = _ODD_NUMBER.sub(lambda run: run.group().translate(_PLAIN), text.translate(_FOLDED))
    if "参" in text:
        text = _THREE.sub("叁", text)
    if not _FINANCIALS.isdisjoint(text):
        text = _RUN.sub(lambda run: run.group().translate(_FINANCIAL), text)
    if "○" in text:
        text = _CIRCLE.sub(lambda zeros: "〇" * len(zeros.group()), text)
    if pointed:
        text = _DOTTED_HAN.sub("点", _DOTTED.sub(".", text))
    return text
