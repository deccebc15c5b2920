"""Make a new study: a folder in the owner's layout that builds at once, with an example of each kind of thing."""

import csv
import io
import json
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from policy_report import __version__
from policy_report.errors import Problem, ProjectError, problem
from policy_report.evidence.standard import columns_of, standard_package
from policy_report.paper.prose.numbers import typed_numbers
from policy_report.project import Project
from policy_report.render.document import ARTICLE, SUPPLEMENT
from policy_report.text.language import Language, Text
from policy_report.trust import trust

_FILES: Final = Path(__file__).parent / "files"
_DOCUMENTS: Final = (ARTICLE, SUPPLEMENT)
_PHRASES: Final = {Language.EN: ("over 80%", "64.5%"), Language.ZH: ("超80%", "64.5%")}
"""What the example claims say: of the first case, and of all others. The first is certainly the higher one."""

_TABLES: Final = (
    "cases", "indicators", "claims", "series", "features", "topics", "judgements", "milestones", "breaks",
    "definitions",
)  # fmt: skip
"""The tables of a new study; further ones of the standard schema are added to datapackage.json when they are needed."""


@dataclass(frozen=True)
class NewStudy:
    """What a new study is called, which places it compares (their names by id), and in which languages.

    `folder` is missing, or empty.
    """

    folder: Path
    title: str
    author: str
    cases: Mapping[str, str]
    languages: tuple[Language, ...]

    @property
    def package(self) -> str:
        """The name of its Python package, which no other module has."""
        words = re.sub(r"[^a-z0-9]+", "_", self.folder.resolve().name.lower()).strip("_")
        name = f"{words}_study" if words and words[0].isalpha() else "own_study"
        return name if find_spec(name) is None else f"{name}_code"


def write_study(new: NewStudy) -> list[str]:
    """Write a new study, whole or not at all, and list the files made, relative to the study's folder.

    Raises `ProjectError`: `folder-not-empty`, `cases-too-few`, `case-id-malformed`, `title-missing` or
    `languages-missing`.
    """
    if problems := [*_problems(new)]:
        raise ProjectError(problems)
    new.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=new.folder.parent, prefix=".new-study-") as made:
        draft = Path(made) / "study"
        for name, text in _contents(new).items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        _copy_extensions(draft)
        if new.folder.is_dir():
            new.folder.rmdir()
        draft.rename(new.folder)
    trust(Project(new.folder))
    return sorted(path.relative_to(new.folder).as_posix() for path in new.folder.rglob("*") if path.is_file())


def _problems(new: NewStudy) -> Iterator[Problem]:
    if new.folder.exists() and (not new.folder.is_dir() or any(new.folder.iterdir())):
        yield problem("", 0, "DIR", "folder-not-empty", str(new.folder))
    if not new.title.strip():
        yield problem("", 0, "--title", "title-missing")
    if len(new.cases) < 2:
        yield problem("", 0, "--case", "cases-too-few/compared", ", ".join(new.cases))
    for key in new.cases:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            yield problem("", 0, "--case", "case-id-malformed", key)
    if not new.languages:
        yield problem("", 0, "--language", "languages-missing", known=", ".join(Language))


def _contents(new: NewStudy) -> dict[str, str]:
    """Every file of the study by its path."""
    package = standard_package(_TABLES, new.title, new.languages)
    made = {
        "_quarto.yml": _filled("all/_quarto.yml", new),
        "references.bib": _filled("all/references.bib", new),
        "report/literals.yml": _literals(new),
        f"scripts/{new.package}/__init__.py": f'"""The own code of the study: {_quoted(new.title)}."""\n',
        f"scripts/{new.package}/findings/__init__.py": '"""Findings of this study."""\n',
        f"scripts/{new.package}/words/__init__.py": '"""The words of this study in each of its languages."""\n',
        f"scripts/{new.package}/findings/example.py": _filled("all/finding.py", new),
        "data/published/datapackage.json": f"{json.dumps(package, ensure_ascii=False, indent=2)}\n",
        **{f"data/published/{name}.csv": _rows(name, rows, new.languages) for name, rows in _evidence(new).items()},
    }
    for name in ("study.toml", "Makefile", "README.md", "requirements.txt", "figures/README.md", "tests/test_study.py"):
        made[name] = _filled(f"all/{name}", new)
    # Without their dots in the package: there they would be read by git and by whatever packs it.
    made[".gitignore"] = _filled("all/gitignore", new)
    for name in ("report.yml", "edition.yml"):
        made[f".github/workflows/{name}"] = _filled(f"all/github/workflows/{name}", new)
    for language in new.languages:
        made[f"scripts/{new.package}/words/{language}.toml"] = _filled(f"{language}/words.toml", new, language)
        for path in sorted((_FILES / language).glob("*.qmd")):
            made[f"report/{language}/{path.name}"] = _filled(f"{language}/{path.name}", new, language)
    return made


def _literals(new: NewStudy) -> str:
    """The register of numbers that may stand in the text, with those of the title and of the names of places."""
    said = [text for text in (new.title, *new.cases.values()) if any(typed_numbers(text, at) for at in new.languages)]
    texts = "".join(f"    - {json.dumps(text, ensure_ascii=False)}\n" for text in dict.fromkeys(said))
    entry = f"- reason: the title, or the name of a place\n  texts:\n{texts}" if said else "[]\n"
    return _filled("all/literals.yml", new) + entry


def _copy_extensions(draft: Path) -> None:
    """The Quarto extensions of the engine, as the study's own copies."""
    from policy_report.render.extensions import MASTERS

    shutil.copytree(MASTERS, draft / "report" / "_extensions", ignore=shutil.ignore_patterns("__pycache__"))


def _filled(name: str, new: NewStudy, language: Language = Language.EN) -> str:
    text = (_FILES / name).read_text(encoding="utf-8")
    return re.sub(r"@@(\w+)@@", lambda match: _words(new, language)[match[1]], text)


def _words(new: NewStudy, language: Language) -> dict[str, str]:
    names = list(new.cases.values())
    listed = Text(en=_listed(names), zh="、".join(names))
    gap, said = Text(en=" ", zh=""), Text(en="{} reports an example rate of {}.", zh="{}公布的示例比率为{}。")
    numbers = [f"{{{{< var {language}.{claim} >}}}}" for claim in _claim_ids(new)]
    return {
        "title": new.title.replace('"', '\\"'),
        "author": new.author.replace('"', '\\"'),
        "date": date.today().isoformat(),
        "names": listed[language],
        "first": names[0],
        "second": names[1],
        "sentences": gap[language].join(map(said[language].format, names, numbers)),
        "package": new.package,
        "version": __version__,
        "renders": "\n".join(f"    - report/{each}/{one}.qmd" for each in new.languages for one in _DOCUMENTS),
        "lang": new.languages[0],
        "name": json.dumps(new.folder.resolve().name, ensure_ascii=False),
        "languages": ", ".join(f'"{language}"' for language in new.languages),
        "headline": json.dumps(_claim_ids(new)),
        "places": "\n".join(_place(new, key) for key in new.cases),
    }


def _listed(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1]))


def _quoted(text: str) -> str:
    return text.replace("\\", "").replace('"', "'")


def _claim_ids(new: NewStudy) -> list[str]:
    return [f"ex{place:03}" for place in range(1, len(new.cases) + 1)]


def _place(new: NewStudy, key: str) -> str:
    name = json.dumps(new.cases[key], ensure_ascii=False)
    names = ", ".join(f"{language} = {name}" for language in new.languages)
    return f'[[place]]\nid = "{key}"\nrole = "case"\nname = {{ {names} }}\n'


def _evidence(new: NewStudy) -> dict[str, list[dict[str, str]]]:
    """The rows of each table; an example claim for each case, and a table with its header only where there is none."""
    first, others = _PHRASES[new.languages[0]]
    with (_FILES / "examples.toml").open("rb") as file:
        examples = tomllib.load(file)
    claims = [
        {"id": key, "case": case, "phrase": others if place else first} | examples["claim"]
        for place, (key, case) in enumerate(zip(_claim_ids(new), new.cases, strict=True))
    ]
    cases = [{"id": key, "name_en": name, "name_zh": name, "level": "place"} for key, name in new.cases.items()]
    return {name: [] for name in _TABLES} | {"cases": cases, "indicators": [examples["indicator"]], "claims": claims}


def _rows(table: str, rows: Sequence[Mapping[str, str]], languages: Sequence[Language]) -> str:
    text, columns = io.StringIO(), columns_of(table, languages)
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
