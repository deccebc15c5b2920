"""One module a command; each has a function `register` that adds it to the command line."""

import argparse
from collections.abc import Callable

Commands = argparse._SubParsersAction  # the only name argparse gives this type


def add_command(
    commands: "Commands[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    *about: str,
    json: bool = False,
) -> argparse.ArgumentParser:
    """Add a command that `run` does, with a line about it for the list of commands and one for its own help."""
    short, long = about
    command = commands.add_parser(name, help=short, description=long)
    if json:
        command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=run, usage_error=command.error)
    return command
