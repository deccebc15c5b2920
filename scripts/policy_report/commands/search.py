"""Search everything that has a name in a study."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `search` to the command line."""
    short = "find things by words of their names, phrases and notes, in any language"
    about = "Lists the things of which all of the words are said, whatever their case and width."
    command = add_command(commands, "search", _search, short, about)
    command.add_argument("words", nargs="+", metavar="WORD", help="a word, or a part of one")


def _search(options: argparse.Namespace) -> int:
    from policy_report.lookup.catalogue import Catalogue

    found = Catalogue(find_project(options.project)).search(options.words)
    lines = [f"{thing.kind:<11}  {thing.line}  ({thing.file}:{thing.row})" for thing in found]
    print("\n".join([*lines, f"{len(found)} found"]))
    return int(not found)
