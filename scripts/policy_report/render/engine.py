"""The way into the render room: what can be rendered, what it depends on, and who renders it."""

import os
import shutil
import sys
from pathlib import Path

from policy_report.errors import RenderError, problem
from policy_report.project import Project
from policy_report.render.document import Document, Engine, EngineChoice, Format
from policy_report.text.language import Language


def documents(project: Project) -> tuple[Document, ...]:
    """Every document that `_quarto.yml` asks for, papers in its order and formats in ours.

    The language of a paper is the folder it lies in (`report/en/paper.qmd`).
    """
    from policy_report.render.config import papers

    return tuple(
        Document(source, Language(source.parent.name), wanted) for source in papers(project) for wanted in Format
    )


def find_quarto() -> Path | None:
    """The quarto command: `$QUARTO_PATH` (the command or its folder), then the PATH, then beside this Python.

    The set-up installs Quarto beside this Python, and `make` does not put that folder on the PATH.
    """
    named = os.environ.get("QUARTO_PATH")
    if named:
        found = shutil.which(named) or shutil.which("quarto", path=os.pathsep.join((named, f"{named}/bin")))
        return Path(found) if found else None
    found = shutil.which("quarto") or shutil.which("quarto", path=str(Path(sys.executable).parent))
    return Path(found) if found else None


def identity(wanted: EngineChoice | str) -> str:
    """Tell the engine that `choose_engine` would give from any other, without starting it."""
    choice = EngineChoice(wanted)
    command = None if choice is EngineChoice.EMBEDDED else find_quarto()
    if command is not None:
        return f"{command} {command.stat().st_mtime_ns}"
    return str(EngineChoice.QUARTO if choice is EngineChoice.QUARTO else EngineChoice.EMBEDDED)


def choose_engine(wanted: EngineChoice | str = EngineChoice.AUTO) -> Engine:
    """The engine for `--engine`: quarto if it is there, otherwise the embedded one.

    Raises `RenderError` if quarto is asked for by name, or by `QUARTO_PATH`, and cannot be found.
    """
    choice = EngineChoice(wanted)
    command = None if choice is EngineChoice.EMBEDDED else find_quarto()
    if command is not None:
        from policy_report.render.quarto import QuartoEngine

        return QuartoEngine(command)
    if choice is EngineChoice.QUARTO:
        raise RenderError(problem("quarto", 0, "", "quarto-not-found", os.environ.get("QUARTO_PATH", "")))
    from policy_report.render.embedded import EmbeddedEngine

    return EmbeddedEngine()
