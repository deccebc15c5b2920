"""Hold the text against the evidence: findings, typed numbers, things that nothing uses."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `check` to the command line."""
    short = "hold the text against the evidence: findings, typed numbers, things that nothing uses"
    about = "Tests every finding, finds every number that was typed into the text, and what nothing uses."
    add_command(commands, "check", _check, short, about, json=True)


def _check(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from policy_report.lookup import as_json
    from policy_report.lookup.checking import as_text, check

    report = check(find_project(options.project))
    print(as_json(asdict(report)) if options.json else as_text(report))
    return int(bool(report.faults))
