"""Words that say what a row or column is: totals, sub-totals, parts, and figures that never add up."""

import re
from typing import Final

from policy_report.evidence.tables.script import fold

_TOTAL: Final = re.compile(
    r"^(?:总\s*计|合\s*计|共\s*计|总\s*数|总\s*额|全\s*国|全\s*省|全\s*市|全\s*县|全\s*区|合计数|总\s*和|计|(?:全部)?案件总数|全国合计|全省合计|全市合计|全国总计|.{0,8}(?:合\s*计|总\s*计)"
    r"|(?:grand |national |overall )?totals?|(?:all|total) (?:cases|offences|crimes|kinds|types)|nation(?:al|wide))"
    r"(?:\s*[(:].*)?$",
    re.I,
)
_SUB: Final = re.compile(r"小\s*计|\bsub-?\s?totals?\b", re.I)
_OF_WHICH: Final = re.compile(
    r"^\s*(?:#|其\s*中\s*[:]?|of which\s*[:,]?|of them\s*[:,]?|including\s*:|in which\s*:)\s*", re.I
)
_NEVER_ADDS: Final = re.compile(
    r"率|人均|平均|均价|指数|比上年|比去年|同比|环比|增长|增减|增幅|位次|名次|排名|每.{0,4}万|密度|比例"
    r"|\brate\b|per capita|average|\bmean\b|\bindex\b"
    r"|growth|\bchange\b|increase|\brank\b|\bratio\b|\bper\b|median",
    re.I,
)
_SHARE: Final = re.compile(
    r"比\s*重|构\s*成|占|份额|share|proportion|composition|make-up|percentage of|per ?cent of|distribution|^%$", re.I
)
_CHANGE: Final = re.compile(r"增长|增减|增幅|同比|升降|比上年|比去年|growth|change|increase|±", re.I)


def is_total_label(label: str) -> bool:
    """Tell whether a label names the sum of the rows beside it: 合计, Total, 小计."""
    plain = " ".join(fold(label).split())
    return bool(_TOTAL.match(plain)) or is_subtotal_label(plain)


def is_subtotal_label(label: str) -> bool:
    """Tell whether a label names the sum of some of the rows: 小计, "…, sub-total"."""
    return bool(_SUB.search(fold(label)))


def strip_of_which(label: str) -> tuple[str, str]:
    """Split the mark 其中：, of which or # (empty if there is none) off the beginning of a label."""
    plain = fold(label)
    found = _OF_WHICH.match(plain)
    if found is None or not plain[found.end() :].strip():
        return "", label
    return found.group(0), plain[found.end() :].strip()


def never_adds(label: str) -> bool:
    """Tell whether a label names a rate, an average, a rank or a change: parts of it do not add up to it."""
    return bool(_NEVER_ADDS.search(fold(label)))


def is_share_label(label: str) -> bool:
    """Tell whether a header names shares of a total."""
    return bool(_SHARE.search(fold(label))) and not is_change_label(label)


def is_change_label(label: str) -> bool:
    """Tell whether a header names a change against another period."""
    return bool(_CHANGE.search(fold(label)))
