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

    Attributes
    ----------
    regimes, scenarios
        Their names, as in `process_parameters.csv`, in the order in which they are shown.
    build
        Makes the network of a regime under a scenario from the values that hold for them.
    streams
        The streams of random numbers that the networks use. Their order decides which numbers each has.
    pairs
        The comparisons of two regimes; a difference is the first less the second.
    rate
        The parameter that says how many cases come in a day: one axis of the phase diagram.
    mix
        The parameters that vary together on its other axis; the first one names it.
    load
        The load of a set of parameters, whose values it gets by id, the same for all regimes; 1 is all that the staff
        can do.
    """

    regimes: tuple[str, ...]
    scenarios: tuple[str, ...]
    build: Callable[[Values, str, str], Network]
    streams: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    rate: str
    mix: tuple[str, ...]
    load: Callable[[Mapping[str, float]], float]

    def network(self, parameters: Parameters, regime: str, scenario: str) -> Network:
        """Make the network that the simulation runs and the process diagrams draw.

        Raises
        ------
        AnalysisError
            If a parameter is missing, or if there are fewer people than places that need one (`staff-too-few`).
        """
        return self.build(parameters.of(regime, scenario), regime, scenario)

    def demand(self, cases: int, seed: int) -> Demand:
        """Draw the random inputs that every regime meets."""
        return Demand(cases, seed, self.streams)
