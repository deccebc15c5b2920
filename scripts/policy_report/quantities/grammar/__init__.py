"""The grammar of published quantities: every word and production that the reader knows.

This folder is data: words and the shapes of names in TOML, numerals in Python. `script`, `lexer`, `numerals`,
`measures`, `standing` and `parser` compile it and run it; a word that should be read differently is changed here and
nowhere else. English has words and productions of its own, in `english.toml`; the rest of this text is about Chinese,
whose words are simplified characters, because `script.fold` has turned the text into them before it is read (rule 10).

Productions (`?` optional, `*` any number, `|` or, `≤n` at most n characters of other text)::

    text      = ( name | clause | word )*                 names are skipped first (rule 9)
    clause    = base? change? quantity ( list quantity )* ending?
    quantity  = rank | full | zero | fixed | range | hedged
    hedged    = before? money? ( share | number measure? after? )
    range     = hedged to hedged | number 以上 ,? number 以下 | "between" number "and" number
    share     = number 分之 number | 半数 | 半             a share of the whole, in percent (rule 6)
    number    = part+                                      28万3622, 14亿967万, 十五万五千
    part      = ( digits | section ) over? myriad?         10余万 has its 余 inside, 10万余 outside
    section   = ( figure? (千|百|十) )* figure?            三百七十五, 十几, 三四十, 数百
    measure   = over? 个? 半? unit 半? over?               3个多月, 两个半小时, 一年半, 三成半, 一年多
    rank      = 第 number (名|位|大|高|低…)? | 前 number (名|位|强)? | 首位
    change    = up | down ; change 至|到 number is a level  (rule 7)
    base      = 同比 | 比去年 …  (year on year) | 环比 | 比2019年 …  (any other)
    from-to   = ( 由|从 )? quantity change 至|到 quantity
    list      = 、 | 和 | 及 | 与 | 以及                    hedges, changes and bases are shared along it
    ending    = 的 (净)? (增长|下降 …)                      2.4万人的净增长
"""

import re
import tomllib
from pathlib import Path
from typing import Any, Final


def words_of(name: str) -> dict[str, Any]:
    """Read the words of a file of this folder, such as `english`."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


CHANGES: Final = words_of("changes")
HEDGES: Final = words_of("hedges")
NAMES: Final = words_of("names")
SCRIPT: Final = words_of("script")
SHAPES: Final = words_of("shapes")
UNITS: Final = words_of("units")
WHOLES: Final = words_of("wholes")
SHAPES["parts"] |= {
    "count_nouns": "(?:" + "|".join(UNITS["count_nouns"].split()) + ")",
    "zero_nouns": "(?:" + "|".join(WHOLES["zero_nouns"].split()) + ")",
}

_WINDOW: Final = 40


def before(pattern: re.Pattern[str], text: str, index: int) -> re.Match[str] | None:
    """Find what ends in `$` directly before an index of a text; a window keeps the time in proportion to the text."""
    return pattern.search(text, max(0, index - _WINDOW), index)


def shape(pattern: str) -> str:
    """Put in the place of `<year>` and other parts what they stand for."""
    return re.sub("<([a-z_]+)>", lambda part: shape(SHAPES["parts"][part[1]]), pattern)
