"""The explorer searches, narrows, sorts, compares, cites and exports; every state of it has an address."""

import csv
import io
import json
import random
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from policy_report.analysis.comparability.licensing import Licences
from policy_report.paper.tables.wording import formula
from policy_report.text.language import Language
from policy_report.text.numbers import interval, outward
from tests.paper.explorer_samples import data, evidence, licences, write_page
from tests.web.conftest import BUILT, MOVED, Open

PHONE = {"viewport": {"width": 360, "height": 740}}
EXPLORERS = [page.with_name("evidence.html") for page in BUILT if page.with_name("evidence.html").is_file()]

Explore = Callable[..., Page]


@pytest.fixture(scope="session")
def explorers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("explorer")
    return {str(language): write_page(folder, language, data(language)) for language in Language}


@pytest.fixture
def explore(open_page: Open, explorers: dict[str, Path]) -> Explore:
    def opened(fragment: str = "", name: str | Path = "en", **options: Any) -> Page:
        page = open_page(name if isinstance(name, Path) else explorers[name], fragment, **options)
        expect(page.locator("body")).to_have_attribute("data-ready", "true")
        return page

    return opened


def rows(page: Page) -> Locator:
    return page.locator("#rows [role=row]")


def details(page: Page) -> Locator:
    return page.locator("#details")


def ids(page: Page) -> list[str]:
    return page.evaluate("explorer.shown(explorer.read(location.hash)).map(explorer.anchorOf)")  # type: ignore[no-any-return]


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.wait_for_function("(text) => (explorer.read(location.hash).q ?? '') === text", arg=text.strip())


@pytest.mark.parametrize("name", ["en", "zh"])
def test_a_search_finds_words_of_both_languages_and_full_width_signs(explore: Explore, name: str) -> None:
    page = explore(name=name)
    search(page, "同比上升55")
    assert ids(page) == ["clm-jx001"]
    search(page, "ＪＩＡＸＩＮＧ ｊｘ００１")
    assert ids(page) == ["clm-jx001"]
    search(page, "嘉兴 clearance jx001")
    assert ids(page) == ["clm-jx001"]
    search(page, "nothing such")
    assert ids(page) == []
    expect(page.locator("#rows [role=row]")).to_have_count(0)
    page.locator("#clear").click()
    assert len(ids(page)) == len(evidence()["claims"])


def test_facets_narrow_count_and_stand_in_the_address(explore: Explore) -> None:
    page = explore()
    page.locator("#facet-place").select_option("sanming")
    page.locator("#facet-hedge").select_option("rounded")
    claims = evidence()["claims"]
    wanted = claims[(claims["case"] == "sanming") & (claims["qualifier"] == "rounded")]["id"]
    assert ids(page) == [f"clm-{claim}" for claim in wanted]
    assert page.url.endswith("#view=claims&place=sanming&hedge=rounded")
    assert f"({len(wanted)})" in page.locator("#facet-hedge").locator("option:checked").inner_text()
    again = explore(page.url[page.url.index("#") :])
    assert ids(again) == ids(page)
    expect(again.locator("#facet-place")).to_have_value("sanming")
    page.go_back()
    expect(page.locator("#facet-hedge")).to_have_value("")
    page.locator("#facet-year").select_option("2020")
    spans = claims[(claims["case"] == "sanming") & (claims["end"] != "")]
    covering = spans[(spans["start"].where(spans["start"] != "", spans["end"]) < "2021") & (spans["end"] >= "2020")]
    hedged = covering[covering["qualifier"] == "rounded"] if "hedge" in page.url else covering
    assert set(ids(page)) >= {f"clm-{claim}" for claim in hedged["id"]}


@pytest.mark.parametrize(
    ("fragment", "view", "shown"),
    [
        ("#clm-jx001", "Claims", "同比上升55%"),
        ("#src-jiaxing2024hexin", "Sources", "嘉兴公安"),
        ("#ref-jiaxing2024hexin", "Sources", "嘉兴公安"),
        ("#ind-clearance-rate-criminal", "Indicators", "Criminal cases cleared"),
        ("#num-sample-count", "Computed", "rows counted"),
        ("#fnd-sample", "Findings", "a third value"),
        ("#sr-arrests-approved-or-decided-cases-china-2006", "Series", "588516"),
        ("#clm-arrests-approved-or-decided-cases-china-2006", "Series", "588516"),
    ],
)
def test_an_address_opens_its_row(explore: Explore, fragment: str, view: str, shown: str) -> None:
    page = explore(fragment)
    expect(page.locator("#tabs [aria-current]")).to_contain_text(view)
    expect(details(page)).to_contain_text(shown)
    expect(page.locator("#rows [aria-selected=true]")).to_be_in_viewport()


def test_a_row_that_is_not_there_is_said_and_nothing_breaks(explore: Explore) -> None:
    page = explore("#clm-nosuch")
    expect(page.get_by_role("status")).to_contain_text("clm-nosuch")
    expect(details(page)).to_be_hidden()
    for fragment in (
        "#view=nosuch&sort=evil&row=%E0%A4%A&with=x",
        "#%E0%A4%A",
        "#view=compare&with=nosuch",
        "#__proto__",
    ):
        page = explore(fragment)
        expect(rows(page).first).to_be_visible()


def test_links_lead_into_the_article_and_between_rows(explore: Explore) -> None:
    page = explore("#clm-jx001")
    uses = details(page).locator("a[href^='paper.html']")
    assert [use.get_attribute("href") for use in uses.all()] == ["paper.html", "paper.html#sec-introduction"]
    details(page).get_by_role("link", name="Rows counted").click()
    expect(page.locator("#tabs [aria-current]")).to_contain_text("Computed")
    details(page).get_by_role("link", name="jx001").click()
    assert page.url.endswith("#clm-jx001")
    page.go_back()
    expect(details(page)).to_contain_text("rows counted")
    other = page.locator("a[hreflang=zh-Hans], a[hreflang=zh]").first
    other.click()
    assert page.url.endswith("/zh/evidence.html#num-sample-count")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("Caught on the spot (当场)", "", "en"),
        ("Another outlet gives 464.8万", "", "en"),
        ("GDP约3.8亿元", "zh-Hans", ""),
        ("同比上升55%", "zh-Hans", ""),
        ("85.68%", "", ""),
    ],
)
def test_a_text_says_its_language_where_that_is_not_the_page_s(
    explore: Explore, text: str, english: str, chinese: str
) -> None:
    for name, said in (("en", english), ("zh", chinese)):
        assert explore(name=name).evaluate("(text) => explorer.spoken(text).lang", text) == said


def test_the_keyboard_walks_opens_and_closes_rows_that_are_made_on_the_way(explore: Explore) -> None:
    page = explore()
    page.get_by_role("searchbox").press("ArrowDown")
    expect(rows(page).first).to_be_focused()
    assert rows(page).count() < 60
    page.keyboard.press("End")
    last = page.locator(f"#rows [aria-rowindex='{len(evidence()['claims']) + 1}']")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#details-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(details(page)).to_be_hidden()
    expect(page.locator(f"#rows [aria-rowindex='{len(evidence()['claims'])}']")).to_be_focused()
    # The row of the keyboard stays when the mouse scrolls away from it.
    page.locator("#grid").evaluate("(grid) => { grid.scrollTop = 0; }")
    expect(page.locator("#rows [aria-rowindex='2']")).to_be_attached()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "row"
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_grid_tells_a_screen_reader_how_much_there_is(explore: Explore) -> None:
    page = explore()
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", str(len(evidence()["claims"]) + 1))
    order = page.evaluate("[...document.querySelectorAll('#rows [role=row]')].map((row) => Number(row.ariaRowIndex))")
    assert order == sorted(order)
    expect(rows(page).first.get_by_role("gridcell")).to_have_count(5)


def test_columns_sort_by_size_and_not_by_digits_and_back(explore: Explore) -> None:
    page = explore()
    button = page.get_by_role("columnheader", name="Read as").get_by_role("button")
    button.click()
    expect(page.get_by_role("columnheader", name="Read as")).to_have_attribute("aria-sort", "ascending")
    lower = evidence()["claims"].set_index("id")["lower"].fillna(float("-inf"))
    upper = evidence()["claims"].set_index("id")["upper"]
    found = [anchor.removeprefix("clm-") for anchor in ids(page)]
    numbers = [lower[claim] for claim in found if not (lower[claim] == float("-inf") and upper.isna()[claim])]
    assert numbers == sorted(numbers)
    button.click()
    assert page.url.endswith("sort=-reading")
    button.click()
    assert ids(page) == [f"clm-{claim}" for claim in evidence()["claims"]["id"]]


VERDICTS = """(pairs) => JSON.stringify(JSON.parse(pairs).map(([one, other]) => {
  const { degree, reasons, caveats, conversion } = explorer.verdict(one, other);
  return [degree, reasons, caveats, conversion.map((step) => step && [step.text, step.row, step.shown])];
}))"""
"""As text, because the driver takes minutes for so many objects."""


def as_the_engine_says(found: Licences, pair: tuple[str, str]) -> list[Any]:
    licence = found.between(*pair)
    steps = [
        step and [formula(step, Language.EN), step.row, interval(outward(step.quantity, 4), Language.EN)]
        for step in licence.conversion
    ]
    return [licence.degree.value, list(licence.reasons), list(licence.caveats), steps]


def test_the_page_judges_any_two_figures_as_the_engine_does(explore: Explore) -> None:
    page, found = explore(), licences()
    pairs = list(combinations(found.rows, 2))
    page_says = json.loads(page.evaluate(VERDICTS, json.dumps(pairs)))
    wrong = [
        (pair, said, expected)
        for pair, said in zip(pairs, page_says, strict=True)
        if (expected := as_the_engine_says(found, pair)) != said
    ]
    assert wrong == []
    telling = [index for index, verdict in enumerate(page_says) if verdict[0] != "none"]
    some = random.Random(2).sample(telling, min(len(telling), 1000)) + random.Random(3).sample(range(len(pairs)), 1000)
    turned = json.loads(page.evaluate(VERDICTS, json.dumps([pairs[index][::-1] for index in some])))
    assert [[*verdict[:3], verdict[3][::-1]] for verdict in turned] == [page_says[index] for index in some]


def convertible() -> str:
    """A claim that compares with another after a conversion."""
    pairs = combinations(map(str, evidence()["claims"]["id"]), 2)
    return next(first for first, second in pairs if licences().between(first, second).degree == "convertible")


def test_a_comparison_says_how_far_why_not_and_by_what_conversion(explore: Explore) -> None:
    page = explore("#clm-jx001")
    details(page).get_by_role("link", name="Compare with every other figure").click()
    assert page.url.endswith("#view=compare&with=jx001")
    assert len(ids(page)) == len(evidence()["claims"]) + len(evidence()["series"]) - 1
    box = page.get_by_label("Compare (id or words)")
    for said, meant in (
        ("clm-sm001", "sm001"),
        ("sanming clearance", ids(explore("#view=claims&q=sanming+clearance"))[0]),
    ):
        box.fill(said)
        box.press("Enter")
        expect(page).to_have_url(re.compile(f"with={meant.removeprefix('clm-')}$"))
    with page.expect_download() as told:
        page.get_by_role("button", name="Save as CSV").click()
    first = next(csv.DictReader(told.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert first["Compared with"] == meant.removeprefix("clm-")
    page.goto(page.url.split("#")[0] + "#view=compare&with=jx001&row=clm-sm001")
    expect(page.locator(".verdict")).to_have_text("jx001 and sm001: none")
    expect(details(page)).to_contain_text("they measure different things")
    page.goto(page.url.split("#")[0] + f"#view=compare&with={convertible()}&degree=convertible")
    expect(page.locator("#rows [data-degree]").first).to_have_attribute("data-degree", "convertible")
    rows(page).first.click()
    expect(details(page)).to_contain_text("Conversion")
    assert "row=" in page.url


def test_what_is_shown_is_exported_and_no_cell_becomes_a_formula(open_page: Open, tmp_path: Path) -> None:
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", '<img src=x onerror="alert(1)">', 'a, "b"']
    claims = evidence()["claims"][: len(hostile)].assign(phrase=hostile)
    small = {**evidence(), "claims": claims, "series": evidence()["series"][:1]}
    page = open_page(write_page(tmp_path, Language.EN, data(Language.EN, small)))
    expect(rows(page)).to_have_count(len(hostile))
    expect(page.locator("#rows")).to_contain_text("<img src=x")
    assert page.locator("#rows img").count() == 0
    with page.expect_download() as told:
        page.get_by_role("button", name="Save as CSV").click()
    assert told.value.suggested_filename == "claims.csv"
    text = Path(told.value.path()).read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    listed = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["As published"] for row in listed] == [*(f"'{cell}" for cell in hostile[:5]), *hostile[5:]]
    assert [row["Id"] for row in listed] == list(claims["id"])
    assert float(listed[0]["Lower bound"]) == claims["lower"].iloc[0]


def test_an_address_that_is_no_web_page_stays_text(open_page: Open, tmp_path: Path) -> None:
    sources = evidence()["sources"].copy()
    sources.loc[0, "url"] = "javascript:alert(1)"
    small = {**evidence(), "claims": evidence()["claims"][:3], "series": evidence()["series"][:1], "sources": sources}
    page = open_page(write_page(tmp_path, Language.EN, data(Language.EN, small)), f"#src-{sources['key'][0]}")
    expect(details(page)).to_contain_text("javascript:alert(1)")
    assert page.locator("a[href^='javascript']").count() == 0


def test_a_row_is_cited_with_its_source_and_address(explore: Explore) -> None:
    page = explore("#clm-jx001")
    said = page.evaluate("explorer.citation(explorer.named('clm-jx001'))")
    for part in ("“同比上升55%”", "嘉兴公安", "2024", "para 6", "https://zj.sina.cn/", "evidence.html#clm-jx001"):
        assert part in said
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    details(page).get_by_role("button", name="Copy citation").click()
    expect(details(page).get_by_role("button", name="Copied")).to_be_visible()


def test_a_series_is_drawn_with_the_intervals_of_hedged_values(explore: Explore) -> None:
    page = explore()
    drawn = page.evaluate(
        """() => {
          const { all, chart, element } = explorer;
          const found = [all.claims, all.series].flatMap((table) => table.columns.id.map((_, row) => ({ table, row })));
          const charts = found.map((item) => chart(item, () => element('a'))).filter(Boolean);
          return { charts: charts.length, spans: charts.filter((one) => one.querySelector('.span')).length,
                   broken: charts.filter((one) => /NaN|Infinity/.test(one.innerHTML)).length };
        }"""
    )
    assert drawn["charts"] > 100
    assert drawn["spans"] > 5
    assert drawn["broken"] == 0


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"][:3]]


STATES = ["", "#clm-jx001", "#view=compare&with=jx001&row=clm-sm001", "#view=findings", "#view=sources"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["en", "zh"])
def test_axe_finds_no_violation(explore: Explore, name: str, scheme: str) -> None:
    for fragment in STATES:
        assert violations(explore(fragment, name, color_scheme=scheme)) == [], fragment
    assert violations(explore("", name, color_scheme=scheme, **PHONE)) == []
    assert violations(explore("#clm-jx001", name, color_scheme=scheme, **PHONE)) == []


@pytest.mark.parametrize("name", ["en", "zh"])
def test_a_phone_never_scrolls_sideways_and_shows_one_thing_at_a_time(explore: Explore, name: str) -> None:
    for fragment in [*STATES, "#view=numbers", "#view=bounds", "#view=contradictions", "#view=indicators"]:
        page = explore(fragment, name, has_touch=True, is_mobile=True, **PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, fragment
    page = explore("", name, has_touch=True, is_mobile=True, **PHONE)
    rows(page).first.tap()
    expect(page.locator("#details-title")).to_be_focused()
    assert page.locator("#grid").evaluate("(grid) => grid.inert")
    page.locator("#details .close").tap()
    expect(details(page)).to_be_hidden()
    page.locator("#narrow summary").tap()
    expect(page.locator("#facet-place")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_what_is_seen_stays_where_it_is(explore: Explore, width: int) -> None:
    assert explore(viewport={"width": width, "height": 800}).evaluate(MOVED) < 0.05


def test_the_reader_chooses_a_dark_page_and_it_is_remembered(explore: Explore) -> None:
    page = explore(color_scheme="light")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(background) != light

    def is_remembered() -> bool:
        page.reload()
        return bool(page.evaluate(background) != light)

    # A browser writes what a page stores behind its back, and on a busy machine after the page has come again.
    assert any(is_remembered() for _ in range(5))


@pytest.mark.parametrize("name", ["en", "zh"])
def test_without_scripts_a_line_leads_to_the_plain_tables(
    open_page: Open, explorers: dict[str, Path], name: str
) -> None:
    page = open_page(explorers[name], java_script_enabled=False)
    expect(page.locator("noscript a")).to_have_attribute("href", "supplement.html")
    expect(page.locator(".noscript")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()


@pytest.mark.slow
@pytest.mark.parametrize("path", [pytest.param(path, id=f"built-{path.parent.name}") for path in EXPLORERS])
def test_every_link_of_a_built_page_leads_somewhere(explore: Explore, path: Path) -> None:
    page = explore("", path)
    article = path.with_name(str(page.evaluate("explorer.article"))).read_text(encoding="utf-8")
    sections = [anchor for anchor, _ in page.evaluate("explorer.sections") if anchor]
    findings = [f"fnd-{key}" for key in page.evaluate("explorer.tables.findings.id")]
    assert [anchor for anchor in (*sections, *findings) if f'id="{anchor}"' not in article] == []
    used = set(page.evaluate("Object.keys(explorer.uses)"))
    assert (
        len(
            used
            & set(
                page.evaluate("Object.values(explorer.all).flatMap((t) => t.columns.id.map((_, row) => t.anchor(row)))")
            )
        )
        > 5
    )
    assert path.with_name(page.locator(".editions a").first.get_attribute("href") or "").is_file()
