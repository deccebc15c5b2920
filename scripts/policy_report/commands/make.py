"""The commands that make things: builds, a new study, editions and their checks; and what they need of the machine."""

import argparse
import json
import shutil
import sys
import time
from typing import TYPE_CHECKING

from policy_report.commands import on_terminal
from policy_report.errors import PolicyReportError, ProjectError
from policy_report.project import Project, find_project
from policy_report.text.language import Language

if TYPE_CHECKING:
    from policy_report.build.choice import Choice
    from policy_report.build.watching import Site


_MARKS = {"ok": "ok ", "remark": "?  ", "fault": "!! "}


def build(options: argparse.Namespace) -> None:
    """Make what is out of date, or say what that would be and why."""
    from policy_report.build.progress import build_with_progress, reasons

    project, choice = find_project(options.project), _choice(options)
    if options.why:
        from policy_report.lookup.explaining import why_text

        print(why_text(project, reasons(project, choice)))
        return
    built = build_with_progress(project, choice)
    if options.json:
        changes = [change.as_data() for change in built.changes]
        print(json.dumps({"made": built.made, "changes": changes}, ensure_ascii=False, indent=1))
    else:
        print(on_terminal(built.summary, sys.stdout))


def _choice(options: argparse.Namespace, unless: tuple[str, ...] = ()) -> "Choice":
    """What a person chose of a build; `unless` is what is chosen where they name nothing."""
    from policy_report.build.choice import Choice

    named = [one.strip() for said in options.only or () for one in said.split(",")]
    only = named or (() if options.targets else unless)
    return Choice(tuple(options.targets), tuple(only), options.engine, getattr(options, "allow_stale", False))


def prepare(options: argparse.Namespace) -> None:
    """Make what the documents need and none of them: what Quarto runs before it renders."""
    from policy_report.build import progress

    progress.prepare(find_project(options.project))


def finish(options: argparse.Namespace) -> None:
    """Finish what Quarto has rendered: what it runs afterwards."""
    from policy_report.render import quarto

    quarto.finish(find_project(options.project), options.files)


def clean(options: argparse.Namespace) -> None:
    """Delete what builds have made, or list it."""
    project = find_project(options.project)
    folders = [project.output, project.state, project.generated, *(project.figures / one for one in Language)]
    for path in [path for path in (*folders, project.variables) if path.exists()]:
        print(project.relative(path))
        if not options.dry_run:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def watch(options: argparse.Namespace) -> None:
    """Build again whenever a file is saved, and show the pages in a browser as they change."""
    from policy_report.build import watching
    from policy_report.build.watching import serve

    project = find_project(options.project)
    with serve(project.output, options.port) as site:
        if options.port not in (0, site.server_port):
            print(f"port {options.port} cannot be used; another was chosen", flush=True)
        first = site.address + _first_page(project)
        print(f"watching {project.root}; the pages are at {first} (end with Ctrl-C)", flush=True)
        choice = _choice(options, unless=("html",))
        watching.watch(project, choice, site, lambda line: _say(line, site, first, options.open))


def _first_page(project: Project) -> str:
    from policy_report.render.engine import documents

    try:
        return documents(project)[0].target(project).relative_to(project.output).as_posix()
    except (PolicyReportError, IndexError):
        return ""


def _say(line: str, site: "Site", page: str, wanted: bool) -> None:
    """Print what came of a build; after the first one, open the page."""
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)
    if wanted and not site.news["version"]:
        import webbrowser

        try:
            opened = webbrowser.open(page)
        except Exception:  # whatever keeps a browser from opening, the page is there
            opened = False
        if not opened:
            print(f"no browser can be opened here; open {page} yourself", flush=True)


def new(options: argparse.Namespace) -> None:
    """Make a new study that builds at once."""
    from policy_report.commands.scaffold import NewStudy, write_study

    title = options.title or _ask(options, "--title", "title of the paper: ")
    cases = options.cases or _ask_for_cases(options)
    languages = options.languages or _ask(options, "--language", f"languages ({', '.join(Language)}): ").split()
    unknown = [language for language in languages if language not in tuple(Language)]
    if unknown:
        options.usage_error(f"no such language: {', '.join(unknown)}; there is {', '.join(Language)}")
    if wrong := [case for case in cases if not _named(case)]:
        options.usage_error(_CASE.format(wrong[0]))
    named = dict(filter(None, map(_named, cases)))
    if len(named) < len(cases):
        options.usage_error("two cases have the same id")
    given = tuple(dict.fromkeys(map(Language, languages)))
    files = write_study(NewStudy(options.folder, title, options.author or "Author", named, given))
    print(f"made {options.folder} with {len(files)} files; next:")
    print(f"  cd {options.folder}\n  policy-report build\n  python -m pytest tests")


_CASE = 'write a case as ID=NAME, such as north="North Port", not {!r}'


def _named(case: str) -> tuple[str, str] | None:
    """The id and the name of a case, if it has both."""
    key, _, name = (part.strip() for part in case.partition("="))
    return (key, name) if key and name else None


def _ask(options: argparse.Namespace, option: str, question: str) -> str:
    if not sys.stdin.isatty():
        options.usage_error(f"give {option}; nobody can be asked here")
    answer = ""
    try:
        answer = input(question)
    except EOFError:
        options.usage_error(f"give {option}")
    return answer.strip()


def _ask_for_cases(options: argparse.Namespace) -> list[str]:
    cases: list[str] = []
    while case := _ask(options, "--case", "a place to compare as ID=NAME (empty when there are no more): "):
        if _named(case):
            cases.append(case)
        else:
            print(_CASE.format(case), file=sys.stderr)
    return cases


def doctor(options: argparse.Namespace) -> int:
    """Look for what a build needs, and say what to do where it is lacking."""
    from policy_report.build.doctor import examine

    try:
        project = find_project(options.project)
    except ProjectError:
        project = None
    found = examine(project)
    if options.json:
        print(json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{_MARKS[one.state]}{one.what:<9} {one.found}" + (f"\n   → {one.remedy}" if one.remedy else ""))
    return int(any(one.state == "fault" for one in found))


def completion(options: argparse.Namespace) -> None:
    """Print what makes a shell complete the commands."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["policy-report"], shell=options.shell))


def install_quarto(_: argparse.Namespace) -> None:
    """Try once to install Quarto beside this command."""
    from policy_report.render import install

    print(install.install_quarto())


def materials(options: argparse.Namespace) -> None:
    """Say what a study is built with."""
    from policy_report.editions.materials import materials_of

    bill = materials_of(find_project(options.project).root)
    if options.json:
        print(json.dumps(bill, ensure_ascii=False, indent=1))
        return
    for part in bill["components"]:
        said = (one.get("expression") or one["license"]["name"] for one in part["licenses"])
        print(f"{part['name']} {part['version']}: {', '.join(said) or 'not said'}")


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
