"""The commands that make what is out of date, once or whenever a file is saved, and that delete it again."""

import argparse
import json
import shutil
import sys
import time
from typing import TYPE_CHECKING

from policy_report.commands import on_terminal
from policy_report.project import Project, find_project

if TYPE_CHECKING:
    from policy_report.build.choice import Choice
    from policy_report.build.watching import Site


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

    only = options.only or (() if options.targets else unless)
    return Choice(tuple(options.targets), tuple(only), options.engine, getattr(options, "allow_stale", False))


def prepare(options: argparse.Namespace) -> None:
    """Make what the documents need and none of them: what Quarto runs before it renders."""
    from policy_report.build import progress

    progress.prepare(find_project(options.project))


def clean(options: argparse.Namespace) -> None:
    """Delete what builds have made, or list it."""
    from policy_report.text.language import Language

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
    from policy_report.errors import PolicyReportError
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
    from policy_report.text.language import Language

    title = options.title or _ask(options, "--title", "title of the paper: ")
    cases = options.cases or _ask_for_cases(options)
    languages = options.languages or _ask(options, "--language", f"languages ({', '.join(Language)}): ").split()
    unknown = [language for language in languages if language not in tuple(Language)]
    if unknown:
        options.usage_error(f"no such language: {', '.join(unknown)}; there is {', '.join(Language)}")
    named = dict(_named(options, case) for case in cases)
    if len(named) < len(cases):
        options.usage_error("two cases have the same id")
    given = tuple(dict.fromkeys(map(Language, languages)))
    files = write_study(NewStudy(options.folder, title, options.author or "Author", named, given))
    print(f"made {options.folder} with {len(files)} files; next:")
    print(f"  cd {options.folder}\n  policy-report build\n  python -m pytest tests")


def _named(options: argparse.Namespace, case: str) -> tuple[str, str]:
    key, separator, name = (part.strip() for part in case.partition("="))
    if not separator or not key or not name:
        options.usage_error(f'write a case as ID=NAME, such as north="North Port", not {case!r}')
    return key, name


def _ask(options: argparse.Namespace, option: str, question: str) -> str:
    if not sys.stdin.isatty():
        options.usage_error(f"give {option}; nobody can be asked here")
    return input(question).strip()


def _ask_for_cases(options: argparse.Namespace) -> list[str]:
    cases: list[str] = []
    while case := _ask(options, "--case", "a place to compare as ID=NAME (empty when there are no more): "):
        cases.append(case)
    return cases
