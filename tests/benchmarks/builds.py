"""Measure what an edit of this study costs, and print a table: `make bench` runs it, on a copy of the study.

Wall-clock time is the least of some runs, memory the largest sum over a build's processes. Both depend on the machine
and on what else it does, so a row with a peer says the ratio to the peer, measured in the same minute.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread

from tests.benchmarks.growth import grown
from tests.conftest import ROOT, copy_sources
from tests.study.test_builds import copy_made

SENTENCE, CLAIMS = "report/en/06-figures.qmd", "data/published/claims.csv"
SIZES = (1_000, 3_000, 10_000)
HTML = ("--only", "article", "--only", "html")


def build(study: Path, *choice: str) -> list[str]:
    """The command that builds a study."""
    return [sys.executable, "-m", "policy_report", "--project", str(study), "build", "--engine", "embedded", *choice]


def run(command: list[str], folder: Path = ROOT) -> tuple[float, float]:
    """Seconds and megabytes of a command, its processes together."""
    begin = time.perf_counter()
    peak = [0.0]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_environment()
    ) as process:
        watcher = Thread(target=_watch, args=(process, peak))
        watcher.start()
        said = process.communicate()[0]
        watcher.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{said.decode()}")
    return time.perf_counter() - begin, peak[0]


def _environment() -> dict[str, str]:
    # A person's Python keeps what it has compiled.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])}


def _watch(process: "subprocess.Popen[bytes]", peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, _family(process.pid))))
        time.sleep(0.1)


def _family(pid: int) -> Iterable[int]:
    yield pid
    # Each thread has the processes that it began: pandoc and those that draw are not begun by the first.
    for threads in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = threads.read_text(encoding="utf-8").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _memory(pid: int) -> float:
    """The share of a process in the machine's memory, what it shares with others counted once among them."""
    try:
        return (
            int(re.findall(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8"), re.M)[0])
            / 1000
        )
    except (OSError, IndexError):
        return 0.0


def edited(path: Path, change: Callable[[str], str], command: list[str], runs: int = 3) -> tuple[float, float]:
    """The least time of a build after an edit, and its memory; each run edits anew."""
    found = []
    text = path.read_text(encoding="utf-8")
    for number in range(runs):
        path.write_text(change(text).replace("NUMBER", "x" * (number + 1)), encoding="utf-8")
        found.append(run(command))
    path.write_text(text, encoding="utf-8")
    return min(found)


PEERS = {
    "doit": (
        "dodo.py",
        "def task_all():\n    for n in range({tasks}):\n"
        "        yield {{'name': str(n), 'actions': [f'touch {{n}}.out'], "
        "'targets': [f'{{n}}.out'], 'file_dep': [f'{{(n + k) % {tasks}}}.in' for k in range(5)]}}\n",
        (),
    ),
    "snakemake": (
        "Snakefile",
        "rule all:\n    input: [f'{{n}}.out' for n in range({tasks})]\n"
        "for n in range({tasks}):\n    rule:\n        input: [f'{{(n + k) % {tasks}}}.in' for k in range(5)]\n"
        "        output: f'{{n}}.out'\n        shell: 'touch {{output}}'\n",
        ("--cores", "2", "--quiet", "all"),
    ),
    "pytask": (
        "task_all.py",
        "from pathlib import Path\nfrom typing import Annotated\nfrom pytask import Product, task\n"
        "HERE = Path(__file__).parent\nfor n in range({tasks}):\n    @task(id=str(n))\n    def task_one(\n"
        "        read: list[Path] = [HERE / f'{{(n + k) % {tasks}}}.in' for k in range(5)],\n"
        "        made: Annotated[Path, Product] = HERE / f'{{n}}.out',\n    ) -> None:\n        made.touch()\n",
        (),
    ),
}
"""The file, its text and the options by which a peer makes as many files as our graph has tasks, each of five."""


def idle_peer(peer: str, folder: Path, tasks: int) -> float | None:
    """Seconds of an idle run of a peer over as many tasks; nothing where the peer is neither here nor in `PEERS`."""
    found = shutil.which(peer, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PEERS", "")]))
    if found is None:
        return None
    folder.mkdir()
    for number in range(tasks):
        (folder / f"{number}.in").write_text("x", encoding="utf-8")
    name, text, options = PEERS[peer]
    (folder / name).write_text(text.format(tasks=tasks), encoding="utf-8")
    run([found, *options], folder)
    return min(run([found, *options], folder)[0] for _ in range(5))


def main() -> None:
    """Print the table, row by row as it is measured."""
    with tempfile.TemporaryDirectory() as name:
        study = Path(name) / "study"
        study.mkdir()
        copy_made(copy_sources(study))
        run(build(study))
        tasks = len(json.loads((study / "_build" / "memory.json").read_text(encoding="utf-8"))["tasks"])
        idle, memory = min(run(build(study)) for _ in range(5))
        imported = min(run([sys.executable, "-c", "import doit"])[0] for _ in range(5))
        times = {peer: idle_peer(peer, Path(name) / peer, tasks) for peer in PEERS}
        ratios = [f"{idle / seconds:.2f} × {peer}" for peer, seconds in times.items() if seconds]
        row(
            "nothing to do",
            idle,
            memory,
            f"{', '.join(ratios)} with {tasks} tasks; {idle / imported:.1f} × import doit",
        )
        sentence, claims = study / SENTENCE, study / CLAIMS
        row(
            "one sentence → HTML article of its language",
            *edited(sentence, _sentence, build(study, *HTML, "--only", "en")),
        )
        row(
            "one claim → both HTML articles and the explorer",
            *edited(claims, _claim, build(study, *HTML, "--only", "explorer")),
        )
        row("one claim → all six article documents", *edited(claims, _claim, build(study, "--only", "article"), 2))
        run(build(study))
        shown = [sys.executable, "-m", "policy_report", "--project", str(study), "show", "jx001"]
        row("show ID, first", *run(shown))
        row("show ID, later", *min(run(shown) for _ in range(3)))
        for made in ("_build", "_output", "figures", "report/generated"):
            shutil.rmtree(study / made, ignore_errors=True)
        row("everything, cold", *run(build(study)))
        output = study / "_output" / "report"
        grow(Path(name))
        for path in sorted(output.rglob("*.*")):
            print(f"| {path.relative_to(output).as_posix()} | {path.stat().st_size / 1e6:.2f} MB | | |")


def grow(folder: Path) -> None:
    """Build ever more claims of fifty places anew: the explorer and the article's page, and all that is the default."""
    for size in SIZES:
        study, named = grown(folder / f"claims-{size}", size), f"{size:,} claims in 50 places, new"
        row(f"{named} → explorer and HTML article", *run(build(study, "--only", "explorer", *HTML)))
        page = study / "_output" / "report" / "en" / "evidence.html"
        row(f"{named} → the other documents", *run(build(study)), f"explorer {page.stat().st_size / 1e6:.2f} MB")


def _sentence(text: str) -> str:
    return text.replace("the ", "the NUMBER ", 1)


def _claim(text: str) -> str:
    """Another place in the source for the first claim, which every reader of the evidence takes up."""
    return text.replace(",para 6,", ",para 6NUMBER,", 1)


def row(name: str, seconds: float, megabytes: float, peer: str = "") -> None:
    """Print a row."""
    print(f"| {name} | {seconds:.2f} s | {megabytes:.0f} MB | {peer} |", flush=True)


if __name__ == "__main__":
    main()
