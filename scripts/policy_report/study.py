"""What a study says about itself in `study.toml`: its languages, places, groups of words, headlines and own code."""

import os
import re
import sys
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from policy_report.errors import Problem, ProjectError, conflicts, problem
from policy_report.project import Project, text_of
from policy_report.text.language import Language, Text
from policy_report.text.toml import LIST, SAID, TABLE, TEXT, TEXTS, YEAR, Kind, one_of, read_toml
from policy_report.text.words import Words
from policy_report.trust import distrust

FILE: Final = "study.toml"


class Role(StrEnum):
    """What a place is to the study: one of the cases compared, what a case lies in, or the rest."""

    CASE = "case"
    AROUND = "around"
    ELSEWHERE = "elsewhere"


class Vintage(StrEnum):
    """Which account a statistical figure belongs to, the one nearest to the final accounts first."""

    FINAL = "final"
    CENSUS_BASED = "census_based"
    UNSTATED = "unstated"
    PRELIMINARY = "preliminary"
    BEFORE_CENSUS = "before_census"
    EXPECTED = "expected"


@dataclass(frozen=True)
class Place:
    """A place as figures and tables show it."""

    id: str  # as in `cases.csv`; for the role `elsewhere` a word for all other places
    role: Role = Role.CASE  # what it is to the study
    name: Text = field(default_factory=Text)  # its short name
    # colour, ink, marker: how marks and letters of it are drawn: two hexadecimal colours, and a marker of matplotlib;
    # figures choose what is left out
    colour: str = ""
    ink: str = ""
    marker: str = ""
    source: str = ""  # key of the text that presents the case, if there is one
    called: Text = field(default_factory=Text)  # what a sentence calls it, in languages in which that is not its name

    @property
    def in_prose(self) -> Text:
        """What a sentence calls it."""
        return Text(**{**self.name, **self.called})


@dataclass(frozen=True)
class Study:
    """A study, as `study.toml` describes it."""

    name: str  # its name in file names and addresses
    languages: tuple[Language, ...]  # the languages it is written in, the first one leading
    package: str = ""  # the Python package with its own code, below `scripts/`; empty if it has none
    places: tuple[Place, ...] = ()  # places of its evidence, from the cases outwards
    headline: tuple[str, ...] = ()  # ids of the claims that each case puts forward as its results
    # Named lists of words of the study's tables, such as phenomena of `indicators.csv`
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Short English names of bodies that publish in another language
    institutions: Mapping[str, str] = field(default_factory=dict)
    # What the study calls its `cases` together, and the `body` that each of them has
    words: Mapping[str, Text] = field(default_factory=dict)
    # Words in the names of bodies of the same kind, with their English
    labels: Mapping[str, str] = field(default_factory=dict)
    # What a row's scope or note may say of the account that it belongs to
    vintages: Mapping[str, Vintage] = field(default_factory=dict)
    # The year from which on population rests on the last census where the source says nothing else
    census: int | None = None
    # Folders outside of the study, from its root, whose files its documents and tables may take in
    reads: tuple[str, ...] = ()

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """Ids of the cases compared, in order."""
        return tuple(place.id for place in self.places if place.role is Role.CASE)

    @cached_property
    def around(self) -> tuple[str, ...]:
        """Ids of the places around the cases, in order."""
        return tuple(place.id for place in self.places if place.role is Role.AROUND)

    @cached_property
    def elsewhere(self) -> str:
        """The word for all other places."""
        return next((place.id for place in self.places if place.role is Role.ELSEWHERE), str(Role.ELSEWHERE))

    def word(self, name: str) -> Text:
        """Say what the study calls a thing, or what any study would."""
        return self.words.get(name, _WORDS[name])

    @cached_property
    def catalogue(self) -> Words:
        """The words of the study's own package, and the engine's."""
        return Words(f"{self.package}.words") if self.package else Words(Words.__module__)

    def place(self, key: str) -> Place:
        """Look a place up by id; one that is not described has neutral looks."""
        return next((place for place in self.places if place.id == key), Place(key, Role.ELSEWHERE))

    def group(self, name: str) -> tuple[str, ...]:
        """Give the words of a group; one that the study does not name has those of any study, which are few."""
        return self.groups.get(name, _GROUPS.get(name, ()))


_WORDS: Final = {"cases": Text(en="the cases", zh="各案例"), "body": Text(en="body", zh="机构")}
"""What a study calls things unless it says otherwise."""

_GROUPS: Final = {
    "counted_people": ("population",),
    "sizes": ("population", "territory", "economy", "public finance"),
    "revised": ("population", "economy", "public finance"),
}
"""Phenomena that count people, that say how large a place is, and whose official figures are revised as a rule, unless
the study says otherwise."""


def read_study(project: Project) -> Study:
    """Read `study.toml`.

    Raises `ProjectError`: `study-missing`, `study-broken`, `conflict-marker`, `study-key-unknown`,
    `study-value-wrong`, `language-unknown`, `study-package-missing` or `study-not-trusted`, with all problems of the
    file.
    """
    text = _text(project)
    if torn := conflicts(text, FILE):
        raise ProjectError(torn)
    try:
        said = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(_problem(text, "", "study-broken", error=error)) from error
    problems = [*_problems(said, text)]
    if not problems and said.get("package"):
        problems += _package_problems(project, said["package"], text)
    if problems:
        raise ProjectError(problems)
    return _study(said)


def _text(project: Project) -> str:
    try:
        return text_of(project.root / FILE)
    except OSError as error:
        raise ProjectError(problem(FILE, 0, "", "study-missing", str(error), file=FILE)) from error
    except UnicodeDecodeError as error:
        raise ProjectError(problem(FILE, 0, "", "study-broken", error=error)) from error


def _study(said: Mapping[str, Any]) -> Study:
    return Study(
        name=said["name"],
        languages=tuple(Language(language) for language in said["languages"]),
        package=said.get("package", ""),
        places=tuple(_place(place) for place in said.get("place", ())),
        headline=tuple(said.get("headline", ())),
        groups={name: tuple(words) for name, words in said.get("groups", {}).items()},
        institutions=dict(said.get("institutions", {})),
        words={name: Text(**words) for name, words in said.get("words", {}).items()},
        labels=dict(said.get("labels", {})),
        vintages={words: Vintage(vintage) for words, vintage in said.get("vintages", {}).items()},
        census=said.get("census"),
        reads=tuple(said.get("reads", ())),
    )


def _place(said: Mapping[str, Any]) -> Place:
    texts = {name: Text(**said.get(name, {})) for name in _TEXTS}
    return Place(**{**said, **texts, "role": Role(said.get("role", Role.CASE))})


_MODULE: Final = Kind("the name of a package", lambda value: isinstance(value, str) and f"{value}_".isidentifier())
_KINDS: Final[Mapping[str, Kind]] = {
    "name": TEXT, "languages": LIST, "package": _MODULE, "place": LIST, "headline": TEXTS, "groups": TABLE,
    "institutions": TABLE, "words": TABLE, "labels": TABLE, "vintages": TABLE, "census": YEAR, "reads": TEXTS,
}  # fmt: skip
_WITHIN: Final[Mapping[str, Kind]] = {
    "groups": TEXTS, "institutions": TEXT, "words": SAID, "labels": TEXT, "vintages": one_of(Vintage),
}  # fmt: skip
"""What the tables hold under names of people's choice."""

_NEEDED: Final = ("name", "languages")
_TEXTS: Final = ("name", "called")
"""Keys of a place that say something in each language."""

_HEX: Final = re.compile(r"(#[0-9A-Fa-f]{6})?")
_COLOUR: Final = Kind("a colour, such as #1f4e79", lambda value: isinstance(value, str) and bool(_HEX.fullmatch(value)))
_PLACE: Final[Mapping[str, Kind]] = {
    "id": TEXT, "role": one_of(Role), "name": SAID, "called": SAID, "colour": _COLOUR, "ink": _COLOUR, "source": TEXT,
    "marker": one_of("os^v<>DdPX*ph8"),
}  # fmt: skip


def _problems(said: Mapping[str, Any], text: str) -> Iterator[Problem]:
    for key in _NEEDED:
        if key not in said:
            yield _problem(text, "", "study-value-wrong/missing", name=key)
    yield from _kind_problems(said, _KINDS, text, "study-key-unknown")
    yield from _language_problems(said.get("languages"), text)
    for table, kind in _WITHIN.items():
        for key, value in said[table].items() if isinstance(said.get(table), dict) else ():
            if not kind.fits(value):
                yield _wrong(text, key, value, kind.wanted)
            elif table == "words" and key not in _WORDS:
                yield _wrong(text, key, key, one_of(_WORDS).wanted)
    for place in said["place"] if isinstance(said.get("place"), list) else ():
        if isinstance(place, dict) and isinstance(place.get("id"), str):
            yield from _kind_problems(place, _PLACE, text, "study-key-unknown/place", place=place["id"])
        else:
            yield _wrong(text, "place", place, "a table with an id: [[place]] and id = …")


def _kind_problems(
    said: Mapping[str, Any], kinds: Mapping[str, Kind], text: str, unknown: str, **about: str
) -> Iterator[Problem]:
    for key, value in said.items():
        if key not in kinds:
            yield _problem(text, key, unknown, key, known=", ".join(kinds), **about)
        elif not kinds[key].fits(value):
            yield _wrong(text, key, value, kinds[key].wanted)


def _language_problems(languages: Any, text: str) -> Iterator[Problem]:
    known = ", ".join(Language)
    for language in languages if isinstance(languages, list) else ():
        if language not in tuple(Language):
            yield _problem(text, "languages", "language-unknown", str(language), known=known)
    if languages == []:
        yield _wrong(text, "languages", languages, f"one or more of: {known}")


def _package_problems(project: Project, package: str, text: str) -> Iterator[Problem]:
    taken = package in (*sys.stdlib_module_names, "__main__")
    known = None if taken else find_spec(package)
    if known is not None and known.submodule_search_locations:
        return
    missing = _problem(text, "package", "study-package-missing", package)
    scripts = str((project.root / "scripts").resolve())
    # What is imported under the name of a module of Python's, or of one that is no package, is that.
    if known or taken or PathFinder.find_spec(package, [scripts]) is None:
        yield missing
    elif refused := distrust(project, FILE, missing.row, f"scripts/{package}/"):
        yield from refused
    else:
        sys.path.append(scripts)


def place_problems(project: Project, cases: Container[str]) -> Iterator[Problem]:
    """Find the places of a study's own file, if it has one, that its `cases.csv` does not know."""
    if (project.root / FILE).is_file():
        text = _text(project)
        for place in read_study(project).places:
            if place.role is not Role.ELSEWHERE and place.id not in cases:
                yield _problem(text, "id", "place-unknown", place.id)


def is_outside(project: Project, path: Path) -> bool:
    """Tell whether a path, its links followed, lies neither in a study nor in a folder that it may read besides."""
    real, roots = Path(os.path.realpath(path)), [project.root]
    if not real.is_relative_to(os.path.realpath(project.root)) and (project.root / FILE).is_file():
        roots += [project.root / folder for folder in read_study(project).reads]
    return not any(real.is_relative_to(os.path.realpath(root)) for root in roots)


def climbing_links(project: Project, tops: Iterable[Path]) -> Iterator[Problem]:
    """Find the symbolic links, at or below some paths, that lead out of a study."""
    for top in tops:
        below = (Path(folder, name) for folder, *names in os.walk(top) for name in (*names[0], *names[1]))
        for path in (top, *below):
            if path.is_symlink() and is_outside(project, path):
                name = path.relative_to(project.root).as_posix()
                yield problem(name, 0, "", "outside-study/link", str(path.readlink()), file=FILE)


def package_folder(study: Study) -> Path | None:
    """Find the folder of the study's own code; `None` if it has none."""
    spec = find_spec(study.package) if study.package else None
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def _wrong(text: str, key: str, value: Any, wanted: str) -> Problem:
    return _problem(text, key, "study-value-wrong", str(value), wanted=wanted)


def _problem(text: str, key: str, name: str, offending: str = "", /, **said: object) -> Problem:
    """A problem at the line that names the key, as far as it can be told."""
    named = [(at, line) for at, line in enumerate(text.split("\n"), 1) if key and line.lstrip(' ["').startswith(key)]
    # Several places have the same keys: the line that holds the offending text is meant.
    rows = [at for at, line in named if offending in line] or [at for at, _ in named]
    return problem(FILE, rows[0] if rows else 0, key, name, offending, **said)
