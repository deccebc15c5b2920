"""Show how an official table reads, and write the recipe that it would be read by."""

import argparse
import sys
from pathlib import Path

from policy_report.commands import Commands, add_command


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `table` to the command line."""
    short = "show how an official table reads, and write its recipe"
    about = (
        "Reads an official table by the recipe beside it or, without one, by a guessed recipe, which is written there "
        "with a comment at each guess. Correct it, and bring the table in with `add table`."
    )
    command = add_command(commands, "table", _table, short, about)
    command.add_argument("file", type=Path, help="the table: text, CSV, XLSX, XLS, ODS, HTML, JSON-stat")
    command.add_argument("--source", default="", help="key of the source (references.bib), for the recipe")
    command.add_argument("--case", default="", help="id of the place (cases.csv), for the recipe")


def _table(options: argparse.Namespace) -> int:
    from policy_report.evidence.tables import read_table_file
    from policy_report.evidence.tables.proposal import propose, written
    from policy_report.evidence.tables.recipe import SUFFIX
    from policy_report.lookup.cards import as_text
    from policy_report.lookup.preview import table_card

    file, recipe = options.file, options.file.with_name(options.file.stem + SUFFIX)
    if recipe.is_file():
        table = read_table_file(file, recipe, name=file.name)
        print("\n\n".join([as_text([table_card(table)]), *map(str, table.doubts)]))
        return 0
    proposal = propose(file, file.name)
    if proposal.table is not None:
        print("\n\n".join([as_text([table_card(proposal.table)]), *map(str, proposal.table.doubts)]))
    for problem in proposal.problems:
        print(problem, file=sys.stderr)
    if any(problem.code in ("file-missing", "table-format-unknown") for problem in proposal.problems):
        return 1
    recipe.write_text(written(proposal, options.source, options.case), encoding="utf-8")
    print(f"\nwritten: {recipe}; guesses to look at: {len(proposal.guesses)}")
    return int(proposal.table is None)
