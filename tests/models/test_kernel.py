"""The compiled engine against a plain one, on networks made by chance, and what it need not run again."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from pkgutil import iter_modules

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_report import models
from policy_report.models.demand import Demand
from policy_report.models.engine import run_network
from policy_report.models.kernel import by_time
from policy_report.models.stations import TRUNK, Condition, Network, Station, Visit
from policy_report.text.language import Text
from tests.conftest import ROOT
from tests.models import reference
from tests.models.models import check_identities

STREAMS = ("spread", "more", "means", "grading", "work", "other")
NAME = Text(en="Queue")


def network(seed: int) -> Network:
    """A network of up to six stations on up to three lines, with copies, delays, conditions and up to three classes."""
    draw = np.random.default_rng(seed)
    lines = [TRUNK] * int(draw.integers(1, 4)) + [
        str(draw.choice(["left", "right"])) for _ in range(draw.integers(0, 4))
    ]
    stations = [_station(draw, str(place)) for place in range(len(lines))]
    shares = draw.dirichlet(np.ones(draw.integers(1, 4))).tolist()
    kinds = {f"kind {place}": share for place, share in enumerate(shares)}
    routes: dict[str, list[Visit]] = {kind: [] for kind in kinds}
    for station, line in zip(stations, lines, strict=True):
        comes = [kind for kind in kinds if draw.random() < 0.7] or [next(iter(kinds))]
        for kind in comes:
            routes[kind] += _visits(draw, station.id, line)
    made = {kind: tuple(visits) for kind, visits in routes.items()}
    return Network("any", "any", 2.0, kinds, 24.0, tuple(stations), made)


def _station(draw: np.random.Generator, name: str) -> Station:
    spread = tuple((stream, int(draw.integers(1, 4))) for stream in STREAMS[:2] if draw.random() < 0.4)
    station = Station(name, NAME, "here", "staff", spread)
    if draw.random() < 0.3:
        return replace(station, staff="")
    return replace(station, servers=tuple(draw.integers(1, 9, station.copies).tolist()))


def _visits(draw: np.random.Generator, station: str, line: str) -> list[Visit]:
    work, mean, cv = str(draw.choice(STREAMS[4:])), float(draw.uniform(0.1, 6)), float(draw.choice([0.0, 0.5, 1.5]))
    limit = float(draw.random())
    when = [(), (Condition("means", limit),), (Condition("means", limit), Condition("grading", limit, below=False))]
    visit = Visit(station, work, mean, cv, when[draw.integers(3)], line)
    if not visit.when or draw.random() < 0.5:
        return [visit]
    # The conditions of two visits to a station exclude each other.
    (first, *others) = visit.when
    return [visit, replace(visit, mean=mean / 2, when=(replace(first, below=not first.below), *others))]


@pytest.mark.parametrize("seed", range(60))
def test_every_case_is_done_when_plain_python_says_so(seed: int) -> None:
    made, demand = network(seed), Demand(400, seed, STREAMS)
    found = run_network(made, demand)
    np.testing.assert_array_equal(found.done, reference.leads(made, reference.given(made, demand)))
    check_identities(found)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_taken_from_a_run_before_is_what_would_have_been_found(seed: int) -> None:
    first, demand = network(seed), Demand(300, seed, STREAMS)
    past = run_network(first, demand)
    place = np.random.default_rng(seed).integers(len(first.stations))
    more = [tuple(count + (number == place) for count in it.servers) for number, it in enumerate(first.stations)]
    changed = (
        first,
        replace(first, rate=3.0),
        first.posted({it.id: servers for it, servers in zip(first.stations, more, strict=True)}),
        network(seed + 1),
    )
    for made in changed:
        got, alone = run_network(made, demand, past), run_network(made, demand)
        for rows in ("clock", "copy", "classes"):
            np.testing.assert_array_equal(getattr(got, rows), getattr(alone, rows))
        there = got.copy >= 0
        np.testing.assert_array_equal(got.start[there], alone.start[there])


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e300) | st.integers(0, 3).map(float), max_size=50))
def test_times_are_ordered_as_by_a_stable_sort(times: list[float]) -> None:
    ready = np.array(times, np.float64)
    np.testing.assert_array_equal(by_time(ready), np.argsort(ready, kind="stable"))


def test_more_things_than_foreseen_are_drawn_all_the_same() -> None:
    demand = Demand(10, 1, ("work",))
    rows = [demand.row("work", cv / 10) for cv in range(100)]
    assert len(set(rows)) == 100
    np.testing.assert_array_equal(demand.numbers[rows[50]], demand.numbers[demand.row("work", 5.0)])


def without_numba(code: str, folder: Path) -> None:
    """Run code where importing numba fails, also in processes that it starts."""
    (folder / "numba.py").write_text("raise SystemExit('numba was imported')\n", encoding="utf-8")
    places = os.pathsep.join(map(str, (folder, ROOT / "scripts", ROOT)))
    got = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": places}, cwd=ROOT, check=False)
    assert got.returncode == 0


def test_models_are_read_and_their_load_is_known_without_the_compiler(tmp_path: Path) -> None:
    names = [name for _, name, _ in iter_modules(models.__path__, models.__name__ + ".") if not name.endswith("kernel")]
    code = "; ".join(f"import {name}" for name in names)
    more = "from tests.models.hospital import *; network(parameters(), WARDS); load(parameters())"
    without_numba(f"{code}; {more}", tmp_path)


@pytest.mark.slow
def test_a_build_that_simulates_nothing_needs_no_compiler(tmp_path: Path) -> None:
    study = tmp_path / "study"
    shutil.copytree(ROOT / "tests/studies/police_forces", study)
    code = f"from policy_report.cli import main; raise SystemExit(main(['--project', {str(study)!r}, 'build']))"
    without_numba(f"if __name__ == '__main__':\n    {code}", tmp_path)
