"""Say what a study is built with."""

import argparse
import json

from policy_report import __version__
from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `materials` to the command line."""
    short = "say what the study is built with: every package, its version and its licence"
    about = "Prints the packages of requirements.lock with their versions and licences."
    add_command(commands, "materials", _materials, short, about, json=True)


def _materials(options: argparse.Namespace) -> int:
    from policy_report.editions.materials import materials

    lock = (find_project(options.project).root / "requirements.lock").read_text(encoding="utf-8")
    bill = materials(lock, "policy-report", __version__)
    if options.json:
        print(json.dumps(bill, ensure_ascii=False, indent=1))
        return 0
    for part in bill["components"]:
        said = (one.get("expression") or one["license"]["name"] for one in part["licenses"])
        print(f"{part['name']} {part['version']}: {', '.join(said) or 'not said'}")
    return 0
