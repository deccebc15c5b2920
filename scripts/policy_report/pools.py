"""Do jobs on all cores: in the processes of this machine, or by the workers of a Dask cluster."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Thread
from typing import Any, Final

from policy_report.errors import AnalysisError, MachineError, problem

_PATIENCE = 5.0
"""Seconds after which a scheduler that has not answered is taken for unreachable."""


@dataclass(frozen=True)
class Pool:
    """Do jobs, each a callable that pickles.

    `workers` is how many jobs run at a time; `run` gives the place and the outcome of every job, in the order in which
    they finish.
    """

    workers: int
    run: Callable[[Sequence[Callable[[], Any]]], Iterator[tuple[int, Any]]]


@contextmanager
def losses_said() -> Iterator[None]:
    """Say `memory-full`, a `MachineError`, where the system kills a process of an executor."""
    try:
        yield
    except BrokenExecutor as error:
        killed = problem("", 0, "workers", "memory-full/killed", str(error), what="a worker process")
        raise MachineError(killed) from error


_BUILD_NEEDS: Final = 640
"""Megabytes without which a small study cannot be built; libraries that get less end the process without a word."""


def reserve(megabytes: int = _BUILD_NEEDS) -> None:
    """Make sure that this process may have so much memory more, in megabytes.

    Raises `MachineError`: `memory-full`, if a limit is set that is lower.
    """
    from mmap import mmap

    try:
        mmap(-1, megabytes << 20).close()
    except OSError as error:
        raise MachineError(problem("", 0, "", "memory-full/allowed", str(error), megabytes=megabytes)) from error


def executor(workers: int | None = None) -> ProcessPoolExecutor:
    """Start processes of this machine that leave interrupts to this one; one for each core it may use unless told."""
    # Spawned, not forked, on every system: a fork would copy the locks of threads that do not live on in it.
    return ProcessPoolExecutor(workers or cores(), _Spawned(), _begin)


class _Process(SpawnProcess):
    """A process that no interrupt ends while it starts, before `_begin`."""

    def start(self) -> None:
        """Start with interrupts held back, which the process inherits."""
        if os.name == "nt":
            return super().start()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Spawned(SpawnContext):
    Process = _Process


def _begin() -> None:
    """Leave interrupts to the process that began this one, and end with it, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if above := parent_process():
        Thread(target=lambda: (wait([above.sentinel]), os._exit(1)), daemon=True).start()


@contextmanager
def processes(workers: int | None = None) -> Iterator[Pool]:
    """Lend processes of this machine, for as long as the block runs; with one worker, this process itself.

    Threads would wait for each other: half of a short run is Python, which only one thread at a time can do.

    `workers`: how many; one for each core that this process may use unless given.

    Raises `MachineError`: `memory-full`, where the system kills one.
    """
    count = workers or cores()
    if count == 1:
        yield Pool(1, lambda jobs: ((place, job()) for place, job in enumerate(jobs)))
        return
    spawned = executor(count)

    def run(jobs: Sequence[Callable[[], Any]]) -> Iterator[tuple[int, Any]]:
        with losses_said():
            places = {spawned.submit(job): place for place, job in enumerate(jobs)}
            for future in as_completed(places):
                yield places[future], future.result()

    try:
        yield Pool(count, run)
    finally:
        spawned.shutdown(cancel_futures=True)


_MOST = 61
"""The most processes that Windows can wait for."""


def cores() -> int:
    """Count the cores that this process may use."""
    known = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(known or 1, _MOST)


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """Lend the workers of a Dask cluster, for as long as the block runs.

    They must have the same version of this package. Their numbers are those of this machine to the last bit as
    long as their processors and their libraries round alike.

    `address`: of the scheduler, such as `tcp://10.0.0.5:8786`.

    Raises `AnalysisError`: `scheduler-unreachable` if no Dask scheduler answers there within seconds;
    `scheduler-without-workers` if it has none.
    """
    workers = _ask_for_workers(address)
    if workers == 0:
        raise AnalysisError(problem("--scheduler", 0, "", "scheduler-without-workers", address))
    from distributed import Client
    from distributed import as_completed as finished

    with Client(address, timeout=_PATIENCE, set_as_default=False) as client:  # type: ignore[no-untyped-call]

        def run(jobs: Sequence[Callable[[], Any]]) -> Iterator[tuple[int, Any]]:
            futures = [client.submit(job, pure=False) for job in jobs]
            places = {future.key: place for place, future in enumerate(futures)}
            for future in finished(futures, loop=client.loop):  # type: ignore[no-untyped-call]
                yield places[future.key], future.result()

        yield Pool(workers, run)


def _ask_for_workers(address: str) -> int:
    """Ask how many jobs a cluster runs at a time.

    Asked before a client is made, which would go on trying, or take any server's answer for a scheduler's. It is
    asked in a thread of its own: the caller's may have an event loop running, as in a notebook.
    """
    import asyncio

    from distributed.core import rpc

    async def ask() -> dict[str, Any]:
        async with rpc(address, timeout=_PATIENCE) as scheduler:  # type: ignore[no-untyped-call]
            return dict(await scheduler.identity())

    try:
        with ThreadPoolExecutor(max_workers=1) as thread:
            answer = thread.submit(asyncio.run, asyncio.wait_for(ask(), _PATIENCE)).result()
        return sum(int(worker["nthreads"]) for worker in answer["workers"].values())
    except Exception as error:  # whatever listens there, and whatever it answers, it is no scheduler
        said = str(error) or type(error).__name__
        raise AnalysisError(problem("--scheduler", 0, "", "scheduler-unreachable", address, error=said)) from error
