"""The commands about this machine: whether it has what a build needs, and what a study is built with."""

import argparse
import json

from policy_report.errors import ProjectError
from policy_report.project import find_project

_MARKS = {"ok": "ok ", "remark": "?  ", "fault": "!! "}


def doctor(options: argparse.Namespace) -> int:
    """Look for what a build needs, and say what to do where it is lacking."""
    from policy_report.build.doctor import examine

    try:
        project = find_project(options.project)
    except ProjectError:
        project = None
    found = examine(project)
    if options.json:
        print(json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{_MARKS[one.state]}{one.what:<9} {one.found}" + (f"\n   → {one.remedy}" if one.remedy else ""))
    return int(any(one.state == "fault" for one in found))


def completion(options: argparse.Namespace) -> None:
    """Print what makes a shell complete the commands."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["policy-report"], shell=options.shell))


def install_quarto(_: argparse.Namespace) -> None:
    """Try once to install Quarto beside this command."""
    from policy_report.render import install

    print(install.install_quarto())


def materials(options: argparse.Namespace) -> None:
    """Say what a study is built with."""
    from policy_report.editions.materials import materials_of

    bill = materials_of(find_project(options.project).root)
    if options.json:
        print(json.dumps(bill, ensure_ascii=False, indent=1))
        return
    for part in bill["components"]:
        said = (one.get("expression") or one["license"]["name"] for one in part["licenses"])
        print(f"{part['name']} {part['version']}: {', '.join(said) or 'not said'}")
