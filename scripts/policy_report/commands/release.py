"""Freeze an edition, verify one, and list them."""

import argparse
import sys
from pathlib import Path

from policy_report.commands import Commands, add_command
from policy_report.project import find_project


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `release`, `verify` and `editions` to the command line."""
    about = """Builds everything and packs it, with all it was built from, as an archive that other programs read
    (RO-Crate 1.1, with CITATION.cff, CodeMeta, data packages and PROV): editions/LABEL.zip."""
    command = add_command(commands, "release", _release, "freeze what is built as an edition", about)
    command.add_argument("label", nargs="?", default="", metavar="LABEL", help="default: the version of the work")
    command.add_argument("--engine", choices=("auto", "quarto", "embedded"), default="auto", help="what renders it")
    about = "Holds an archive against its manifest, file by file, builds it again elsewhere and compares the documents."
    command = add_command(commands, "verify", _verify, "see whether an archive is whole and can be made again", about)
    command.add_argument("archive", type=Path, metavar="ARCHIVE")
    command.add_argument("--files-only", action="store_true", help="do not build it again")
    command = add_command(commands, "editions", _editions, "list the editions", "Lists the editions, the oldest first.")
    command.add_argument(
        "--publish", type=Path, metavar="DIR", help="unpack their documents for a static host, with `latest`"
    )


def _release(options: argparse.Namespace) -> int:
    from policy_report.build.release import release

    edition = release(find_project(options.project), options.label, options.engine)
    print(f"{edition.path}: edition {edition.label} of {edition.date}, {edition.files} files")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from policy_report.build.release import verify

    faults = list(verify(options.archive, rebuild=not options.files_only))
    print("\n".join(map(str, faults)), file=sys.stderr, end="\n" if faults else "")
    how = "as its manifest says" if options.files_only else "as its manifest says, and made again the same"
    print(f"{options.archive.name}: {len(faults)} files differ" if faults else f"{options.archive.name}: {how}")
    return int(bool(faults))


def _editions(options: argparse.Namespace) -> int:
    from policy_report.build.release import editions, publish

    project = find_project(options.project)
    if options.publish:
        print(f"{options.publish}: {', '.join(publish(project, options.publish)) or 'no editions'}")
        return 0
    for edition in editions(project):
        print(f"{edition.date}  {edition.label}  {edition.files} files  {project.relative(edition.path)}")
    return 0
