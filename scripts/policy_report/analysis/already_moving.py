"""How many series were already falling or rising before the reform that bears on them."""

import pandas as pd

from policy_report.analysis.before_reform import Phase
from policy_report.analysis.denominators import places_of
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers
from policy_report.study import Study

_DIRECTIONS = ("falling", "rising")


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
    made = {"series": counted(len(found)), "followed": counted(len(followed))}
    made |= {way: counted(sum(own == {way} for own in found.values())) for way in _DIRECTIONS}
    for case in places_of(study):
        place = study.place(case).in_prose
        for said, series in (("series", found), ("followed", followed)):
            number = sum(key[0] == case for key in series)
            made[f"{said}_{case}"] = counted(number).said(f"{said}_of_place", place=place)
    return made
