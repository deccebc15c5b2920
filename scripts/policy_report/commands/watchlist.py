"""List the series whose next value should be out."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `watchlist` to the command line."""
    short = "list the yearly series whose next value should be out"
    about = (
        "Lists the yearly series whose next value should be out, by how soon the ones before came; begin a rerun here."
    )
    command = add_command(commands, "watchlist", _watchlist, short, about, json=True)
    command.add_argument("--on", metavar="DATE", help="YYYY-MM-DD (default: today)")


def _watchlist(options: argparse.Namespace) -> int:
    import json
    from datetime import date

    from policy_report.lookup.watchlist import watchlist

    try:
        day = date.fromisoformat(options.on) if options.on else date.today()
    except ValueError:
        options.usage_error(f"--on is no date: {options.on}; write it as 2026-11-29")
    found = watchlist(find_project(options.project), day)
    if options.json:
        print(json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(map(str, found)) or "no series is due")
    return 0
