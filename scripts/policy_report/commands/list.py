"""List the things of a study, each on a line."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project

_KINDS = (
    "claims", "series", "indicators", "cases", "sources", "peers", "features", "milestones", "definitions", "figures",
    "tables", "findings",
)  # fmt: skip


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `list` to the command line."""
    short = "list claims, indicators, sources, cases, figures, tables or findings"
    about = "Lists the things of a kind by their ids, with what they are called or say."
    command = add_command(commands, "list", _list, short, about)
    command.add_argument("kind", choices=_KINDS, metavar="KIND", help=f"one of: {', '.join(_KINDS)}")
    command.add_argument("--case", default="", help="only what is of this place")


def _list(options: argparse.Namespace) -> int:
    from policy_report.lookup.catalogue import Catalogue

    found = Catalogue(find_project(options.project)).of(options.kind, options.case)
    print("\n".join([*(thing.line for thing in found), f"{len(found)} {options.kind}"]))
    return 0
