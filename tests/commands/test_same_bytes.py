"""A study gives the same bytes whatever folder, language, zone, hash seed, processor and number of workers it has."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.commands.test_machine_faults import BUILD, ENVIRONMENT, made
from tests.commands.test_new import PORTS, new
from tests.conftest import OLDER, ROOT
from tests.trials import tried

pytestmark = pytest.mark.slow

CIRCUMSTANCES = {
    '两个 "ports"': {"LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
    "100%20 of #it & 'so' on": {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York", "PYTHONHASHSEED": "2"},
    "one core": {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "3", **OLDER},
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The sources of a study, and the digests of what is made of it in a plain folder."""
    sources = tmp_path_factory.mktemp("plain") / "ports"
    assert new(sources, *PORTS, "--language", "en") == 0
    return sources, built(Path(shutil.copytree(sources, sources.with_name("built"))), {})


def start(study: Path, circumstances: dict[str, str]) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "policy_report", "--project", str(study), *BUILD, "--trust", "--only", "docx"]
    cores = {min(os.sched_getaffinity(0))} if study.name == "one core" else os.sched_getaffinity(0)
    return subprocess.run(
        command, env=ENVIRONMENT | circumstances, capture_output=True, check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )  # fmt: skip


def built(study: Path, circumstances: dict[str, str]) -> dict[str, str]:
    done = start(study, circumstances)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return made(study)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not say which cores to use")
@pytest.mark.parametrize("folder", CIRCUMSTANCES)
def test_the_same_bytes(plain: tuple[Path, dict[str, str]], tmp_path: Path, folder: str) -> None:
    sources, digests = plain
    study = Path(shutil.copytree(sources, tmp_path / folder))
    assert len(digests) > 20
    tried("other folders (Chinese, quotes, `%20`, `#`), locales, zones, hash seeds, one core, older processors")
    assert built(study, CIRCUMSTANCES[folder]) == digests


def test_what_two_architectures_are_compared_by_is_the_digest_of_all_that_is_made(
    plain: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "report.yml").read_text(encoding="utf-8"))["jobs"]
    (step,) = (step["run"] for step in jobs["digests"]["steps"] if "sha256sum" in step.get("run", ""))
    command = step.replace("${{ matrix.os }}", "here")
    subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=plain[0].with_name("built"),
        env={**os.environ, "RUNNER_TEMP": str(tmp_path)},
        check=True,
    )
    lines = (tmp_path / "here.txt").read_text(encoding="utf-8").splitlines()
    found = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert {name: digest for name, digest in found.items() if not name.endswith("README.md")} == plain[1]


def test_a_name_that_cannot_be_read_under_the_locale_is_told(tmp_path: Path) -> None:
    (tmp_path / "两个").mkdir()
    done = start(tmp_path / "两个", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert b"folder-name-unreadable" in done.stderr
