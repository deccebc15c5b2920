"""Cite the paper, or anything of it, in the form that a reader needs."""

import argparse
import base64
import sys

from policy_report.commands import Commands, add_command
from policy_report.project import find_project

_FORMS = ("gbt", "apa", "chicago", "mla", "harvard", "bibtex", "ris", "csl-json")


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `cite` to the command line."""
    short = "cite the paper, a part of it, a row of its evidence or a source"
    about = "Prints how a thing is cited, in the same words as the page, with version, date and address."
    command = add_command(commands, "cite", _cite, short, about)
    command.add_argument(
        "id", nargs="?", default="paper", help="paper, supplement, sec-, fig- or tbl-NAME, a claim, fnd-NAME, a source"
    )
    command.add_argument("--all", action="store_true", help="every document and every source")
    command.add_argument("--style", choices=_FORMS, help="default: apa; with --all bibtex")
    command.add_argument("--lang", metavar="LANG", help="language of the paper (default: its first)")
    command.add_argument("--edition", metavar="LABEL", default="", help="as it was released under this label")
    command.add_argument("--copy", action="store_true", help="put it on the clipboard of this terminal as well")


def _cite(options: argparse.Namespace) -> int:
    from policy_report.lookup.citing import cite, cite_all
    from policy_report.text.language import Language

    if options.lang and options.lang not in tuple(Language):
        options.usage_error(f"no such language: {options.lang}; there is {', '.join(Language)}")
    project, language = find_project(options.project), Language(options.lang) if options.lang else None
    if options.all:
        said = "\n".join(cite_all(project, options.style or "bibtex", language))
    else:
        said = cite(project, options.id, options.style or "apa", language, options.edition)
    print(said.rstrip("\r\n"))
    if options.copy:
        _copy(options, said)
    return 0


def _copy(options: argparse.Namespace, text: str) -> None:
    """Ask the terminal to take a text for its clipboard (OSC 52), which works at a distance too."""
    if not sys.stderr.isatty():
        options.usage_error("--copy needs a terminal")
    sys.stderr.write(f"\x1b]52;c;{base64.b64encode(text.strip().encode()).decode()}\a")
