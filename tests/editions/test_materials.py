"""The bill of materials names every package of the lock file with its licence, the same each time."""

import json

import pytest

from policy_report.cli import main
from policy_report.editions.materials import installed, materials
from tests.conftest import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_locked_package_is_in_the_bill_with_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(ROOT), "materials", "--json"]) == 0
    bill = json.loads(capsys.readouterr().out)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {f"{part['name']}=={part['version']}" for part in bill["components"]}
    assert named == {line.split()[0] for line in LOCK.splitlines() if "==" in line}
    assert len({part["bom-ref"] for part in bill["components"]}) == len(bill["components"])
    licences = {part["name"]: part["licenses"] for part in bill["components"]}
    assert licences["pandas"] != []
    assert sum(not said for said in licences.values()) <= 3


def test_a_package_of_another_system_and_a_marker_are_read() -> None:
    lock = 'No.Such_Thing==1.0 ; sys_platform == "win32" \\\n    --hash=sha256:0\n'
    (part,) = materials(lock, "x", "1")["components"]
    assert (part["purl"], part["licenses"]) == ("pkg:pypi/no-such-thing@1.0", [])


def test_without_a_lock_what_is_installed_and_needed_is_named() -> None:
    named = [line.partition("==")[0] for line in installed("matplotlib").splitlines()]
    assert named == sorted(named)
    assert ({"matplotlib", "numpy"} <= {*named}, "pytest" in named) == (True, False)
    assert installed("no-such-package") == ""


def test_the_licences_are_listed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(ROOT), "materials"]) == 0
    assert "matplotlib 3." in capsys.readouterr().out
