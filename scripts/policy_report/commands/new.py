"""Make a new study that builds at once."""

import argparse
import sys


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
