"""The command line: reads the arguments, calls one function, prints what it says."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from policy_report import __version__
from policy_report.adding import Commands, add_command
from policy_report.errors import PolicyReportError
from policy_report.project import find_project, write_atomically
from policy_report.sensitivity_study import sensitivity_command
from policy_report.simulating import simulate_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `policy-report`.

    Returns
    -------
    int
        0 if all went well, 1 for a mistake in the study, 2 for a mistake on the command line, 130 if interrupted.
    """
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        run = options.run
        return int(run(options))
    except PolicyReportError as error:
        _print_problems(error)
        return 1
    except KeyboardInterrupt:
        print("interrupted; finished parts are kept, nothing is half-written", file=sys.stderr)
        return 130


def _print_problems(error: PolicyReportError) -> None:
    for problem in error.problems:
        print(problem, file=sys.stderr)
    count = len(error.problems)
    print(f"{count} problem{'s' if count > 1 else ''} in {error.stage}; nothing was written", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="policy-report",
        description="Builds a comparative-policy paper in which every number can be traced to a published phrase.",
    )
    parser.add_argument("--version", action="version", version=f"policy-report {__version__}")
    parser.add_argument("--project", type=Path, default=Path(), help="a folder of the study (default: this one)")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_check(commands)
    _add_quantity(commands)
    add_command(commands)
    sensitivity_command(simulate_command(commands))
    _add_show(commands)
    _add_compare(commands)
    _add_doubts(commands)
    _add_dictionary(commands)
    _add_install_quarto(commands)
    return parser


def _add_build(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "build",
        help="make what is out of date: tidy data, figures, tables, documents",
        description="Makes what is out of date: tidy data, figures, tables and documents.",
    )
    command.add_argument(
        "--engine",
        choices=("auto", "quarto", "embedded"),
        default="auto",
        help="what renders the documents: Quarto, the embedded engine, or Quarto where it is found (default: auto)",
    )
    command.add_argument(
        "--allow-stale",
        action="store_true",
        help="make a draft although findings fell: their sentences are struck, and the draft says so",
    )
    command.set_defaults(run=_build)


def _build(options: argparse.Namespace) -> int:
    from policy_report.progress import build_with_progress

    return build_with_progress(find_project(options.project), options.engine, options.allow_stale)


def _add_check(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "check",
        help="hold the text against the evidence: findings, typed numbers, things that nothing uses",
        description="Tests every finding, finds every number that was typed into the text, and what nothing uses.",
    )
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from policy_report.checking import as_json, as_text, check

    report = check(find_project(options.project))
    print(as_json(report) if options.json else as_text(report))
    return int(bool(report.faults))


def _add_quantity(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "quantity",
        help="show how a published phrase reads",
        description="Reads a published phrase, or a column of a CSV, into bounded quantities.",
    )
    command.add_argument("phrase", nargs="?", help="the phrase, as published")
    command.add_argument("--file", type=Path, help="a CSV (UTF-8) to read a column of")
    command.add_argument("--column", default="phrase", help="the column of that CSV (default: phrase)")
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_quantity, usage_error=command.error)


def _quantity(options: argparse.Namespace) -> int:
    import json

    from policy_report.evidence.readings import read_column, read_phrase

    if (options.phrase is None) == (options.file is None):
        options.usage_error("give either a phrase or --file")
    readings = [read_phrase(options.phrase)] if options.file is None else read_column(options.file, options.column)
    if options.json:
        print(json.dumps([reading.as_data() for reading in readings], ensure_ascii=False, indent=1))
    else:
        print("\n".join(str(reading) for reading in readings))
    return int(any(reading.problems for reading in readings))


def _add_show(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "show",
        help="show everything about a claim, indicator, source, case, figure, table or number",
        description="Shows what was published under an id, how it reads, its source, and where the paper uses it.",
    )
    command.add_argument("id", help="such as jx001, clearance-rate-criminal, sanming, a source's key, fig-claims")
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_show)


def _show(options: argparse.Namespace) -> int:
    from rich.console import Console

    from policy_report.show import as_json, as_text, show

    # The first look at changed evidence or code makes all results anew.
    with Console(stderr=True).status("looking up where the paper uses it"):
        cards = show(find_project(options.project), options.id)
    print(as_json(cards) if options.json else as_text(cards))
    return 0


def _add_compare(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "compare",
        help="show whether two claims or series values may be compared, and why not",
        description="Shows how far two published figures compare, what bars it, and what converts one to the other.",
    )
    command.add_argument("first", metavar="ID", help="a claim or series value, such as jx001")
    command.add_argument("second", metavar="ID", help="another, such as sm001")
    command.add_argument("--json", action="store_true", help="print data instead of text")
    command.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    from policy_report.show import as_json, as_text
    from policy_report.show.comparison import comparison

    card = comparison(find_project(options.project), options.first, options.second)
    print(as_json([card]) if options.json else as_text([card]))
    return 0


def _add_doubts(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "doubts",
        help="list what a person should look at in the bibliography",
        description="Lists sources that nothing cites, and years that speak against each other; none stops a build.",
    )
    command.set_defaults(run=_doubts)


def _doubts(options: argparse.Namespace) -> int:
    from policy_report.show.preview import doubts

    found = doubts(find_project(options.project))
    print("\n".join([*map(str, found), f"{len(found)} doubts"]))
    return 0


def _add_dictionary(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "dictionary",
        help="print or write the data dictionary",
        description="Prints what every table, column and indicator means, from the schema that checks them.",
    )
    command.add_argument("--write", action="store_true", help="write it to data/README.md")
    command.set_defaults(run=_dictionary)


def _dictionary(options: argparse.Namespace) -> int:
    from policy_report.evidence.dictionary import dictionary

    project = find_project(options.project)
    text = dictionary(project)
    if options.write:
        write_atomically(project.dictionary, text)
        print(f"written: {project.relative(project.dictionary)}")
    else:
        print(text, end="")
    return 0


def _add_install_quarto(commands: "Commands[argparse.ArgumentParser]") -> None:
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


if __name__ == "__main__":
    sys.exit(main())
