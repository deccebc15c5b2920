"""Look for what a build needs, and complete commands in a shell."""

import argparse

from policy_report.commands import Commands, add_command
from policy_report.errors import ProjectError
from policy_report.project import find_project

_SHELLS = ("bash", "zsh", "fish", "powershell")
_MARKS = {"ok": "ok ", "remark": "?  ", "fault": "!! "}


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `doctor` and `completion` to the command line."""
    about = "Looks at Python, packages, fonts, engines, data, state and disk, and says what to do where one is lacking."
    add_command(commands, "doctor", _doctor, "see whether this machine has what a build needs", about, json=True)
    about = "Prints what makes a shell complete the commands, options and ids of policy-report."
    command = add_command(commands, "completion", _completion, "complete commands in a shell", about)
    command.add_argument("shell", choices=_SHELLS)


def _doctor(options: argparse.Namespace) -> int:
    import json

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


def _completion(options: argparse.Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    print(shellcode(["policy-report"], shell=options.shell))
    return 0
