"""The three regimes, each built from the parameters as one network of stations and routes."""

from dataclasses import replace

from policy_report.models.parameters import Parameters, Regime, Scenario, Values
from policy_report.models.staffing import staffed
from policy_report.models.stations import (
    CaseClass,
    Condition,
    Level,
    Line,
    Network,
    Split,
    Staff,
    Station,
    Visit,
    Work,
)

_SMALL, _LARGE = CaseClass.SMALL, CaseClass.LARGE
_MEANS, _RIGHT, _WRONG = Condition.NEEDS_MEANS, Condition.GRADED_RIGHT, Condition.GRADED_WRONG

_LOCAL = Station("local", "Local officers", "基层民警", Level.COUNTY, Split.COUNTY, Staff.OFFICERS)

_STATIONS = {
    Regime.SEPARATE: (
        Station("desk", "County 110 desk", "县级110接警台", Level.COUNTY, Split.COUNTY, Staff.SEATS),
        _LOCAL,
        Station("approval_county", "Approval", "审批", Level.COUNTY, Split.COUNTY, Staff.DELAY),
        Station("approval_city", "Approval", "审批", Level.CITY, Split.CITY, Staff.DELAY),
        Station("approval_province", "Approval", "审批", Level.PROVINCE, Split.CITY, Staff.DELAY),
        Station("analysis", "Analysts of one branch", "单一警种研判", Level.COUNTY, Split.BRANCH, Staff.ANALYSTS),
    ),
    Regime.TIERED: (
        Station("desk", "One entry", "统一入口", Level.CITY, Split.CITY, Staff.SEATS),
        Station("triage", "Triage", "分级研判", Level.CITY, Split.CITY, Staff.ANALYSTS),
        _LOCAL,
        Station("approval_county", "Approval", "审批", Level.COUNTY, Split.COUNTY, Staff.DELAY),
        Station("analysis_county", "County centre", "县级中心", Level.COUNTY, Split.COUNTY, Staff.ANALYSTS),
        Station("approval_city", "Approval", "审批", Level.CITY, Split.CITY, Staff.DELAY),
        Station("analysis_city", "City centre", "市级中心", Level.CITY, Split.CITY, Staff.ANALYSTS),
    ),
    Regime.PARALLEL: (
        Station("desk", "City 110 desk", "市级110统一接警", Level.CITY, Split.CITY, Staff.SEATS),
        _LOCAL,
        Station("approval_centre", "Approval", "审批", Level.CITY, Split.CITY, Staff.DELAY),
        Station("analysis_centre", "City centre, case groups", "市级中心案组", Level.CITY, Split.GROUP, Staff.ANALYSTS),
    ),
}


def network(parameters: Parameters, regime: Regime, scenario: Scenario) -> Network:
    """A regime as a network: the one description that the simulation runs and the process diagrams draw.

    A station at which no work arises (its time or its share of cases is zero) is left out.

    Raises
    ------
    AnalysisError
        If a parameter is missing, or if there are fewer people than places that need one (`staff-too-few`).
    """
    return network_of(parameters.of(regime, scenario), regime, scenario)


def network_of(values: Values, regime: Regime, scenario: Scenario) -> Network:
    """As `network`, from the values that hold for the regime under the scenario."""
    routes = {kind: _route(values, regime, kind) for kind in CaseClass}
    plan = Network(
        regime=regime,
        scenario=scenario,
        rate=values["cases_per_day"] / 24,
        small_share=values["small_share"],
        needs_means={_SMALL: values["means_small"], _LARGE: values["means_large"]},
        grading_error=values["triage_error"] if regime is Regime.TIERED else 0.0,
        counties=values.whole("counties"),
        branches=values.whole("branches"),
        groups=values.whole("case_groups") if regime is Regime.PARALLEL else 1,
        window=values["window"],
        stations=_STATIONS[regime],
        routes=routes,
    )
    return staffed(_without_idle(plan), values)


def _without_idle(plan: Network) -> Network:
    """The network without stations that no work reaches, and without the visits to them."""
    busy = {station.id for station in plan.stations if plan.offered(station.id) > 0}
    if len(busy) == len(plan.stations):
        return plan
    return replace(
        plan,
        stations=tuple(station for station in plan.stations if station.id in busy),
        routes={kind: tuple(visit for visit in route if visit.station in busy) for kind, route in plan.routes.items()},
    )


def _route(values: Values, regime: Regime, kind: CaseClass) -> tuple[Visit, ...]:
    make = {Regime.SEPARATE: _separate, Regime.TIERED: _tiered, Regime.PARALLEL: _parallel}
    return make[regime](values, kind)


def _office(values: Values, station: str, work: Work, hours: str, *when: Condition, line: Line = Line.TRUNK) -> Visit:
    """Work at a desk, whose time does not depend on the size of the case."""
    return Visit(station, work, values[hours], values["cv_office"], when, line)


def _case_work(
    values: Values, station: str, work: Work, kind: CaseClass, *when: Condition, factor: float = 1.0,
    line: Line = Line.TRUNK,
) -> Visit:  # fmt: skip
    """Local work on a case or its analysis, whose time depends on the size of the case."""
    name = "local" if work is Work.LOCAL else "analysis"
    return Visit(station, work, values[f"{name}_{kind}"] * factor, values[f"cv_{kind}"], when, line)


def _pooled(values: Values) -> float:
    """How much longer analysis takes in a pool, where an analyst of one branch meets the cases of all."""
    return 1 + values["pooling_loss"] * (1 - 1 / values["branches"])


def _separate(values: Values, kind: CaseClass) -> tuple[Visit, ...]:
    climb = (
        ("approval_county", Work.APPROVAL),
        ("approval_city", Work.APPROVAL_CITY),
        ("approval_province", Work.APPROVAL_PROVINCE),
    )[: values.whole("approval_levels")]
    return (
        _office(values, "desk", Work.DESK, "desk_hours"),
        _case_work(values, "local", Work.LOCAL, kind),
        *(_office(values, station, work, "approval_hours", _MEANS) for station, work in climb),
        _case_work(values, "analysis", Work.ANALYSIS, kind),
    )


def _tiered(values: Values, kind: CaseClass) -> tuple[Visit, ...]:
    """Small cases to the county, large ones to the city; what was graded small and is large goes on to the city."""
    pooled = _pooled(values)
    central = pooled * (1 + values["remoteness"])
    entry = (
        _office(values, "desk", Work.DESK, "desk_hours"),
        _office(values, "triage", Work.TRIAGE, "triage_hours"),
        _case_work(values, "local", Work.LOCAL, kind),
    )
    if kind is _SMALL:
        return (
            *entry,
            _office(values, "approval_county", Work.APPROVAL, "inside_hours", _MEANS, _RIGHT),
            _case_work(values, "analysis_county", Work.ANALYSIS, kind, _RIGHT, factor=pooled),
            _office(values, "approval_city", Work.APPROVAL, "inside_hours", _MEANS, _WRONG),
            _case_work(values, "analysis_city", Work.ANALYSIS, kind, _WRONG, factor=central),
        )
    return (
        *entry,
        _case_work(values, "analysis_county", Work.ANALYSIS_WRONGLY_GRADED, _SMALL, _WRONG, factor=pooled),
        _office(values, "approval_city", Work.APPROVAL, "inside_hours", _MEANS),
        _case_work(values, "analysis_city", Work.ANALYSIS, kind, factor=central),
    )


def _parallel(values: Values, kind: CaseClass) -> tuple[Visit, ...]:
    factor = _pooled(values) * (1 + values["remoteness"]) * (1 + values["blind_start"])
    return (
        _office(values, "desk", Work.DESK, "desk_hours"),
        _case_work(values, "local", Work.LOCAL, kind, line=Line.LOCAL),
        _office(values, "approval_centre", Work.APPROVAL, "inside_hours", _MEANS, line=Line.CENTRAL),
        _case_work(values, "analysis_centre", Work.ANALYSIS, kind, factor=factor, line=Line.CENTRAL),
    )
