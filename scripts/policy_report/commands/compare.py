"""Show whether two published figures may be compared."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `compare` to the command line."""
    short = "show whether two claims or series values may be compared, and why not"
    about = "Shows how far two published figures compare, what bars it, and what converts one to the other."
    command = add_command(commands, "compare", _compare, short, about, json=True)
    command.add_argument("first", metavar="ID", help="the id of a claim or series value")
    command.add_argument("second", metavar="ID", help="the id of another")


def _compare(options: argparse.Namespace) -> int:
    from policy_report.lookup.cards import as_json, as_text
    from policy_report.lookup.comparison import comparison

    card = comparison(find_project(options.project), options.first, options.second)
    print(as_json([card]) if options.json else as_text([card]))
    return 0
