"""Try once to install Quarto beside this command."""

import argparse

from policy_report.commands import Commands


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `install-quarto` to the command line."""
    command = commands.add_parser(
        "install-quarto",
        help="try once to install Quarto beside this command",
        description="Tries once to install Quarto into this Python environment; gives up quickly without a network.",
    )
    command.set_defaults(run=_install_quarto)


def _install_quarto(_: argparse.Namespace) -> int:
    from policy_report.render.install import install_quarto

    print(install_quarto())
    return 0
