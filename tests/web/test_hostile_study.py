"""A study with hostile words in every field that people fill in freely: they are words wherever they come out."""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from bibtexparser.entrypoint import parse_string
from lxml import etree
from lxml.html import document_fromstring
from playwright.sync_api import Browser

from policy_report.cli import main
from policy_report.editions.crate import describing_files
from policy_report.editions.snapshot import FILE, read_snapshot
from policy_report.editions.work import read_work
from policy_report.project import Project
from policy_report.render.document import Format
from policy_report.render.engine import documents
from tests.studies.test_studies import MADE, STUDIES

pytestmark = pytest.mark.slow

WORDS = "</script><img src=x onerror='window.taken=1'> ]]> --> javascript:x() =cmd() <!--"
MARKED = WORDS + ' " {{< var x >}} $\\input{x}$ \\url{x} `x`{=html} @fig-x [^1] {#x} &amp; | %0AER  - x'
"""What a cell may hold besides, which would be LaTeX in a bibliography and Markdown in a text."""


def fill(study: Path) -> None:
    """Put the words into every free field of the published tables, the bibliography, `study.toml` and the papers."""
    published = study / "data" / "published"
    for table in json.loads((published / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        path, free = published / f"{table['name']}.csv", free_fields(table["schema"])
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        filled = [
            [f"{cell} {MARKED}" if name in free else cell for name, cell in zip(head, row, strict=True)] for row in rows
        ]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *filled])
    escaped = re.sub(r"([^\w\s])", r"\\\1", WORDS).replace("\\", "\\\\").replace('"', '\\"')
    for name, place, words in (
        ("references.bib", r"^  (?:title|organization|note)\s*= \{+", f"{WORDS} "),
        ("study.toml", r'name = \{ en = "', f"{WORDS} "),
        ("report/en/paper.qmd", r'^(?:title|subtitle): "|^  - (?=police)', escaped),
        ("report/en/supplement.qmd", r'^title: "', escaped),
    ):
        text, said = (study / name).read_text(encoding="utf-8"), words.replace("\\", r"\\")
        put = re.sub(f"({place})", rf"\g<1>{said} ", text, flags=re.MULTILINE)
        assert put != text
        (study / name).write_text(put, encoding="utf-8")


def free_fields(schema: dict[str, Any]) -> set[str]:
    """The fields of a table in which anything may stand."""
    keys = {name for key in schema.get("foreignKeys", ()) for name in key["fields"]}
    closed = {"phrase", "source", "unit", "phenomenon", "parent", *keys}
    told = {"enum", "pattern", "unique"}
    return {
        field["name"]
        for field in schema["fields"]
        if field["type"] == "string" and field["name"] not in closed and not told & {*field.get("constraints", ())}
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    study = tmp_path_factory.mktemp("hostile") / "study"
    shutil.copytree(STUDIES / "police_forces", study, ignore=shutil.ignore_patterns(*MADE))
    fill(study)
    assert main(["--project", str(study), "build", "--engine", "embedded", "--only", "html"]) == 0
    return Project(study)


def pages(project: Project) -> list[Path]:
    return sorted(project.output.rglob("*.html"))


def test_every_page_shows_the_words_and_none_of_them_acts(built: Project) -> None:
    assert {path.stem for path in pages(built)} == {"paper", "supplement", "evidence"}
    for path in pages(built):
        page = document_fromstring(path.read_bytes())
        assert WORDS[:9] in page.text_content() or "evidence" in path.stem
        assert (
            page.xpath("//@*[starts-with(name(), 'on')] | //img[@src='x'] | //*[starts-with(@href, 'javascript')]")
            == []
        )
        for data in page.xpath("//script[contains(@type, 'json')]"):
            json.loads(data.text)
        assert not any("window.taken" in (script.text or "") for script in page.xpath("//script[not(@type)]"))


def test_no_page_runs_them_in_a_browser(built: Project, browser: Browser) -> None:
    for path in pages(built):
        page = browser.new_context().new_page()
        page.add_init_script("addEventListener('error', () => { window.failed = 1 })")
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        assert page.evaluate("[window.taken, window.failed]") == [None, None]
        page.context.close()


def test_drawings_hold_them_as_letters(built: Project) -> None:
    drawings = sorted(built.figures.rglob("*.svg"))
    assert drawings
    for path in drawings:
        elements = [one for one in etree.parse(str(path)).iter() if isinstance(one.tag, str)]
        assert not {etree.QName(one).localname for one in elements} & {"script", "img", "foreignObject"}
        assert not [name for one in elements for name in one.attrib if name.startswith("on")]
    assert any("onerror" in path.read_text(encoding="utf-8") for path in drawings)


@pytest.mark.parametrize("name", ["paper", "fig-claims", "wm001", "expressandstar2018arrests"])
def test_citations_are_one_entry_each(built: Project, capsys: pytest.CaptureFixture[str], name: str) -> None:
    said = {}
    for style in ("ris", "bibtex", "csl-json", "apa"):
        assert main(["--project", str(built.root), "cite", name, "--style", style]) == 0
        said[style] = capsys.readouterr().out
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in said["ris"].split("\n") if line.strip())
    assert (said["ris"].count("TY  - "), len(re.findall(r"^ER  - ", said["ris"], re.MULTILINE))) == (1, 1)
    library = parse_string(said["bibtex"])
    assert (len(library.entries), library.failed_blocks) == (1, [])
    assert json.loads(said["csl-json"])
    assert said["apa"].strip()


def test_what_describes_an_archive_can_be_read(built: Project) -> None:
    document = next(one for one in documents(built) if one.format is Format.HTML)
    work = read_work(built, document)
    said = read_snapshot((built.state / FILE).read_bytes(), FILE)
    files = describing_files(work, "1", said, {"a": WORDS}, {f"data/{WORDS.replace('/', '')}.csv": b"a\n"})
    for name, content in files.items():
        read = yaml.safe_load(content) if name.endswith("cff") else json.loads(content)
        assert isinstance(read, dict)
    assert yaml.safe_load(files["CITATION.cff"])["title"] == work.title
    crate = json.loads(files["ro-crate-metadata.json"])["@graph"]
    assert all(re.fullmatch(r"[^\s<>\"{}|\\^`]*", one["@id"]) for one in crate)


@pytest.mark.parametrize("command", [["show", "wm001"], ["list", "cases"], ["search", "img"], ["list", "sources"]])
def test_a_terminal_gets_nothing_that_it_obeys(
    built: Project, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(["--project", str(built.root), *command]) == 0
    said = capsys.readouterr().out
    assert "onerror" in said
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", said) is None
