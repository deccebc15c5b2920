"""What changed between two snapshots of a study, by meaning, the weightiest first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from policy_report.editions.snapshot import MARGINS, Snapshot
from policy_report.text.language import Language
from policy_report.text.words import word

_KINDS = (
    "finding-fell", "contradiction-new", "contradiction-gone", "finding-holds", "row-withdrawn", "row-revised",
    "reading-changed", "verdict-changed", "number-changed", "finding-weaker", "finding-moved", "finding-stronger",
    "sentence-moved", "sentence-rewritten", "row-new", "verdict-new", "number-new", "number-gone", "finding-new",
    "finding-gone", "sentence-new", "sentence-gone", "figure-redrawn",
)  # fmt: skip
"""Every kind of change, ranked by how much it matters: what was said and is not so any more, then what is new."""

_COVERAGE = ("row-new", "verdict-new", "number-new", "finding-new", "sentence-new")
_SCREEN = 24


class Change(NamedTuple):
    """One change: its kind, what it is of, how that was and is, and where to look."""

    kind: str
    key: str
    before: str = ""
    after: str = ""
    where: str = ""

    def __str__(self) -> str:
        said = " → ".join(text for text in (self.before, self.after) if text)
        return " ".join(part for part in (self.key, said, f"({self.where})" if self.where else "") if part)

    def as_data(self) -> dict[str, str]:
        """Give it for a program, without what is empty."""
        return {name: value for name, value in self._asdict().items() if value}


def title(kind: str, language: Language = Language.EN) -> str:
    """What a kind of change is called."""
    return word(f"edition.changes.{kind}", language)


def is_coverage(kind: str) -> bool:
    """Whether a change adds to what is said, and revises nothing."""
    return kind in _COVERAGE


Figures = Mapping[str, str]
"""The digest of what each figure shows, by language and name."""


def changes(old: Snapshot, new: Snapshot, figures: tuple[Figures, Figures] = ({}, {})) -> list[Change]:
    """Compare two snapshots, and what their figures show; revisions stand before new coverage."""
    found = [
        *_rows(old.rows, new.rows),
        *_of("verdict", old.verdicts, new.verdicts, gone=False),
        *_contradictions(old.contradictions, new.contradictions),
        *_findings(old.findings, new.findings),
        *_of("number", old.numbers, new.numbers),
        *(
            change
            for lang in new.sentences
            for change in _sentences(lang, old.sentences.get(lang, []), new.sentences[lang])
        ),
        *(
            Change("figure-redrawn", name)
            for name, digest in figures[1].items()
            if figures[0].get(name, digest) != digest
        ),
    ]
    return sorted(found, key=lambda change: _KINDS.index(change.kind))


def _of(kind: str, old: Mapping[str, str], new: Mapping[str, str], gone: bool = True) -> Iterator[Change]:
    for key, value in new.items():
        if key not in old:
            yield Change(f"{kind}-new", key, "", value)
        elif old[key] != value:
            yield Change(f"{kind}-changed", key, old[key], value)
    if gone:
        yield from (Change(f"{kind}-gone", key, value) for key, value in old.items() if key not in new)


def _rows(old: Mapping[str, dict[str, str]], new: Mapping[str, dict[str, str]]) -> Iterator[Change]:
    for key, row in new.items():
        where = f"data/published/{row['table']}.csv"
        if key not in old:
            yield Change("row-new", key, "", f"{row['phrase']} {row['reading']}".strip(), where)
            continue
        said = [name for name in row if name != "reading" and row[name] != old[key].get(name, "")]
        if said:
            was, now = (", ".join(f"{name} {one.get(name, '')}".strip() for name in said) for one in (old[key], row))
            yield Change("row-revised", key, was, now, where)
        if row["reading"] != old[key]["reading"]:
            yield Change("reading-changed", key, old[key]["reading"], row["reading"], where)
    yield from (Change("row-withdrawn", key, row["phrase"]) for key, row in old.items() if key not in new)


def _contradictions(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for kind, here, there in (("new", new, old), ("gone", old, new)):
        for key, rows in here.items():
            if key not in there:
                yield Change(f"contradiction-{kind}", key.partition("--")[0], "", "", f"policy-report show: {rows}")


def _findings(old: Mapping[str, dict[str, str]], new: Mapping[str, dict[str, str]]) -> Iterator[Change]:
    for key, values in new.items():
        if key not in old:
            yield Change("finding-new", key)
            continue
        was = old[key]
        # An older engine noted no margins.
        moved = {
            name: (was.get(name, ""), value)
            for name, value in values.items()
            if value != was.get(name) and (name != MARGINS or MARGINS in was)
        }
        before, after = (", ".join(f"{name}: {pair[side]}" for name, pair in moved.items()) for side in (0, 1))
        if moved:
            turned = {"yes": "holds", "no": "fell"}[values["holds"]] if "holds" in moved else ""
            kind = turned or _how(*moved.get(MARGINS, ("", "")))
            yield Change(f"finding-{kind}", key, before, after)
    yield from (Change("finding-gone", key) for key in old if key not in new)


def _how(before: str, after: str) -> str:
    """How a finding that held before holds now, by the margins of its comparisons: by less if any of them is."""
    were, are = ([float(margin) for margin in text.split(", ") if margin] for text in (before, after))
    # Another number of comparisons was made on other grounds.
    pairs = [*zip(were, are, strict=True)] if len(were) == len(are) else []
    if any(other < one for one, other in pairs):
        return "weaker"
    return "stronger" if any(other > one for one, other in pairs) else "moved"


def _sentences(language: str, old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Iterator[Change]:
    """Sentences of one language: with other numbers where they are written as they were, otherwise rewritten."""
    matcher = SequenceMatcher(None, [one[0] for one in old], [one[0] for one in new], autojunk=False)
    for how, begin, end, first, last in matcher.get_opcodes():
        before, after = old[begin:end], new[first:last]
        for one, other in zip(before, after, strict=False):
            if one[1] != other[1]:
                kind = "sentence-moved" if how == "equal" else "sentence-rewritten"
                yield Change(kind, language, one[1], other[1], other[2])
        yield from (Change("sentence-gone", language, one[1]) for one in before[len(after) :])
        yield from (Change("sentence-new", language, "", one[1], one[2]) for one in after[len(before) :])


def as_text(found: Sequence[Change], lines: int = 0) -> str:
    """The changes for people, below a title for each kind; in at most so many `lines`, or all of them."""
    kinds = [(kind, list(members)) for kind, members in groupby(found, key=lambda change: change.kind)]
    each = max(1, (lines - 2 * len(kinds)) // max(1, len(kinds))) if lines else len(found)
    said = []
    for kind, members in kinds:
        said += [
            f"{len(members)} {title(kind)}",
            *(f"  {_short(str(one)) if lines else one}" for one in members[:each]),
        ]
        said += [f"  … and {len(members) - each} more"] if len(members) > each else []
    return "\n".join(said)


def screenful(found: Sequence[Change]) -> str:
    """The changes on at most a screen."""
    text = as_text(found, _SCREEN).split("\n")
    more = [f"… {len(found)} changes in all: build --json"] if len(text) > _SCREEN else []
    return "\n".join([*text[:_SCREEN], *more])


def _short(text: str) -> str:
    return text if len(text) <= 110 else f"{text[:109]}…"


def as_json(found: Sequence[Change]) -> str:
    """The changes for programs."""
    return json.dumps([change.as_data() for change in found], ensure_ascii=False, indent=1)
