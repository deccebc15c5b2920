"""Make what the documents need and none of them: what Quarto runs before it renders."""

import argparse

from policy_report.commands import Commands
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `prepare` to the command line."""
    command = commands.add_parser(
        "prepare",
        help="make what the documents need, before Quarto renders them",
        description="Makes tidy data, figures and tables, and no document. Quarto runs it before it renders.",
    )
    command.set_defaults(run=_prepare)


def _prepare(options: argparse.Namespace) -> int:
    from policy_report.build.progress import prepare

    prepare(find_project(options.project))
    return 0
