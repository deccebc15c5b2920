"""The three regimes, each built from the parameters as one network of stations and routes."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

import numpy as np

from policy_report.analysis.results import result
from policy_report.models.model import Model
from policy_report.models.parameters import Values
from policy_report.models.staffing import staffed
from policy_report.models.stations import TRUNK, Condition, Network, Station, Visit
from policy_report.text.language import Text


class Regime(StrEnum):
    """A way of routing cases: before the reforms, in Jiaxing, in Sanming."""

    SEPARATE = "separate"
    TIERED = "tiered"
    PARALLEL = "parallel"


class Scenario(StrEnum):
    """The same staff in every regime, or the staff and the places that the articles give where they give any."""

    EQUAL_RESOURCES = "equal_resources"
    AS_PUBLISHED = "as_published"


class CaseClass(StrEnum):
    """How large a case is."""

    SMALL = "small"
    LARGE = "large"


class Level(StrEnum):
    """The level of government at which a station stands."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


LOCAL, CENTRAL = "local", "central"
"""The two lines of work that run at the same time in the parallel regime."""

SEATS, OFFICERS, ANALYSTS, CENTRE = "desk_seats", "officers", "analysts", "centre_analysts"
"""The pools of staff, by the parameters that say how many there are."""

_DIVISIONS, _KINDS, _MEANS, _GRADING = "county", "kind", "means", "grading"
_WORK = (
    "desk", "triage", "local", "approval", "approval_city", "approval_province", "analysis", "analysis_wrongly_graded",
)  # fmt: skip
_SMALL, _LARGE = CaseClass.SMALL, CaseClass.LARGE
_APPROVAL = Text(en="Approval", zh="审批")


def network_of(values: Values, regime: str, scenario: str) -> Network:
    """Make a regime from the values that hold for it under a scenario."""
    shares = {str(_SMALL): values["small_share"], str(_LARGE): 1 - values["small_share"]}
    stations, route = _REGIMES[Regime(regime)]
    plan = Network(
        regime=regime,
        scenario=scenario,
        rate=values["cases_per_day"] / 24,
        shares=shares,
        window=values["window"],
        stations=stations(values),
        routes={str(kind): route(values, kind) for kind in CaseClass},
    )
    planned = values["planned_small_share"]
    return staffed(plan, {str(_SMALL): planned, str(_LARGE): 1 - planned}, _staff(values))


def _staff(values: Values) -> Mapping[str, int]:
    """Size the pools; where the analysts of the city centre are published, the others work in the counties."""
    people = {SEATS: values.whole(SEATS), OFFICERS: values.whole(OFFICERS)}
    central = {CENTRE: values.whole(CENTRE)} if CENTRE in values else {}
    return people | central | {ANALYSTS: values.whole(ANALYSTS) - sum(central.values())}


def _counties(values: Values) -> tuple[tuple[str, int], ...]:
    return ((_DIVISIONS, values.whole("counties")),)


def _local(values: Values) -> Station:
    return Station("local", Text(en="Local officers", zh="基层民警"), Level.COUNTY, OFFICERS, _counties(values))


def _separate_stations(values: Values) -> tuple[Station, ...]:
    counties = _counties(values)
    branches = (*counties, (_KINDS, values.whole("branches")))
    analysts = Text(en="Analysts of one branch", zh="单一警种研判")
    return (
        Station("desk", Text(en="County 110 desk", zh="县级110接警台"), Level.COUNTY, SEATS, counties),
        _local(values),
        Station("approval_county", _APPROVAL, Level.COUNTY, spread=counties),
        Station("approval_city", _APPROVAL, Level.CITY),
        Station("approval_province", _APPROVAL, Level.PROVINCE),
        Station("analysis", analysts, Level.COUNTY, ANALYSTS, branches),
    )


def _tiered_stations(values: Values) -> tuple[Station, ...]:
    counties, central = _counties(values), CENTRE if CENTRE in values else ANALYSTS
    return (
        Station("desk", Text(en="One entry", zh="统一入口"), Level.CITY, SEATS),
        Station("triage", Text(en="Triage", zh="分级研判"), Level.CITY, central),
        _local(values),
        Station("approval_county", _APPROVAL, Level.COUNTY, spread=counties),
        Station("analysis_county", Text(en="County centre", zh="县级中心"), Level.COUNTY, ANALYSTS, counties),
        Station("approval_city", _APPROVAL, Level.CITY),
        Station("analysis_city", Text(en="City centre", zh="市级中心"), Level.CITY, central),
    )


def _parallel_stations(values: Values) -> tuple[Station, ...]:
    groups = ((_KINDS, values.whole("case_groups")),)
    centre = Text(en="City centre, case groups", zh="市级中心案组")
    return (
        Station("desk", Text(en="City 110 desk", zh="市级110统一接警"), Level.CITY, SEATS),
        _local(values),
        Station("approval_centre", _APPROVAL, Level.CITY),
        Station("analysis_centre", centre, Level.CITY, ANALYSTS, groups),
    )


def _office(values: Values, station: str, work: str, hours: str, *when: Condition, line: str = TRUNK) -> Visit:
    """Work at a desk, whose time does not depend on the size of the case."""
    return Visit(station, work, values[hours], values["cv_office"], when, line)


def _case_work(
    values: Values, station: str, work: str, kind: CaseClass, *when: Condition, factor: float = 1.0, line: str = TRUNK
) -> Visit:
    """Local work on a case or its analysis, whose time depends on the size of the case."""
    name = "local" if work == "local" else "analysis"
    return Visit(station, work, values[f"{name}_{kind}"] * factor, values[f"cv_{kind}"], when, line)


def _needs_means(values: Values, kind: CaseClass) -> Condition:
    return Condition(_MEANS, values[f"means_{kind}"])


def _pooled(values: Values) -> float:
    """How much longer analysis takes in a pool, where an analyst of one branch meets the cases of all."""
    return 1 + values["pooling_loss"] * (1 - 1 / values["branches"])


def _separate(values: Values, kind: CaseClass) -> tuple[Visit, ...]:
    climb = (
        ("approval_county", "approval"), ("approval_city", "approval_city"), ("approval_province", "approval_province"),
    )[: values.whole("approval_levels")]  # fmt: skip
    means = _needs_means(values, kind)
    return (
        _office(values, "desk", "desk", "desk_hours"),
        _case_work(values, "local", "local", kind),
        *(_office(values, station, work, "approval_hours", means) for station, work in climb),
        _case_work(values, "analysis", "analysis", kind),
    )


def _tiered(values: Values, kind: CaseClass) -> tuple[Visit, ...]:
    """Small cases to the county, large ones to the city; what was graded small and is large goes on to the city."""
    pooled = _pooled(values)
    central = pooled * (1 + values["remoteness"])
    means, error = _needs_means(values, kind), values["triage_error"]
    wrong, right = Condition(_GRADING, error), Condition(_GRADING, error, below=False)
    entry = (
        _office(values, "desk", "desk", "desk_hours"),
        _office(values, "triage", "triage", "triage_hours"),
        _case_work(values, "local", "local", kind),
    )
    if kind is _SMALL:
        return (
            *entry,
            _office(values, "approval_county", "approval", "inside_hours", means, right),
            _case_work(values, "analysis_county", "analysis", kind, right, factor=pooled),
            _office(values, "approval_city", "approval", "inside_hours", means, wrong),
            _case_work(values, "analysis_city", "analysis", kind, wrong, factor=central),
        )
    return (
        *entry,
        _case_work(values, "analysis_county", "analysis_wrongly_graded", _SMALL, wrong, factor=pooled),
        _office(values, "approval_city", "approval", "inside_hours", means),
        _case_work(values, "analysis_city", "analysis", kind, factor=central),
    )


def _parallel(values: Values, kind: CaseClass) -> tuple[Visit, ...]:
    factor = _pooled(values) * (1 + values["remoteness"]) * (1 + values["blind_start"])
    means = _needs_means(values, kind)
    return (
        _office(values, "desk", "desk", "desk_hours"),
        _case_work(values, "local", "local", kind, line=LOCAL),
        _office(values, "approval_centre", "approval", "inside_hours", means, line=CENTRAL),
        _case_work(values, "analysis_centre", "analysis", kind, factor=factor, line=CENTRAL),
    )


_Stations = Callable[[Values], tuple[Station, ...]]
_Route = Callable[[Values, CaseClass], tuple[Visit, ...]]
_REGIMES: Final[Mapping[Regime, tuple[_Stations, _Route]]] = {
    Regime.SEPARATE: (_separate_stations, _separate),
    Regime.TIERED: (_tiered_stations, _tiered),
    Regime.PARALLEL: (_parallel_stations, _parallel),
}


def nominal_load(value: Mapping[str, float]) -> float:
    """Compute the share of time for which the busier of local officers and analysts would work if nothing were lost.

    The work of all cases over the staff of the equal-resources scenario, without what sharing, distance, triage and
    a blind start add, so that it is the same for all regimes.
    """
    small, rate = value["small_share"], value["cases_per_day"] / 24

    def load(work: str, staff: str) -> float:
        return rate * (small * value[f"{work}_small"] + (1 - small) * value[f"{work}_large"]) / value[staff]

    busier: float = np.maximum(load("local", OFFICERS), load("analysis", ANALYSTS))
    return busier


MODEL: Final = Model(
    regimes=tuple(map(str, Regime)),
    scenarios=tuple(map(str, Scenario)),
    build=network_of,
    streams=(_DIVISIONS, _KINDS, _MEANS, _GRADING, *_WORK),
    pairs=(("parallel", "tiered"), ("parallel", "separate"), ("tiered", "separate")),
    rate="cases_per_day",
    mix=("small_share", "planned_small_share"),
    load=nominal_load,
)


@result
def process_model() -> Model:
    """Name the three regimes, both scenarios, and what makes a network of each."""
    return MODEL
