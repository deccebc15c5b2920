"""Delete what builds have made."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `clean` to the command line."""
    short = "delete what builds have made, and nothing else"
    about = "Deletes documents, figures, generated parts and what is remembered of builds; a build makes them again."
    command = add_command(commands, "clean", _clean, short, about)
    command.add_argument("--dry-run", action="store_true", help="list what would be deleted, and delete nothing")


def _clean(options: argparse.Namespace) -> int:
    import shutil

    from policy_report.text.language import Language

    project = find_project(options.project)
    folders = [project.output, project.state, project.generated, *(project.figures / one for one in Language)]
    for path in [path for path in (*folders, project.variables) if path.exists()]:
        print(project.relative(path))
        if not options.dry_run:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return 0
