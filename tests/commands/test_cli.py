"""The command line answers fast, and a mistake is an answer, not a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policy_report.cli import main
from policy_report.project import Project
from tests.conftest import ROOT

HEAVY = ("pandas", "matplotlib", "numpy", "pydantic", "bibtexparser", "yaml", "rich", "grimp")


def test_help_and_version_import_nothing_heavy() -> None:
    for argument in ("--help", "--version"):
        code = (
            "import sys\nfrom policy_report.cli import main\n"
            f"try:\n    main(['{argument}'])\nexcept SystemExit:\n    pass\n"
            f"print([name for name in {HEAVY} if name in sys.modules])"
        )
        got = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert got.stdout.splitlines()[-1] == "[]"


def test_what_looks_things_up_or_builds_a_text_anew_imports_no_pandas() -> None:
    modules = ["lookup", "lookup.catalogue", "lookup.checking", "lookup.citing", "evidence.readings", "build.progress"]
    modules += ["build.graph", "editions.standing", "render.embedded"]
    imports = "".join(f"import policy_report.{name}\n" for name in modules)
    code = f"import sys\n{imports}print('pandas' in sys.modules)"
    got = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert got.stdout == "False\n"


def test_a_folder_that_is_no_study_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(tmp_path), "build"]) == 1
    assert "[project-not-found]" in capsys.readouterr().err


def test_an_unknown_engine_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["build", "--engine", "latex"])
    assert caught.value.code == 2


def test_a_phrase_that_begins_with_a_minus_is_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quantity", "-26.38%"]) == 0
    assert "-26.38  (-26.385, -26.375]" in capsys.readouterr().out


def test_what_is_chosen_of_a_build_may_be_joined_by_commas(study: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(study.root), "build", "--why", "--only", "html, de", "--only", "en,epub"]) == 1
    error = capsys.readouterr().err
    assert error.count("[choice-unknown]") == 2
    assert "text:   de\n" in error
    assert "text:   epub\n" in error


def test_bad_evidence_is_printed_in_full_and_nothing_is_written(
    study: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = study.published / "claims.csv"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace(",jiaxing,", ",atlantis,", 2), encoding="utf-8")
    before = sorted(path for path in study.root.rglob("*") if path.is_file())
    assert main(["--project", str(study.root), "build", "--engine", "embedded"]) == 1
    error = capsys.readouterr().err
    assert error.count("data/published/claims.csv:") == 2
    assert "[case-unknown]" in error
    assert "remedy:" in error
    assert "2 problems in evidence; nothing was written" in error
    made = sorted(path for path in study.root.rglob("*") if path.is_file() and "_build" not in path.parts)
    assert made == before


def test_the_module_runs_as_the_command() -> None:
    got = subprocess.run(
        [sys.executable, "-m", "policy_report", "--version"], capture_output=True, text=True, check=True
    )
    assert got.stdout.startswith("policy-report ")


INTERRUPTED = """
import sys
class Early:
    def find_spec(self, name, *_):
        if name == "policy_report.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Early())
from policy_report.__main__ import main
sys.exit(main())
"""


def test_an_interrupt_while_it_is_imported_shows_no_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (130, "")


def test_streams_that_are_closed_are_no_fault(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m policy_report quantity 5% <&- >&- 2>'{tmp_path}/said'"
    done = subprocess.run(["bash", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")}, check=False)
    assert (done.returncode, (tmp_path / "said").read_text(encoding="utf-8")) == (0, "")
