"""Look at the machine and the study for what a build needs, and say what to do where it lacks something."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from policy_report.errors import PolicyReportError
from policy_report.project import Project

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_ROOM = 1_000_000_000
_LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


class Finding(NamedTuple):
    """What was looked at, whether it is sound (a fault stops builds, a remark none), what was found, what to do."""

    what: str
    state: str
    found: str
    remedy: str = ""


def examine(project: Project | None) -> list[Finding]:
    """Look at everything; at the study only where there is one."""
    found = [_sound(look) for look in (_python, _pandoc, _typst, _quarto, _browser, _git)]
    if project is None:
        return [*found, Finding("study", "remark", "this folder is none", "run it inside a study, or use --project")]
    return [*found, *(_sound(look, project) for look in (_packages, _fonts, _data, _state, _disk))]


def _sound(look: Callable[..., Finding], *of: Project) -> Finding:
    """What a look finds; that something cannot be looked at is a finding too."""
    try:
        return look(*of)
    except (PolicyReportError, OSError, ImportError) as error:
        said = error.problems[0].message if isinstance(error, PolicyReportError) else str(error)
        return Finding(look.__name__.strip("_"), "fault", said, "install the packages of requirements.lock again")


def _judged(what: str, sound: object, found: str, remedy: str, otherwise: str = "fault") -> Finding:
    """What was found: sound, or else of some state and with a remedy."""
    return Finding(what, "ok" if sound else otherwise, found, "" if sound else remedy)


def _python() -> Finding:
    return _judged("Python", sys.version_info >= (3, 11), sys.version.split()[0], "use Python 3.11 or later")


def _pandoc() -> Finding:
    from policy_report.render import pandoc

    return Finding("pandoc", "ok", pandoc.version())


def _typst() -> Finding:
    return Finding("Typst", "ok", version("typst"))


def _quarto() -> Finding:
    from policy_report.render.engine import find_quarto
    from policy_report.render.install import QUARTO_VERSION
    from policy_report.render.quarto import QuartoEngine

    if (command := find_quarto()) is None:
        return Finding("Quarto", "remark", "not found: the embedded engine renders", "policy-report install-quarto")
    found = QuartoEngine(command).version
    same = found.split(".")[:2] == QUARTO_VERSION.split(".")[:2]
    remedy = f"the texts were checked with {QUARTO_VERSION}; install that, or --engine embedded"
    return _judged("Quarto", same, f"{found} ({command})", remedy, "remark")


def _browser() -> Finding:
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    remedy = "install Chromium, if the pages are to be tested"
    return _judged("browser", found, found or "none: tests of pages are skipped", remedy, "remark")


def _git() -> Finding:
    found = shutil.which("git")
    remedy = "install git, if revisions are to be compared"
    return _judged("git", found, found or "none: `diff` knows no revisions", remedy, "remark")


def _packages(project: Project) -> Finding:
    """The packages as the lock file has them; those for other systems are not installed."""
    lock = project.root / "requirements.lock"
    if not lock.is_file():
        remedy = "pin the packages, if builds are to be the same later: python -m pip freeze > requirements.lock"
        return Finding("packages", "remark", "there is no requirements.lock", remedy)
    other = [f"{name} {there}, not {wanted}" for name, wanted, there in _installed(lock) if there not in ("", wanted)]
    remedy = "python -m pip install --require-hashes -r requirements.lock"
    return _judged("packages", not other, "; ".join(other[:5]) or "as requirements.lock has them", remedy)


def _installed(lock: Path) -> Iterator[tuple[str, str, str]]:
    for name, wanted in _LOCKED.findall(lock.read_text(encoding="utf-8")):
        try:
            yield name, wanted, version(name)
        except PackageNotFoundError:
            yield name, wanted, ""


def _fonts(project: Project) -> Finding:
    from policy_report.render.fonts import faces, font_files

    made = [path for path in font_files(project) if path.is_file()]
    lacking = [str(face.origin) for face in faces(project) if not face.origin.is_file()]
    if lacking:
        return Finding("fonts", "fault", f"not there: {', '.join(lacking[:3])}", "install requirements.lock again")
    return Finding("fonts", "ok", f"{len(made)} made of {len(font_files(project))}")


def _data(project: Project) -> Finding:
    from policy_report.evidence.register import read_register

    try:
        frames = read_register(project).frames
    except PolicyReportError as error:
        return Finding("data", "fault", f"{len(error.problems)} problems", "policy-report check")
    return Finding("data", "ok", f"{len(frames['claims'])} claims, {len(frames['sources'])} sources")


def _state(project: Project) -> Finding:
    folder = project.state if project.state.is_dir() else project.root
    if not os.access(folder, os.W_OK):
        return Finding("state", "fault", f"{folder} cannot be written", "give this user the right to it")
    size = sum(path.stat().st_size for path in project.state.rglob("*") if path.is_file())
    return Finding("state", "ok", f"{size / 1e6:.0f} MB in {project.state.name}/, safe to delete")


def _disk(project: Project) -> Finding:
    free = shutil.disk_usage(project.root).free
    return _judged("disk", free >= _ROOM, f"{free / 1e9:.1f} GB free", "free some space")
