"""Values of one case, indicator, category and period whose bounds exclude each other."""

from collections.abc import Iterator

from policy_report.analysis.contradictions.bounds import extremes
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.explanations import explained
from policy_report.analysis.contradictions.values import Evidence, Value, grouped
from policy_report.quantities import Change

_SAME_BASE = {
    Change.YOY_PERCENT: "percent",
    Change.PERCENT_CHANGE: "percent",
    Change.YOY_PP: "points",
    Change.PP_CHANGE: "points",
}
"""Changes of one period have one base, which `datapackage.json` derives from the period: 同比 may go unsaid."""


def excluding_values(evidence: Evidence) -> Iterator[Contradiction]:
    """Find one contradiction for each subject and period whose values have no number in common.

    Levels are held against levels, and changes against changes of the same base. Intervals that meet in pairs have
    a number in common (Helly's theorem on a line), so the last to begin and the first to end decide.
    """
    dated = (value for value in evidence.values if value.is_dated)
    for values in grouped(dated, _key).values():
        found = extremes(values, values)
        if found is not None:
            involved = [value for value in values if found.involve(value)]
            # An area does not change, so two figures of it differ in what they cover.
            first = [Explanation.SCOPE] if involved[0].indicator.measure == "area" else []
            yield explained(Kind.EXCLUDING_VALUES, involved, found.clash, first)


def _key(value: Value) -> tuple[str, ...]:
    change = value.quantity.change
    part = str(value.part) if change is Change.FROM_TO else ""
    return (*value.subject, *value.period, _SAME_BASE.get(change, str(change)), part)
