"""Make what the documents need and none of them: what Quarto runs before it renders."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `prepare` to the command line."""
    short = "make what the documents need, before Quarto renders them"
    about = "Makes tidy data, figures and tables, and no document. Quarto runs it before it renders."
    add_command(commands, "prepare", _prepare, short, about)


def _prepare(options: argparse.Namespace) -> int:
    from policy_report.build.progress import prepare

    prepare(find_project(options.project))
    return 0
