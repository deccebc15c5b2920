"""The HTML page: one file, numbered and linked, that asks no host for anything."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from policy_report.render.document import Format

Render = Callable[..., Path]


class Elements(HTMLParser):
    """Every element with its attributes, and the text of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def having(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        keys = {key.rstrip("_").replace("_", "-"): value for key, value in wanted.items()}
        return [
            given
            for name, given in self.found
            if name == tag and all(value in given.get(key, "").split() for key, value in keys.items())
        ]


@pytest.fixture(scope="module")
def source(rendered: Render) -> str:
    return rendered(Format.HTML).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> Elements:
    return Elements(source)


@pytest.fixture(scope="module")
def words(page: Elements) -> str:
    return re.sub(r"\s+", " ", page.text)


def test_the_page_asks_no_host_for_anything(page: Elements, source: str) -> None:
    loaded = [
        given[key]
        for tag, given in page.found
        for key in ("src", "href", "srcset", "data", "poster")
        if key in given and tag != "a"
    ]
    assert all(address.startswith(("data:", "#")) for address in loaded)
    assert page.having("script")
    assert not re.search(r"url\((?!data:|#)|@import", source)


def test_the_language_the_title_and_a_way_past_the_contents_are_there(page: Elements) -> None:
    assert page.having("html", lang="en")
    assert page.having("a", class_="skip", href="#text")
    assert page.having("main", id="text")


def test_figures_tables_sections_and_equations_are_numbered_in_order(words: str) -> None:
    for caption in (
        "Figure 1: The trend of claims, 12.5% of them rates, after",
        "Figure 2: A figure in a div, with emphasis in its caption.",
        "Table 1: A pipe table with 60 claims",
        "Table 2: A grid table",
        "Table 3: A table in a div",
        "Table 4: Every claim, as published",
    ):
        assert caption in words
    assert "2.1 Rates" in words
    assert "(1)" in words


def test_references_read_as_quarto_writes_them(words: str) -> None:
    assert "Section 1.1 says how phrases are read; Section 1.1 again; Section 2.1, Section 1.1." in words
    assert "A capital: Figure 1." in words
    assert "如 Figure 1 与 Table 1 所示" in words
    assert "so that by Equation 1 the earlier rate" in words
    assert "As 2 shows, see Figure 1, Table 1." in words
    assert "not a number (Table 2)" in words
    assert "See Table 4." in words


def test_every_link_within_the_page_arrives(page: Elements) -> None:
    anchors = {given["id"] for _, given in page.found if "id" in given}
    targets = {given["href"][1:] for given in page.having("a") if given.get("href", "").startswith("#")}
    assert targets <= anchors
    assert {f"clm-jx{number:03d}" for number in range(1, 61)} <= anchors


def test_a_number_links_to_its_row_and_names_its_claim(page: Elements) -> None:
    links = page.having("a", class_="datum", href="#clm-jx001")
    assert links
    assert {link["data-claim"] for link in links} == {"jx001"}


def test_images_are_in_the_page_with_their_alternative_text(page: Elements) -> None:
    images = page.having("svg", role="img")
    assert [image["aria-label"] for image in images] == [
        "A line that rises by +55% and falls again.",
        "The same line once more.",
    ]
    assert not page.having("img")
    assert {(image["width"], image["height"]) for image in images} == {("480", "240")}


def test_wide_tables_scroll_in_a_box_that_the_keyboard_reaches(page: Elements) -> None:
    boxes = page.having("div", role="region", tabindex="0")
    assert {box["aria-labelledby"] for box in boxes} >= {"tbl-claims-caption", "tbl-pipe-caption"}


def test_column_widths_are_those_of_the_source(source: str) -> None:
    claims = source[source.index('id="tbl-claims"') :]
    assert re.findall(r'<col style="width: (\d+)%"', claims)[:6] == ["8", "30", "16", "14", "22", "10"]


@pytest.mark.parametrize("kind", ["note", "warning", "tip", "important", "caution"])
def test_each_kind_of_callout_has_a_frame(page: Elements, kind: str) -> None:
    assert page.having("div", class_=f"callout-{kind}", role="note")


@pytest.mark.parametrize("title", ["What a phrase says", "Warning", "A title as heading", "Important", "Caution"])
def test_a_callout_has_its_own_title_or_that_of_its_kind(words: str, title: str) -> None:
    assert title in words


def test_only_the_content_for_the_page_is_there(words: str) -> None:
    assert "This stands only in the page." in words
    assert "This stands only in the PDF." not in words
    assert "This stands only in the Word file." not in words
    assert "Inline too: page." in words


def test_citations_and_bibliography_follow_the_style(words: str) -> None:
    assert "(see Henry & Wright, 2002, pp. 101–110)" in words
    assert "Henry, N., & Wright, P. (2002). Failure to integrate: A study of investigation." in words
    assert "嘉兴市公安局. (2024" in words


def test_footnotes_math_and_escaped_shortcodes_are_there(page: Elements, words: str) -> None:
    assert page.having("section", class_="footnotes")
    assert page.having("math", display="block")
    assert "Literally: {{< var en.jx001 >}} and in code 12.5%." in words


def test_title_block_and_contents(page: Elements, words: str) -> None:
    assert "Two centres, two cities: a sample" in words
    assert "Ada Example" in words
    assert "Department of Samples, Example University" in words
    assert "November 2, 2025" in words
    assert page.having("meta", name="dcterms.date", content="2025-11-02")
    assert page.having("nav", id="TOC", role="doc-toc")


def test_the_fonts_of_the_page_are_in_it_and_no_more_than_it_needs(source: str) -> None:
    families = set(re.findall(r"font-family:'([^']+)'", source))
    assert families == {"Source Serif 4", "Source Sans 3", "Noto Serif SC", "Noto Sans SC"}
    assert len(source) < 500_000


def test_a_chinese_page_has_quarto_s_chinese_words(rendered: Render) -> None:
    page = Elements(rendered(Format.HTML, "zh").read_text(encoding="utf-8"))
    words = re.sub(r"\s+", " ", page.text)
    assert page.having("html", lang="zh-Hans")
    assert "如图 1与表 1所示" in words
    assert "参见章节 1、方程式 1。" in words
    assert "2025年11月2日" in words
    assert "目录" in words
    assert "摘要" in words
    assert "注释" in words
