"""Tries once to install Quarto into the running Python environment.

The package `quarto-cli` downloads a release of Quarto while it is being installed. Where the network does not allow
that, the embedded engine renders the paper instead, so a failure here is no error.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

from policy_report.render.engine import find_quarto

QUARTO_VERSION = "1.10.18"
"""The release that the sources of the paper were checked with."""

_RELEASES = ("github.com", 443)
_PROBE_SECONDS = 3
_INSTALL_SECONDS = 300


def install_quarto(attempt: Path = Path(sys.prefix) / "quarto-attempt.txt") -> str:
    """Install Quarto unless it is there, was tried before, or is turned off with `QUARTO=no`.

    Give a line that says what happened. The file `attempt` remembers the one attempt.
    """
    if os.environ.get("QUARTO", "").lower() == "no":
        return f"Quarto: {_not_installed('QUARTO=no')}"
    if (found := find_quarto()) is not None:
        return f"Quarto: found at {found}"
    if attempt.is_file():
        outcome = attempt.read_text(encoding="utf-8").strip()
        return f"Quarto: {outcome}; delete {attempt.name} in the environment to try again"
    outcome = _install() if _reachable() else _not_installed("its download cannot be reached")
    attempt.write_text(outcome + "\n", encoding="utf-8")
    return f"Quarto: {outcome}"


def _not_installed(why: str) -> str:
    return f"not installed ({why}); the embedded engine renders the paper"


def _reachable() -> bool:
    try:
        with socket.create_connection(_RELEASES, timeout=_PROBE_SECONDS):
            return True
    except OSError:
        return False


def _install() -> str:
    options = ("--quiet", "--no-input", "--no-deps", "--retries", "0")
    command = [sys.executable, "-m", "pip", "install", *options, f"quarto-cli=={QUARTO_VERSION}"]
    try:
        # Its dependencies are for running notebooks, which this paper has none of.
        subprocess.run(command, check=True, capture_output=True, timeout=_INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return _not_installed("the installation failed")
    return f"installed {QUARTO_VERSION}"
