"""The Quarto engine: runs the quarto command, and takes every warning for the fault that it is."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from policy_report.errors import Problem, ProjectError, RenderError
from policy_report.project import Project, write_atomically
from policy_report.render.config import format_name, lua_filters, read_config, settings
from policy_report.render.document import Document, Format
from policy_report.render.engine import documents
from policy_report.render.extensions import runnable
from policy_report.render.metadata import listed
from policy_report.render.prepare import Prepared, prepare
from policy_report.render.source import read_source
from policy_report.render.tree import characters
from policy_report.render.typeset import check_glyphs
from policy_report.text.policy import with_own_policy
from policy_report.trust import distrust

BUILDING = "POLICY_REPORT_BUILDS"
"""The variable that tells the script which Quarto runs before and after a rendering that a build is under way."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(r"^\s*(?:\[?WARNING\]?\b|\(W\)|WARN\b|warning:|W:|ERROR\b|\(E\)|error:)\s*:?\s*(?P<said>.*)$")
# What a warning is about: a reference, a variable, a citation, a file.
_NAMED = (
    re.compile(r"crossref (@[\w-]+)"),
    re.compile(r"[Cc]itation (?:key )?['\"]?@?(?P<key>[\w:.-]+)['\"]? not found|[Cc]iteproc: citation (?P<other>\S+)"),
    re.compile(r"(?:Unknown (?:var|variable|meta key)) (\S+)"),
    re.compile(r"[Ss]hortcode '([^']+)'"),
    re.compile(r"label `?<([\w:.-]+)>`?"),
    re.compile(r"resource '?([^\s']+?)'?(?::| |$)"),
)


@dataclass(frozen=True)
class QuartoEngine:
    """Renders with the quarto command at `command`."""

    command: Path

    name = "quarto"
    # Quarto lays its intermediate files beside the sources, under the same names for every format.
    concurrent = False

    @cached_property
    def version(self) -> str:
        """The version that the command gives."""
        done = subprocess.run([self.command, "--version"], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def render(self, project: Project, document: Document) -> Path:
        """Write the document to its target; see `Engine.render`.

        The sources are checked first, as for the embedded engine: Quarto shows only the first faults,
        and does not say where.
        """
        prepared = prepare(project, document)
        _refuse_code(prepared)
        if document.format is Format.PDF:
            check_glyphs(prepared, characters(prepared.tree))
        target = document.target(project)
        # Inside the study, because Quarto takes the output folder as relative to it.
        project.state.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=project.state) as folder:
            made = self._run(prepared, Path(folder))
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, _finished(made, document.format, prepared.options))
        return target

    def _run(self, prepared: Prepared, folder: Path) -> Path:
        project, document = prepared.project, prepared.document
        name = format_name(project, prepared.source, document.format)
        done = subprocess.run(
            [
                self.command, "render", document.source.as_posix(), "--to", name,
                "--output-dir", folder.relative_to(project.root).as_posix(),
            ],
            cwd=project.root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, BUILDING: "1", "SOURCE_DATE_EPOCH": str(prepared.epoch), "NO_COLOR": "1"},
            check=False,
        )  # fmt: skip
        said = f"{done.stdout}\n{done.stderr}"
        problems = list(dict.fromkeys(problem for text in complaints(said) for problem in _problems(prepared, text)))
        if done.returncode != 0 and not problems:
            tail = "\n".join(_COLOUR.sub("", said).strip().splitlines()[-8:])
            problems = [prepared.source.start.fault("quarto-failed", tail)]
        if problems:
            raise RenderError(problems)
        return _made(prepared, folder)


def _refuse_code(prepared: Prepared) -> None:
    """Refuse what Quarto would run for a study that nobody trusts: its scripts, its filters, its executable cells.

    Raises `ProjectError`: `study-not-trusted`.
    """
    project = prepared.project
    about = read_config(project).get("project") or {}
    for script in (*listed(about.get("pre-render")), *listed(about.get("post-render")), *lua_filters(prepared.options)):
        runnable(project, str(script))
    # Of any other engine Quarto decides by the cells of a text which it takes.
    if prepared.options.get("engine") != "markdown" and (refused := distrust(project, project.quarto_config.name)):
        raise ProjectError(refused)


def finish(project: Project, rendered: Iterable[Path]) -> None:
    """Finish the study's documents among the files that Quarto has `rendered`, once each; see `_finished`."""
    for document in documents(project):
        ending = document.target(project).relative_to(project.output).as_posix()
        for path in (project.root / one for one in rendered if one.as_posix().endswith(ending)):
            if path.is_file():
                options = settings(project, read_source(project, document.source), document.format)
                write_atomically(path, _finished(path, document.format, options))


def _finished(path: Path, form: Format, options: dict[str, Any]) -> bytes:
    """Give a page the policy that allows its scripts, and a Word file all that pandoc cannot say."""
    if form is Format.DOCX:
        from policy_report.render.word import finished

        return finished(path, options)
    if form is Format.HTML:
        return with_own_policy(path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def complaints(said: str) -> Iterator[str]:
    """The warnings and errors in what Quarto, pandoc and Typst print, one string each."""
    lines = _COLOUR.sub("", said).splitlines()
    for index, line in enumerate(lines):
        match = _WARNING.match(line)
        if match:
            following = [match["said"].strip()]
            for more in lines[index + 1 :]:
                # What belongs to a message is indented, or is Typst's frame around a line of its text.
                if not re.match(r"\s+\S|[│┌=]", more) or _WARNING.match(more):
                    break
                following.append(more.strip())
            yield " ".join(part for part in following if part) or line.strip()


def _problems(prepared: Prepared, text: str) -> list[Problem]:
    places = next(filter(None, (prepared.locate(name) for name in _names(text))), [prepared.source.start])
    return [place.fault("quarto-warning", text) for place in places]


def _names(text: str) -> Iterator[str]:
    for pattern in _NAMED:
        match = pattern.search(text)
        if match:
            yield from (mark + group for group in match.groups() if group for mark in ("@", ""))


def _made(prepared: Prepared, folder: Path) -> Path:
    """The file that Quarto wrote: under the output folder, or beside it in older versions."""
    document = prepared.document
    expected = (folder / document.source).with_suffix(f".{document.format}")
    if not expected.is_file():
        found = sorted(folder.rglob(f"*.{document.format}"))
        if len(found) != 1:
            raise RenderError(prepared.source.start.fault("quarto-wrote-nothing", expected.name))
        shutil.move(found[0], expected)
    return expected
