"""Open what a build has made."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `open` to the command line."""
    short = "open the paper, another document or a figure"
    about = "Opens what the last build made, in the program that this machine has for it, and prints where it is."
    command = add_command(commands, "open", _open, short, about)
    command.add_argument("name", nargs="*", help="formats, languages, products, or a figure (default: the first page)")


def _open(options: argparse.Namespace) -> int:
    import webbrowser

    from policy_report.lookup.opening import made_file

    path = made_file(find_project(options.project), options.name)
    print(path)
    webbrowser.open(path.as_uri())
    return 0
