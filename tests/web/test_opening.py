"""To open a page is little work: what lies below the first screen waits until the reader comes near it."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web.conftest import ARGUMENTS, BROWSERS, BUILT, MOVED, Open, come_near

WAITING = """() => [...document.querySelectorAll('main p, main tr')]
  .filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length"""


@pytest.mark.parametrize("name", ["en", "zh"])
def test_what_lies_below_is_laid_out_when_the_reader_comes_near(open_page: Open, name: str) -> None:
    page = open_page(name, viewport={"width": 1280, "height": 400})
    assert page.evaluate(WAITING) > 40
    assert page.locator("#tbl-claims tbody tr").last.inner_text() == ""
    come_near(page, "#tbl-claims")
    assert page.locator("#tbl-claims tbody tr").last.inner_text() != ""


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_laid_out_late_moves_nothing_that_is_seen(open_page: Open, width: int) -> None:
    page = open_page("en", viewport={"width": width, "height": 700})
    for step in (900, -900):
        for _ in range(20):
            page.mouse.wheel(0, step)
            page.evaluate("new Promise(requestAnimationFrame)")
    page.evaluate("location.hash = 'sec-a'")
    assert page.evaluate(MOVED) < 0.05


@pytest.mark.parametrize("name", ["en", "zh"])
def test_paper_waits_for_nothing(open_page: Open, name: str) -> None:
    page = open_page(name)
    page.emulate_media(media="print")
    assert page.evaluate(WAITING) == 0


def test_a_screen_reader_hears_what_is_not_laid_out(browser: Browser, pages: dict[str, Path]) -> None:
    command = next(filter(None, map(shutil.which, BROWSERS)))
    with browser.browser_type.launch(
        executable_path=command, args=[*ARGUMENTS, "--force-renderer-accessibility"]
    ) as heard:
        page = heard.new_page(viewport={"width": 1280, "height": 400})
        page.goto(pages["en"].as_uri())
        assert page.evaluate(WAITING) > 40
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        said = [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "StaticText"]
        assert [text for text in ("jx001", "jx045") if text not in said] == []
        page.close()


MOST = [
    pytest.param(page.with_name(f"{document}.html"), most, id=f"{page.parent.name}-{document}")
    for page in BUILT
    for document, most in (("paper", 3.0), ("supplement", 1.7))
    if page.with_name(f"{document}.html").is_file()
]


@pytest.mark.parametrize(("path", "most"), MOST)
def test_a_page_costs_little_more_than_its_bare_text(browser: Browser, tmp_path: Path, path: Path, most: float) -> None:
    """On any machine: both are measured in the time that the page's main thread has of a processor.

    Laid out at once, an article costs four to six times as much as its text: two seconds without an answer on a slow
    laptop. A supplement, which is tables all through, costs about as much as its text, of which all is laid out.
    """
    bare = tmp_path / "bare.html"
    text = re.sub(r"<(script|style|svg|template)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    bare.write_text(text, encoding="utf-8")
    assert min(work(browser, path) for _ in range(2)) < most * min(work(browser, bare) for _ in range(2))


def work(browser: Browser, path: Path) -> float:
    """Seconds of processor that the main thread takes to show a page, until it has nothing more to do."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri())
    expect(page.locator("html.loading")).to_have_count(0)
    page.evaluate("new Promise((done) => requestIdleCallback(() => setTimeout(done, 300)))")
    metrics = session.send("Performance.getMetrics")["metrics"]
    page.close()
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")
