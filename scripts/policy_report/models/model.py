"""What a study's package says of its process models; everything else here works on any such model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from policy_report.models.demand import Demand
from policy_report.models.parameters import Parameters, Values
from policy_report.models.stations import Network


@dataclass(frozen=True)
class Model:
    """The regimes that a study compares, each a queueing network made from parameters.

    A study gives it as a result called `process_model`; its functions are found by name in other processes.
    """

    # regimes, scenarios: their names, as in `process_parameters.csv`, in the order in which they are shown
    regimes: tuple[str, ...]
    scenarios: tuple[str, ...]
    # Makes the network of a regime under a scenario from the values that hold for them
    build: Callable[[Values, str, str], Network]
    # The streams of random numbers that the networks use. Their order decides which numbers each has
    streams: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]  # the comparisons of two regimes; a difference is the first less the second
    rate: str  # the parameter that says how many cases come in a day: one axis of the phase diagram
    mix: tuple[str, ...]  # the parameters that vary together on its other axis; the first one names it
    # The load of a set of parameters, whose values it gets by id, the same for all regimes; 1 is all that the staff can
    # do
    load: Callable[[Mapping[str, float]], float]

    def network(self, parameters: Parameters, regime: str, scenario: str) -> Network:
        """Make the network that the simulation runs and the process diagrams draw.

        Raises `AnalysisError` if a parameter is missing, or if there are fewer people than places that need one
        (`staff-too-few`).
        """
        return self.build(parameters.of(regime, scenario), regime, scenario)

    def demand(self, cases: int, seed: int) -> Demand:
        """Draw the random inputs that every regime meets."""
        return Demand(cases, seed, self.streams)
