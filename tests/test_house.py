"""The rules of the house hold for every file."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

BIN = Path(sys.executable).parent
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


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache"],
        ["ruff", "format", "--check", "--no-cache"],
        ["mypy", "--no-error-summary"],
        ["lint-imports", "--no-cache"],
    ],
    ids=" ".join,
)
def test_the_code_passes(command: list[str]) -> None:
    got = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert got.returncode == 0, got.stdout + got.stderr


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


def test_the_lock_file_has_a_hash_for_every_package() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z])", text.strip())
    assert len(packages) > 30
    assert [block.splitlines()[0] for block in packages if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_fonts_styles_and_documents_stay_out_of_the_repository() -> None:
    third_party = {".ttf", ".otf", ".woff", ".woff2", ".csl", ".pdf", ".docx"}
    assert [path.name for path in tracked() if path.suffix in third_party] == []
