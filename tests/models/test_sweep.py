"""A sweep gives the same numbers whoever does the work."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from policy_report.errors import AnalysisError, MachineError
from policy_report.models.demand import Floats
from policy_report.models.sweep import seed_of, sweep
from policy_report.pools import Pool, cluster, processes
from tests.models.sweeping import Ishigami, fails, first_number, small_design


def swept(pool: Pool) -> Floats:
    plan = small_design()
    return sweep(Ishigami(noise=1), plan.points, plan.streams, 5, pool=pool)


def here() -> Floats:
    with processes(1) as pool:
        return swept(pool)


@pytest.mark.parametrize("workers", [2, 3])
def test_the_number_of_workers_changes_no_bit(workers: int) -> None:
    with processes(workers) as pool:
        assert pool.workers == workers
        assert swept(pool).tobytes() == here().tobytes()


@contextmanager
def dask_cluster(workers: int) -> Iterator[str]:
    """The address of a Dask cluster of this machine."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as made:
        yield str(made.scheduler_address)


@pytest.mark.slow
def test_a_dask_cluster_changes_no_bit() -> None:
    with dask_cluster(2) as address, cluster(address) as pool:
        assert pool.workers == 2
        assert swept(pool).tobytes() == here().tobytes()


def test_a_scheduler_without_workers_is_an_error() -> None:
    with dask_cluster(0) as address, pytest.raises(AnalysisError, match="scheduler-without-workers"), cluster(address):
        pass


def test_a_cluster_is_asked_where_an_event_loop_runs_already() -> None:
    async def as_in_a_notebook(address: str) -> int:
        with cluster(address) as pool:
            return pool.workers

    with dask_cluster(1) as address:
        assert asyncio.run(as_in_a_notebook(address)) == 1


@contextmanager
def web_server() -> Iterator[str]:
    """The address of a server that is no Dask scheduler."""
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_port}"
        server.shutdown()


def unreachable(address: str) -> float:
    """The seconds until an address is refused as it should be."""
    begin = time.monotonic()
    with pytest.raises(AnalysisError) as caught, cluster(address):
        pass
    (problem,) = caught.value.problems
    assert (problem.code, problem.text) == ("scheduler-unreachable", address)
    assert "dask scheduler" in problem.remedy
    return time.monotonic() - begin


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "127.0.0.1:1", "no address", "", "smoke://signal:1"])
def test_an_address_where_nobody_answers_is_an_error_within_seconds(address: str) -> None:
    assert unreachable(address) < 15


@pytest.mark.slow
def test_a_server_that_is_no_scheduler_is_an_error_within_seconds() -> None:
    with web_server() as address:
        assert unreachable(address) < 15


def test_points_of_one_stream_share_their_random_numbers() -> None:
    with processes(1) as pool:
        got = sweep(first_number, np.zeros((4, 1)), [7, 8, 7, 8], 3, pool=pool).ravel()
    assert got[0] == got[2] != got[1] == got[3]


def test_a_stream_depends_on_the_seed_and_its_number_only() -> None:
    seeds = {seed_of(seed, stream) for seed in range(30) for stream in range(30)}
    assert len(seeds) == 900
    assert seed_of(1, 2) == seed_of(1, 2)


def test_outputs_stand_in_the_order_of_the_points_and_progress_reaches_the_end() -> None:
    seen: list[tuple[int, int]] = []
    points = np.linspace(0, 1, 1000).reshape(-1, 1)
    with processes(2) as pool:
        got = sweep(_itself, points, range(1000), 1, pool=pool, progress=lambda *step: seen.append(step))
    assert np.array_equal(got, points)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (1000, 1000)


def _itself(points: Floats, _: Sequence[int]) -> Floats:
    return points


def test_what_fails_at_a_point_fails_the_sweep() -> None:
    with processes(2) as pool, pytest.raises(ValueError, match="no such point"):
        sweep(fails, np.array([[0.1], [0.5], [0.9]]), range(3), 1, pool=pool)


def test_a_worker_that_is_killed_is_an_error() -> None:
    with processes(2) as pool, pytest.raises(MachineError, match="memory-full"):
        sweep(_dies, np.zeros((8, 1)), range(8), 1, pool=pool)


def _dies(*_: object) -> Floats:
    os._exit(9)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to one process group")
def test_an_interrupt_ends_the_workers_without_a_traceback_of_theirs(tmp_path: Path) -> None:
    script = tmp_path / "long.py"
    script.write_text(
        textwrap.dedent("""
            import time
            import numpy as np
            from policy_report.pools import processes
            from policy_report.models.sweep import sweep

            def slow(points, seeds):
                time.sleep(0.005 * len(points))
                return points

            if __name__ == "__main__":
                try:
                    with processes(2) as pool:
                        said = lambda done, all: print(done, flush=True)
                        sweep(slow, np.zeros((20_000, 1)), range(20_000), 1, pool=pool, progress=said)
                except KeyboardInterrupt:
                    print("stopped")
        """),
        encoding="utf-8",
    )
    running = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert running.stdout is not None
    assert running.stdout.readline().strip().isdigit()
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert out.splitlines()[-1] == "stopped"
    assert err == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to one process group")
def test_an_interrupt_reaches_no_worker_that_only_starts(tmp_path: Path) -> None:
    script = tmp_path / "early.py"
    script.write_text(
        textwrap.dedent("""
            import os, signal
            from policy_report.pools import executor

            if __name__ == "__main__":
                signal.signal(signal.SIGINT, lambda *_: None)
                with executor(1) as started:
                    job = started.submit(abs, -1)
                    os.killpg(0, signal.SIGINT)
                    print(job.result())
        """),
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, start_new_session=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")
