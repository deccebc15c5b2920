"""Print or write the data dictionary."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project, write_atomically


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `dictionary` to the command line."""
    short = "print or write the data dictionary"
    about = "Prints what every table, column and indicator means, from the schema that checks them."
    command = add_command(commands, "dictionary", _dictionary, short, about)
    command.add_argument("--write", action="store_true", help="write it to data/README.md")


def _dictionary(options: argparse.Namespace) -> int:
    from policy_report.evidence.dictionary import dictionary

    project = find_project(options.project)
    text = dictionary(project)
    if options.write:
        write_atomically(project.dictionary, text)
        print(f"written: {project.relative(project.dictionary)}")
    else:
        print(text, end="")
    return 0
