"""Citations say what the front matter says, in every form, and their forms can be read by the programs meant."""

import json
import math
import tempfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from bibtexparser.entrypoint import parse_string

from policy_report.editions import citations, head, linked, make
from policy_report.editions.citations import ANCHOR, LABEL, bibtex, cite, csl_item, ris
from policy_report.editions.linked import linked_data, linked_script
from policy_report.editions.make import edition_files, make_edition
from policy_report.editions.work import Author, Work, read_work
from policy_report.errors import RenderError
from policy_report.project import Project
from policy_report.render.document import Document, Format
from policy_report.render.styles import make_styles
from policy_report.text.language import Language
from tests.render.conftest import make_study

EN = Document(Path("report/en/paper.qmd"), Language.EN, Format.HTML)
ZH = Document(Path("report/zh/paper.qmd"), Language.ZH, Format.HTML)


def work(**changes: Any) -> Work:
    given: dict[str, Any] = {
        "title": "Rates & costs: 100% of {what}_is known",
        "authors": (Author("Ada Example", "Example", "Ada"), Author("The sample's authors")),
        "issued": date(2025, 11, 2),
        "language": Language.EN,
        "abstract": "An abstract with </script> in it.",
        "keywords": ("one", "two"),
        "kind": "report",
        "version": "2.0",
        "url": "",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "source": EN.source,
        "others": (ZH,),
    }
    return Work(**{**given, **changes})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = make_study(tmp_path_factory.mktemp("study"))
    make_styles(made)
    return made


def test_the_front_matter_is_read_with_its_values_filled_in(project: Project) -> None:
    got = read_work(project, EN)
    assert got.title == "Two centres, two cities: a sample: A study for the renderer, with 60 claims"
    assert got.authors == (Author("Ada Example"), Author("Bo Muster"))
    assert got.issued == date(2025, 11, 2)
    assert got.abstract.startswith("Both cities report a rise of +55% ")
    assert got.keywords == ("clearance", "integration")
    assert (got.kind, got.url) == ("report", "")
    assert got.key == "adaexample2025two"


def test_a_chinese_paper_has_a_key_in_latin_letters(project: Project) -> None:
    got = read_work(project, ZH)
    assert got.title == "两个中心，同一谱系"
    assert got.key == "paper2025zh"


def test_a_paper_without_a_date_cannot_be_cited(tmp_path: Path) -> None:
    project = make_study(tmp_path)
    path = project.root / EN.source
    path.write_text(path.read_text(encoding="utf-8").replace("date: 2025-11-02", "date: today"), encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        make_edition(project, EN)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.row) == ("date-not-fixed", "report/en/paper.qmd", 11)
    assert not any(path.exists() for path in edition_files(project, EN))


def test_bibtex_gives_back_what_went_in() -> None:
    assert bibtex(csl_item(work())).startswith("@techreport{example2025rates,\n")
    read = json.loads(pypandoc.convert_text(bibtex(csl_item(work())), "csljson", "bibtex"))[0]
    assert read["title"].replace('<span class="nocase">', "").replace("</span>", "") == work().title
    assert read["author"] == [{"family": "Example", "given": "Ada"}, {"literal": "The sample’s authors"}]
    assert read["issued"]["date-parts"] == [[2025, 11]]
    # Braces would make the name of the month's macro a text.
    assert "  month = nov,\n" in bibtex(csl_item(work()))


def test_ris_gives_back_what_went_in() -> None:
    text = ris(csl_item(work(url="https://example.org/en/paper.html")))
    assert text.startswith("TY  - RPRT\r\n")
    assert text.endswith("ER  - \r\n")
    read = json.loads(pypandoc.convert_text(text, "csljson", "ris"))[0]
    assert read["type"] == "report"
    assert read["title"] == work().title
    assert read["author"][0] == {"family": "Example", "given": "Ada"}
    assert read["issued"]["date-parts"][0][0] == 2025
    assert "DA  - 2025/11/02\r\n" in text
    assert read["URL"] == "https://example.org/en/paper.html"


def test_nothing_that_a_work_says_of_itself_makes_a_field_or_record_more() -> None:
    hostile = work(
        title="A\r\nER  - \r\nTY  - JOUR\nTI  - B}}, note={\\input{x}}, x={{",
        authors=(Author("A}, url={javascript:x\nAU  - B"),),
        url="https://example.org/a}, note={b",
    )
    assert [line[:2] for line in ris(csl_item(hostile)).splitlines()] == [
        "TY",
        "AU",
        "TI",
        "PY",
        "DA",
        "ET",
        "LA",
        "UR",
        "ER",
    ]
    entry = bibtex(csl_item(hostile))
    assert len(json.loads(pypandoc.convert_text(entry, "csljson", "bibtex"))) == 1
    fields = parse_string(entry).entries[0].fields_dict
    assert [*fields] == ["author", "title", "institution", "year", "month", "note", "url", "language"]
    assert "\\input" not in entry


def test_apa_and_gbt_are_set_as_the_references_of_the_paper_are(project: Project) -> None:
    got = cite(project, work(title="A plain title"))
    assert got.apa == "Example, A., & The sample’s authors. (2025). A plain title (Version 2.0)."
    assert "<em>A plain title</em>" in got.apa_html
    assert got.gbt == "Example A，The sample’s authors. A plain title[R]. 2025-11-02."


def test_the_name_of_a_temporary_folder_is_not_taken_for_markdown(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "r__gh2_").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "r__gh2_"))
    assert cite(project, work()).apa.startswith("Example, A., ")


def test_a_chinese_paper_is_cited_in_chinese(project: Project) -> None:
    authors = (Author("嘉兴市公安局"), Author("样例作者"))
    got = cite(project, work(title="两个中心：样例", language=Language.ZH, authors=authors))
    assert got.apa.startswith("嘉兴市公安局和样例作者. (2025). 《两个中心：样例》 (版本 2.0)")
    assert got.gbt == "嘉兴市公安局，样例作者. 两个中心：样例[R]. 2025-11-02."
    assert json.loads(got.csl)[0]["language"] == "zh"
    assert "\u2060" not in got.apa + got.gbt


def test_no_address_is_made_up(project: Project) -> None:
    whole, part = cite(project, work()), cite(project, work(), part=True)
    everything = "".join((*vars(whole).values(), *vars(part).values()))
    assert "http" not in everything
    assert "UR  -" not in everything
    tags = dict(head.highwire(work()))
    assert "citation_pdf_url" not in tags
    assert "url" not in head.json_ld(work())


def test_a_part_keeps_places_for_its_label_and_anchor_in_every_form(project: Project) -> None:
    got = cite(project, work(url="https://example.org/paper.html"), part=True)
    for form in ("bibtex", "ris", "csl", "apa", "gbt"):
        assert LABEL in getattr(got, form)
    for form in ("bibtex", "ris", "csl"):
        assert f"#{ANCHOR}" in getattr(got, form)
    assert "[R/OL]//" in got.gbt
    assert "[R]//" in cite(project, work(), part=True).gbt


class Head(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        if data.strip() and self.tags[-1][0] == "script":
            self.scripts.append((self.tags[-1][1].get("type", ""), data))

    def meta(self, name: str) -> list[str]:
        return [given["content"] for tag, given in self.tags if tag == "meta" and given.get("name") == name]


def test_the_head_says_the_same_to_scholar_zotero_and_search_engines(project: Project) -> None:
    cited = citations.cite(project, work())
    got = Head(head.head(work(), cited, cited, "early();"))
    assert got.meta("citation_title") == [work().title]
    assert got.meta("citation_author") == ["Example, Ada", "The sample's authors"]
    assert got.meta("citation_publication_date") == ["2025/11/02"]
    assert got.meta("citation_technical_report_institution")
    assert got.meta("citation_keywords") == ["one", "two"]
    assert got.meta("DC.date") == ["2025-11-02"]
    assert got.meta("description") == [work().abstract]
    preview = {given["property"]: given["content"] for _, given in got.tags if "property" in given}
    assert preview["og:locale"] == "en_GB"
    assert preview["og:description"] == work().abstract
    assert "og:image" not in preview
    assert got.meta("twitter:card") == ["summary"]
    linked = json.loads(dict(got.scripts)["application/ld+json"])
    assert linked["@type"] == "ScholarlyArticle"
    assert linked["author"][0]["@type"] == "Person"
    assert linked["abstract"] == work().abstract
    assert linked["license"] == work().licence_url
    alternates = [given for tag, given in got.tags if tag == "link" and given.get("hreflang")]
    assert [(link["hreflang"], link["href"]) for link in alternates] == [("zh-Hans", "../zh/paper.html")]
    assert json.loads(dict(got.scripts)["application/json"])["work"]["apa"] == cited.apa


@pytest.mark.parametrize(
    ("url", "exp"),
    [("https://x.org/a/paper.html", "https://x.org/a/glance.png"), ("", "glance.png")],
)
def test_the_picture_of_a_work_lies_beside_its_page(project: Project, url: str, exp: str) -> None:
    shown = work(image="figures/en/glance.png", image_alt='What "it" shows', url=url)
    cited = citations.cite(project, shown)
    got = Head(head.head(shown, cited, cited, "early();"))
    preview = {given["property"]: given["content"] for _, given in got.tags if "property" in given}
    assert (preview["og:image"], preview["og:image:alt"]) == (exp, 'What "it" shows')
    assert got.meta("twitter:card") == ["summary_large_image"]
    assert json.loads(dict(got.scripts)["application/ld+json"])["image"] == exp


def test_an_address_gives_both_pages_theirs() -> None:
    tags = dict(head.highwire(work(url="https://example.org/en/paper.html")))
    assert tags["citation_fulltext_html_url"] == "https://example.org/en/paper.html"
    assert tags["citation_pdf_url"] == "https://example.org/en/paper.pdf"


def test_the_text_has_every_form_and_links_to_the_other_editions(project: Project) -> None:
    cited = cite(project, work(title="A plain title"))
    got = make.how_to_cite(cited, Language.EN)
    assert "*A plain title*" in got
    for text in (cited.bibtex, cited.csl):
        assert text.strip() in got
    links = make.other_editions(work())
    assert '[中文版](../zh/paper.html){.language hreflang="zh-Hans" lang="zh-Hans" rel="alternate"}' in links
    assert "(paper.pdf)" in links


def test_of_very_many_claims_machines_are_told_those_of_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "MOST", 2)
    claims: list[Any] = [
        {"id": f"n{place}", "phrase": "many", "case": "north", "indicator": "growth", "qualifier": "", "source": "port"}
        for place in range(3)
    ]
    graph = linked_data(work(), claims, [], {}, {}, used={"clm-n1": [1]})
    assert [thing["@id"] for thing in graph["@graph"]] == ["#data", "#clm-n1"]


def test_claims_and_their_sources_are_told_to_machines() -> None:
    hostile = "over </script><script>alert(1)</script>"
    none = {"case": "north", "indicator": "growth", "qualifier": "", "source": "port2025"}
    read = {
        "qualifier": "over",
        "value": 5.0,
        "lower": 4.5,
        "upper": math.nan,
        "read_unit": "percent",
        "change": "yoy_percent",
    }
    claims: list[Any] = [
        {"id": "n1", "phrase": hostile, **none},
        {
            "id": "n2",
            "phrase": "up 5%",
            **none,
            "qualifier": "over",
            **read,
            "start": "2024-01-01",
            "end": "2024-12-31",
        },
    ]
    about = {"title": "Report", "date": "2025-03", "publisher": "Port", "author": ""}
    sources: list[Any] = [
        {"key": "port2025", "url": "javascript:alert(1)", **about},
        {"key": "other", "url": "", **about},
    ]
    graph = linked_data(work(), claims, sources, {"north": "North Port"}, {"growth": "Growth"})
    known = {thing["@id"]: thing for thing in graph["@graph"]}
    assert [thing["@type"] for thing in graph["@graph"]] == [
        "Dataset", "Claim", "Claim", "Observation", "Place", "CreativeWork",
    ]  # fmt: skip
    assert "about" not in known["#clm-n1"]
    assert known[known["#clm-n2"]["about"]["@id"]] == {
        "@id": "#obs-n2",
        "@type": "Observation",
        "observationAbout": {"@id": "#case-north"},
        "variableMeasured": "Growth",
        "observationDate": "2024-12-31",
        "observationPeriod": "P366D",
        "unitText": "percent",
        "additionalProperty": {"@type": "PropertyValue", "name": "change", "value": "yoy_percent"},
        "value": 5.0,
        "minValue": 4.5,
    }
    assert known["#case-north"]["name"] == "North Port"
    assert known[known["#clm-n1"]["firstAppearance"]["@id"]] == {
        "@id": "#src-port2025",
        "@type": "CreativeWork",
        "name": "Report",
        "datePublished": "2025-03",
        "publisher": {"@type": "Organization", "name": "Port"},
    }
    assert known["#data"]["license"] == work().licence_url
    (script,) = Head(linked_script(graph)).scripts
    assert json.loads(script[1]) == graph
