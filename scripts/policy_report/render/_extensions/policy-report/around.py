"""Make what the documents need, and finish what Quarto has made of them.

Quarto runs this before and after it renders: `project: pre-render:` and `post-render:` in `_quarto.yml`. It says
nothing unless something is wrong. During a build, which runs Quarto itself, there is nothing left to do.
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


def task() -> list[str]:
    """What is to be done: after a rendering, and only then, Quarto names the files that it wrote."""
    if os.environ.get("POLICY_REPORT_BUILDS"):
        return []
    if (rendered := os.environ.get("QUARTO_PROJECT_OUTPUT_FILES")) is None:
        return ["prepare"]
    files = [file for file in rendered.splitlines() if file.endswith((".html", ".docx"))]
    return ["finish", *files] if files else []


def run() -> int:
    """Do it with a Python that has policy-report: this one, or the study's own."""
    if not (wanted := task()):
        return 0
    python = sys.executable if find_spec("policy_report") else str(ENVIRONMENT)
    if python != sys.executable and not ENVIRONMENT.is_file():
        print(MISSING, file=sys.stderr)
        return 1
    command = [python, "-m", "policy_report", "--project", str(STUDY), *wanted]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(run())
