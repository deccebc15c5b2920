"""A served page is shown anew at the place being read, and says what keeps it from being made."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from policy_report.build.watching import serve

SECTIONS = "".join(f'<section id="s{n}"><h2>{n}</h2><p style="height:900px">text</p></section>' for n in range(9))
PAGE = "<!doctype html><html lang=en><head><title>Page</title></head><body><main>{}</main></body></html>"


def test_a_page_is_shown_anew_at_the_place_being_read(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(SECTIONS), encoding="utf-8")
    with serve(tmp_path, 0) as site:
        page = browser.new_page()
        page.goto(f"{site.address}page.html")
        page.evaluate("document.getElementById('s5').scrollIntoView(); scrollBy(0, 120)")
        before = page.evaluate("document.getElementById('s5').getBoundingClientRect().top")
        path.write_text(PAGE.format(f'<div id="more" style="height:3000px">more</div>{SECTIONS}'), encoding="utf-8")
        site.tell(made=True)
        expect(page.locator("#more")).to_have_count(1)
        page.wait_for_function(f"Math.abs(document.getElementById('s5').getBoundingClientRect().top - {before}) < 2")
        page.close()


def test_a_fault_is_shown_and_goes_when_it_is_mended(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.format(SECTIONS), encoding="utf-8")
    with serve(tmp_path, 0) as site:
        page = browser.new_page()
        page.goto(f"{site.address}page.html")
        site.tell(made=False, fault="report/en/01.qmd:3: <b>no such figure</b>")
        expect(page.get_by_role("alert")).to_have_text("report/en/01.qmd:3: <b>no such figure</b>")
        site.tell(made=False)
        expect(page.get_by_role("alert")).to_have_count(0)
        page.close()
