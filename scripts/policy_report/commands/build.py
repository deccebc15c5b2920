"""Make what is out of date: tidy data, figures, tables and documents."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_report.commands import Commands, add_command, on_terminal
from policy_report.project import find_project

if TYPE_CHECKING:
    from policy_report.build.choice import Choice


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `build` to the command line."""
    short = "make what is out of date: tidy data, figures, tables, documents"
    about = "Makes what is out of date: tidy data, figures, tables and documents."
    command = add_command(commands, "build", _build, short, about, json=True)
    add_choice(command)
    command.add_argument(
        "--allow-stale",
        action="store_true",
        help="make a draft although findings are refuted: their sentences are struck, and the draft says so",
    )
    command.add_argument("--why", action="store_true", help="say what would be made and why, and make nothing")


def add_choice(command: argparse.ArgumentParser, only: Sequence[str] = ()) -> None:
    """Add what a person may choose of a build; `only` is what is chosen unless they do."""
    command.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help="a file to make, or the name of a document, figure, table or task (default: all but the PDF and Word "
        "files of a supplement)",
    )
    command.add_argument(
        "--only",
        action="append",
        metavar="WHAT",
        help="a format (html, pdf, docx), a language, or a product (article, supplement, explorer); may be repeated",
    )
    command.set_defaults(unless=tuple(only))
    command.add_argument(
        "--engine",
        choices=("auto", "quarto", "embedded"),
        default="auto",
        help="what renders the documents: Quarto, the embedded engine, or Quarto where it is found (default: auto)",
    )


def choice_of(options: argparse.Namespace, allow_stale: bool = False) -> "Choice":
    """Give what a person chose of a build."""
    from policy_report.build.choice import Choice

    only = options.only or (() if options.targets else options.unless)
    return Choice(tuple(options.targets), tuple(only), options.engine, allow_stale)


def _build(options: argparse.Namespace) -> int:
    from policy_report.build.progress import build_with_progress, reasons

    project, choice = find_project(options.project), choice_of(options, options.allow_stale)
    if options.why:
        from policy_report.lookup.explaining import why_text

        print(why_text(project, reasons(project, choice)))
        return 0
    built = build_with_progress(project, choice)
    if options.json:
        import json

        changes = [change.as_data() for change in built.changes]
        print(json.dumps({"made": built.made, "changes": changes}, ensure_ascii=False, indent=1))
    else:
        print(on_terminal(built.summary, sys.stdout))
    return 0
