"""Two small whole studies, of other places and subjects than this one's, are built by the engine alone."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml.html import document_fromstring

from policy_report.cli import main
from policy_report.evidence.register import read_register
from policy_report.evidence.tidy import quantities_by_id, read_csv
from policy_report.lookup.citing import cite
from policy_report.project import Project
from policy_report.render.config import read_variables
from policy_report.render.document import Format
from policy_report.study import Study, read_study
from policy_report.text.forms import forms, in_prose
from tests.conftest import ROOT
from tests.render.reading import blocks, letters, text_of_pdf

STUDIES = Path(__file__).parent
MADE = ("_output", "_build", "figures", "generated", "tidy", "_variables.yml", "findings.csv")
ANCHOR = re.compile(r"\sid=[\"']([^\"']+)[\"']")
LINK = re.compile(r"<a\b[^>]*\shref=[\"']([\w-]+\.html)?#([^\"']+)[\"']")
DATUM = re.compile(r"<a\b[^>]*\bdata-claim=[\"']([^\"']+)[\"'][^>]*>(.*?)</a>", re.DOTALL)


@pytest.fixture(
    scope="module",
    params=["police_forces", pytest.param("lianyungang_xuzhou", marks=pytest.mark.slow)],
)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build a study in a folder of its own, where no code of this study can be found by chance."""
    target = tmp_path_factory.mktemp("studies") / request.param
    shutil.copytree(STUDIES / request.param, target, ignore=shutil.ignore_patterns(*MADE))
    assert main(["--project", str(target), "build", "--engine", "embedded"]) == 0
    return Project(target)


def documents(project: Project) -> Iterator[tuple[str, Path]]:
    """Give each document with its language."""
    for language, kind in product(read_study(project).languages, Format):
        yield language, project.output / "report" / language / f"paper.{kind.value}"


def text_of(path: Path) -> str:
    """The letters and digits of a document, which every format keeps."""
    return text_of_pdf(path) if path.suffix == ".pdf" else letters("".join(blocks(path)))


def test_each_language_is_made_in_each_format(built: Project) -> None:
    made = [path for _, path in documents(built)]
    assert len(made) == len(read_study(built).languages) * len(Format)
    assert [path.name for path in made if not path.is_file() or path.stat().st_size == 0] == []


def test_every_number_of_the_text_is_what_its_phrase_reads_as(built: Project) -> None:
    frames = read_register(built).frames
    read = quantities_by_id(frames["claims"]) | quantities_by_id(frames["series"])
    for language in read_study(built).languages:
        page = (built.output / "report" / language / "paper.html").read_text(encoding="utf-8")
        shown = DATUM.findall(page)
        forms_of = {
            claim: [in_prose(read[claim], language), *forms(read[claim], language).values()] for claim, _ in shown
        }
        assert [(claim, text) for claim, text in shown if plain(text) not in map(plain, forms_of[claim])] == []
        assert len(shown) > len(frames["claims"]) / 2


def test_all_formats_state_the_same_numbers(built: Project) -> None:
    for language, path in documents(built):
        page = (built.output / "report" / language / "paper.html").read_text(encoding="utf-8")
        text = text_of(path)
        missing = [claim for claim, number in DATUM.findall(page) if letters(plain(number)) not in text]
        assert missing == [], path.name


def test_every_link_between_the_documents_leads_to_an_anchor(built: Project) -> None:
    for language in read_study(built).languages:
        folder = built.output / "report" / language
        pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
        anchors = {name: {*ANCHOR.findall(text)} for name, text in pages.items()}
        assert {"paper.html", "supplement.html"} <= pages.keys()
        for name, text in pages.items():
            links = [(page or name, anchor) for page, anchor in LINK.findall(text)]
            # The explorer makes its rows as they are scrolled to; each row of it that a page names is a supplement's.
            rows = {anchor for page, anchor in links if page == "evidence.html" and anchor.startswith(("clm-", "num-"))}
            assert rows <= anchors["supplement.html"], name
            broken = [(page, anchor) for page, anchor in links if page in anchors and anchor not in anchors[page]]
            assert [link for link in broken if link[0] != "evidence.html"] == [], name


def test_the_article_cites_the_supplement_by_the_numbers_that_it_shows(built: Project) -> None:
    for language in read_study(built).languages:
        page = (built.output / "report" / language / "supplement.html").read_text(encoding="utf-8")
        cited = read_variables(built)[language]["supplement"]
        for label in (label for label in cited if label.startswith(("fig-", "tbl-"))):
            caption = plain(page[page.index(f'id="{label}-caption"') :].partition(">")[2][:200])
            assert caption.startswith(plain(cited[label])[1:].partition("]")[0]), label


def test_nothing_is_said_of_the_study_of_this_repository(built: Project) -> None:
    """Places, institutions and indicators that only the other study has appear in no document."""
    theirs = names(built) | {
        letters(path.read_text(encoding="utf-8")) for path in (built.root / "report").rglob("*.qmd")
    }
    foreign = {name for name in names(Project(ROOT)) if not any(name in own for own in theirs)}
    assert foreign
    for _, path in documents(built):
        text = text_of(path)
        assert [name for name in sorted(foreign) if name in text] == [], path.name


def test_a_table_in_one_language_says_it_in_every_language() -> None:
    cases = read_register(Project(STUDIES / "police_forces")).frames["cases"]
    assert list(cases["name_zh"]) == list(cases["name_en"]) != []


def names(project: Project) -> set[str]:
    """What a study's own tables call its places, institutions and indicators, in letters."""
    frames, study = read_register(project).frames, read_study(project)
    found = [*_column(frames["cases"]), *_column(frames["indicators"]), *_of_study(study)]
    return {letters(name) for name in found if len(letters(name)) > 1}


def _column(frame: pd.DataFrame) -> list[str]:
    return [name for column in ("name_en", "name_zh") for name in frame[column]]


def _of_study(study: Study) -> list[str]:
    return [*study.institutions, *(name for place in study.places for name in place.name.values())]


def plain(text: str) -> str:
    """A number without its markup and the spaces that only typesetting needs."""
    return re.sub(r"[\s\u2009\u202f\u00a0]+|<[^>]+>", "", text)


def as_on_page(part: str, form: str, head: dict[str, Any], page: Any) -> str:
    """The citation of a figure or table as the script of the page makes it (`50-cite.js`)."""
    caption = " ".join(page.get_element_by_id(part).xpath(".//figcaption")[0].text_content().split())
    label, delimiter, text = re.fullmatch(r"(.*?\d+)([:：.]\s*)(.*)", caption).groups()  # type: ignore[union-attr]
    first = re.split(r"(?<=\.)\s|。", text)[0].removesuffix(".")
    named = label.replace("\u00a0", " ") + delimiter + first
    if form == "csl":
        named = json.dumps(named, ensure_ascii=False)[1:-1]
    if form == "bibtex":
        named = re.sub(r"[&%$#_]", r"\\\g<0>", named)
    return str(head["part"][form]).replace(head["label"], named).replace(head["anchor"], part)


def test_cite_says_what_the_page_says(built: Project) -> None:
    for language in read_study(built).languages:
        page = document_fromstring((built.output / "report" / language / "paper.html").read_text(encoding="utf-8"))
        head = json.loads(page.get_element_by_id("citations").text_content())
        parts = page.xpath("//*[starts-with(@id, 'fig-') or starts-with(@id, 'tbl-')][.//figcaption]/@id")
        own = [part for part in dict.fromkeys(parts) if not part.endswith("-caption")]
        assert {part[:3] for part in own} == {"fig", "tbl"}
        for form in ("apa", "gbt", "bibtex", "ris", "csl"):
            style = "csl-json" if form == "csl" else form
            assert cite(built, "paper", style, language) == head["work"][form]
            assert cite(built, own[0], style, language) == as_on_page(own[0], form, head, page)
        for part in own:
            assert cite(built, part, "ris", language) == as_on_page(part, "ris", head, page)


def test_a_row_and_a_source_are_cited_and_an_unknown_id_gets_the_nearest(
    built: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    row = read_csv(built.tidy / "claims.csv").iloc[0]
    assert row["phrase"] in cite(built, row["id"], "apa")
    entry = cite(built, row["source"], "bibtex")
    assert entry.startswith("@")
    assert entry in built.references.read_text(encoding="utf-8")
    assert f"-clm-{row['id']},\n" in cite(built, row["id"], "bibtex")
    assert "\nTY  - " in "\n" + cite(built, row["source"], "ris")
    assert main(["--project", str(built.root), "cite", "fig-clams"]) == 1
    error = capsys.readouterr().err
    assert "[id-unknown]" in error
    assert "fig-" in error.partition("remedy:")[2]


def test_everything_is_cited_once(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(built.root), "cite", "--all"]) == 0
    entries = re.findall(r"^@\w+\{([^,]+),$", capsys.readouterr().out, re.MULTILINE)
    assert len(entries) == len(set(entries)) > 3
