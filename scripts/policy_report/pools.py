"""Do jobs on all cores: in the processes of this machine, or by the workers of a Dask cluster."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from policy_report.errors import AnalysisError, Problem

R = TypeVar("R")

_PATIENCE = 5.0
"""Seconds after which a scheduler that has not answered is taken for unreachable."""


class Pool(Protocol):
    """Do jobs, each a callable that pickles."""

    @property
    def workers(self) -> int:
        """Say how many jobs run at a time."""
        ...

    def run(self, jobs: Sequence[Callable[[], R]]) -> Iterator[tuple[int, R]]:
        """Give the place and the outcome of every job, in the order in which they finish."""
        ...


@dataclass(frozen=True)
class _ThisProcess:
    workers: int = 1

    def run(self, jobs: Sequence[Callable[[], R]]) -> Iterator[tuple[int, R]]:
        """As `Pool.run`."""
        yield from ((place, job()) for place, job in enumerate(jobs))


@dataclass(frozen=True)
class _Processes:
    executor: Executor
    workers: int

    def run(self, jobs: Sequence[Callable[[], R]]) -> Iterator[tuple[int, R]]:
        """As `Pool.run`."""
        with losses_said():
            places = {self.executor.submit(job): place for place, job in enumerate(jobs)}
            for future in as_completed(places):
                yield places[future], future.result()


@contextmanager
def losses_said() -> Iterator[None]:
    """Say `worker-lost`, an `AnalysisError`, where the system kills a process of an executor."""
    try:
        yield
    except BrokenExecutor as error:
        message, remedy = "a worker process was killed from outside", "free some memory, and run it again"
        raise AnalysisError(Problem("", 0, "workers", "worker-lost", message, str(error), remedy)) from error


def executor(workers: int | None = None) -> ProcessPoolExecutor:
    """Start processes of this machine that leave interrupts to this one; one for each core it may use unless told."""
    # Spawned, not forked, on every system: a fork would copy the locks of threads that do not live on in it.
    return ProcessPoolExecutor(_count(workers), get_context("spawn"), _leave_interrupts_to_parent)


@contextmanager
def processes(workers: int | None = None) -> Iterator[Pool]:
    """Lend processes of this machine, for as long as the block runs; with one worker, this process itself.

    Threads would wait for each other: half of a short run is Python, which only one thread at a time can do.

    Parameters
    ----------
    workers
        How many; one for each core that this process may use unless given.

    Raises
    ------
    AnalysisError
        `worker-lost`, where the system kills one.
    """
    count = _count(workers)
    if count == 1:
        yield _ThisProcess()
        return
    spawned = executor(count)
    try:
        yield _Processes(spawned, count)
    finally:
        spawned.shutdown(cancel_futures=True)


_MOST = 61
"""The most processes that Windows can wait for."""


def _count(workers: int | None) -> int:
    return min(workers or cores(), _MOST)


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass(frozen=True)
class _Cluster:
    client: Any
    workers: int

    def run(self, jobs: Sequence[Callable[[], R]]) -> Iterator[tuple[int, R]]:
        """As `Pool.run`."""
        from distributed import as_completed as finished

        futures = [self.client.submit(job, pure=False) for job in jobs]
        places = {future.key: place for place, future in enumerate(futures)}
        for future in finished(futures, loop=self.client.loop):  # type: ignore[no-untyped-call]
            yield places[future.key], future.result()


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """Lend the workers of a Dask cluster, for as long as the block runs.

    They must have the same version of this package. Their numbers are those of this machine to the last bit as
    long as their processors and their libraries round alike.

    Parameters
    ----------
    address
        Of the scheduler, such as `tcp://10.0.0.5:8786`.

    Raises
    ------
    AnalysisError
        `scheduler-unreachable` if no Dask scheduler answers there within seconds; `scheduler-without-workers` if
        it has none.
    """
    workers = _ask_for_workers(address)
    if workers == 0:
        message = "the scheduler has no workers"
        raise _scheduler_error("scheduler-without-workers", message, address, "start `dask worker ADDRESS` first")
    from distributed import Client

    with Client(address, timeout=_PATIENCE, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        yield _Cluster(client, workers)


def _ask_for_workers(address: str) -> int:
    """Ask how many jobs a cluster runs at a time.

    Asked before a client is made, which would go on trying, or take any server's answer for a scheduler's. It is
    asked in a thread of its own: the caller's may have an event loop running, as in a notebook.
    """
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from distributed.core import rpc

    async def ask() -> dict[str, Any]:
        async with rpc(address, timeout=_PATIENCE) as scheduler:  # type: ignore[no-untyped-call]
            return dict(await scheduler.identity())

    def ask_patiently() -> dict[str, Any]:
        return asyncio.run(asyncio.wait_for(ask(), _PATIENCE))

    try:
        with ThreadPoolExecutor(max_workers=1) as thread:
            answer = thread.submit(ask_patiently).result()
        return sum(int(worker["nthreads"]) for worker in answer["workers"].values())
    except Exception as error:  # whatever listens there, and whatever it answers, it is no scheduler
        message = f"no Dask scheduler answers at this address ({str(error) or type(error).__name__})"
        remedy = "give the address that `dask scheduler` prints, such as tcp://10.0.0.5:8786"
        raise _scheduler_error("scheduler-unreachable", message, address, remedy) from error


def _scheduler_error(code: str, message: str, address: str, remedy: str) -> AnalysisError:
    return AnalysisError(Problem("--scheduler", 0, "", code, message, address, remedy))
