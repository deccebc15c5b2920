"""Number words of Chinese.

Counted as numbers: runs of numerals, with 数 or 几 before them and 余, 多 or 几 after, and 两 and 半. A single 一 is a
number only after 第, 仅, 只, 至少 and the like, or before 成, 半 and 倍; elsewhere it is an article (一个), an adverb
(一般) or part of a word (统一). The numerals of cheques count from two on: 伍 and 陆 alone are words (队伍, 陆地).
"""

import re

_NUMERALS = "零〇一二三四五六七八九十百千万亿兆两俩仨廿卅半"
_CHEQUE = "壹贰叁肆伍陆柒捌玖拾佰仟零万亿"
_ALONE = "一"
_OTHERS = _NUMERALS.replace(_ALONE, "")
_BEFORE = "|".join(f"(?<={word})" for word in ("第", "仅", "只有", "至少", "至多", "超过", "不足", "不到", "大于"))

NUMBER = re.compile(
    rf"第?[数几]?(?:{_ALONE}(?=[{_OTHERS}])|[{_OTHERS}])[{_NUMERALS}]*[多余几]?"
    rf"|[{_CHEQUE}]{{2,}}|(?:{_BEFORE}){_ALONE}|第{_ALONE}|{_ALONE}(?=[成倍])|翻了?[{_NUMERALS}]番"
)
