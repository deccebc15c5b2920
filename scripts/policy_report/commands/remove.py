"""Take a row or a source out of the published evidence."""

import argparse
import sys

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `remove` to the command line."""
    short = "take a claim, another row or a source out, if nothing uses it"
    about = "Takes a row of a published table or an entry of references.bib out; refused while something uses it."
    command = add_command(commands, "remove", _remove, short, about)
    command.add_argument("id", help="the id of a row, or the key of a source")
    command.add_argument("--yes", action="store_true", help="write without asking")
    command.add_argument("--dry-run", action="store_true", help="show what would be taken out, and write nothing")


def _remove(options: argparse.Namespace) -> int:
    from policy_report.commands.add import agreed
    from policy_report.lookup.removal import removal
    from policy_report.project import write_together

    project = find_project(options.project)
    thing, path, content = removal(project, options.id)
    print(f"{thing.file}:{thing.row}: {thing.text}")
    if options.dry_run:
        return 0
    if not options.yes and not (sys.stdin.isatty() and agreed(f"take this out of {thing.file}? [y/N] ")):
        print("nothing was written: confirm with y, or repeat with --yes", file=sys.stderr)
        return 1
    write_together({path: content})
    print(f"written: {thing.file}; run `policy-report build` next")
    return 0
