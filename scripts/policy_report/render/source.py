"""A `.qmd` as people wrote it: its lines, where each comes from, and what is code and what is not.

Quarto and pandoc see one long text in which the included files are pasted. This view keeps, for every
line of that text, the file and the row it came from, so that a fault can be shown where it must be mended.
"""

import os.path
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from policy_report.errors import UNSHOWN, Problem, conflicts, problem, visible
from policy_report.project import Project, text_of
from policy_report.study import is_outside

_FENCE = re.compile(r"^[\s>]*(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(?P<path>[^\s>]+|\"[^\"]+\")\s*>\}\}\s*$")
_INCLUDE_ANYWHERE = re.compile(r"(?<!\{)\{\{<\s*include\b")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_DISPLAY_MATH = re.compile(r"(?<!\\)\$\$.+?(?<!\\)\$\$", re.DOTALL)
_INLINE_MATH = re.compile(r"(?<![\\$])\$(?=[^\s$])(?:[^$\n]|\n(?![ \t]*\n))*?(?<=[^\s\\])\$(?![\d$])")


@dataclass(frozen=True)
class Place:
    """Where something stands: a file from the project's root, and a row counted from 1."""

    file: str
    row: int

    def fault(self, name: str, text: str = "", /, **values: object) -> Problem:
        """A fault in this place, in the words of `faults.toml` with values put in."""
        return problem(self.file, self.row, "", name, text, **values)


@dataclass(frozen=True)
class Line:
    """One line of the text, and where it comes from."""

    place: Place
    text: str


@dataclass(frozen=True)
class Source:
    """A document with its includes pasted in: its lines without front matter, and the lines of that at its head.

    `files` are all that it was read from, missing ones included; `problems` are what went wrong.
    """

    lines: tuple[Line, ...]
    front_matter: tuple[Line, ...]
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def text(self) -> str:
        """The whole text without comments that begin outside of fenced blocks, line for line."""
        lines = [line.text for line in self.lines]
        text, fenced = "\n".join(lines), [*fenced_lines(lines)]
        return COMMENT.sub(
            lambda match: match.group() if fenced[text.count("\n", 0, match.start())] else _spaces(match), text
        )

    @cached_property
    def prose(self) -> str:
        """The text with code and math blanked out, character for character."""
        lines = self.text.split("\n")
        pairs = zip(lines, fenced_lines(lines), strict=True)
        text = "\n".join(" " * len(line) if code else line for line, code in pairs)
        for pattern in (_CODE_SPAN, _DISPLAY_MATH, _INLINE_MATH):
            text = pattern.sub(_spaces, text)
        return text

    def find(self, pattern: str | re.Pattern[str], within: str | None = None) -> Iterator[re.Match[str]]:
        """Every match of `pattern` in the prose (or in `within`, a text of the same lines)."""
        return re.finditer(pattern, self.prose if within is None else within)

    def place(self, match: re.Match[str]) -> Place:
        """Where a match of `find` stands."""
        return self.lines[match.string.count("\n", 0, match.start())].place

    def locate(self, needle: str, whole: bool = False) -> list[Place]:
        """Every place of a literal text, in prose if it occurs there, otherwise anywhere.

        `whole` asks that no letter, digit or hyphen follows, so that `fig-a` does not find `fig-ab`.
        """
        pattern = re.compile(re.escape(needle) + (r"(?![\w-]|\.\w)" if whole else ""))
        for text in (self.prose, self.text):
            places = list(dict.fromkeys(self.place(match) for match in pattern.finditer(text)))
            if places:
                return places
        return [line.place for line in self.front_matter if pattern.search(line.text)]

    @property
    def start(self) -> Place:
        """The first line of the main file, for a fault that has no better place."""
        return Place((self.front_matter or self.lines)[0].place.file, 1)


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def fenced_lines(lines: list[str]) -> Iterator[bool]:
    """For each line, whether it belongs to a fenced code block, the fences included."""
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            yield True
            closes = match and not match["info"].strip() and match["mark"].startswith(fence)
            fence = "" if closes else fence
        elif match and not (match["mark"][0] == "`" and "`" in match["info"]):
            fence = match["mark"]
            yield True
        else:
            yield False


@dataclass
class _Reader:
    """Reads a document and pastes its includes, as Quarto does: paths are relative to the main file."""

    project: Project
    main: Path
    lines: list[Line] = field(default_factory=list)
    front_matter: tuple[Line, ...] = ()
    files: list[Path] = field(default_factory=list)
    stamps: list["Stamp"] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, path: Path, origin: Place, trail: tuple[Path, ...] = ()) -> None:
        self.files.append(path)
        self.stamps.append(stamp(path))
        lines = self._load(path, origin)
        if not trail:
            lines = self._without_front_matter(lines)
        elif lines and lines[0].text.rstrip() == "---":
            self.problems.append(lines[0].place.fault("front-matter-in-include", "---"))
        for line, fenced in zip(lines, fenced_lines([line.text for line in lines]), strict=True):
            if "{{<" in line.text:
                self._take(line, fenced, (*trail, path))
            else:
                self.lines.append(line)
        if trail:
            self.lines.append(Line(lines[-1].place if lines else origin, ""))

    def _take(self, line: Line, fenced: bool, trail: tuple[Path, ...]) -> None:
        match = INCLUDE.match(line.text)
        if match and not fenced:
            self._include(match["path"].strip('"'), line, trail)
            return
        if _INCLUDE_ANYWHERE.search(line.text):
            self.problems.append(line.place.fault("include-not-alone", line.text.strip()))
        self.lines.append(line)

    def _include(self, name: str, line: Line, trail: tuple[Path, ...]) -> None:
        path = resolve(self.project, self.main, name)
        if path in trail:
            self.problems.append(line.place.fault("include-cycle", line.text.strip()))
        elif is_outside(self.project, path):
            self.problems.append(line.place.fault("outside-study", name, path=name))
        else:
            self.read(path, line.place, trail)

    def _load(self, path: Path, origin: Place) -> list[Line]:
        name = shown(self.project, path)
        try:
            text = text_of(path)
        except (OSError, UnicodeDecodeError) as error:
            fault = "file-not-utf8/include" if path.is_file() else "include-not-found"
            self.problems.append(origin.fault(fault, name, error=error))
            return []
        self.problems += conflicts(text, name)
        lines = [Line(Place(name, row), line) for row, line in enumerate(text.split("\n"), start=1)]
        signs = ((one, UNSHOWN.search(one.text)) for one in lines) if UNSHOWN.search(text) else ()
        self.problems += [
            one.place.fault("sign-unshown", one.text, sign=visible(sign[0])) for one, sign in signs if sign
        ]
        return lines

    def _without_front_matter(self, lines: list[Line]) -> list[Line]:
        if not lines or lines[0].text.rstrip() != "---":
            return lines
        for end, line in enumerate(lines[1:], start=1):
            if line.text.rstrip() in ("---", "..."):
                self.front_matter = tuple(lines[1:end])
                return lines[end + 1 :]
        self.problems.append(lines[0].place.fault("front-matter-open", "---"))
        return []


def shown(project: Project, path: Path) -> str:
    """Name a file from the root of a study, if it lies in it."""
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()


def resolve(project: Project, main: Path, name: str) -> Path:
    """A path as a `.qmd` gives it: from the root with a leading slash, otherwise from the main file."""
    base = project.root if name.startswith("/") else main.parent
    return Path(os.path.normpath(base / name.lstrip("/")))


def read_source(project: Project, source: Path) -> Source:
    """Read a document, by its main file from the root, and everything it includes; faults are kept in `problems`.

    What was read is kept as long as its files stay as they are: the formats of a document ask for the same text.
    """
    key = project.root, source
    known = _READ.get(key)
    if known and known[0] == [stamp(path) for path in known[1].files]:
        return known[1]
    main = project.root / source
    reader = _Reader(project, main)
    reader.read(main, Place(source.as_posix(), 0))
    lines = tuple(reader.lines) or (Line(Place(source.as_posix(), 1), ""),)
    found = Source(lines, reader.front_matter, tuple(reader.files), tuple(reader.problems))
    _READ[key] = reader.stamps, found
    return found


Stamp = tuple[int, int, int] | None
_READ: dict[tuple[Path, Path], tuple[list[Stamp], Source]] = {}


def stamp(path: Path) -> Stamp:
    """What shows that a file changed; nothing of a file that is missing."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns
