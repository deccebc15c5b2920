"""Build again whenever a file is saved, and show the pages in a browser as they change."""

import argparse
from typing import TYPE_CHECKING

from policy_report.commands import Commands, add_command
from policy_report.commands.build import add_choice, choice_of
from policy_report.project import Project, find_project

if TYPE_CHECKING:
    from policy_report.build.site import Site


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `watch` to the command line."""
    short = "build again whenever a file is saved, and show the pages as they change"
    about = (
        "Builds again whenever a file is saved, and reloads the pages in the browser at the place being read. "
        "A mistake is shown in the page, and the next change awaited. Only this machine can see the pages."
    )
    command = add_command(commands, "watch", _watch, short, about)
    command.add_argument("--port", type=int, default=8765, help="where the pages are served (default: 8765)")
    command.add_argument(
        "--open", action=argparse.BooleanOptionalAction, default=True, help="open the first page in a browser"
    )
    add_choice(command, only=["html"])


def _watch(options: argparse.Namespace) -> int:
    from policy_report.build.site import serve
    from policy_report.build.watching import watch

    project = find_project(options.project)
    with serve(project.output, options.port) as site:
        if options.port not in (0, site.server_port):
            print(f"port {options.port} cannot be used; another was chosen", flush=True)
        first = site.address + _first_page(project)
        print(f"watching {project.root}; the pages are at {first} (end with Ctrl-C)", flush=True)
        watch(project, choice_of(options), site, lambda line: _say(line, site, first, options.open))
    return 0


def _first_page(project: Project) -> str:
    from policy_report.errors import PolicyReportError
    from policy_report.render.engine import documents

    try:
        return documents(project)[0].target(project).relative_to(project.output).as_posix()
    except (PolicyReportError, IndexError):
        return ""


def _say(line: str, site: "Site", page: str, wanted: bool) -> None:
    """Print what came of a build; after the first one, open the page."""
    import time

    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)
    if wanted and not site.news["version"]:
        import webbrowser

        try:
            opened = webbrowser.open(page)
        except Exception:  # whatever keeps a browser from opening, the page is there
            opened = False
        if not opened:
            print(f"no browser can be opened here; open {page} yourself", flush=True)
