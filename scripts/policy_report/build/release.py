"""Freeze what was built as an edition, and make it again from its archive to see whether it is the same."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from policy_report import __version__
from policy_report.build.choice import Choice
from policy_report.build.memory import Memory
from policy_report.build.progress import build_with_progress
from policy_report.build.transaction import EDITION, Transaction, alone
from policy_report.editions.archive import Archive, packed
from policy_report.editions.citations import csl_item, of_part, written
from policy_report.editions.labelling import labelled
from policy_report.editions.materials import BILL, materials_of
from policy_report.editions.parts import part_label
from policy_report.editions.since import edition_record
from policy_report.editions.snapshot import FILE, read_snapshot
from policy_report.editions.work import Work, read_work
from policy_report.errors import Problem, ProjectError, problem
from policy_report.project import Project, write_together
from policy_report.render.document import Document, Format
from policy_report.render.engine import documents
from policy_report.render.siblings import numbers
from policy_report.study import package_folder, read_study
from policy_report.text.language import Language
from policy_report.text.policy import with_style
from policy_report.text.words import word

_DOCUMENTS = "_output/"
_MADE = (_DOCUMENTS, "figures/", "data/tidy/", FILE, "data/findings.csv")
"""How the names of the files begin that a build makes; all others it is made from."""

_SOURCES = ("study.toml", "_quarto.yml", "references.bib", "requirements.lock", "LICENSE", "data", "report")
_UNUSED = {"generated", "__pycache__"}
_LABEL = re.compile(r"[A-Za-z0-9][\w.-]{0,63}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Edition(NamedTuple):
    """An archive of a study: where it lies, its label and date, and how many files it has."""

    path: Path
    label: str
    date: str
    files: int


@alone
def release(project: Project, label: str = "", engine: str = "auto") -> Edition:
    """Build everything, and pack it with what it was built from, under a label or else the version of the work.

    Raises `ProjectError`: `label-malformed`, or `edition-taken` if there is one of this label; `PolicyReportError` if
    the study cannot be built.
    """
    pages = [document for document in documents(project) if document.format is Format.HTML]
    label = label or (work := read_work(project, pages[0])).version or work.issued.isoformat()
    path = _free(project, label)
    with as_edition(project, label):
        works = {document.name: read_work(project, document) for document in pages}
        if others := [name for name, work in works.items() if work.version != label]:
            raise ProjectError(problem(name, 0, "citation", "version-elsewhere", label) for name in others)
        build_with_progress(project, Choice(engine=engine))
        day, files = _day(works[pages[0].name]), _files(project, label, pages)
        said = read_snapshot(files[FILE], FILE)
        record = edition_record(label, day.date().isoformat(), said)
        archive = packed(files, day, _said(project, label, day, works))
        write_together({path: archive, project.last_edition: record})
    return Edition(path, label, day.date().isoformat(), len(files))


@contextmanager
def as_edition(project: Project, label: str) -> Iterator[None]:
    """Let the documents say a version, and what changed since the edition before; undone if what follows fails."""
    said = {project.quarto_config: with_version(project.quarto_config.read_text(encoding="utf-8"), label).encode()}
    others = [(one, Archive(one.path)) for one in editions(project) if one.label != label]
    if before := [(one, archive) for one, archive in others if FILE in archive.manifest["files"]]:
        last, archive = before[-1]
        snapshot = read_snapshot(archive.read(FILE), archive.name)
        said[project.last_edition] = edition_record(last.label, last.date, snapshot).encode()
    texts = Transaction(project, EDITION)
    texts.keep(map(str, (project.quarto_config, project.last_edition)))
    try:
        write_together(said)
        yield
    except BaseException:
        texts.roll_back()
        raise
    texts.commit()


def with_version(config: str, label: str) -> str:
    """Give the text of a `_quarto.yml` that says a version under `citation:` and is otherwise as it was.

    One whose `citation:` is written on one line stays as it is.
    """
    if not re.search(r"^citation:", config, re.MULTILINE):
        return f'{config.rstrip()}\n\ncitation:\n  version: "{label}"\n'
    block = re.search(r"^citation:[ \t]*(?:#.*)?\n((?:[ \t]+.*\n|\n)+)", config, re.MULTILINE)
    if block is None:
        return config
    old = re.search(r"^[ \t]+version:[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|[^#\s]*)", block[1], re.MULTILINE)
    indent = re.match(r"[ \t]*", block[1])
    begin, end = (block.start(1) + place for place in old.span(1)) if old else (block.start(1),) * 2
    line = f'{indent[0] if indent else ""}version: "{label}"\n'
    return config[:begin] + (f'"{label}"' if old else line) + config[end:]


def _free(project: Project, label: str) -> Path:
    """Where the edition of a label will lie."""
    path = project.editions / f"{label}.zip"
    if not _LABEL.fullmatch(label):
        raise ProjectError(problem("", 0, "LABEL", "label-malformed", label))
    if path.exists():
        raise ProjectError(problem(project.relative(path), 0, "", "edition-taken", label))
    return path


def _day(work: Work) -> datetime:
    """The date of the work, unless the environment says another, as reproducible builds do."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    issued = datetime(work.issued.year, work.issued.month, work.issued.day, tzinfo=UTC)
    return datetime.fromtimestamp(int(given), UTC) if given.isdigit() else issued


def _files(project: Project, label: str, pages: list[Document]) -> dict[str, bytes]:
    """All files of an edition by their names from the root, with those that describe it."""
    from policy_report.editions.crate import describing_files
    from policy_report.editions.tidy import TidyTables
    from policy_report.evidence.bibliography import read_entries

    roots = [project.root / name for name in _SOURCES] + _made(project)
    own = package_folder(read_study(project))
    roots += [own] if own is not None and own.is_relative_to(project.root) else []
    paths = sorted(path for root in roots for path in ([root] if root.is_file() else root.rglob("*")))
    names = {path.relative_to(project.root) for path in paths if path.is_file() and not path.is_symlink()}
    kept = [name for name in names if not _UNUSED & {*name.parts} and not name.name.startswith(".")]
    files = {name.as_posix(): (project.root / name).read_bytes() for name in kept}
    files[FILE] = (project.state / FILE).read_bytes()
    files[BILL] = json.dumps(materials_of(project.root), ensure_ascii=False, indent=1).encode()
    files |= dict(_figures(project, pages, label, files))
    entries, _ = read_entries(project.references, project.relative(project.references))
    sources = {entry.key: entry.fields.get("url", "") for entry in entries}
    work = read_work(project, pages[0])
    tidy = TidyTables(project, [project.root / name for name in files if name.startswith("data/tidy/")])
    files |= {"data/tidy/datapackage.json": tidy.described(work)}
    return files | describing_files(work, work.version or label, read_snapshot(files[FILE], FILE), sources, files)


def _made(project: Project) -> list[Path]:
    """The documents and figures that a build makes unasked, without what older builds left beside them."""
    unasked = {str(one.target(project)) for one in documents(project) if not one.by_default}
    folders = (str(project.output), str(project.figures))
    made = (path for task in Memory(project).tasks for path in task.makes if path.startswith(folders))
    return [Path(path) for path in made if path not in unasked and Path(path).is_file()]


def _figures(
    project: Project, pages: list[Document], label: str, files: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The figures, each with its caption, data, licence and citation inside, as far as a document shows it."""
    for page in pages:
        work, shown = read_work(project, page), numbers(project, page.source)
        template = written(project, page.source, csl_item(work, part=True), "apa", work.kind)
        for key, number in shown.items():
            stem = f"figures/{page.language}/{key}"
            drawn = [name for name in (f"{stem}.svg", f"{stem}.png") if name in files]
            if drawn:
                caption = part_label(project, page, key, number)
                said = {
                    "id": key,
                    "caption": caption,
                    "work": work.title,
                    "edition": label,
                    "date": work.issued.isoformat(),
                    "licence": f"{work.licence} {work.licence_url}".strip(),
                    "citation": of_part(template, "apa", caption, key),
                    "data": files.get(f"{stem}.csv", b"").decode(),
                }
                yield from ((name, labelled(files[name], said)) for name in drawn)


def _said(project: Project, label: str, day: datetime, works: dict[str, Work]) -> dict[str, object]:
    """What the manifest says besides the digests of the files."""
    said = read_snapshot((project.state / FILE).read_bytes(), FILE)
    return {
        "label": label,
        "date": day.date().isoformat(),
        "study": read_study(project).name,
        "engine": {"policy-report": __version__, "renderer": Memory(project).about},
        "counts": {name: len(getattr(said, name)) for name in ("rows", "numbers", "findings", "contradictions")},
        "works": {name: csl_item(work) for name, work in works.items()},
    }


def editions(project: Project) -> list[Edition]:
    """Every edition of a study, the oldest first.

    Raises `ProjectError` if an archive among them cannot be read.
    """
    found = [_edition(project, path) for path in project.editions.glob("*.zip")]
    return sorted(found, key=lambda edition: (edition.date, edition.label))


def _edition(project: Project, path: Path) -> Edition:
    """What an archive says it is; its label names a folder, and pages show its date."""
    manifest = Archive(path).manifest
    label, day = str(manifest.get("label")), str(manifest.get("date"))
    if not _LABEL.fullmatch(label) or not _DAY.fullmatch(day):
        raise ProjectError(problem(project.relative(path), 0, "", "archive-broken", f"{label} {day}"))
    return Edition(path, label, day, len(manifest["files"]))


def verify(path: Path, *, rebuild: bool = True, trusted: bool = False) -> Iterator[Problem]:
    """Hold an archive against its manifest, file by file; if all agree, make it again and compare what comes of it.

    Raises `ProjectError` if it is no archive, or one that must not be unpacked; `study-not-trusted` if it has code and
    is not `trusted`.
    """
    archive = Archive(path)
    faults = [*archive.faults()]
    yield from faults
    if rebuild and not faults:
        with tempfile.TemporaryDirectory() as folder:
            sources = tuple(name for name in archive.manifest["files"] if not name.startswith(_MADE))
            archive.unpack(Path(folder), sources)
            engine = "embedded" if archive.renderer.startswith("embedded") else "quarto"
            if not trusted and (Path(folder) / "scripts").exists():
                raise ProjectError(problem(archive.name, 0, "", "study-not-trusted", "scripts/"))
            build_elsewhere(Path(folder), trusted, "--engine", engine)
            now = Memory(Project(Path(folder))).about
            for name in (name for name in archive.manifest["files"] if name.startswith((_DOCUMENTS, "data/tidy/"))):
                made = Path(folder) / (f"_build/{FILE}" if name == FILE else name)
                if name.endswith("datapackage.json") or (made.is_file() and made.read_bytes() == archive.read(name)):
                    continue
                said = {"made": archive.renderer, "now": now}
                yield problem(archive.name, 0, name, "document-differs", name, **said)


def build_elsewhere(root: Path, trusted: bool, *options: str) -> None:
    """Build a study in a process of its own, in which its own code is found first if it is trusted.

    Raises `ProjectError`: `rebuild-failed` if it cannot be built.
    """
    engine, given = Path(__file__).parents[2], os.environ.get("PYTHONPATH", "")
    own = str(root / "scripts") if trusted else ""
    paths = os.pathsep.join(filter(None, (own, str(engine), given)))
    # Nothing is imported from the folder that it runs in.
    command = [sys.executable, "-P", "-m", "policy_report", "--project", str(root), "build", *options]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=root, env={**os.environ, "PYTHONPATH": paths}, check=False
    )
    if done.returncode:
        raise ProjectError(problem(root.name, 0, "", "rebuild-failed", error=done.stderr.strip().partition("\n")[0]))


def publish(project: Project, folder: Path) -> list[str]:
    """Unpack every edition for a static host: each at an address of its own that stays, and `latest`.

    The pages of an edition say which newer one lies beside it.
    """
    found = editions(project)
    for edition in found:
        for name in (edition.label, *(["latest"] if edition is found[-1] else [])):
            shutil.rmtree(folder / name, ignore_errors=True)
            Archive(edition.path).unpack(folder / name, (_DOCUMENTS,))
            for page in (folder / name).rglob("*.html"):
                if edition is not found[-1]:
                    page.write_text(_with_notice(page, folder / name, found[-1]), encoding="utf-8")
    return [edition.label for edition in found]


def _with_notice(page: Path, root: Path, newest: Edition) -> str:
    """A page of an older edition, which says where the newest one is."""
    text, inside = page.read_text(encoding="utf-8"), page.relative_to(root)
    language = Language(page.parent.name) if page.parent.name in Language else Language.EN
    address = f"{'../' * len(inside.parts)}{newest.label}/{inside.as_posix()}"
    said = word("edition.newer", language, label=newest.label, date=newest.date)
    style = "margin:0;padding:.6em 1em;background:#fff3cd;color:#332701;text-align:center"
    note = f'<p role="note" style="{style}"><a href="{address}" style="color:inherit">{said}</a></p>'
    noted = re.sub(r"(<body[^>]*>)", lambda body: body[0] + note, text, count=1)
    return with_style(with_style(noted, style), "color:inherit")
