"""Make what is out of date: tidy data, figures, tables and documents."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `build` to the command line."""
    short = "make what is out of date: tidy data, figures, tables, documents"
    about = "Makes what is out of date: tidy data, figures, tables and documents."
    command = add_command(commands, "build", _build, short, about)
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
        default=[],
        metavar="WHAT",
        help="a format (html, pdf, docx), a language, or a product (article, supplement, explorer); may be repeated",
    )
    command.add_argument(
        "--engine",
        choices=("auto", "quarto", "embedded"),
        default="auto",
        help="what renders the documents: Quarto, the embedded engine, or Quarto where it is found (default: auto)",
    )
    command.add_argument(
        "--allow-stale",
        action="store_true",
        help="make a draft although findings are refuted: their sentences are struck, and the draft says so",
    )


def _build(options: argparse.Namespace) -> int:
    from policy_report.build.choice import Choice
    from policy_report.build.progress import build_with_progress

    choice = Choice(tuple(options.targets), tuple(options.only), options.engine, options.allow_stale)
    return build_with_progress(find_project(options.project), choice)
