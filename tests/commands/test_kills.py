"""A command that is killed at any moment loses nothing: the next build gives the bytes of an undisturbed one.

`KILLS=50 SEED=3 make trust` says how many kills, and the seed of their moments.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from policy_report.editions.archive import Archive
from tests.commands.test_machine_faults import BUILD, build, made, start
from tests.commands.test_new import PORTS, new
from tests.trials import tried

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "11"))
COMMANDS = {
    "build": BUILD,
    "watch": ["watch", "--no-open", "--port", "0", "--engine", "embedded"],
    "add": [
        "add", "claim", "--yes", "--case", "north", "--indicator", "example-rate", "--phrase", "over 70%",
        "--period-start", "2023", "--period-end", "2023", "--period-basis", "stated", "--source",
        "example2026placeholder",
    ],
    "release": ["release", "first", "--engine", "embedded"],
}  # fmt: skip
CLAIMS = "data/published/claims.csv"
State = tuple[dict[str, bytes], dict[str, str]]
SOURCES = ("report/en/paper.qmd", CLAIMS, "references.bib", "_quarto.yml")
EDITION, RECORD = "editions/first.zip", "data/edition.json"


def sources(study: Path) -> dict[str, bytes]:
    return {name: (study / name).read_bytes() for name in SOURCES}


def put(study: Path, contents: dict[str, bytes]) -> None:
    for name, content in contents.items():
        if (study / name).read_bytes() != content:
            (study / name).write_bytes(content)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[State], float]:
    """A study, two states of its sources with the digests of an undisturbed build, and the seconds that one takes."""
    study, found = tmp_path_factory.mktemp("kills") / "ports", list[State]()
    assert new(study, *PORTS, "--language", "en") == 0
    claims = (study / CLAIMS).read_text(encoding="utf-8")
    for edit, alone in enumerate((study, study.with_name("undisturbed"))):
        if edit:
            shutil.copytree(study, alone)
        (alone / CLAIMS).write_text(claims.replace("2025,2025", f"202{5 - edit},202{5 - edit}"), encoding="utf-8")
        with (alone / "report" / "en" / "paper.qmd").open("a", encoding="utf-8") as text:
            text.write("\nA sentence more.\n" * edit)
        done = build(alone)
        assert done.returncode == 0, done.stderr
        found.append((sources(alone), made(alone)))
    begin = time.monotonic()
    put(study, found[1][0])
    build(study)
    return study, found, time.monotonic() - begin


def test_the_next_build_gives_the_bytes_of_an_undisturbed_one(
    states: tuple[Path, list[State], float],
) -> None:
    (study, known, seconds), chance, killed, late = states, random.Random(SEED), Counter[str](), 0
    # What each command takes at least, as far as is known: a moment is drawn below it, and again if it came too late.
    least = dict.fromkeys(COMMANDS, seconds) | {"release": 4 * seconds}
    while (kill := killed.total()) < KILLS:
        command = [*COMMANDS][kill % len(COMMANDS)]
        written, wanted = known[at := (kill + kill // len(COMMANDS) + late) % 2]
        put(study, written)
        process, begin = start(study, *COMMANDS[command]), time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.0, least[command]))
        process.kill()
        if process.wait() == -signal.SIGKILL:
            killed[command] += 1
        else:
            least[command], late = min(least[command], time.monotonic() - begin), late + 1
        after = sources(study)
        changed = {name for name in SOURCES if after[name] != written[name]}
        assert changed <= {{"add": CLAIMS, "release": "_quarto.yml"}.get(command)}, kill
        rows, added = written[CLAIMS].splitlines(), after[CLAIMS].splitlines()
        assert [row for row in added if row in rows] == rows, kill
        assert len(added) - len(rows) <= (command == "add"), kill
        if (study / EDITION).exists():
            assert Archive(study / EDITION).manifest["files"], kill
            (study / EDITION).unlink()
            (study / RECORD).unlink(missing_ok=True)
        else:
            # What a release changed in it is put back by the build.
            written = {**written, "_quarto.yml": after["_quarto.yml"]}
        put(study, written)
        done = build(study)
        assert done.returncode == 0, f"kill {kill} of {command}: {done.stderr}"
        assert sources(study) == known[at][0], f"kill {kill} of {command}"
        found = made(study)
        assert {name: found.get(name) for name in wanted} == wanted, f"kill {kill} of {command}"
        # A release makes more than a build of the pages, and all of that whole.
        assert not [name for name in found if Path(name).name.startswith(".")], f"kill {kill} of {command}"
    for command in COMMANDS:
        tried(f"kills of `{command}` at random moments, before it had ended", killed[command])
    tried("kills just after the end of a command", late)
