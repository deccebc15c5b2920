"""A network of one queue for tests, and what holds for every run."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from policy_report.models.engine import Run, Stage
from policy_report.models.stations import Network, Station, Visit
from policy_report.text.language import Text

Floats = NDArray[np.float64]


def single_station(servers: int, rate: float, mean: float, cv: float) -> Network:
    """One queue for cases of one class."""
    station = Station("only", Text(en="Queue"), "here", "staff", (), (servers,))
    visit = Visit("only", "service", mean, cv)
    return Network("one", "one", rate, {"case": 1.0}, 48.0, (station,), {"case": (visit,)})


def area_under_number(begin: Floats, end: Floats) -> float:
    """The integral over time of how many of the intervals hold the moment, by stepping through all events."""
    times = np.concatenate([begin, end])
    steps = np.concatenate([np.ones(begin.size), -np.ones(end.size)])
    order = np.lexsort((steps, times))
    present = np.cumsum(steps[order])
    return float(np.sum(present[:-1] * np.diff(times[order])))


def most_at_once(begin: Floats, end: Floats) -> int:
    """The greatest number of intervals that hold one moment; an interval that ends leaves room for one that begins."""
    times = np.concatenate([begin, end])
    steps = np.concatenate([np.ones(begin.size), -np.ones(end.size)])
    order = np.lexsort((steps, times))
    return int(np.cumsum(steps[order]).max(initial=0))


def check_identities(run: Run) -> None:
    """What holds for every run, whatever the parameters and however short.

    Little's law as an identity: the times of all cases add up to the area under the number present, in the whole
    system and at every station (waiting, service and both). Cases are conserved and served first come, first
    served by no more servers than there are.
    """
    assert np.isfinite(run.done).all()
    np.testing.assert_allclose(area_under_number(run.arrival, run.done), run.times.sum(), rtol=1e-9)
    last = np.copy(run.arrival)
    for name, stage in run.stages.items():
        station = run.network.station(name)
        assert np.unique(stage.cases).size == stage.cases.size
        assert (stage.start >= stage.arrival).all()
        assert (stage.end >= stage.start).all()
        for begin, end in ((stage.arrival, stage.end), (stage.arrival, stage.start), (stage.start, stage.end)):
            np.testing.assert_allclose(area_under_number(begin, end), (end - begin).sum(), rtol=1e-9, atol=1e-6)
        last[stage.cases] = np.maximum(last[stage.cases], stage.end)
        _check_copies(stage, station)
    np.testing.assert_array_equal(last, run.done)


def _check_copies(stage: Stage, station: Station) -> None:
    if not station.staff:
        np.testing.assert_array_equal(stage.start, stage.arrival)
        return
    assert (np.diff(stage.arrival) >= 0).all()
    assert set(np.unique(stage.copy)) <= set(range(len(station.servers)))
    for copy, servers in enumerate(station.servers):
        mine = stage.copy == copy
        assert (np.diff(stage.start[mine]) >= 0).all()
        assert most_at_once(stage.start[mine], stage.end[mine]) <= servers
        # No server idles while a case waits: who is taken up late is taken up when another is done.
        late = stage.start[mine] > stage.arrival[mine]
        assert np.isin(stage.start[mine][late], stage.end[mine]).all()


def who_goes_where(run: Run) -> Counter[str]:
    """How many cases came to each station."""
    return Counter({name: stage.cases.size for name, stage in run.stages.items()})
