"""Explain why a file is out of date, or how a phrase became a sentence."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `explain` to the command line."""
    short = "why a file is out of date; or from a phrase to its sentences, and back"
    about = """Of a file or task: why it is out of date, and what it waits for. Of a claim, series value or number:
    phrase, reading, result, variable and sentence, each with file and line, and what would change if the phrase did."""
    command = add_command(commands, "explain", _explain, short, about, json=True)
    command.add_argument("target", metavar="TARGET", help="a file, a task, or an id")


def _explain(options: argparse.Namespace) -> int:
    from policy_report.lookup import as_json, as_text
    from policy_report.lookup.explaining import explain

    cards = explain(find_project(options.project), options.target)
    print(as_json(cards) if options.json else as_text(cards))
    return 0
