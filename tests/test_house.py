"""The rules of the house hold for every file."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yml",
    ".yaml",
    ".json",
    ".csv",
    ".bib",
    ".qmd",
    ".lua",
    ".typ",
    ".css",
    ".html",
    ".lock",
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout: the list of the project's own files is unknown")
    return [ROOT / name for name in listed.stdout.decode().splitlines() if (ROOT / name).is_file()]


def test_no_file_names_a_registry_host_or_a_path_of_the_machine_it_was_made_on() -> None:
    # Spelled in parts, so that this file does not name them either.
    hosts = ("pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(org|com)", "deb" + r"\.debian\.org")
    paths = (r"/" + r"work/", r"/" + r"root/", r"/" + r"home/\w+", r"\.\./" + "shared", r"C:\\" + "Users")
    host, machine = re.compile("|".join(hosts)), re.compile("|".join(paths))
    address = re.compile(r"https?://[^\s,}]+")
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line[:100]}"
        for path in tracked()
        if path.suffix in TEXT or path.name in ("Makefile", "run")
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if host.search(line) or machine.search(address.sub("", line))
    ]
    assert named == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_file_has_a_hash_for_every_package(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z])", text.strip())
    assert len(packages) > 30
    assert [block.splitlines()[0] for block in packages if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_fonts_styles_and_documents_stay_out_of_the_repository() -> None:
    third_party = {".ttf", ".otf", ".woff", ".woff2", ".csl", ".pdf", ".docx"}
    assert [path.name for path in tracked() if path.suffix in third_party] == []


def test_no_package_is_locked_for_building_and_for_testing() -> None:
    build, test = (
        {
            line.partition("==")[0]
            for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
            if not line.startswith(" ")
        }
        for name in ("requirements.lock", "requirements-test.lock")
    )
    assert build & test == set()
