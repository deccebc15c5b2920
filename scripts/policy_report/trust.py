"""Whether the user has agreed that the own code of a study runs here; remembered outside of the study.

Code is the study's package, a Lua filter of its own, and whatever Quarto runs for it. A study is trusted where Python
looks for modules in its `scripts/` anyway (it is installed), where it was made, and where `--trust` was said once.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from policy_report.errors import Problem, problem
from policy_report.project import Project

CODE: Final = "study-not-trusted"
AGREED: Final = "POLICY_REPORT_TRUSTS"
"""The variable that names the study that this process and those it starts may run code of."""


def distrust(project: Project, file: str, row: int = 0, text: str = "") -> list[Problem]:
    """Give the problem of code, in a file, that nobody agreed to run; none if somebody did."""
    return [] if is_trusted(project) else [problem(file, row, "", CODE, text)]


def is_trusted(project: Project) -> bool:
    """Tell whether code of a study may run."""
    installed = os.path.realpath(project.root / "scripts") in map(os.path.realpath, sys.path)
    return installed or os.environ.get(AGREED) == _line(project) or _line(project) in _remembered()


def trust(project: Project) -> None:
    """Agree that code of a study runs, now and, if it can be written down, from now on."""
    os.environ[AGREED] = _line(project)
    if _line(project) not in _remembered() and (memory := _memory()).is_absolute():
        with suppress(OSError):
            memory.parent.mkdir(parents=True, exist_ok=True)
            with memory.open("a", encoding="utf-8") as file:
                file.write(f"{_line(project)}\n")


def _line(project: Project) -> str:
    """A study as a line of what is remembered: where it lies."""
    return json.dumps(str(project.root.resolve()))


def _remembered() -> list[str]:
    with suppress(OSError, UnicodeDecodeError):
        return _memory().read_text(encoding="utf-8").splitlines() if _memory().is_absolute() else []
    return []


def _memory() -> Path:
    """A file among what programs of this user remember; a relative path, which is of no use, where there is no home."""
    home = "~/Library/Application Support" if sys.platform == "darwin" else "~/.local/state"
    folder = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser(home)  # noqa: PTH111
    return Path(folder, "policy-report", "trusted")
