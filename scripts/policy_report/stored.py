"""What a build has made so far, by name: tidy frames, results and findings, each in a file of its own."""

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_report.discovery import Maker
from policy_report.keeping import make
from policy_report.project import Language, Project, write_atomically

ALL_NUMBERS = "numbers"
"""The parameter name by which a table asks for the numbers of every analysis."""

ALL_FRAMES = "frames"
"""The parameter name by which a table asks for every tidy frame."""


@dataclass(frozen=True)
class Stored:
    """The files of a build by the names that makers ask for.

    Attributes
    ----------
    project
        The study.
    frames
        The names of its tidy frames.
    numbers
        The names of the results that are derived numbers.
    """

    project: Project
    frames: tuple[str, ...]
    numbers: tuple[str, ...]

    def frame(self, name: str) -> Path:
        """The file of a tidy frame."""
        return self.project.tidy / f"{name}.csv"

    def result(self, name: str) -> Path:
        """The file of a result or finding."""
        return self.project.state / "results" / f"{name}.pickle"

    def needs(self, maker: Maker) -> list[Path]:
        """The files of all that a maker asks for."""
        return [self._path(name) for need in maker.needs for name in self._members.get(need, (need,))]

    def load(self, need: str) -> Any:
        """A frame, a result, a finding, or all numbers or frames by name."""
        if need in self._members:
            return {name: self.load(name) for name in self._members[need]}
        path = self._path(need)
        if need in self.frames:
            from policy_report.evidence.tidy import read_csv

            return read_csv(path)
        return pickle.loads(path.read_bytes())

    def save(self, name: str, thing: object) -> None:
        """Write a result or finding."""
        write_atomically(self.result(name), pickle.dumps(thing))

    def make(self, maker: Maker, **language: Language) -> Any:
        """What a maker makes of what is stored."""
        return make(self.project, maker, {**language, **{need: self.load(need) for need in maker.needs}})

    @property
    def _members(self) -> dict[str, tuple[str, ...]]:
        """The names of what a parameter asks for that asks for many."""
        return {ALL_NUMBERS: self.numbers, ALL_FRAMES: self.frames}

    def _path(self, name: str) -> Path:
        return self.frame(name) if name in self.frames else self.result(name)
