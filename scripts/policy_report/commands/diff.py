"""Say what changed between two states of the study, by meaning."""

import argparse
from pathlib import Path

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `diff` to the command line."""
    short = "say what changed since a revision, an edition or an archive"
    about = """Compares two states of the study by meaning: claims, readings, verdicts, contradictions, findings,
    numbers, sentences and figures. A state is a revision of git, a folder, an archive or the label of an edition."""
    command = add_command(commands, "diff", _diff, short, about, json=True)
    command.add_argument("old", metavar="OLD")
    command.add_argument("new", metavar="NEW", nargs="?", default="", help="default: the working tree")
    command.add_argument("--markdown", action="store_true", help="print Markdown")
    command.add_argument("--html", type=Path, metavar="FILE", help="write a page with figures before and after")
    command.add_argument("--exit-code", action="store_true", help="end with 1 if anything changed")


def _diff(options: argparse.Namespace) -> int:
    from policy_report.build.revisions import compare, state_of
    from policy_report.editions.changes import as_json, as_text
    from policy_report.editions.report import markdown, page
    from policy_report.project import write_atomically

    project = find_project(options.project)
    old, new = state_of(project, options.old), state_of(project, options.new)
    found = compare(old, new)
    if options.html:
        drawn = page(found, old.name, new.name, lambda side, figure: (old, new)[side].picture(figure))
        write_atomically(options.html, drawn)
        print(f"{options.html}: {len(found)} changes")
    elif options.json:
        print(as_json(found))
    elif options.markdown:
        print(markdown(found, old.name, new.name), end="")
    else:
        print(as_text(found) or f"nothing changed from {old.name} to {new.name}")
    return int(options.exit_code and bool(found))
