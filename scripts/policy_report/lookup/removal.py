"""Take a thing out of the evidence, unless something uses it."""

import re
from collections.abc import Iterator
from pathlib import Path

from policy_report.errors import ProjectError, problem
from policy_report.evidence.additions import register_with
from policy_report.evidence.bibliography import read_entries
from policy_report.evidence.textfile import read_lines
from policy_report.lookup.catalogue import Catalogue, Thing, unknown_id
from policy_report.project import Project, files_in
from policy_report.render.source import shown
from policy_report.study import FILE, package_folder, read_study

_WRITTEN = (".csv", ".md", ".py", ".qmd", ".toml", ".txt")


def the_one(project: Project, name: str) -> Thing:
    """Give the one thing that a name means.

    Raises `ProjectError`: `id-unknown`, or `id-ambiguous` where it means several.
    """
    catalogue = Catalogue(project)
    found = catalogue.named(name)
    if not found:
        raise ProjectError(unknown_id(name, [thing.id for thing in catalogue.things]))
    # A section is written in each language under one name.
    if len(ids := list(dict.fromkeys(thing.id for thing in found))) > 1:
        known = ", ".join(ids[:8])
        raise ProjectError(problem("", 0, "", "id-ambiguous", name, known=known))
    return found[0]


def removal(project: Project, name: str) -> tuple[Thing, Path, bytes]:
    """Give a thing of the evidence, and its file with the content that it has without it.

    Raises `ProjectError` if nothing, or several things, have the name; `id-in-use` at each place that uses it;
    `id-not-removable` for what stands in no file of the evidence; `EvidenceError` if the evidence would not be sound
    without it.
    """
    thing = the_one(project, name)
    path = project.root / thing.file
    if path.suffix not in (".csv", ".bib"):
        raise ProjectError(problem(thing.file, thing.row, "", "id-not-removable", thing.id, id=thing.id))
    if uses := [problem(file, row, "", "id-in-use", text, id=thing.id) for file, row, text in _uses(project, thing)]:
        raise ProjectError(uses)
    lines = path.read_bytes().splitlines(keepends=True)
    content = b"".join([*lines[: thing.row - 1], *lines[_end(project, thing, len(lines)) :]])
    register_with(project, {path: content})
    return thing, path, content


def _end(project: Project, thing: Thing, last: int) -> int:
    """The line on which a row or an entry ends, with the blank lines after an entry."""
    if thing.kind != "sources":
        begins = [row for row, _ in read_lines(project.root / thing.file, thing.file)[0]]
        return next((row - 1 for row in begins if row > thing.row), last)
    entries, _ = read_entries(project.references, thing.file)
    return next((entry.row - 1 for entry in entries if entry.row > thing.row), last)


def _uses(project: Project, thing: Thing) -> Iterator[tuple[str, int, str]]:
    """Each line of what people wrote that names a thing, apart from its own."""
    named = re.compile(rf"(?<![\w-]){re.escape(thing.id)}(?![A-Za-z0-9-])")
    own = package_folder(read_study(project))
    files = [project.root / FILE, project.constraints]
    for folder in filter(None, (project.published, project.report, own)):
        files += files_in(folder, "**/*.*")
    for path in sorted(path for path in files if path.is_file() and path.suffix in _WRITTEN):
        rows = path.read_text(encoding="utf-8", errors="replace").split("\n")
        for row, text in enumerate(rows, start=1):
            if named.search(text) and (shown(project, path), row) != (thing.file, thing.row):
                yield shown(project, path), row, text.strip()[:120]
