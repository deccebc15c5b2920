"""List what a person should look at in the bibliography."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `doubts` to the command line."""
    short = "list what a person should look at in the bibliography"
    about = "Lists sources that nothing cites, and years that speak against each other; none stops a build."
    add_command(commands, "doubts", _doubts, short, about)


def _doubts(options: argparse.Namespace) -> int:
    from policy_report.lookup.preview import doubts

    found = doubts(find_project(options.project))
    print("\n".join([*map(str, found), f"{len(found)} doubts"]))
    return 0
