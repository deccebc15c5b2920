"""An errand on a phone: whether two figures compare, their data, and a citation, with no word of documentation."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT
from tests.web.conftest import Open

FRONT = ROOT / "_output" / "report" / "index.html"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.mark.skipif(not FRONT.is_file(), reason="this study was not built: its pages cannot be walked through")
def test_from_the_front_page_to_a_verdict_its_data_and_its_citation(open_page: Open) -> None:
    page = open_page(FRONT, **PHONE)
    page.get_by_role("link", name="which figures compare").tap()
    page.get_by_role("searchbox").fill("jiaxing clearance")
    found = page.locator("#rows [role=row]")
    found.filter(has_text="Jiaxing: Clearance rate, criminal cases").first.tap()
    page.get_by_role("link", name="Compare with every other figure").tap()
    page.get_by_role("searchbox").fill("sanming clearance")
    row = found.filter(has_text="Sanming: Clearance rate, criminal cases").first
    expect(row).to_contain_text("direction only")
    row.tap()
    card = page.locator("#details")
    expect(card).to_contain_text("Only the direction of change compares")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.get_by_role("button", name="Copy citation").tap()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert "破案率上升" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Close").tap()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Save as CSV").tap()
    rows = list(csv.DictReader(Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert {one["Compared with"] for one in rows} == {"jx001"}
    assert "direction only" in {one["May be compared"] for one in rows}


@pytest.mark.skipif(not FRONT.is_file(), reason="this study was not built: its pages cannot be walked through")
def test_a_number_of_the_article_says_the_same_and_who_spoke(open_page: Open) -> None:
    page = open_page(FRONT, **PHONE)
    page.get_by_role("link", name="Article (web page)").tap()
    page.locator("a.datum", has_text="55%").first.tap()
    card = page.locator("#card")
    expect(card).to_contain_text("direction only")
    expect(card).to_contain_text("Jiaxing Police")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for link in page.locator("#evidence-rows").evaluate("""(kept) =>
        [...kept.content.querySelectorAll('a[href*="#src-"]')].filter((one) => one.hash === '#src-' + one.textContent)
          .map((one) => one.outerHTML)"""):
        pytest.fail(f"a source is shown by its key: {link}")
