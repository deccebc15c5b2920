"""Make what the documents need. Quarto runs this before it renders them: `project: pre-render:` in `_quarto.yml`.

It says nothing unless something is wrong. During a build, which runs Quarto itself, there is nothing left to make.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

STUDY = Path(__file__).resolve().parents[3]
ENVIRONMENT = STUDY / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MISSING = """\
_quarto.yml: [engine-not-installed] policy-report is installed neither for this Python nor in .venv
    run `make report` once, or install policy-report"""


def prepare() -> int:
    """Run `policy-report prepare` with a Python that has it: this one, or the study's own."""
    if os.environ.get("POLICY_REPORT_BUILDS"):
        return 0
    python = sys.executable if find_spec("policy_report") else str(ENVIRONMENT)
    if python != sys.executable and not ENVIRONMENT.is_file():
        print(MISSING, file=sys.stderr)
        return 1
    command = [python, "-m", "policy_report", "--project", str(STUDY), "prepare"]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(prepare())
