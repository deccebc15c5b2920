"""Make a new study that builds at once."""

import argparse
import sys
from pathlib import Path

from policy_report.commands import Commands, add_command


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `new` to the command line."""
    about = """Makes a folder with everything a study needs: an example claim, source, figure and finding, a paper in
    each language, tests. Asks for what is not given, where there is somebody to ask."""
    command = add_command(commands, "new", _new, "make a new study that builds at once", about)
    command.add_argument("folder", metavar="DIR", type=Path, help="where to make it: a folder that does not exist yet")
    command.add_argument("--title", help="title of the paper")
    command.add_argument("--author", help='who writes it (default: "Author")')
    command.add_argument(
        "--case", dest="cases", action="append", metavar="ID=NAME", help="a place to compare; give two or more"
    )
    command.add_argument(
        "--language", dest="languages", action="append", metavar="LANG", help="a language of the paper; may be repeated"
    )


def _new(options: argparse.Namespace) -> int:
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
    return 0


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
