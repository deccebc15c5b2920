"""The load of a network, computed and not simulated: how busy each station is, and its stability limit."""

from math import inf

from policy_report.errors import AnalysisError
from policy_report.models.parameters import parameter_problem
from policy_report.models.stations import Network
from policy_report.text.language import Language


def utilisations(network: Network) -> dict[str, tuple[float, ...]]:
    """Compute the share of time for which the servers of each copy of each station would be at work.

    Arriving work divided by servers; 1 or more means that the queue grows without end. Delays have no servers and
    are left out.
    """
    return {
        station.id: tuple(work / count for count in station.servers)
        for station in network.stations
        if station.staff
        for work in (network.offered(station.id) / station.copies,)
    }


def bottleneck(network: Network) -> str:
    """Find the id of the station with the busiest copy; empty if no station has servers."""
    loads = utilisations(network)
    return max(loads, key=lambda station: max(loads[station]), default="")


def stability_limit(network: Network) -> float:
    """Compute the cases a day at which the busiest copy of a station is at work all the time.

    Below it every queue of the network is stable, because the network is feed-forward: what a stable station sends
    on in the long run is what it receives. Infinite if no station has servers.
    """
    highest = _highest(network)
    return network.rate * 24 / highest if highest else inf


def stable(network: Network) -> bool:
    """Say whether every queue of the network has a steady state."""
    return _highest(network) < 1


def _highest(network: Network) -> float:
    return max((load for loads in utilisations(network).values() for load in loads), default=0.0)


def unstable(network: Network, parameter: str) -> AnalysisError:
    """Say that the network saturates under its load, which a parameter sets."""
    station, limit = network.station(bottleneck(network)), stability_limit(network)
    said = {"regime": network.regime, "station": station.name[Language.EN], "limit": limit}
    return parameter_problem(parameter, "load-unstable", f"{network.rate * 24:g} a day", **said)
