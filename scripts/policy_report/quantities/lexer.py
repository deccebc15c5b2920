"""Find the words, names and numbers that the grammar knows in a folded text."""

import re
from collections.abc import Iterable
from enum import IntEnum, auto
from itertools import groupby
from typing import Final, NamedTuple

from policy_report.quantities.grammar import CHANGES, HEDGES, NAMES, SHAPES, UNITS, WHOLES, shape
from policy_report.quantities.grammar.numbers import COMMAS, FIGURES, LIST_MARKS, SENTENCE_MARKS, STEPS, TENS
from policy_report.quantities.measures import words
from policy_report.quantities.quantity import Qualifier


class Role(IntEnum):
    """What a word does in the grammar."""

    HEDGE = auto()
    CHANGE = auto()
    COMPARED = auto()
    BASE = auto()
    ORIGIN = auto()
    TARGET = auto()
    FULL = auto()
    FULL_ADVERB = auto()
    ZERO = auto()
    NONE_OF = auto()
    FIRST = auto()
    FIXED = auto()
    COUNTED = auto()
    ABOVE = auto()
    HALF = auto()
    LIST = auto()
    NONE = auto()


class Word(NamedTuple):
    """A known word: its role, and its qualifier, sign, truth or value."""

    role: Role
    sense: Qualifier | int = 0


class Token(IntEnum):
    """The kinds of thing that `SCAN` finds, by the number of its group."""

    PLAIN = 1
    NAME = 2
    WORD = 3
    SHARE = 4
    RATE = 5
    ORDINAL = 6
    MONEY = 7
    NUMBER = 8
    MARK = 9


COUNTED_IN: Final = {
    "数以百计": 100, "数以千计": 1000, "数以万计": 10**4, "数以亿计": 10**8, "成百上千": 100, "成千上万": 1000,
}  # fmt: skip


def _entries() -> Iterable[tuple[str, Word]]:
    for word, entries in (
        (Word(Role.CHANGE, 1), CHANGES["up"]),
        (Word(Role.CHANGE, -1), CHANGES["down"]),
        (Word(Role.BASE), CHANGES["other_base"]),
        (Word(Role.BASE, 1), CHANGES["year_on_year"]),
        (Word(Role.ORIGIN), CHANGES["origins"]),
        (Word(Role.TARGET), CHANGES["becoming"]),
        (Word(Role.FULL), WHOLES["full_words"]),
        (Word(Role.FULL_ADVERB), WHOLES["full_adverbs"]),
        (Word(Role.NONE_OF), WHOLES["none_of"]),
        (Word(Role.FIRST), WHOLES["first_places"]),
        (Word(Role.LIST), LIST_MARKS),
        (Word(Role.HALF), "一半 半数 对半"),
        (Word(Role.NONE), CHANGES["named_levels"]),
    ):
        yield from ((entry, word) for entry in entries.split())
    for hedge, entries in HEDGES["before"].items():
        yield from ((entry, Word(Role.HEDGE, Qualifier(hedge))) for entry in entries.split())
    yield from ((f"零{noun}", Word(Role.ZERO)) for noun in WHOLES["zero_nouns"].split())
    yield from ((word, Word(Role.FIXED, value)) for word, value in CHANGES["fixed_changes"].items())
    yield from ((word, Word(Role.COUNTED, value)) for word, value in COUNTED_IN.items())
    yield from ((word, Word(Role.COMPARED, sign)) for word, sign in CHANGES["compared"].items() if len(word) == 1)


WORDS: Final = {entry.replace("_", " "): word for entry, word in _entries()} | {
    "过": Word(Role.HEDGE, Qualifier.MORE_THAN),
    "满": Word(Role.HEDGE, Qualifier.AT_LEAST),
    "破": Word(Role.HEDGE, Qualifier.MORE_THAN),
    "上": Word(Role.ABOVE),
}
_SEVERAL_YEARS: Final = ("(?<![连续近过这后前历达了]", "(?=[增减升跌成])")
"""What stands before and behind 数年 where it is no time: 发生数年增率."""
_CONDITIONS: Final = {
    "近": f"近(?<![{HEDGES['not_near']}]近)",
    "超": "超(?<![卖买出入]超)",
    "约": f"约(?<![{HEDGES['not_about']}]约)",
    "比": "比(?<![占对相]比)",
    "年": f"年(?:(?<=[一-鿿]数年){_SEVERAL_YEARS[0]}数年){_SEVERAL_YEARS[1]}|(?<=应当年)"
    "|(?<![0-9半去今上前本当该全每多两几数一二三四五六七八九十百]年))",
    "均": "均(?:(?<![平人年月日]均)|(?<=人均)(?=已|被|依法))",
}
_CONTEXTUAL: Final = "|".join(
    (
        "过(?<![经通超不透越路渡]过)(?=[百千万亿半]|[一二三四五六七八九]成)",
        "(?:^|(?<=[，；。、分龄期限刑的者人]))满(?=[0-9一二两三四五六七八九十百千万])",
        r"破(?<![侦告突攻爆勘]破)(?=[百千万亿]|[0-9]+(?:\.[0-9]+)?万?亿)",
        "上(?<![以之网线晚早]上)(?=[百千万亿](?!分))",
    )
)
"""Words that hedge only some numbers: 过半, 记分满12分, 破亿, 上千."""


def grouped(entries: Iterable[str]) -> str:
    """Make one pattern of literal words, grouped by first character, the longest first."""
    ordered = sorted(set(entries), key=lambda entry: (entry[0], -len(entry)))
    groups = {first: [*group] for first, group in groupby(ordered, key=lambda entry: entry[0])}
    found = "|".join(
        _CONDITIONS.get(first, re.escape(first)) + "(?:" + "|".join(re.escape(word[1:]) for word in group) + ")"
        for first, group in groups.items()
    )
    return f"(?=[{re.escape(''.join(groups))}])(?:{found})"


_HAN_WORDS: Final = grouped(
    entry for entry in WORDS if not entry[0].isascii() and entry not in ("过", "满", "破", "上")
)
_ENGLISH_WORDS: Final = words(" ".join(entry.replace(" ", "_") for entry in WORDS if entry[0].isascii()))
_NUMBER_START: Final = (
    "[0-9" + "".join(FIGURES) + "".join(TENS) + "".join(STEPS) + "万亿半几]"
    f"|数(?!(?<=[一-鿿]数){_SEVERAL_YEARS[0]}数)年{_SEVERAL_YEARS[1]})"
)
_DENOMINATOR: Final = "[0-9]{1,7}|[二两三四五六七八九十百千万亿]{1,5}"
_ORDINAL_NUMBER: Final = "[0-9]{1,4}|[一二三四五六七八九十百零〇两]{1,6}"
_SIGN: Final = "|".join(map(re.escape, sorted(UNITS["currency_signs"], key=len, reverse=True)))
_WORKERS: Final = "(?<=[员口]10)万人(?=[一-鿿]{2,16}[0-9])"
"""The population of a rate without 每: 就业人员10万人生产安全事故死亡人数1.07人."""
_PLAIN: Final = rf"[0-9]{{1,9}}+(?:\.[0-9]{{1,6}}+)?(?!{_WORKERS})(?=[%万亿余名人个宗](?![0-9A-Za-z]))"
"""Figures that can begin no name, so that none need be looked for."""
_SHAPES: Final = (
    shape("(?=[<start>])(?:")
    + "|".join(shape(one) for kind in ("dates", "codes", "phrases") for group in SHAPES[kind].values() for one in group)
    + ")"
)
_FIGURE: Final = f"[{''.join(FIGURES)}]"
_IDIOMS: Final = f"{grouped(NAMES['names'].split())}(?!(?<={_FIGURE}{_FIGURE})(?<!十{_FIGURE}{_FIGURE}){_FIGURE})"
"""Names that hold a number; 七一 is none in 七一八人."""
SCAN: Final = re.compile(
    "|".join(
        f"(?:{pattern})()"
        for pattern in (
            _PLAIN,
            f"{_SHAPES}|{_IDIOMS}",
            f"{_HAN_WORDS}|{_CONTEXTUAL}|(?=[A-Za-z-])(?<![A-Za-z])(?i:{_ENGLISH_WORDS})",
            f"(?:{_DENOMINATOR}) ?分 ?之 ?(?=[0-9零〇一二两三四五六七八九十廿卅百几半])"
            "|[1-9](?<![0-9/.][0-9])/(?:[2-9]|10)(?![0-9/月日号.%])",
            f"每(?:百|千|万|十万|百万|10 ?万|100 ?万|1 ?万) ?(?:人口|人|名|居民)|10{_WORKERS}|每个?小时|时速"
            f"|(?<![0-9数几{''.join(FIGURES)}千百])[十百]万人(?=[一-鿿]{{2,10}}[率数][为达是]?约?[0-9])",
            f"第\\s?(?:{_ORDINAL_NUMBER})(?:{shape('<to>')}第?(?:{_ORDINAL_NUMBER}))*+"
            f"|(?:前(?<![{SHAPES['parts']['before_now']}]前)|头(?![0-9]))(?:{_ORDINAL_NUMBER})",
            f"(?:{_SIGN})(?=\\s?(?:约|近|逾|超过?|不足|大约|将近)?\\s?(?:[0-9]|[〇零一二两三四五六七八九十百千点]+[百千万亿]))",
            _NUMBER_START,
            f"[{SENTENCE_MARKS}{COMMAS}]",
        )
    )
)
ANCHOR: Final = re.compile(
    "[0-9零〇一二两三四五六七八九十廿卅卌百千万亿半几数]|[全均]|悉数|翻番|翻倍|[逾超近]倍|减半|[首之居榜魁头][首位名]"
)
"""What a text must hold to have any quantity."""
