"""Show everything about one thing of the study."""

import argparse
from functools import partial

from policy_report.commands import Commands, add_command
from policy_report.project import find_project, without_writing


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `show` to the command line."""
    short = "show everything about a claim, indicator, source, case, figure, table or number"
    about = "Shows what was published under an id, how it reads, its source, and where the paper uses it."
    command = add_command(commands, "show", _show, short, about, json=True)
    command.add_argument(
        "id", help="the id of a claim, indicator or case, the key of a source, fig-claims, tbl-claims, fnd-NAME"
    )


def _show(options: argparse.Namespace) -> int:
    from policy_report.lookup import as_json, as_text, show

    cards = without_writing(find_project(options.project), partial(show, key=options.id))
    print(as_json(cards) if options.json else as_text(cards))
    return 0
