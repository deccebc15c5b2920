"""The command line: reads the arguments, calls one function, prints what it says."""

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, redirect_stdout
from importlib import import_module
from pathlib import Path
from types import ModuleType

from policy_report import __version__
from policy_report.commands import COMMANDS, Parser, add_commands, on_terminal
from policy_report.errors import PolicyReportError, machine_faults_said
from policy_report.project import files_in, find_project
from policy_report.study import package_folder, read_study
from policy_report.trust import CODE, trust

_FIRST = """\
first steps:
  policy-report new FOLDER     make a study
  policy-report check          find what is wrong, in seconds
  policy-report build          make what is out of date
  policy-report open           read it
  policy-report search WORDS   find anything by its words
`policy-report COMMAND --help` shows examples."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `policy-report`.

    Returns 0 if all went well, 1 for a mistake in the study, 2 for one on the command line, 130 if interrupted, 141 if
    nobody reads what is printed.
    """
    for name in ("stdin", "stdout", "stderr"):
        # Python leaves out what was closed before it began, as some schedulers do.
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with machine_faults_said():
            parser = _parser(arguments)
            if "_ARGCOMPLETE" in os.environ:
                from argcomplete import autocomplete

                autocomplete(parser)
            options = parser.parse_args(arguments)
            if options.no_color:
                os.environ["NO_COLOR"] = "1"
            if options.verbose:
                import logging

                logging.basicConfig(format="%(message)s", force=True)
                logging.getLogger("policy_report").setLevel(logging.INFO)
            with redirect_stdout(io.StringIO()) if options.quiet else nullcontext():
                code = int(options.run(options) or 0) if options.command else _overview(parser)
            sys.stdout.flush()
        return code
    except PolicyReportError as error:
        given = sys.argv[1:] if arguments is None else arguments
        if "--trust" not in given and _is_agreed_to(error):
            return main(["--trust", *given])
        _print_problems(error, given)
        return 1
    except BrokenPipeError:
        # Nothing more is printed, not even by what Python does at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("interrupted; nothing is half-written, and all stands as before", file=sys.stderr)
        return 130


def _is_agreed_to(error: PolicyReportError) -> bool:
    """Ask whether to run code that is not trusted, if that is what an error is about and somebody can be asked."""
    asks = error.problems[0].code == CODE and sys.stdin.isatty() and sys.stderr.isatty()
    if asks:
        print(f"{error.problems[0]}\nRun it, now and from now on? [y/N] ", end="", file=sys.stderr, flush=True)
    return asks and sys.stdin.readline().strip().lower() in ("y", "yes")


def _print_problems(error: PolicyReportError, given: Sequence[str]) -> None:
    for problem in error.problems:
        print(on_terminal(str(problem), sys.stderr), file=sys.stderr)
    for note in getattr(error, "__notes__", ()):
        print(f"\n{note}\n", file=sys.stderr)
    count = len(error.problems)
    said = f"{count} problem{'s' if count > 1 else ''} in {error.stage}"
    writes = any(word in COMMANDS and COMMANDS[word].get("writes") for word in given)
    print(f"{said}; nothing was written, and all stands as before" if writes else said, file=sys.stderr)


def _parser(arguments: Sequence[str] | None) -> argparse.ArgumentParser:
    parser = Parser(
        prog="policy-report",
        description="Builds a comparative-policy paper in which every number can be traced to a published phrase.",
    )
    parser.add_argument("--version", action="version", version=f"policy-report {__version__}")
    parser.add_argument("--project", type=Path, default=Path(), help="a folder of the study (default: this one)")
    parser.add_argument("--quiet", action="store_true", help="print nothing but what is wrong")
    parser.add_argument("--verbose", action="store_true", help="say what is made, and how long each part took")
    parser.add_argument("--trust", action="store_true", help="run the own code of this study, now and from now on")
    parser.add_argument("--no-color", action="store_true", help="no colours and links on a terminal; as NO_COLOR does")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    add_commands(commands)
    for module in _of_study(arguments):
        if hasattr(module, "register"):
            module.register(commands)
    return parser


def _overview(parser: argparse.ArgumentParser) -> int:
    """Say what can be done, to whoever names no command."""
    print(f"{parser.format_help()}\n{_FIRST}")
    return 0


def _of_study(arguments: Sequence[str] | None) -> Iterator[ModuleType]:
    """The commands that the study adds; none where there is no sound study, which each command says by itself."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--project", type=Path, default=Path())
    early.add_argument("--trust", action="store_true")
    given, rest = early.parse_known_args(arguments)
    try:
        project = find_project(given.project)
        # `verify` is about the code of an archive.
        if given.trust and next((word for word in rest if not word.startswith("-")), "") != "verify":
            trust(project)
        study = read_study(project)
    except PolicyReportError:
        return
    folder = package_folder(study)
    if folder is not None and (folder / "commands").is_dir():
        names = sorted(path.stem for path in files_in(folder / "commands", "*.py") if path.stem != "__init__")
        yield from (import_module(f"{study.package}.commands.{name}") for name in names)


if __name__ == "__main__":
    sys.exit(main())
