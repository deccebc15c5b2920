"""Freeze an edition, verify one, and list them."""

import argparse
import sys

from policy_report.project import find_project


def release(options: argparse.Namespace) -> None:
    """Freeze what is built as an edition."""
    from policy_report.build import release as built

    project = find_project(options.project)
    edition = built.release(project, options.label, options.engine)
    print(f"{project.relative(edition.path)}: edition {edition.label} of {edition.date}, {edition.files} files")


def verify(options: argparse.Namespace) -> int:
    """See whether an archive is whole and can be made again."""
    from policy_report.build import release as built

    faults = list(built.verify(options.archive, rebuild=not options.files_only, trusted=options.trust))
    print("\n".join(map(str, faults)), file=sys.stderr, end="\n" if faults else "")
    how = "as its manifest says" if options.files_only else "as its manifest says, and made again the same"
    print(f"{options.archive.name}: {len(faults)} files differ" if faults else f"{options.archive.name}: {how}")
    return int(bool(faults))


def editions(options: argparse.Namespace) -> None:
    """List the editions, or unpack their documents for a static host."""
    from policy_report.build import release as built

    project = find_project(options.project)
    if options.publish:
        print(f"{options.publish}: {', '.join(built.publish(project, options.publish)) or 'no editions'}")
        return
    for edition in built.editions(project):
        print(f"{edition.date}  {edition.label}  {edition.files} files  {project.relative(edition.path)}")
