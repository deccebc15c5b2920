"""Show whether two published figures may be compared."""

import argparse

from policy_report.commands import Commands
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `compare` to the command line."""
    command = commands.add_parser(
        "compare",
        help="show whether two claims or series values may be compared, and why not",
        description="Shows how far two published figures compare, what bars it, and what converts one to the other.",
    )
    command.add_argument("first", metavar="ID", help="the id of a claim or series value")
    command.add_argument("second", metavar="ID", help="the id of another")
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    from policy_report.lookup import as_json, as_text
    from policy_report.lookup.comparison import comparison

    card = comparison(find_project(options.project), options.first, options.second)
    print(as_json([card]) if options.json else as_text([card]))
    return 0
