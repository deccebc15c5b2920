"""How many series were already falling or rising before the reform that bears on them."""

import pandas as pd

from policy_report.analysis.before_reform import Phase
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers

_PLACES = {
    "jiaxing": ("Jiaxing", "嘉兴"),
    "sanming": ("Sanming", "三明"),
    "zhejiang": ("Zhejiang", "浙江"),
    "fujian": ("Fujian", "福建"),
    "china": ("the country", "全国"),
}
_DIRECTIONS = {"falling": ("only falling", "均为下降"), "rising": ("only rising", "均为上升")}


@numbers
def already_moving(before_reform: pd.DataFrame) -> dict[str, Derived]:
    """How many series can be asked what they did before the reform, and how many were falling or rising by then.

    Changes across a break are left out: they are changes of the basis, too.
    """
    sound = before_reform[before_reform["breaks"].eq("")]
    earlier = sound[sound["phase"].eq(Phase.BEFORE)]
    found = {key: set(own) for key, own in earlier.groupby(["case", "indicator"])["direction"]}
    later = sound[sound["phase"].ne(Phase.BEFORE)]
    followed = set(zip(later["case"], later["indicator"], strict=True)) & set(found)
    made = {
        "series": counted(
            len(found), "series with a change before the reform that no break parts", "改革前有可比变化的序列数"
        ),
        "followed": counted(
            len(followed), "of these, with a change across the reform or after it", "其中跨改革或改革后亦有变化者"
        ),
    }
    for direction, (words, words_zh) in _DIRECTIONS.items():
        number = sum(own == {direction} for own in found.values())
        made[direction] = counted(number, f"of these, {words} before it", f"其中改革前{words_zh}者")
    for case, (name, name_zh) in _PLACES.items():
        number = sum(key[0] == case for key in found)
        made[f"series_{case}"] = counted(number, f"of these, of {name}", f"其中属于{name_zh}者")
        number = sum(key[0] == case for key in followed)
        made[f"followed_{case}"] = counted(number, f"of these, of {name}, also later", f"其中属于{name_zh}且其后亦有者")
    return made
