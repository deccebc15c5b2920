"""Runs the programs that make documents: without a network, and with limits of time and memory."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

SECONDS: Final = 600
"""How long a program may work on one document; the longest known takes a hundredth of it."""

MEGABYTES: Final = 8192
"""How much memory it may take."""

_NOWHERE: Final = "http://127.0.0.1:9"
"""A proxy that never answers: what a program would fetch all the same, it does not get."""

_ENVIRONMENT: Final = {
    **{
        name: _NOWHERE for scheme in ("http", "https", "all") for name in (f"{scheme}_proxy", f"{scheme}_proxy".upper())
    },
    **dict.fromkeys(("no_proxy", "NO_PROXY"), ""),
    # Paths are read and written as UTF-8, whatever the language of the session.
    "LC_ALL": "C.UTF-8",
}


class StoppedError(Exception):
    """A program was stopped, for the reason that is given."""


def run_program(
    command: Sequence[str], data: bytes, folder: Path | None = None, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program on some data, in a folder, with `more` variables in its environment.

    Raises `StoppedError` if it works longer than `SECONDS`; the limit of memory is the program's own, see its caller.
    """
    environment = {**os.environ, **_ENVIRONMENT, **(more or {})}
    try:
        return subprocess.run(
            command, input=data, capture_output=True, cwd=folder, env=environment, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise StoppedError(f"it worked longer than {SECONDS} seconds") from error
