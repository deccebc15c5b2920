"""The command `add`: reads what is new, shows how it reads, asks, and writes it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_report.commands import Commands, add_command
from policy_report.project import Project, find_project

if TYPE_CHECKING:
    from policy_report.errors import Problem
    from policy_report.evidence.additions import Addition

_CLAIM_NEEDS = ("case", "indicator", "phrase", "period_basis", "source")
_HINTS = {
    "case": "an id; policy-report list cases",
    "indicator": "an id; policy-report search WORDS",
    "phrase": "exactly as published",
    "period_basis": "stated, publication, inferred or unknown",
    "source": "a key; policy-report search WORDS; a new one first with policy-report add source",
    "language": "chinese or english",
}
_SOURCE_NEEDS = ("key", "type", "title", "language")
_TIERS = ("self-reported", "government", "press", "statistics", "academic")
_KEYWORDS = {
    "mirror": "read as a copy; the note says of what",
    "date-inferred": "the page does not print its date; the note says how it is known",
    "undated": "no date was seen",
    "opening-only": "only the opening of the page was seen",
    "title-supplied": "the title was not shown; a description stands in square brackets",
}


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `add claim`, `add source` and `add table` to the command line."""
    short = "add a claim, a source or a table to the published evidence"
    about = "Adds new evidence: checks it with all the rest, shows how it reads, asks, and writes it."
    command = commands.add_parser("add", help=short, description=about)
    kinds = command.add_subparsers(title="kinds", metavar="KIND", required=True)
    _claim_command(kinds)
    _source_command(kinds)
    _table_command(kinds)


def _claim_command(kinds: "Commands[argparse.ArgumentParser]") -> None:
    about = "Adds a published figure to claims.csv, or many of them, all or none."
    command = _kind(kinds, "claim", _add_claim, "a published figure", about)
    command.add_argument("--from", dest="file", type=Path, help="a row a claim: CSV, TSV, XLSX, XLS, ODS or JSON")
    command.add_argument("--case", help="id of the place (cases.csv)")
    command.add_argument("--indicator", help="id of what is measured (indicators.csv)")
    command.add_argument("--phrase", help="the figure exactly as published")
    command.add_argument("--part", help="which quantity of the phrase is meant; 0 if it states none (default: 1)")
    command.add_argument("--period-start", help="YYYY, YYYY-MM or YYYY-MM-DD")
    command.add_argument("--period-end", help="YYYY, YYYY-MM or YYYY-MM-DD")
    command.add_argument("--period-basis", help="how the period is known: stated, publication, inferred or unknown")
    command.add_argument("--source", help="key of the source (references.bib)")
    command.add_argument("--locator", help="where in the source, such as `para 3`")
    command.add_argument("--scope", help="what the source says or leaves out on coverage")
    command.add_argument("--note", help="remark in English")
    command.add_argument("--id", help="id of the claim (default: the next free one)")
    command.add_argument(
        "--meant", metavar="WHY", help="why a figure that may repeat another is meant; written into its note"
    )


def _source_command(kinds: "Commands[argparse.ArgumentParser]") -> None:
    about = "Adds a source to references.bib, or all entries of a BibTeX file, all or none."
    command = _kind(kinds, "source", _add_source, "an entry of references.bib", about)
    command.add_argument("--bibtex", dest="file", type=Path, help="a BibTeX file (UTF-8) with the new entries")
    command.add_argument("--key", help="key of the entry, such as port2025report")
    command.add_argument("--type", help="BibTeX type, such as online, report, article, book")
    command.add_argument("--title", help="title in its own language")
    command.add_argument("--translated-title", dest="translatedtitle", help="title in English, if it is not")
    command.add_argument("--author", help="`Family, Given and Family, Given`; without a comma, a body")
    command.add_argument("--publisher", help="the website, journal, book or body that published it")
    command.add_argument("--date", help="YYYY, YYYY-MM or YYYY-MM-DD")
    command.add_argument("--url", help="address of the page that was read")
    command.add_argument("--doi", help="the bare DOI")
    command.add_argument("--note", help="remark in English")
    command.add_argument("--language", choices=("chinese", "english"), help="language of the source")
    command.add_argument("--literature", action="store_true", help="the text cites it; no table takes rows from it")
    command.add_argument("--tier", choices=_TIERS, help="who speaks; needed unless --literature")
    for keyword, meaning in _KEYWORDS.items():
        command.add_argument(f"--{keyword}", action="store_true", help=meaning)


def _table_command(kinds: "Commands[argparse.ArgumentParser]") -> None:
    about = "Copies an official table into data/published/tables/ once it reads and adds up."
    command = _kind(kinds, "table", _add_table, "an official table", about)
    command.add_argument(
        "--file", type=Path, required=True, help="the table: text, CSV, XLSX, XLS, ODS, HTML, JSON-stat"
    )
    command.add_argument("--recipe", type=Path, help="what its print does not say (default: FILE's .recipe.toml)")


def _kind(kinds: "Commands[argparse.ArgumentParser]", name: str, run: Any, *about: str) -> argparse.ArgumentParser:
    command = add_command(kinds, name, run, *about)
    command.add_argument("--yes", action="store_true", help="write without asking")
    command.add_argument("--dry-run", action="store_true", help="check and show it, and write nothing")
    return command


def _given(options: argparse.Namespace, needs: tuple[str, ...], names: tuple[str, ...]) -> dict[str, str]:
    """What was given on the command line; a usage error if a file was given too, or something is missing."""
    cells = {name: cell for name in names if (cell := getattr(options, name)) is not None}
    if options.file is not None and cells:
        options.usage_error(f"give either a file or --{next(iter(cells)).replace('_', '-')}")
    if options.file is None and sys.stdin.isatty():
        cells |= {name: cell for name in needs if name not in cells and (cell := _asked(name))}
    missing = [f"--{name.replace('_', '-')}" for name in needs if name not in cells]
    if options.file is None and missing:
        options.usage_error(f"give {', '.join(missing)}, or a file")
    return cells


def _asked(name: str) -> str:
    """What a person gives where something is missing, with where to look it up."""
    hint = _HINTS.get(name, "")
    return _answer(f"{name.replace('_', ' ')}{f' ({hint})' if hint else ''}: ")


def _add_claim(options: argparse.Namespace) -> int:
    from policy_report.evidence.additions import add_claims, claim_columns, claims_meant, new_repetitions
    from policy_report.evidence.new_rows import NewRow, read_new_rows

    project = find_project(options.project)
    columns = claim_columns(project)
    cells = _given(options, _CLAIM_NEEDS, columns)
    rows = [NewRow("the new claim", 0, cells)] if cells else read_new_rows(options.file, columns, _CLAIM_NEEDS)
    addition = add_claims(project, rows)
    if doubts := new_repetitions(project, addition):
        why = options.meant or _reason(doubts)
        if not why:
            print(
                "nothing was written: say with --meant WHY that this is no repetition, or correct it", file=sys.stderr
            )
            return 1
        addition = add_claims(project, claims_meant(rows, addition, doubts, why))
    return _confirm(project, addition, options)


def _reason(doubts: "list[Problem]") -> str:
    """Why figures that may be repeated are meant, asked of whoever is there; empty if nobody says."""
    print("\n".join(map(str, doubts)), file=sys.stderr)
    return _answer("why are both meant? (empty: write nothing) ") if sys.stdin.isatty() else ""


def _add_source(options: argparse.Namespace) -> int:
    from policy_report.evidence.additions import add_entries
    from policy_report.evidence.new_entries import entry_of, read_new_entries

    names = ("title", "translatedtitle", "author", "publisher", "date", "url", "doi", "note")
    cells = _given(options, _SOURCE_NEEDS, ("key", "type", "language", *names))
    if options.file is None and not options.literature and options.tier is None:
        options.usage_error("give --tier, or --literature")
    if cells:
        fields = {name: cells.get(name, "") for name in names} | {"langid": options.language}
        entries = [entry_of(options.key, options.type, fields, _keywords(options))]
    else:
        entries = read_new_entries(options.file)
    project = find_project(options.project)
    return _confirm(project, add_entries(project, entries), options)


def _add_table(options: argparse.Namespace) -> int:
    from policy_report.evidence.new_tables import add_table

    project = find_project(options.project)
    return _confirm(project, add_table(project, options.file, options.recipe), options)


def _keywords(options: argparse.Namespace) -> str:
    tier = [f"tier-{options.tier}"] if options.tier else []
    flags = [word for word in _KEYWORDS if getattr(options, word.replace("-", "_"))]
    return ", ".join(["literature" if options.literature else "data", *tier, *flags])


def _confirm(project: Project, addition: "Addition", options: argparse.Namespace) -> int:
    """Show an addition, ask where there is somebody to ask, and write it."""
    from policy_report.evidence.additions import write
    from policy_report.lookup.preview import preview

    print(preview(project, addition))
    files = ", ".join(project.relative(path) for path in addition.contents)
    if options.dry_run:
        print(f"nothing was written; it would go to {files}")
        return 0
    why = "" if sys.stdin.isatty() else f" to {files}: nobody can be asked here; repeat with --yes"
    if not options.yes and (why or not agreed(f"write this to {files}? [y/N] ")):
        print(f"nothing was written{why}", file=sys.stderr)
        return 1
    write(addition)
    print(f"written: {files}; run `policy-report build` next")
    return 0


def agreed(question: str) -> bool:
    """Ask whoever is there, and tell whether they say yes."""
    return _answer(question).lower() in ("y", "yes")


def _answer(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return ""
