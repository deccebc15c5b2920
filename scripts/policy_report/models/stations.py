"""What a regime is made of: stations, and the visits that a case of each class pays to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import prod

from policy_report.models.parameters import Regime, Scenario


class CaseClass(StrEnum):
    """How large a case is."""

    SMALL = "small"
    LARGE = "large"


class Level(StrEnum):
    """The level of government at which a station stands."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


class Split(StrEnum):
    """What a station has a copy for: the whole city, each county, each branch of each county, each case group."""

    CITY = "city"
    COUNTY = "county"
    BRANCH = "branch"
    GROUP = "group"


class Staff(StrEnum):
    """Who works at a station. An approval holds a case up and nobody who could take another: a delay, no queue."""

    SEATS = "seats"
    OFFICERS = "officers"
    ANALYSTS = "analysts"
    DELAY = "delay"


class Line(StrEnum):
    """Where a visit stands: on the trunk, or on one of the two lines of work that run at the same time after it."""

    TRUNK = "trunk"
    LOCAL = "local"
    CENTRAL = "central"


class Work(StrEnum):
    """A kind of work. A case brings the same luck with a kind of work to every regime (common random numbers)."""

    DESK = "desk"
    TRIAGE = "triage"
    LOCAL = "local"
    APPROVAL = "approval"
    APPROVAL_CITY = "approval_city"
    APPROVAL_PROVINCE = "approval_province"
    ANALYSIS = "analysis"
    ANALYSIS_WRONGLY_GRADED = "analysis_wrongly_graded"


class Condition(StrEnum):
    """What must hold for a case to pay a visit."""

    NEEDS_MEANS = "needs_means"
    GRADED_RIGHT = "graded_right"
    GRADED_WRONG = "graded_wrong"


@dataclass(frozen=True)
class Station:
    """A place where cases queue, first come first served, or are held up.

    Attributes
    ----------
    id, name_en, name_zh
        What it is called.
    level
        Where it stands.
    split
        What it has a copy for.
    staff
        Who works there.
    servers
        Servers of each copy; empty for a delay.
    """

    id: str
    name_en: str
    name_zh: str
    level: Level
    split: Split
    staff: Staff
    servers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Visit:
    """One step of a route: `mean` hours and coefficient of variation `cv` of the work, and when it is needed."""

    station: str
    work: Work
    mean: float
    cv: float
    when: tuple[Condition, ...] = ()
    line: Line = Line.TRUNK


Routes = Mapping[CaseClass, tuple[Visit, ...]]


@dataclass(frozen=True)
class Network:
    """A regime as a feed-forward network; a lead is there when every line of work is done.

    Attributes
    ----------
    regime, scenario
        What it models.
    rate
        Cases an hour.
    small_share, needs_means, grading_error
        Probabilities: that a case is small, that one of a class needs technical means, that one is graded wrongly.
    counties, branches, groups
        Of the city; cases are spread evenly over each.
    window
        Hours within which a lead counts as early.
    stations
        In an order in which every route visits them.
    routes
        The visits of each class.
    """

    regime: Regime
    scenario: Scenario
    rate: float
    small_share: float
    needs_means: Mapping[CaseClass, float]
    grading_error: float
    counties: int
    branches: int
    groups: int
    window: float
    stations: tuple[Station, ...]
    routes: Routes

    def station(self, station: str) -> Station:
        """The station of that id."""
        return next(found for found in self.stations if found.id == station)

    def copies(self, station: Station) -> int:
        """How many copies of a station there are."""
        counts = {Split.CITY: 1, Split.COUNTY: self.counties, Split.BRANCH: self.counties * self.branches}
        return counts.get(station.split, self.groups)

    def share(self, case_class: CaseClass) -> float:
        """The share of a class among all cases."""
        return self.small_share if case_class is CaseClass.SMALL else 1 - self.small_share

    def probability(self, case_class: CaseClass, visit: Visit) -> float:
        """The probability that a case of a class pays a visit of its route."""
        return prod(self._chance(case_class, condition) for condition in visit.when) if visit.when else 1

    def _chance(self, case_class: CaseClass, condition: Condition) -> float:
        if condition is Condition.NEEDS_MEANS:
            return self.needs_means[case_class]
        return self.grading_error if condition is Condition.GRADED_WRONG else 1 - self.grading_error

    def visits(self, station: str) -> list[tuple[CaseClass, Visit]]:
        """Who visits a station, and how."""
        return self._visits.get(station, [])

    @cached_property
    def _visits(self) -> dict[str, list[tuple[CaseClass, Visit]]]:
        found: dict[str, list[tuple[CaseClass, Visit]]] = {}
        for kind, route in self.routes.items():
            for visit in route:
                found.setdefault(visit.station, []).append((kind, visit))
        return found

    def line(self, station: str) -> Line:
        """The line on which a station stands; all visits to it are on the same one."""
        return self.visits(station)[0][1].line

    def offered(self, station: str) -> float:
        """The work that arrives at all copies of a station, in server-hours an hour (erlangs)."""
        return self.rate * sum(
            self.share(kind) * self.probability(kind, visit) * visit.mean for kind, visit in self.visits(station)
        )
