"""Try once to install Quarto beside this command."""

import argparse

from policy_report.commands import Commands, add_command


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `install-quarto` to the command line."""
    short = "try once to install Quarto beside this command"
    about = "Tries once to install Quarto into this Python environment; gives up quickly without a network."
    add_command(commands, "install-quarto", _install_quarto, short, about)


def _install_quarto(_: argparse.Namespace) -> int:
    from policy_report.render.install import install_quarto

    print(install_quarto())
    return 0
