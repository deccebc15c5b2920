"""What a study is built with: every locked package, as a bill of materials in the form of CycloneDX 1.6."""

import re
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from policy_report import __version__

_LOCKED: Final = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
_APPROVED: Final = "License :: OSI Approved :: "
_ENGINE: Final = "policy-report"
BILL: Final = "materials.cdx.json"
"""The name of the bill in the archive of an edition."""


def materials_of(study: Path) -> dict[str, Any]:
    """Write the bill of what a study is built with: its lock file or else what the engine needs, as installed."""
    lock = study / "requirements.lock"
    return materials(lock.read_text(encoding="utf-8") if lock.is_file() else installed(_ENGINE), _ENGINE, __version__)


def installed(name: str) -> str:
    """Name a package that is installed and all that it needs here, as a lock file would."""
    from packaging.requirements import Requirement

    found: dict[str, str] = {}
    wanted = [name]
    while wanted:
        with suppress(PackageNotFoundError):
            package = distribution(wanted.pop())
            if package.name not in found:
                found[package.name] = package.version
                needs = map(Requirement, package.requires or ())
                wanted += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return "".join(f"{name}=={version}\n" for name, version in sorted(found.items()))


def materials(lock: str, name: str, version: str) -> dict[str, Any]:
    """Write the bill of a program and the packages that its lock file names; the same ones give the same bill.

    A package that is not installed here, since another system needs it, has no licence in the bill.
    """
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": name, "name": name, "version": version}},
        "components": [_component(*found) for found in _LOCKED.findall(lock)],
    }


def _component(name: str, version: str) -> dict[str, Any]:
    address = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
    try:
        licences = _licences(distribution(name))
    except PackageNotFoundError:
        licences = []
    return {
        "type": "library", "bom-ref": address, "name": name, "version": version, "purl": address, "licenses": licences,
    }  # fmt: skip


def _licences(package: Distribution) -> list[dict[str, Any]]:
    """The licences of a package as it says them: an expression of SPDX, the names of its classifiers, or a text."""
    said = {name: package.metadata.get_all(name) or [] for name in ("License-Expression", "Classifier", "License")}
    if said["License-Expression"]:
        return [{"expression": said["License-Expression"][0]}]
    named = [one.removeprefix(_APPROVED) for one in said["Classifier"] if one.startswith(_APPROVED)]
    text = [one.strip().partition("\n")[0] for one in said["License"] if one.strip()]
    return [{"license": {"name": licence}} for licence in named or text]
