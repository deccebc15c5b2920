"""The compiled engine against a plain one, on networks made by chance, and what it need not run again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_report import models
from policy_report.models.demand import Demand
from policy_report.models.engine import long_run_times, run_network, words
from policy_report.models.kernel import by_time
from policy_report.models.stations import TRUNK, Condition, Network, Station, Visit, stable
from policy_report.text.language import Text
from tests.conftest import OLDER, ROOT
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


def several(seed: int) -> list[Network]:
    """Networks of one structure: one, others that differ from it in one thing, and the first one again."""
    first, draw = network(seed), np.random.default_rng(seed)
    place, factor = int(draw.integers(len(first.stations))), float(draw.choice([0.5, 3, 100]))
    chosen = first.stations[place].id
    servers = {it.id: tuple(count + (it.id == chosen) for count in it.servers) for it in first.stations}
    longer = {
        kind: tuple(replace(it, mean=it.mean * factor) if it.station == chosen else it for it in route)
        for kind, route in first.routes.items()
    }
    steadier = {kind: tuple(replace(it, cv=it.cv / 2) for it in route) for kind, route in first.routes.items()}
    changes = ({"rate": 3.0}, {"window": 9.0}, {"routes": longer}, {"routes": steadier})
    return [first, first.posted(servers), *(replace(first, **change) for change in changes), first]


def as_one(networks: list[Network]) -> Network:
    """Networks of one structure as one whose numbers are arrays."""

    def merged(parts: Sequence[Any]) -> Any:
        match parts[0]:
            case Station() | Visit() | Condition() | Network():
                names = (field.name for field in fields(parts[0]))
                return type(parts[0])(**{name: merged([getattr(part, name) for part in parts]) for name in names})
            case Text() | str() | bool():
                return parts[0]
            case tuple():
                return tuple(map(merged, zip(*parts, strict=True)))
            case dict():
                return {name: merged([part[name] for part in parts]) for name in parts[0]}
        return np.array(parts)

    made: Network = merged(networks)
    return made


@pytest.mark.parametrize("seed", range(40))
def test_networks_run_together_have_the_times_that_each_has_alone(seed: int) -> None:
    networks, demand = several(seed), Demand(300, seed, STREAMS)
    times, rows, carries = long_run_times(words(as_one(networks), len(networks)), demand, slice(None))
    assert rows[0] == rows[-1]
    assert len(times) == max(rows) + 1 < len(networks)
    for made, row, carried in zip(networks, rows, carries, strict=True):
        expected = reference.long_run_times(run_network(made, demand))
        np.testing.assert_array_equal(times[row] if row >= 0 else np.full(300, np.inf), expected)
        assert carried == stable(made)


def test_some_networks_need_not_be_run_and_some_carry_their_load() -> None:
    found = [long_run_times(words(network(seed)), Demand(10, seed, STREAMS), slice(None)) for seed in range(40)]
    assert {int(rows[0]) for _, rows, _ in found} == {0, -1}
    assert {bool(carries[0]) for _, _, carries in found} == {True, False}


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


BITS = """
from policy_report.models.demand import Demand, lognormal
from policy_report.models.indices import indices

times = lognormal(0.7, Demand(4992, 3, ("work",)).normals("work"))
print(times.tobytes().hex(), indices(tuple("abcdefghij"), times, 1).to_csv(index=False))
"""


def test_a_processor_with_older_instructions_gives_the_same_bits() -> None:
    """The other architecture differs where these do: in the mathematics of numpy, and in products of matrices."""
    this, that = (
        subprocess.run(
            [sys.executable, "-c", BITS], cwd=ROOT, check=True, capture_output=True,
            env=os.environ | more | {"PYTHONPATH": str(ROOT / "scripts")},
        ).stdout
        for more in ({}, OLDER)
    )  # fmt: skip
    assert this == that


def without_numba(code: str, folder: Path) -> None:
    """Run code where importing numba fails, also in processes that it starts."""
    (folder / "numba.py").write_text("raise SystemExit('numba was imported')\n", encoding="utf-8")
    places = os.pathsep.join(map(str, (folder, ROOT / "scripts", ROOT)))
    got = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": places}, cwd=ROOT, check=False)
    assert got.returncode == 0


def test_models_are_read_and_their_load_is_known_without_the_compiler(tmp_path: Path) -> None:
    names = [name for _, name, _ in iter_modules(models.__path__, models.__name__ + ".") if not name.endswith("kernel")]
    code = "; ".join(f"import {name}" for name in names)
    more = "from tests.models.hospital import *; network(parameters(), WARDS); load(parameters().by_id)"
    without_numba(f"{code}; {more}", tmp_path)


@pytest.mark.slow
def test_nothing_is_left_to_compile_after_set_up(tmp_path: Path) -> None:
    kept = os.environ | {
        "NUMBA_CACHE_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "scripts", ROOT))),
    }
    code = (
        "from tests.models.hospital import *; from policy_report.models.kernel import exponential, fares, flow; "
        "from policy_report.models.comparison import compiled; from policy_report.models.engine import run_network; "
        "compiled(MODEL, parameters()); run_network(network(parameters(), WARDS), MODEL.demand(9, 1)); "
        "assert not any(it.stats.cache_misses for it in (exponential, fares, flow))"
    )
    for asked in (["-m", "policy_report.models.ready"], ["-c", code]):
        assert subprocess.run([sys.executable, *asked], env=kept, cwd=ROOT, check=False).returncode == 0


@pytest.mark.slow
def test_a_build_that_simulates_nothing_needs_no_compiler(tmp_path: Path) -> None:
    study = tmp_path / "study"
    shutil.copytree(ROOT / "tests/studies/police_forces", study)
    command = ["--project", str(study), "build", "--only", "html"]
    code = f"from policy_report.cli import main; raise SystemExit(main({command}))"
    without_numba(f"if __name__ == '__main__':\n    {code}", tmp_path)
