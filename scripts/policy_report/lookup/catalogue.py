"""Everything that has a name in a study, as people wrote it: to list, to search, and to find by whatever name it has.

It is read from the files of people, so that nothing need be built for it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from policy_report.build.discovery import TaskFunction, task_functions
from policy_report.checks.edition import editions
from policy_report.checks.marks import marks
from policy_report.errors import EvidenceError, Problem, ProjectError, problem
from policy_report.evidence.bibliography import read_entries
from policy_report.evidence.datapackage import read_tables
from policy_report.evidence.textfile import read_lines
from policy_report.project import Project
from policy_report.render.config import papers
from policy_report.render.siblings import numbers, printed
from policy_report.render.source import read_source
from policy_report.study import read_study

_LEAST = 0.6
"""How like a name must be, from 0 to 1, to be proposed."""

KINDS: Final = (
    "claims", "series", "indicators", "cases", "sources", "peers", "features", "milestones", "definitions", "figures",
    "tables", "findings", "sections", "equations",
)  # fmt: skip
TEXTS: Final = {"sec": "sections", "eq": "equations"}
"""What stands in the text alone, by how its labels begin."""

_NAMES: Final = re.compile(r"name_\w+|title\w*|phrase|value_\w+|event_\w+|body_\w+|label_\w+")
_CAPTION: Final = re.compile(r"!\[(?P<caption>[^\]]*)\]\([^)]*\)\{#(?P<label>fig-[\w-]+)")
_PART: Final = re.compile(r"^(?:#+\s+(?P<name>.*?)|\$\$)?\s*\{[^{}\n]*#(?P<label>(?:sec|eq)-[\w-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Thing:
    """A thing of a study: where people wrote it, by which names it goes, and all that is said of it there."""

    kind: str
    id: str
    file: str
    row: int
    names: tuple[str, ...]
    text: str
    cases: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The thing on a line: its id, and what it is called or says."""
        return "  ".join([f"{self.id:<12}", *(name for name in self.names if name)])


@dataclass(frozen=True)
class Catalogue:
    """All things of a study by their kinds."""

    project: Project

    @cached_property
    def things(self) -> list[Thing]:
        """Every thing, in the order of the kinds and of its file."""
        return [thing for kind in KINDS for thing in self.of(kind)]

    def of(self, kind: str, case: str = "") -> list[Thing]:
        """The things of a kind, of one case if it is named, by its id or as it is called.

        Raises `EvidenceError` if the file that holds them cannot be read, `ProjectError` if no case is called so.
        """
        made = {"sources": self._sources, "figures": self._made, "tables": self._made, "findings": self._findings}
        made |= dict.fromkeys(TEXTS.values(), self._parts)
        found = made[kind](kind) if kind in made else self._rows(kind)
        if not case:
            return list(found)
        cases = self.of("cases")
        wanted = {one.id for one in cases if bare(case) in map(bare, (one.id, *one.names))}
        if not wanted:
            raise ProjectError(unknown_id(case, [one.id for one in cases]))
        return [thing for thing in found if wanted.intersection(thing.cases)]

    def search(self, words: Iterable[str]) -> list[Thing]:
        """The things of which all of some words are said, whatever their case and width."""
        wanted = [plain(word) for word in words]
        return [thing for thing in self.things if all(word in plain(f"{thing.id} {thing.text}") for word in wanted)]

    def named(self, name: str) -> list[Thing]:
        """The things that a person may mean by a name: an id, a printed number (`Figure 7`, `图 7`), or a label.

        `F7` is the mark of a finding, and short for a figure; `S4` is all that has this number. Case, width,
        blanks and leading zeros do not matter.
        """
        wanted = bare(name)
        exact = [thing for thing in self.things if bare(thing.id) == wanted]
        if not exact:
            # What a supplement has is called 附表 too.
            labels = {self._marked.get(wanted), *self._printed.get(wanted.removeprefix("附"), ())}
            exact = [thing for thing in self.things if thing.id in labels]
        return exact or [thing for thing in self.things if wanted in map(bare, thing.names)]

    def _rows(self, kind: str) -> Iterator[Thing]:
        package = self.project.published / "datapackage.json"
        for table in read_tables(package, self.project.relative(package)):
            path = self.project.published / table.file
            if table.name != kind or not path.exists():
                continue
            name = self.project.relative(path)
            lines, problems = read_lines(path, name)
            if problems:
                raise EvidenceError(problems)
            for row, cells in lines[1:]:
                said = dict(zip(lines[0][1], cells, strict=False))
                names = tuple(cell for column, cell in said.items() if _NAMES.fullmatch(column) and cell)
                about = [said[column] for column in ("case", "indicator") if column in said]
                shown = (*names, *about, said.get("period_start", "")) if kind in ("claims", "series") else names
                yield Thing(kind, said["id"], name, row, shown, " ".join(cells), (said.get("case", said["id"]),))

    def _sources(self, kind: str) -> Iterator[Thing]:
        name = self.project.relative(self.project.references)
        entries, problems = read_entries(self.project.references, name)
        if problems and not entries:
            raise EvidenceError(problems)
        for entry in entries:
            told = [entry.fields.get(field, "") for field in ("title", "translatedtitle", "author", "date")]
            yield Thing(kind, entry.key, name, entry.row, tuple(told), " ".join(map(str, entry.fields.values())))

    def _made(self, kind: str) -> Iterator[Thing]:
        prefix = kind[:3].replace("tab", "tbl")
        for name, task in task_functions(read_study(self.project)).shown.items():
            called = [said for said, label, _ in self._numbers if label == name]
            if name.startswith(prefix) and (called or not task.of_engine):
                yield _thing(kind, name, task, (*called, *self._captions.get(name, ())))

    def _parts(self, kind: str) -> Iterator[Thing]:
        for paper in papers(self.project):
            source, said = read_source(self.project, paper), printed(self.project, paper)
            for match in source.find(_PART, source.text):
                if TEXTS[match["label"].partition("-")[0]] == kind:
                    place, names = source.place(match), (said.get(match["label"], ""), match["name"] or "")
                    yield Thing(kind, match["label"], place.file, place.row, names, " ".join(names))

    def _findings(self, kind: str) -> Iterator[Thing]:
        for task in task_functions(read_study(self.project)).findings:
            yield _thing(kind, task.name, task, (task.about,))

    @cached_property
    def _captions(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for paper in papers(self.project):
            for match in read_source(self.project, paper).find(_CAPTION):
                found[match["label"]] = (*found.get(match["label"], ()), match["caption"])
        return found

    @cached_property
    def _numbers(self) -> list[tuple[str, str, str]]:
        """What each part is called in print, in every language, with its label and its number."""
        found = []
        for paper in papers(self.project):
            said = printed(self.project, paper)
            found += [(said[label], label, number) for label, number in numbers(self.project, paper).items()]
        return list(dict.fromkeys(found))

    @cached_property
    def _marked(self) -> dict[str, str]:
        """The finding of each mark (`F7`), in the order of the first text that states them."""
        stated = [mark for edition in editions(self.project)[:1] for mark in marks(edition) if mark.states]
        return {f"f{number}": name for number, name in enumerate(dict.fromkeys(mark.id for mark in stated), start=1)}

    @cached_property
    def _printed(self) -> dict[str, list[str]]:
        """The labels of each printed number: in full, by the first letter of figures and tables, and alone."""
        found: dict[str, list[str]] = {}
        for said, label, number in self._numbers:
            short = [said[0] + number] if label.startswith(("fig-", "tbl-")) else []
            for name in {bare(one) for one in (said, number, *short)}:
                found.setdefault(name, []).append(label)
        return found


def _thing(kind: str, name: str, task: TaskFunction, names: tuple[str, ...]) -> Thing:
    return Thing(kind, name, task.shown_file, task.row, names, " ".join((*names, task.about)))


def unknown_id(key: str, known: Iterable[str]) -> Problem:
    """The problem of an id that is not among the known ones."""
    near = nearest(key, known)
    remedy = f"the nearest are: {', '.join(near)}" if near else "look it up with `policy-report search`"
    return problem("", 0, "", "id-unknown", key, remedy=remedy)


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names that are most like a name, at most five, best first; the same letters come before others."""
    wanted = bare(name)
    letters = _letters(wanted)
    likeness = {one: SequenceMatcher(None, wanted, bare(one)).ratio() for one in set(known)}
    close = [one for one, ratio in likeness.items() if ratio >= _LEAST]
    return sorted(close, key=lambda one: (_letters(bare(one)) != letters, -likeness[one], one))[:5]


def _letters(text: str) -> str:
    return re.sub(r"\d", "", text)


def plain(text: str) -> str:
    """A text whatever its case and width."""
    return unicodedata.normalize("NFKC", text).casefold()


def bare(name: str) -> str:
    """A name without what is easily typed otherwise: case, width, blanks, signs, and zeros before a number."""
    return re.sub(r"(?<![\d.])0+(?=\d)", "", re.sub(r"(?!(?<=\d)\.\d)[\W_]", "", plain(name)))
