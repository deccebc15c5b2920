"""An edition as one file: a zip with the same bytes for the same content, and its check when it comes back."""

import json
import stat
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

from policy_report.errors import Problem, ProjectError, problem

MANIFEST: Final = "manifest.json"
VERSION: Final = 1

_BYTES, _FILES = 2_000_000_000, 50_000
"""How much an archive may unpack to, and how many files it may have."""


def packed(files: Mapping[str, bytes], day: datetime, said: Mapping[str, Any]) -> bytes:
    """Pack files with a manifest of their digests, which says besides what is `said`; nothing of this machine."""
    digests = {name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(files.items())}
    manifest = {"version": VERSION, **said, "files": digests}
    text = f"{json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)}\n"
    return zipped({**files, MANIFEST: text.encode()}, day)


def zipped(files: Mapping[str, bytes], when: datetime) -> bytes:
    """Pack files that all say the same time, so that the same files give the same bytes."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data)
    return content.getvalue()


class Archive:
    """An edition that was packed, safe to unpack.

    Raises `ProjectError`: `archive-broken` if it is no zip or has no manifest, `archive-outside` if a file of it would
    lie outside of the folder it is unpacked into, `archive-too-large`, or `archive-version` if another engine made it.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
            entries = self._zip.infolist()
        except (OSError, zipfile.BadZipFile, ValueError) as error:
            raise ProjectError(problem(str(path), 0, "", "archive-broken", str(error))) from error
        if outside := [entry.filename for entry in entries if not _inside(entry)]:
            raise ProjectError(problem(self.name, 0, "", "archive-outside", name) for name in outside)
        if len(entries) > _FILES or sum(entry.file_size for entry in entries) > _BYTES:
            raise ProjectError(problem(self.name, 0, "", "archive-too-large", most=_BYTES // 10**9, files=_FILES))
        self.manifest = self._manifest()

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads(self.read(MANIFEST) if MANIFEST in self._zip.namelist() else b"")
            version, files = manifest["version"], manifest["files"]
            sound = isinstance(files, dict) and all(isinstance(one["sha256"], str) for one in files.values())
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise ProjectError(problem(self.name, 0, "", "archive-broken", str(error))) from error
        if version != VERSION or not sound:
            raise ProjectError(problem(self.name, 0, "", "archive-version", str(version), known=VERSION))
        return dict(manifest)

    @property
    def renderer(self) -> str:
        """What rendered its documents; empty if it does not say."""
        said = self.manifest.get("engine")
        return str(said.get("renderer", "")) if isinstance(said, dict) else ""

    def read(self, name: str) -> bytes:
        """Give a file of it.

        Raises `ProjectError`: `archive-altered` if it has no such file, or one that cannot be read.
        """
        try:
            return self._zip.read(name)
        except KeyError as error:
            raise ProjectError(problem(self.name, 0, name, "archive-altered", name, how="missing")) from error
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise ProjectError(problem(self.name, 0, name, "archive-altered", name, how="unreadable")) from error

    def faults(self) -> Iterator[Problem]:
        """A problem for each file that is not as the manifest has it."""
        there, known = set(self._zip.namelist()) - {MANIFEST}, self.manifest["files"]
        for name in sorted(there | known.keys()):
            if name not in there:
                yield problem(self.name, 0, name, "archive-altered", name, how="missing")
            elif name not in known:
                yield problem(self.name, 0, name, "archive-altered", name, how="not of this edition")
            elif sha256(self._bytes(name)).hexdigest() != known[name]["sha256"]:
                yield problem(self.name, 0, name, "archive-altered", name, how="altered")

    def _bytes(self, name: str) -> bytes:
        try:
            return self.read(name)
        except ProjectError:
            return b""

    def unpack(self, folder: Path, beginnings: tuple[str, ...] = ("",)) -> None:
        """Write the files whose names begin so into a folder."""
        for name in self._zip.namelist():
            if name in self.manifest["files"] and name.startswith(beginnings):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self.read(name))


def _inside(entry: zipfile.ZipInfo) -> bool:
    """Whether a file lies below the folder it is unpacked into, and is one."""
    path, name = PurePosixPath(entry.filename), entry.orig_filename
    plain = not {"\\", ":", "\0"} & set(name) and not stat.S_ISLNK(entry.external_attr >> 16)
    return plain and not path.is_absolute() and ".." not in path.parts and name == entry.filename
