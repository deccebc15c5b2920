"""How a study stands: what it says, and what its figures show, as its folder or archive holds both."""

from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from policy_report.editions.changes import Change, changes
from policy_report.editions.snapshot import FILE, read_snapshot
from policy_report.errors import ProjectError
from policy_report.project import Project


class Standing(NamedTuple):
    """What a study says, as JSON, empty where it was not built; and the digest of what each figure shows."""

    said: bytes
    figures: dict[str, str]


def standing(root: Path) -> Standing:
    """How the study in a folder stands."""
    project = Project(root)
    said = project.state / FILE
    drawn = sorted(project.figures.glob("*/fig-*.csv"))
    shown = {f"{path.parent.name}/{path.stem}": digest_of(path.read_bytes()) for path in drawn}
    return Standing(said.read_bytes() if said.is_file() else b"", shown)


def digest_of(data: bytes) -> str:
    """What tells the content of one file from any other."""
    return blake2b(data, digest_size=16).hexdigest()


def changed_since(before: Standing, root: Path) -> list[Change]:
    """What a build changed; nothing where it was the first, or what the one before said cannot be read."""
    after = standing(root)
    if before == after or not before.said or not after.said:
        return []
    try:
        old, new = (read_snapshot(one.said, FILE) for one in (before, after))
    except ProjectError:
        return []
    return changes(old, new, (before.figures, after.figures))
