"""The commands that answer what a person asks of a study, and write nothing but the data dictionary and a page."""

import argparse
import base64
import json
import os
import shlex
import subprocess
import sys
import webbrowser
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policy_report.project import find_project, without_writing, write_atomically

if TYPE_CHECKING:
    from policy_report.lookup.cards import Card

_PICTURES: Final = (".png", ".svg")


def check(options: argparse.Namespace) -> int:
    """Hold evidence and text against each other, without making anything."""
    from policy_report.lookup import checking
    from policy_report.lookup.checking import FORMATS

    report = checking.check(find_project(options.project), options.remarks)
    print(FORMATS["json" if options.json else options.format](report))
    return int(bool(report.faults))


def show(options: argparse.Namespace) -> None:
    """Show everything about things of the study, and what the files of figures say of themselves."""
    from policy_report import lookup

    cards: list[Card] = []
    for name in options.id:
        # The file of a figure that says nothing of itself is called as the figure is in the study.
        key = Path(name).stem if name.endswith(_PICTURES) else name
        said = _picture(name)
        cards += [said] if said else without_writing(find_project(options.project), partial(lookup.show, key=key))
    _print_cards(cards, options)


def _picture(name: str) -> "Card":
    """What the file of a figure says of itself."""
    from policy_report.editions.labelling import label_of

    path = Path(name)
    said = label_of(path.read_bytes()) if name.endswith(_PICTURES) and path.is_file() else {}
    return {"kind": "figure", **said, "data": str(said.get("data", "")).splitlines()} if said else {}


def compare(options: argparse.Namespace) -> None:
    """Show whether two published figures may be compared."""
    from policy_report.lookup.comparison import comparison

    _print_cards([comparison(find_project(options.project), options.first, options.second)], options)


def explain(options: argparse.Namespace) -> None:
    """Explain why a file is out of date, or how a phrase became a sentence."""
    from policy_report.lookup import explaining

    explained = partial(explaining.explain, target=options.target)
    _print_cards(without_writing(find_project(options.project), explained), options)


def _print_cards(cards: "list[Card]", options: argparse.Namespace) -> None:
    from policy_report.lookup.cards import as_json, as_text

    print(as_json(cards) if options.json else as_text(cards))


def list_things(options: argparse.Namespace) -> None:
    """List the things of a kind, each on a line."""
    from policy_report.lookup.catalogue import Catalogue

    found = Catalogue(find_project(options.project)).of(options.kind, options.case)
    print("\n".join([*(thing.line for thing in found), f"{len(found)} {options.kind}"]))


def search(options: argparse.Namespace) -> int:
    """Search everything that has a name in a study."""
    from policy_report.lookup.catalogue import Catalogue

    found = Catalogue(find_project(options.project)).search(options.words)
    lines = [f"{thing.kind:<11}  {thing.line}  ({thing.file}:{thing.row})" for thing in found]
    print("\n".join([*lines, f"{len(found)} found"]))
    return int(not found)


def doubts(options: argparse.Namespace) -> None:
    """List what a person should look at in the bibliography."""
    from policy_report.lookup import preview

    found = preview.doubts(find_project(options.project))
    print("\n".join([*map(str, found), f"{len(found)} doubts"]))


def watchlist(options: argparse.Namespace) -> None:
    """List the series whose next value should be out."""
    from policy_report.lookup import watchlist as due
    from policy_report.lookup.cards import as_json

    try:
        day = date.fromisoformat(options.on) if options.on else date.today()
    except ValueError:
        options.usage_error(f"--on is no date: {options.on}; write it as 2026-11-29")
    found = due.watchlist(find_project(options.project), day)
    if options.json:
        print(as_json([one._asdict() for one in found], default=str))
    else:
        print("\n".join(map(str, found)) or "no series is due")


def quantity(options: argparse.Namespace) -> int:
    """Show how a published phrase, or a column of phrases, reads."""
    from rich.console import Console

    from policy_report.evidence.readings import read_column, read_phrase

    if (options.phrase is None) == (options.file is None):
        options.usage_error("give either a phrase or --file")
    readings = [read_phrase(options.phrase)] if options.file is None else read_column(options.file, options.column)
    if options.json:
        print(json.dumps([reading.as_data() for reading in readings], ensure_ascii=False, indent=1))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for reading in readings:
            console.print(reading.coloured())
    return int(any(reading.problems for reading in readings))


def dictionary(options: argparse.Namespace) -> None:
    """Print or write the data dictionary."""
    from policy_report.evidence.dictionary import dictionary as written

    project = find_project(options.project)
    if options.write:
        write_atomically(project.dictionary, written(project))
        print(f"written: {project.relative(project.dictionary)}")
    else:
        print(written(project), end="")


def open_made(options: argparse.Namespace) -> None:
    """Open what a build has made."""
    from policy_report.lookup.opening import made_file

    path = made_file(find_project(options.project), options.name)
    print(path)
    webbrowser.open(path.as_uri())


def edit(options: argparse.Namespace) -> int:
    """Open the place where a thing is written."""
    from policy_report.lookup.removal import the_one

    project = find_project(options.project)
    thing = the_one(project, options.id)
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    # Code is named from the folder of its package: the study's, or the engine's, which may lie elsewhere.
    folders = (project.root, project.root / "scripts", Path(__file__).parents[2])
    path = next(path for folder in folders if (path := folder / thing.file).exists())
    print(f"{project.relative(path) if path.is_relative_to(project.root) else path}:{thing.row}")
    if not editor:
        return 0
    at = ["--goto", f"{path}:{thing.row}"] if editor[0].rpartition("/")[2] in ("code", "codium") else None
    return subprocess.run([*editor, *(at or [f"+{thing.row}", str(path)])], check=False).returncode


def diff(options: argparse.Namespace) -> int:
    """Say what changed between two states of the study, by meaning."""
    from policy_report.build.revisions import compare, state_of, undrawn
    from policy_report.editions.changes import as_json, as_text
    from policy_report.editions.report import markdown, page

    project = find_project(options.project)
    old, new = state_of(project, options.old), state_of(project, options.new)
    found, note = compare(old, new), undrawn(old, new)
    if options.html:
        drawn = page(found, old.name, new.name, lambda side, figure: (old, new)[side].picture(figure), note)
        write_atomically(options.html, drawn)
        print(f"{options.html}: {len(found)} changes")
    elif options.json:
        print(as_json(found))
    elif options.markdown:
        print(markdown(found, old.name, new.name, note), end="")
    else:
        print("\n".join(filter(None, (as_text(found) or f"nothing changed from {old.name} to {new.name}", note))))
    return int(options.exit_code and bool(found))


def cite(options: argparse.Namespace) -> None:
    """Print how a thing is cited, and put it on the clipboard if asked."""
    from policy_report.lookup import citing
    from policy_report.text.language import Language

    if options.lang and options.lang not in tuple(Language):
        options.usage_error(f"no such language: {options.lang}; there is {', '.join(Language)}")
    project, language = find_project(options.project), Language(options.lang) if options.lang else None
    if options.all:
        style = options.style or "bibtex"
        said = without_writing(project, lambda one: "\n".join(citing.cite_all(one, style, language)))
    else:
        style = options.style or "apa"
        said = without_writing(project, lambda one: citing.cite(one, options.id, style, language, options.edition))
    print(said.rstrip("\r\n"))
    if options.copy:
        if not sys.stderr.isatty():
            options.usage_error("--copy needs a terminal")
        # The terminal takes it for its clipboard (OSC 52), at a distance too.
        sys.stderr.write(f"\x1b]52;c;{base64.b64encode(said.strip().encode()).decode()}\a")
