"""What the study says otherwise than its last edition did, as the supplement tells it in its language."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from policy_report.editions.changes import Change, changes, title
from policy_report.editions.snapshot import FILE, Snapshot, read_snapshot
from policy_report.paper.markdown import escape
from policy_report.project import Project
from policy_report.text.language import Language
from policy_report.text.words import word

_MOST: Final = 40
"""How many changes of one kind are told one by one."""

_TOLD: Final = ("row", "sentence")
"""How the kinds begin of which it is told what was and what is: published words and sentences. Of others, the names."""


def since_file(project: Project, language: Language) -> Path:
    """The file that a text includes where it tells what changed."""
    return project.generated / language / "changes.md"


def edition_record(label: str, day: str, said: Snapshot) -> str:
    """What the next edition is compared with, as JSON with a line for each value."""
    record = {"label": label, "date": day, **json.loads(said.to_json())}
    return f"{json.dumps(record, ensure_ascii=False, sort_keys=True, indent=0)}\n"


def since_last(project: Project, language: Language) -> str:
    """Say as Markdown what changed since the edition that the study keeps a record of, once a build has said all.

    Raises `ProjectError`: `snapshot-broken` or `snapshot-version` if the record is not what `edition_record` wrote.
    """
    if not project.last_edition.is_file():
        return f"{word('edition.since.first', language)}\n"
    record = project.last_edition.read_bytes()
    old = read_snapshot(record, project.relative(project.last_edition))
    new = read_snapshot((project.state / FILE).read_bytes(), FILE)
    # A sentence is named by its language.
    found = [one for one in changes(old, new) if not one.kind.startswith("sentence") or one.key == language]
    last = {name: escape(str(json.loads(record).get(name, ""))) for name in ("label", "date")}
    lines = [word(f"edition.since.{'some' if found else 'nothing'}", language, **last), ""]
    return "\n".join([*lines, *_items(found, language)]) + "\n"


def _items(found: Sequence[Change], language: Language) -> Iterator[str]:
    for kind, members in groupby(found, key=lambda change: change.kind):
        told = list(members)
        shown = [_told(change, language) for change in told[:_MOST]]
        shown += [word("edition.since.more", language, number=len(told) - _MOST)] if len(told) > _MOST else []
        between = word("edition.since.between", language)
        yield word(
            "edition.since.kind", language, kind=title(kind, language), number=len(told), all=between.join(shown)
        )


def _told(change: Change, language: Language) -> str:
    name = "" if change.kind.startswith("sentence") else f"`{change.key}`"
    if not change.kind.startswith(_TOLD):
        return name
    said = " → ".join(escape(text) for text in (change.before, change.after) if text)
    return word("edition.since.of", language, name=name, said=said) if name else said
