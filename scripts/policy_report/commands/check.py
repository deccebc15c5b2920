"""Hold evidence and text against each other, without making anything."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `check` to the command line."""
    short = "find what is wrong with evidence and text, in seconds"
    about = (
        "Finds what is wrong: evidence, findings, typed numbers, references, variables, citations, includes, images "
        "and links, each with file, line and column. Makes and writes nothing."
    )
    command = add_command(commands, "check", _check, short, about, json=True)
    command.add_argument(
        "--format", choices=("text", "json", "sarif", "github"), default="text", help="how to print it (default: text)"
    )
    command.add_argument("--remarks", action="store_true", help="list also what nothing uses, and doubtful sources")


def _check(options: argparse.Namespace) -> int:
    from policy_report.lookup.checking import check
    from policy_report.lookup.reports import FORMATS

    report = check(find_project(options.project), options.remarks)
    print(FORMATS["json" if options.json else options.format](report))
    return int(bool(report.faults))
