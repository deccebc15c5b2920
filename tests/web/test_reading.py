"""The page itself: languages, light and dark, narrow screens, paper, citations, and nothing that a checker finds."""

import csv
import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from policy_report.text.language import Language
from tests.web.conftest import BUILT, MOVED, Open, lay_out
from tests.web.small_study import ROWS, WORDS

PAGES = [
    *("en", "zh", "flat"),
    *(pytest.param(page, id=f"built-{page.parent.name}", marks=pytest.mark.slow) for page in BUILT),
]


def violations(page: Page) -> list[str]:
    lay_out(page)
    # The rows of the long tables are all alike, and axe looks at each for seconds.
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n + 8)').forEach((row) => row.remove())")
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"][:3]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(open_page: Open, name: str | Path, scheme: str) -> None:
    page = open_page(name, color_scheme=scheme, reduced_motion="reduce")
    page.locator("main a.datum").first.click()
    expect(page.locator("#card")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("name", ["en", "zh"])
def test_axe_finds_no_violation_in_the_dialog_on_a_phone(open_page: Open, name: str) -> None:
    page = open_page(name, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.locator("#toc-title button").click()
    page.locator(".tools .cite").click()
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_screen_never_scrolls_sideways(open_page: Open, name: str | Path) -> None:
    page = open_page(name, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("#toc-title button").click()
    expect(page.locator("nav#TOC li a").first).to_be_visible()
    page.locator("nav#TOC li a").first.click()
    expect(page.locator("nav#TOC li a").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_in_chinese_no_superscript_begins_a_line(open_page: Open) -> None:
    page = open_page("zh", viewport={"width": 360, "height": 740})
    begins = page.evaluate(
        """() => {
          const text = document.createElement('p');
          text.innerHTML = [...Array(40).keys()].map((n) => '字'.repeat(n + 1) + '<sup>[1]</sup>').join('');
          document.querySelector('main').append(text);
          const left = text.getBoundingClientRect().left;
          return [...text.children].filter((mark) => mark.getClientRects()[0].left < left + 2).length;
        }"""
    )
    assert begins == 0


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_page_follows_the_system_and_remembers_another_choice(open_page: Open) -> None:
    page = open_page("en", color_scheme="dark")
    dark = background(page)
    switch = page.locator(".tools .theme")
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    light = background(page)
    assert light != dark
    assert switch.get_attribute("aria-pressed") == "false"
    page.reload()
    assert background(page) == light
    switch.click()
    assert background(page) == dark
    # Figures keep their white paper.
    assert (
        page.evaluate("getComputedStyle(document.querySelector('figure .drawing')).backgroundColor")
        == "rgb(255, 255, 255)"
    )


def test_the_other_language_opens_at_the_same_place(open_page: Open) -> None:
    page = open_page("en", "#clm-jx002")
    page.locator("nav#TOC > a.language").click()
    expect(page).to_have_url(re.compile(r"/zh/paper\.html#clm-jx002$"))
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    expect(page.locator("tr:has(#clm-jx002)")).to_be_in_viewport()
    page.evaluate("document.getElementById('sec-a').scrollIntoView()")
    expect(page.locator('nav#TOC a[aria-current="location"]')).to_have_attribute("href", "#sec-a")
    page.locator("nav#TOC > a.language").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/paper\.html#sec-a$"))


def test_where_only_headings_are_near_the_other_language_opens_at_the_last_shared_place(open_page: Open) -> None:
    page = open_page("en")
    # The name of this heading is made of its words, so the other page has no such place.
    page.evaluate("document.getElementById('references').scrollIntoView()")
    page.locator("nav#TOC > a.language").hover()
    expect(page.locator("nav#TOC > a.language")).to_have_attribute("href", re.compile(r"paper\.html#tbl-licences$"))


@pytest.mark.parametrize("name", ["en", "flat"])
def test_a_heading_offers_its_address_to_the_mouse_only(open_page: Open, name: str) -> None:
    page = open_page(name)
    heading = page.get_by_role("heading", name="Introduction")
    link = heading.locator(".anchor")
    heading.hover()
    link.click()
    assert page.url.endswith("#sec-introduction")
    assert link.get_attribute("tabindex") == "-1"


@pytest.mark.parametrize("name", ["en", "flat", "zh"])
def test_a_figure_opens_large_and_closes(open_page: Open, name: str) -> None:
    page = open_page(name, viewport={"width": 360, "height": 740})
    button = page.locator("#fig-trend .cite-part button[aria-haspopup=dialog]").last
    button.click()
    large = page.locator(".figure-dialog .drawing")
    expect(large).to_be_visible()
    assert large.bounding_box()["width"] > 900  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(button).to_be_focused()
    page.locator("#fig-trend figure .drawing").click()
    expect(large).to_be_visible()
    page.locator(".figure-dialog button").click()
    expect(large).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("en", "Keywords: clearance, integration"),
        ("flat", "Keywords: clearance, integration"),
        ("zh", "关键词：clearance；integration"),
    ],
)
def test_the_keywords_stand_below_the_abstract(open_page: Open, name: str, title: str) -> None:
    page = open_page(name)
    expect(page.locator("#title-block-header .keywords")).to_have_text(title)


def test_the_head_names_the_other_edition(open_page: Open) -> None:
    page = open_page("en")
    link = page.locator('link[rel="alternate"][hreflang="zh-Hans"]')
    assert link.get_attribute("href") == "../zh/paper.html"


@pytest.mark.parametrize(
    ("form", "begins"),
    [("apa", "The sample’s authors. (2025)."), ("bibtex", "@techreport{"), ("ris", "TY  - RPRT"), ("csl", "[")],
)
def test_the_paper_is_cited_in_every_form(open_page: Open, form: str, begins: str) -> None:
    page = open_page("en")
    page.locator(".tools .cite").click()
    page.locator(f'input[value="{form}"]').check()
    text = page.locator(".cite-dialog textarea").input_value()
    assert text.startswith(begins)
    assert "Two centres, a sample: What a page does" in text
    page.keyboard.press("Escape")
    expect(page.locator(".cite-dialog")).to_be_hidden()
    expect(page.locator(".tools .cite")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "part", "label", "title"),
    [
        ("en", "fig-trend", "Figure 1", "Figure 1: The trend of claims"),
        ("en", "tbl-claims", "Table 1", "Table 1: Every claim: the phrase and what it is read as"),
        ("flat", "fig-trend", "Figure 1", "Figure 1: The trend of claims"),
        ("zh", "fig-trend", "图 1", "图 1：各项数字的走势"),
    ],
)
def test_a_figure_or_table_is_cited_as_a_part_of_the_paper(
    open_page: Open, name: str, part: str, label: str, title: str
) -> None:
    page = open_page(name)
    page.locator(f"#{part} .cite-part .cite").click()
    expect(page.locator(".cite-dialog h2")).to_contain_text(label)
    texts = {}
    for form in ("apa", "gbt", "bibtex", "ris", "csl"):
        page.locator(f'input[value="{form}"]').check()
        texts[form] = page.locator(".cite-dialog textarea").input_value()
        assert title in texts[form]
        assert not re.search("[\ue000-\uf8ff]", texts[form])
    (item,) = json.loads(texts["csl"])
    assert item["id"].endswith(part)
    assert "[R]//" in texts["gbt"]


def test_a_citation_is_copied_and_saved(open_page: Open) -> None:
    page = open_page("en", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".tools .cite").click()
    page.locator('input[value="bibtex"]').check()
    page.locator(".cite-copy").click()
    expect(page.locator(".cite-said")).to_have_text("Copied")
    text = page.locator(".cite-dialog textarea").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == text
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download", exact=True).click()
    assert saved.value.suggested_filename.endswith(".bib")
    assert Path(saved.value.path()).read_text(encoding="utf-8") == text


def test_paper_shows_the_text_and_no_controls(open_page: Open) -> None:
    page = open_page("en", color_scheme="dark")
    page.get_by_role("searchbox").fill("超80%")
    page.emulate_media(media="print")
    for control in (".tools", "nav#TOC", ".filter", ".cite-part", ".uses"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator("tr:has(#clm-jx001)")).to_be_visible()
    assert background(page) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", ["en", "flat"])
def test_the_first_tab_leads_past_the_contents(open_page: Open, name: str) -> None:
    page = open_page(name)
    page.bring_to_front()
    page.keyboard.press("Tab")
    # Whether the window is in front of others does not matter.
    page.wait_for_function("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    page.wait_for_url("**#text")


@pytest.mark.parametrize("width", [360, 1280])
def test_words_stay_where_they_are_first_seen(open_page: Open, width: int) -> None:
    page = open_page("en", viewport={"width": width, "height": 800})
    assert page.evaluate(MOVED) < 0.05


def test_a_citation_shows_its_entry_and_an_entry_leads_back(open_page: Open) -> None:
    page = open_page("en")
    page.locator('main a[role="doc-biblioref"]').first.hover()
    expect(page.locator(".preview")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".preview")).to_have_count(0)
    assert page.locator("#refs .uses a").count() > 0


def test_on_a_phone_the_list_of_figures_folds_with_the_contents(open_page: Open) -> None:
    page = open_page("en", viewport={"width": 360, "height": 740})
    parts, title = page.locator(".parts"), page.locator("#toc-title button")
    expect(parts).to_be_hidden()
    title.click()
    parts.locator("summary").click()
    parts.get_by_role("link").first.click()
    expect(parts).to_be_hidden()


@pytest.mark.parametrize("name", ["en", "zh"])
def test_the_mark_of_a_finding_shows_its_sentence_and_its_test(open_page: Open, name: str) -> None:
    page = open_page(name)
    page.locator(".finding-mark").hover()
    shown = page.locator("#preview")
    words = WORDS[Language(name)]
    expect(shown.locator("p")).to_have_text(str(words["alt"]))
    expect(shown.locator("dd")).to_have_text([str(words["method"]), words["numbers"][0], str(words["refused"])])
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


@pytest.mark.parametrize("name", ["en", "zh"])
def test_the_mark_of_a_finding_never_stands_alone_on_a_line(open_page: Open, name: str) -> None:
    page = open_page(name)
    parted = """() => {
      const mark = document.querySelector('.finding-mark').getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.finding'));
      range.setEndBefore(document.querySelector('.finding sup'));
      return [...range.getClientRects()].at(-1).bottom < mark.top;
    }"""
    for width in range(320, 420, 3):
        page.set_viewport_size({"width": width, "height": 740})
        assert not page.evaluate(parted), width


def test_a_figure_is_taken_along_as_a_picture(open_page: Open) -> None:
    page = open_page("en", color_scheme="dark")
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    picture = Image.open(download.value.path()).convert("RGB")
    assert download.value.suggested_filename == "fig-trend.png"
    assert (picture.getpixel((0, 0)), len(picture.getcolors(2**24) or [])) > ((250, 250, 250), 1)


def test_the_keyboard_passes_a_table_of_many_links(open_page: Open) -> None:
    page = open_page("en")
    past = page.get_by_role("link", name="Skip Table 1")
    past.focus()
    expect(past).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#tbl-claims, #tbl-findings')") is None
    assert page.evaluate("document.activeElement.compareDocumentPosition(document.querySelector('#tbl-claims')) & 2")


def test_every_chinese_word_on_an_english_page_says_so(open_page: Open) -> None:
    page = open_page("en")
    silent = """() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (/\\p{Script=Han}/u.test(data) && !parentElement.closest(':lang(zh), script, style')) found.push(data);
      }
      return found;
    }"""
    assert page.evaluate(silent) == []


@pytest.mark.parametrize("name", ["en", "zh"])
def test_what_can_be_pressed_is_large_enough_and_no_head_hides_it(open_page: Open, name: str) -> None:
    page = open_page(name)
    lay_out(page)
    small = """() => [...document.querySelectorAll('button, summary, td a, nav a.language, p a, li a, .csl-entry a')]
      .filter((one) => one.checkVisibility() && [...one.getClientRects()].some((box) => box.height < 23.9))
      .map((one) => one.outerHTML)"""
    assert page.evaluate(small) == []
    narrow = """() => [...document.querySelectorAll('p .datum, .finding-mark')]
      .filter((one) => Math.max(...[...one.getClientRects()].map((box) => box.width)) < 23.9)
      .map((one) => one.outerHTML)"""
    assert page.evaluate(narrow) == []
    page.locator("#tbl-claims td a").last.focus()
    hidden = """() => [...document.querySelectorAll('#tbl-claims td a')].reverse().filter((link) => {
      link.focus();
      const { left, top } = link.getBoundingClientRect();
      return document.elementFromPoint(left + 3, top + 3)?.closest('thead, nav');
    }).map((link) => link.outerHTML)"""
    assert page.evaluate(hidden) == []


@pytest.mark.parametrize(
    ("name", "data", "begins"), [("en", "Data", "The sample’s authors."), ("zh", "数据", "样例作者")]
)
def test_tables_are_taken_along_as_sheets(open_page: Open, name: str, data: str, begins: str) -> None:
    page = open_page(name)
    with page.expect_download() as taken:
        page.locator("#tbl-claims .cite-part button", has_text=data).click()
    assert taken.value.suggested_filename == "tbl-claims.csv"
    rows = list(csv.reader(taken.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert tuple(rows[0]) == WORDS[Language(name)]["heads"]
    # Below the rows, apart from them, stands how the table is cited.
    *_, last, gap, cited = rows
    assert (last[0], gap, len(cited)) == (f"jx0{ROWS}", [], 1)
    assert cited[0].startswith(begins)
