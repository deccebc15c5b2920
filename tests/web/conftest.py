"""A browser, and pages to open in it: slow tests. Without a browser they are skipped, and say so."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from policy_report.editions.make import make_edition
from policy_report.project import Project
from policy_report.render.embedded import EmbeddedEngine
from policy_report.render.styles import make_styles
from policy_report.text.language import Language
from policy_report.text.policy import META, with_own_policy
from tests.conftest import ROOT
from tests.render.conftest import borrow_fonts
from tests.web.small_study import page_of, write_study

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BUILT = [path for path in (ROOT / "_output" / "report" / lang / "paper.html" for lang in Language) if path.is_file()]
ARGUMENTS = ("--no-sandbox", "--disable-gpu")
"""A container has neither a graphics card nor, as root, a sandbox."""

Open = Callable[..., Page]

MOVED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 800);
})"""
"""How far what is seen has moved since the page was opened."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests in a browser to the slow ones."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium: the system's own, because no test may download one."""
    command = next(filter(None, map(shutil.which, BROWSERS)), None)
    if command is None:
        pytest.skip("no Chromium on this machine: the page was not tried in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=command, args=[*ARGUMENTS])
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small study in each language, and the English page as Quarto would lay it out."""
    project = write_study(tmp_path_factory.mktemp("web"))
    borrow_fonts(project, Project(ROOT))
    make_styles(project)
    found = {}
    for language in Language:
        make_edition(project, page_of(language))
    for language in Language:
        found[str(language)] = EmbeddedEngine().render(project, page_of(language))
    flat, page = found["en"].with_name("flat.html"), as_quarto_lays_it_out(found["en"].read_text(encoding="utf-8"))
    flat.write_text(with_own_policy(page), encoding="utf-8")
    return {**found, "flat": flat}


def as_quarto_lays_it_out(page: str) -> str:
    """The page with Quarto's minimal structure: no <main>, no sections, no way past the contents, other captions.

    Nor has it a policy, which is given afterwards, by the digests of scripts in some of which these tags stand.
    """
    page = re.sub(
        r'<a class="skip".*?</a>|</?main[^>]*>|</section>|<p class="keywords">.*?</p>', "", META.sub("", page)
    )
    page = re.sub(r'<section id="([^"]+)"[^>]*>\s*<(h\d)', r'<\2 id="\1"', page)
    page = re.sub(r'<div id="((?:fig|tbl)-[^"]+)" class="quarto-figure">', r'<div id="\1" class="quarto-float">', page)
    page = re.sub(r' tabindex="0" role="region" aria-labelledby="[^"]*"', "", page)
    return re.sub(r'(id|aria-describedby)="((?:fig|tbl)-\w+-caption)"', r'\1="\2-0ceaefa1-69ba-4598"', page)


@pytest.fixture
def open_page(browser: Browser, pages: dict[str, Path]) -> Iterator[Open]:
    """Opens a page in a context of its own, and fails the test if the page complains or asks for anything."""
    contexts, faults = [], []

    def opened(name: str | Path = "en", fragment: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: note(request.url))
        path = name if isinstance(name, Path) else pages[name]
        page.goto(path.as_uri() + fragment)
        return page

    def note(address: str) -> None:
        if not address.startswith(("file:", "data:", "blob:")):
            faults.append(f"request to {address}")

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def come_near(page: Page, selector: str) -> None:
    """Bring a part of the page to the window and have it laid out, before which it has no text that is seen."""
    page.evaluate(
        """(selector) => new Promise((done) => {
          document.querySelector(selector).scrollIntoView();
          requestAnimationFrame(() => requestAnimationFrame(done));
        })""",
        selector,
    )


def lay_out(page: Page) -> None:
    """Have the whole page laid out, for what looks at all of it."""
    page.evaluate(
        "document.querySelectorAll('section, .csl-entry').forEach((one) => one.style.contentVisibility = 'visible')"
    )


@pytest.fixture(scope="session", autouse=True)
def _quiet_driver() -> None:
    """Playwright's driver warns about old systems on the error stream; the tests do not depend on it."""
    os.environ.setdefault("NODE_NO_WARNINGS", "1")
