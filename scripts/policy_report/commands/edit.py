"""Open the place where a thing is written."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `edit` to the command line."""
    short = "open the row, entry or function of a thing in your editor"
    about = "Opens the file in which a thing is written at its line, with $VISUAL or $EDITOR, and prints the place."
    command = add_command(commands, "edit", _edit, short, about)
    command.add_argument("id", help="an id, a printed number or a name")


def _edit(options: argparse.Namespace) -> int:
    import os
    import shlex
    import subprocess

    from policy_report.lookup.removal import the_one

    project = find_project(options.project)
    thing = the_one(project, options.id)
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    print(f"{thing.file}:{thing.row}")
    path = next(path for path in (project.root / thing.file, project.root / "scripts" / thing.file) if path.exists())
    if not editor:
        return 0
    at = ["--goto", f"{path}:{thing.row}"] if editor[0].rpartition("/")[2] in ("code", "codium") else None
    return subprocess.run([*editor, *(at or [f"+{thing.row}", str(path)])], check=False).returncode
