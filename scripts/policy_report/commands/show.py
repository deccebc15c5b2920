"""Show everything about one thing of the study."""

import argparse
from functools import partial
from pathlib import Path

from policy_report.commands import Commands, add_command
from policy_report.project import find_project, without_writing


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `show` to the command line."""
    short = "show everything about a claim, indicator, source, case, figure, table or number"
    about = "Shows what was published under an id, how it reads, its source, and where the paper uses it."
    command = add_command(commands, "show", _show, short, about, json=True)
    command.add_argument(
        "id",
        nargs="+",
        help="an id or key, a printed number such as `Figure 7`, a name in any language, fig-NAME, tbl-NAME, fnd-NAME",
    )


def _show(options: argparse.Namespace) -> int:
    from policy_report.lookup import as_json, as_text, show

    pictures = [card for name in options.id if (card := _picture(name))]
    if len(pictures) < len(options.id):
        project = find_project(options.project)
        names = [name for name in options.id if not _picture(name)]
        pictures += [card for name in names for card in without_writing(project, partial(show, key=name))]
    cards = pictures
    print(as_json(cards) if options.json else as_text(cards))
    return 0


def _picture(name: str) -> dict[str, object]:
    """What the file of a figure says of itself."""
    from policy_report.editions.labelling import label_of

    path = Path(name)
    said = label_of(path.read_bytes()) if path.suffix in (".png", ".svg") and path.is_file() else {}
    return {"kind": "figure", **said, "data": str(said.get("data", "")).splitlines()} if said else {}
