"""How many series were already falling or rising before the reform that bears on them."""

import pandas as pd

from policy_report.analysis.before_reform import Phase
from policy_report.analysis.denominators import places_of
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers
from policy_report.study import Study
from policy_report.text.language import Language

_DIRECTIONS = {"falling": ("only falling", "均为下降"), "rising": ("only rising", "均为上升")}


@numbers
def already_moving(before_reform: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Count the series that can be asked what they did before the reform, and those falling or rising by then.

    Changes across a break are left out: they are changes of the basis, too.
    """
    sound = before_reform[before_reform["breaks"].eq("")]
    earlier = sound[sound["phase"].eq(Phase.PRE)]
    found = {key: set(own) for key, own in earlier.groupby(["case", "indicator"])["direction"]}
    later = sound[sound["phase"].ne(Phase.PRE)]
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
    for case in places_of(study):
        called = study.place(case).in_prose
        name, name_zh = called[Language.EN], called[Language.ZH]
        number = sum(key[0] == case for key in found)
        made[f"series_{case}"] = counted(number, f"of these, of {name}", f"其中属于{name_zh}者")
        number = sum(key[0] == case for key in followed)
        made[f"followed_{case}"] = counted(number, f"of these, of {name}, also later", f"其中属于{name_zh}且其后亦有者")
    return made
