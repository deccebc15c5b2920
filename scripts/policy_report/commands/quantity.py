"""Show how a published phrase reads."""

import argparse
from pathlib import Path

from policy_report.commands import Commands, add_command


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `quantity` to the command line."""
    short = "show how a published phrase reads"
    about = "Reads a published phrase, or a column of a CSV, into bounded quantities, and accounts for every figure."
    command = add_command(commands, "quantity", _quantity, short, about, json=True)
    command.add_argument("phrase", nargs="?", help="the phrase, as published")
    command.add_argument("--file", type=Path, help="a CSV (UTF-8) to read a column of")
    command.add_argument("--column", default="phrase", help="the column of that CSV (default: phrase)")


def _quantity(options: argparse.Namespace) -> int:
    import json

    from rich.console import Console

    from policy_report.evidence.readings import read_column, read_phrase

    if (options.phrase is None) == (options.file is None):
        options.usage_error("give either a phrase or --file")
    readings = [read_phrase(options.phrase)] if options.file is None else read_column(options.file, options.column)
    if options.json:
        print(json.dumps([reading.as_data() for reading in readings], ensure_ascii=False, indent=1))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for reading in readings:
            console.print(reading.coloured())
    return int(any(reading.problems for reading in readings))
