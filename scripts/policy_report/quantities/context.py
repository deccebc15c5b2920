"""Keep the pending modifiers of the next number: hedges, changes, bases, origins, lists (rules 1 and 7)."""

import re
from typing import Final, NamedTuple

from policy_report.quantities.amounts import Amount
from policy_report.quantities.grammar import CHANGES, HEDGES, before
from policy_report.quantities.grammar.numbers import COMMAS
from policy_report.quantities.lexer import Role, Word
from policy_report.quantities.measures import TIME_WORDS, words

_FILLER: Final = re.compile(rf"(?:{words(CHANGES['fillers'])}|\s){{0,6}}")
_HEDGE_FILLER: Final = re.compile(rf"(?:{words(CHANGES['hedge_fillers'])}|\s|每[一-鿿]{{1,2}}){{0,6}}")
_REACH: Final = re.compile(r"(?!的)[^\s，。；、！？,;()0-9零法检院省市县区州国]{0,6}\s?")
_OBJECT: Final = re.compile(r"了?[^\s，。；、！？,;0-9一二三四五六七八九十百千万值]{1,6}")
_BASE_OF_MULTIPLE: Final = re.compile(r"(?:(?:19|20)[0-9]{2}年)?[^。；，、！？;0-9]{0,10}的")
_BASE_OF_SHARE: Final = re.compile(r"(?:[0-9]{1,4}[年月]份?|[^。；，、！？;0-9])[^。；，、！？;0-9]{0,10}的")
_BASE_OF_LIMIT: Final = re.compile(r"[^。；，、！？;0-9]{1,10}")
_WHOLE_OF_SHARE: Final = re.compile(r"[占全总][^。；，、！？;0-9]{1,10}的")
_DIFFERENCE: Final = re.compile(r"[^。；！？;0-9]{1,14}")
_WAY: Final = re.compile(r"[^，。；、！？,;]{0,14}")
ARRIVING: Final = re.compile(
    rf"\s?(?:了|幅度?|最终|已经|已)?(?:{words(CHANGES['arriving'])})(?<!至(?=[少多]|今(?![年天日月])))"
)
_RESTATING: Final = re.compile(rf"\s?(?:{words(CHANGES['restating'])})\s?[+-]?")
_ABOUT_VERB: Final = re.compile(
    rf"(?:{words(HEDGES['about_verbs'])})[^\s，。；、！？,;0-9一二三四五六七八九十百千万]{{0,8}}"
)
_BECOMES: Final = re.compile("了?为(?=[0-9约近超逾一二两三四五六七八九十百千])")
_CHANGE_NOUNS: Final = frozenset("幅速率度长值")
"""Ends of changes that a number names: 跌幅为5%; but 减为5件 is a level."""
_COMPARED_WITH: Final = re.compile(r"(?:同期|年底|末)?(?:相比|比较?|相较)?(?:来看|而言|下)?")
_YEARS_BEFORE: Final = re.compile(r"(?<![去上]年)[与和跟同比较](?:(?:19|20)[0-9]{2}年?[、和及与]?)+$")
"""Years that 同比 is about: 与2015年、2016年同比."""
_REACHED: Final = re.compile("[至到成]$")
_NOT_RATED: Final = frozenset(("percent", "permille", "permyriad", "成", "pp", "元", "倍")) | TIME_WORDS
_NO_COUNTS: Final = frozenset(("", "percent", "permille", "permyriad", "成", "pp", "倍", "rank")) | TIME_WORDS
_PERCENTAGES: Final = frozenset(("percent", "permille", "permyriad", "成"))
_OTHER_TIME: Final = re.compile(
    "19|20|[0-9一二三四]{1,2}(?:[-—至][0-9]{1,2})?(?:季度|月)|上半年|年初|前[一二三四1-4]?季度"
)
"""What 比 and 较 compare with that is no year earlier."""
_AVERAGES: Final = ("年均", "月均", "日均")
_POINTS: Final = ("pp", "千分点", "万分点", "基点")
_RECKONED: Final = re.compile("(?:计算?|折算|换算)$")
"""What shows that the population of a rate holds past a comma: 以每十万人口计算，平均43.1件."""
_DAYS: Final = ("天", "日", "小时", "分钟", "秒")
_SUPERLATIVES: Final = ("最多", "最高", "最低", "最少")
_RUNNERS_UP: Final = re.compile("[^。；;\n]*(?:其次|居次|次之|次多|再来)")
"""What shows that 最多 names the first of several and is no hedge."""
_TRENDS: Final = frozenset(CHANGES["trends"].split())
_TRANSITIVE: Final = frozenset(CHANGES["transitive"].split())
_REACHING: Final = frozenset(HEDGES["reaching"].split())
PER_HOUR: Final = "/小时"
"""The rate of a speed: 每小时113公里, 时速113公里."""
_LENGTHS: Final = ("公里", "千米", "英里", "海里", "米")
_LONGEST_WAY: Final = 24
"""Characters between 由 and the number that it begins with."""


class Found(NamedTuple):
    """A word that was found: what it does, how it is printed, where."""

    word: Word
    text: str
    start: int
    end: int


class Shared(NamedTuple):
    """What a member of a list passes on to the next (rule 7)."""

    unit: str
    sign: int
    hedge: Found | None
    end: int


class Context:
    """The pending modifiers of a folded text: words that the next number will be read with.

    `base` is whether the base is a year earlier, `lasting` whether it holds to the end of the sentence (与去年相比，…),
    `compared` whether there is any base; `origin` is where
    a 由 ends, `departed` the index of the quantity that follows it, `arrival` where 升至 starts and ends.
    """

    __slots__ = (
        "arrival", "base", "base_end", "carried", "change", "compared", "departed", "hedge", "lasting", "list_end",
        "money", "origin", "rate", "shared", "since_mark", "text",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.hedge: Found | None = None
        self.change: Found | None = None
        self.shared: Shared | None = None
        self.base = self.compared = self.lasting = False
        self.base_end = self.carried = self.list_end = -1
        self._forget_way()
        self.money = ("", -1, -1)
        self.rate = ""
        self.since_mark = 0

    def _forget_way(self) -> None:
        self.origin = self.departed = -1
        self.arrival = (-1, -1)

    # --- words come in --------------------------------------------------------------------------

    def take(self, found: Found, last: int) -> int:
        """Take in a word; `last` is where the last quantity ended. Give where to read on."""
        role = found.word.role
        if found.text in _SUPERLATIVES and _RUNNERS_UP.match(self.text, found.end):
            pass  # 越南籍最多为274人次，其次为马来西亚籍
        elif role is Role.HEDGE or role is Role.ABOVE:
            self.hedge = found
            sign = CHANGES["compared"].get(found.text)
            if sign and self.change is None:
                self.change = found._replace(word=Word(Role.COMPARED, sign))
        elif role is Role.CHANGE:
            return self._take_change(found)
        elif role is Role.COMPARED:
            self.change = found if self.change is None or self.compared else self.change
        elif role is Role.BASE:
            self._take_base(found)
        elif role is Role.ORIGIN:
            self.origin, self.departed = found.end, -1
        elif role is Role.TARGET and (self.departed >= 0 or last == found.start):
            self.arrival, self.change = (found.start, found.end), None
        elif role is Role.LIST and self.shared is not None and self.shared.end == found.start:
            self.list_end = found.end
        return found.end

    def _take_change(self, found: Found) -> int:
        hedge = self.hedge
        if self.carried in (found.start, hedge.start if hedge and hedge.end == found.start else -2):
            self.base = True
        if hedge is not None and hedge.text in _REACHING and hedge.end == found.start and found.text[-1] == "幅":
            self.hedge = None  # 最高降幅达80% is the largest of several falls, no bound of one
        arriving = ARRIVING.match(self.text, found.end)
        if arriving is None and found.text[-1] not in _CHANGE_NOUNS:
            arriving = _BECOMES.match(self.text, found.end)
        if arriving is None:
            self.change = found
            return found.end
        if self.change is not None and self.change.text[-1] in "幅速":
            self.change = self.change._replace(end=arriving.end())  # 跌幅收窄至5%: a fall of 5%
        else:
            self.arrival, self.change = (found.start, arriving.end()), None
        return arriving.end()

    def _take_base(self, found: Found) -> None:
        self.compared = True
        if found.word.sense:
            named = found.text == "同比" and before(_YEARS_BEFORE, self.text, found.start)
            self.base, self.base_end = not named, found.end
        elif found.text in _AVERAGES:
            pass  # 按年日均增长 is year on year
        elif found.text not in ("比", "较") or _OTHER_TIME.match(self.text, found.end):
            self.base = False
        direction = found.text.rstrip("率幅")[-1]
        if sign := (direction in "长升增") - (direction in "降减跌"):
            self._take_change(Found(Word(Role.CHANGE, sign), direction, found.end - 1, found.end))

    def close(self, start: int, end: int, count: int) -> None:
        """Close a clause and drop its pending modifiers; `count` quantities stand before it."""
        if self.text[start] not in COMMAS:
            self.base = self.compared = self.lasting = False
            self._forget_way()
        elif self.base and not self.lasting:
            self.lasting = _COMPARED_WITH.fullmatch(self.text, self.base_end, start) is not None
            if not self.lasting:
                self.carried, self.base = end, False
        self.hedge = self.change = None
        if self.rate and before(_RECKONED, self.text, start) is None:
            self.rate = ""
        self.since_mark = count

    # --- numbers ask ----------------------------------------------------------------------------

    def hedge_before(self, start: int, unit: str) -> Found | None:
        """Give the hedge of the number at an index."""
        hedge = self.hedge
        if hedge is None or hedge.end == start:
            return hedge
        _, money_start, money_end = self.money
        if hedge.end <= money_start and self.text[money_end:start].strip() == "":
            start = money_start
        gap = _REACH if hedge.text in _REACHING else _HEDGE_FILLER
        end = hedge.end
        if self.change is not None and self.change.start == end:
            end = self.change.end  # 约下降12%
        if gap.fullmatch(self.text, end, start):
            return hedge
        if hedge.text[-1] == "约" and _ABOUT_VERB.fullmatch(self.text, end, start):
            return hedge
        return hedge if self._measures_base(hedge, start, unit) else None

    def _measures_base(self, hedge: Found, start: int, unit: str) -> bool:
        """Say whether what stands between a hedge and its number is its base: 超过总数的三分之二, 近去年的1.5倍."""
        if unit in _PERCENTAGES:  # 近, 超 and 逾 begin other words too: 逾期的90%
            base = _BASE_OF_SHARE if len(hedge.text) > 1 else _WHOLE_OF_SHARE
            base = _BASE_OF_LIMIT if hedge.text.startswith("不") and hedge.text.endswith("于") else base
            return base.fullmatch(self.text, hedge.end, start) is not None
        return unit == "倍" and _BASE_OF_MULTIPLE.fullmatch(self.text, hedge.end, start) is not None

    def unit_of(self, amount: Amount, start: int) -> tuple[str, int]:
        """Give the unit of an amount and where its words start, money and population counted in."""
        low, high = amount
        unit = low.unit or (high.unit if high else "")
        name, money_start, money_end = self.money
        number = start if start >= money_end else low.start  # 港币约350万
        if 0 <= money_end <= number and self.text[money_end:number].strip() == "":
            return unit or name, min(start, money_start)
        if self.rate == PER_HOUR:
            return (f"{'公里' if unit == '千米' else unit}{PER_HOUR}" if unit in _LENGTHS else unit), start
        return (self.rate if self.rate and unit not in _NOT_RATED else unit), start

    def shared_with(self, start: int, unit: str) -> Shared | None:
        """Give what the number at an index shares with the member of the list before it, or with what it restates."""
        shared = self.shared
        if shared is None:
            return None
        percent = unit in _PERCENTAGES or (unit == "倍" and shared.sign != 0)
        if self.list_end == start and shared.unit == ("percent" if percent else unit):
            return shared
        if start in (self.list_end, shared.end) and shared.sign and not {unit, shared.unit} & _NO_COUNTS:
            return shared._replace(hedge=None)  # 增加3起、5人
        restates = shared.sign != 0 and percent != (shared.unit == "percent")
        return shared if restates and _RESTATING.fullmatch(self.text, shared.end, start) else None

    def sign_before(self, start: int, unit: str) -> int:
        """Give +1 after a rise, -1 after a fall, 0 for a level."""
        change = self.change
        if change is None:
            return 0
        compared = change.word.role is Role.COMPARED
        if compared and not self.compared and unit != "pp":
            return 0
        if unit in TIME_WORDS and change.text in _TRENDS and not self._is_longer(change, start, unit):
            return 0
        sign = int(change.word.sense)
        if change.end == start or _FILLER.fullmatch(self.text, change.end, start):
            return 0 if compared and change.text[1:] == "于" else sign
        if change.text in _TRANSITIVE and unit not in _PERCENTAGES and _OBJECT.fullmatch(self.text, change.end, start):
            return sign
        return sign if unit in _POINTS and _DIFFERENCE.fullmatch(self.text, change.end, start) else 0

    def _is_longer(self, change: Found, start: int, unit: str) -> bool:
        """Say whether a time grows by an amount, 较上月增长13.92天; but 连续增长5年 is how long something grows."""
        adjoins = self.compared and change.end == start and unit in _DAYS
        return adjoins and not self.text.endswith(("连续", "持续", "连"), 0, change.start)

    def is_apart(self, hedge: Found | None, start: int) -> bool:
        """Say whether a change or a base stands between a hedge and its number: 至少下降20%, 接近2014年的3倍."""
        if hedge is None:
            return False
        changed = self.change is not None and self.change.start >= hedge.end
        return changed or (start > hedge.end and self.text[start - 1] == "的")

    def is_way(self, start: int) -> bool:
        """Say whether the range at an index is the way of a change: rose from 62% to 78%."""
        change = self.change
        if change is None or not 0 <= self.origin <= start:
            return False
        return self.text[change.end : start].split() in (["从"], ["由"])

    def departs(self, start: int, index: int) -> bool:
        """Take note of the quantity that 由 begins with; say whether this is one."""
        if not self.is_open_way(start):
            return False
        self.departed = index
        return True

    def is_open_way(self, start: int) -> bool:
        """Say whether the number at an index may be where 由 begins."""
        return 0 <= self.origin <= start <= self.origin + _LONGEST_WAY and self.departed < 0

    def arrives(self, start: int) -> bool:
        """Say whether the number at an index is where 升至 leads."""
        end = self.arrival[1]
        if self.departed >= 0 and _REACHED.search(self.text, start - 1, start):
            return True
        return 0 <= end <= start and _WAY.fullmatch(self.text, end, start) is not None

    def beginning(self, last: int, count: int) -> int:
        """Give the index of the quantity where the way began, -1 if none; `last` is where the last one ended."""
        first = self.departed if self.departed >= 0 else count - 1 if last == self.arrival[0] else -1
        self._forget_way()
        return first if first < count else -1

    def settled(self, shared: Shared) -> None:
        """Let a number take its hedge with it, and what it shares with the next."""
        self.hedge = None
        self.shared = shared
