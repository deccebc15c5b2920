"""The commands that change the published evidence: they show what is new, or taken out, ask, and write it."""

import argparse
import shlex
import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

from policy_report.errors import Problem
from policy_report.project import Project, find_project, write_together

if TYPE_CHECKING:
    from policy_report.evidence.additions import Addition

_CLAIM_NEEDS = ("case", "indicator", "phrase", "period_basis", "source")
_CLAIM_ASKED = ("case", "indicator", "phrase", "period_basis", "period_start", "period_end", "source", "locator")
_SOURCE_NEEDS = ("key", "type", "title", "language")
_SOURCE_ASKED = ("key", "type", "title", "author", "publisher", "date", "url", "language")
_HINTS = {
    "case": "an id; policy-report list cases",
    "indicator": "an id; policy-report search WORDS",
    "phrase": "exactly as published",
    "period_start": "YYYY, YYYY-MM or YYYY-MM-DD; or nothing",
    "period_end": "YYYY, YYYY-MM or YYYY-MM-DD; or nothing",
    "source": "a key; policy-report search WORDS; a new one first with policy-report add source",
    "locator": "where in the source, such as para 3; or nothing",
    "key": "such as port2025report",
    "type": "online, report, article, book, or another of BibTeX",
    "title": "in its own language",
    "author": "Family, Given and Family, Given; without a comma, a body; or nothing",
    "publisher": "the website, journal or body; or nothing",
    "date": "YYYY, YYYY-MM or YYYY-MM-DD; or nothing",
    "url": "of the page that was read; or nothing",
}
_CHOICES = {
    "period_basis": ("stated", "publication", "inferred", "unknown"),
    "language": ("chinese", "english"),
    "tier": ("self-reported", "government", "press", "statistics", "academic", "literature"),
}
_HELD = {"case": "cases", "indicator": "indicators", "source": "sources"}
"""What must be in the evidence before, and under which kind it is listed."""
_FLAGS = ("mirror", "date-inferred", "undated", "opening-only", "title-supplied")


def _given(
    options: argparse.Namespace, needs: tuple[str, ...], names: tuple[str, ...], asked: tuple[str, ...]
) -> dict[str, str]:
    """What was given on the command line; a usage error if a file was given too, or something is missing.

    Who sits at a terminal is `asked` for the rest, and told how to say it all at once.
    """
    cells = {name: cell for name in names if (cell := getattr(options, name)) is not None}
    if options.file is not None and cells:
        options.usage_error(f"give either a file or --{_dashed(next(iter(cells)))}")
    missing = [name for name in needs if name not in cells]
    if options.file is None and missing and sys.stdin.isatty():
        project = find_project(options.project)
        cells |= {name: cell for name in asked if name not in cells and (cell := _asked(name, needs, project))}
        whole = shlex.join(part for name, cell in cells.items() for part in (f"--{_dashed(name)}", cell))
        print(f"the same at once: {whole}", file=sys.stderr)
        missing = [name for name in needs if name not in cells]
    if options.file is None and missing:
        options.usage_error(f"give {', '.join(f'--{_dashed(name)}' for name in missing)}, or a file")
    return cells


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _asked(name: str, needs: Collection[str], project: Project) -> str:
    """What a person gives where something is missing, with where to look it up; asked again until it can be meant."""
    from policy_report.lookup.catalogue import Catalogue, nearest

    held = Catalogue(project).of(_HELD[name]) if name in _HELD else []
    choices = _CHOICES.get(name, [one.id for one in held])
    hint = _HINTS.get(name) or ", ".join(choices)
    while True:
        try:
            answer = input(f"{name.replace('_', ' ')} ({hint}): ").strip()
        except EOFError:
            return ""
        if answer in choices if choices else answer or name not in needs:
            return answer
        if answer:
            near = nearest(answer, choices)
            print(f"none is called {answer}{'; the nearest are: ' * bool(near)}{', '.join(near)}", file=sys.stderr)


def add_claim(options: argparse.Namespace) -> int:
    """Add a published figure, or a file of them."""
    from policy_report.evidence.additions import add_claims, claim_columns, claims_meant, new_repetitions
    from policy_report.evidence.new_rows import NewRow, read_new_rows

    project = find_project(options.project)
    columns = claim_columns(project)
    cells = _given(options, _CLAIM_NEEDS, columns, _CLAIM_ASKED)
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


def _reason(doubts: list[Problem]) -> str:
    """Why figures that may be repeated are meant, asked of whoever is there; empty if nobody says."""
    print("\n".join(map(str, doubts)), file=sys.stderr)
    return _answer("why are both meant? (empty: write nothing) ") if sys.stdin.isatty() else ""


def add_source(options: argparse.Namespace) -> int:
    """Add an entry to references.bib, or a file of them."""
    from policy_report.evidence.additions import add_entries
    from policy_report.evidence.new_rows import entry_of, read_new_entries

    names = ("title", "translatedtitle", "author", "publisher", "date", "url", "doi", "note")
    cells = _given(options, _SOURCE_NEEDS, ("key", "type", "language", *names), _SOURCE_ASKED)
    project = find_project(options.project)
    if cells and not options.literature and options.tier is None:
        tier = _asked("tier", ("tier",), project) if sys.stdin.isatty() else ""
        if not tier:
            options.usage_error("give --tier, or --literature")
        options.literature, options.tier = tier == "literature", tier if tier != "literature" else None
    if cells:
        fields = {name: cells.get(name, "") for name in names} | {"langid": cells["language"]}
        entries = [entry_of(cells["key"], cells["type"], fields, _keywords(options))]
    else:
        entries = read_new_entries(options.file)
    return _confirm(project, add_entries(project, entries), options)


def add_table(options: argparse.Namespace) -> int:
    """Copy an official table into the evidence once it reads and adds up."""
    from policy_report.evidence import new_tables

    project = find_project(options.project)
    return _confirm(project, new_tables.add_table(project, options.file, options.recipe), options)


def _keywords(options: argparse.Namespace) -> str:
    tier = [f"tier-{options.tier}"] if options.tier else []
    flags = [word for word in _FLAGS if getattr(options, word.replace("-", "_"))]
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
    if not options.yes and (why or not _agreed(f"write this to {files}? [y/N] ")):
        print(f"nothing was written{why}", file=sys.stderr)
        return 1
    write(addition)
    print(f"written: {files}; run `policy-report build` next")
    return 0


def _agreed(question: str) -> bool:
    return _answer(question).lower() in ("y", "yes")


def _answer(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return ""


def remove(options: argparse.Namespace) -> int:
    """Take a row or a source out of the published evidence, unless something uses it."""
    from policy_report.lookup.removal import removal

    project = find_project(options.project)
    thing, path, content = removal(project, options.id)
    print(f"{thing.file}:{thing.row}: {thing.text}")
    if options.dry_run:
        return 0
    if not options.yes and not (sys.stdin.isatty() and _agreed(f"take this out of {thing.file}? [y/N] ")):
        print("nothing was written: confirm with y, or repeat with --yes", file=sys.stderr)
        return 1
    write_together({path: content})
    print(f"written: {thing.file}; run `policy-report build` next")
    return 0


def read_table(options: argparse.Namespace) -> int:
    """Show how an official table reads, and write the recipe that it would be read by."""
    from policy_report.evidence.tables import read_table_file
    from policy_report.evidence.tables.proposal import Proposal, propose, written
    from policy_report.evidence.tables.recipe import SUFFIX
    from policy_report.lookup.cards import as_text
    from policy_report.lookup.preview import table_card

    file, recipe = options.file, options.file.with_name(options.file.stem + SUFFIX)
    told = recipe.is_file()
    proposal = Proposal((), read_table_file(file, recipe, name=file.name)) if told else propose(file, file.name)
    if proposal.table is not None:
        print("\n\n".join([as_text([table_card(proposal.table)]), *map(str, proposal.table.doubts)]))
    if told:
        return 0
    for problem in proposal.problems:
        print(problem, file=sys.stderr)
    if any(problem.code in ("file-missing", "table-format-unknown") for problem in proposal.problems):
        return 1
    recipe.write_text(written(proposal, options.source, options.case), encoding="utf-8")
    print(f"\nwritten: {recipe}; guesses to look at: {len(proposal.guesses)}")
    return int(proposal.table is None)
