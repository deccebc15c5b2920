"""A page runs its own scripts and no others, whatever gets into it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from policy_report.text.policy import META, policy, with_policy
from tests.web.conftest import Open

INTRUDERS = (
    "<script>window.taken = 1</script>", "<script src='data:text/javascript,window.taken=1'></script>",
    "<img src=x onerror='window.taken = 1'>", "<svg><script>window.taken = 1</script></svg>",
    "<a id='a' href='javascript:window.taken=1'>x</a><script>document.getElementById('a').click()</script>",
    "<iframe srcdoc='<script>parent.taken = 1</script>'></iframe>", "<svg onload='window.taken = 1'></svg>",
    "<object data='data:text/html,<script>parent.taken=1</script>'></object>", "<base href='http://127.0.0.1:9/'>",
    "<details open ontoggle='window.taken = 1'>x</details>", "<style>@import 'http://127.0.0.1:9/x.css';</style>",
    "<img src='http://127.0.0.1:9/x.png'>", "<video autoplay src='http://127.0.0.1:9/x'></video>",
    "<form action='http://127.0.0.1:9/'><input autofocus onfocus='window.taken = 1'></form>",
    "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>", "<div style='background: url(http://127.0.0.1:9/x)'>x</div>",
)  # fmt: skip
"""What must not act though it stood in the page, which no test of the texts lets it."""


def opened(browser: Browser, path: Path, asked: list[str]) -> Page:
    page = browser.new_context().new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: asked.remove(request.url) if request.failure == "csp" else None)
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    return page


@pytest.mark.parametrize("intruder", INTRUDERS)
def test_what_got_into_a_page_neither_runs_nor_asks_for_anything(
    browser: Browser, pages: dict[str, Path], tmp_path: Path, intruder: str
) -> None:
    whole = pages["en"].read_text(encoding="utf-8")
    path, asked = tmp_path / "page.html", list[str]()
    path.write_text(whole.replace('<main id="text">', f'<main id="text">{intruder}', 1), encoding="utf-8")
    page = opened(browser, path, asked)
    assert page.evaluate("window.taken") is None
    assert [address for address in asked if address.startswith("http")] == []


def test_without_its_policy_a_page_would_run_it(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(META.sub("", pages["en"].read_text(encoding="utf-8")) + INTRUDERS[0], encoding="utf-8")
    assert opened(browser, path, []).evaluate("window.taken") == 1


def test_the_own_scripts_and_looks_of_a_page_are_allowed(open_page: Open, pages: dict[str, Path]) -> None:
    # The page that is opened must not complain of its policy.
    page = open_page("en")
    assert page.locator(".tools .cite").count() == 1
    (said,) = META.findall(pages["en"].read_text(encoding="utf-8"))
    assert "unsafe-inline" not in said
    assert re.search(r"script-src[^;]*data:", said) is None


def test_a_policy_names_what_a_page_holds_and_of_scripts_only_those_that_are_known() -> None:
    page = "<style>a</style><p style=\"b: &amp;\">x</p><p style='c'>y</p><script>known</script><script>not</script>"
    said = policy(page, ["known"])
    assert said.count("sha256-") == 4
    assert "'unsafe-hashes'" in said
    assert "unsafe-inline" not in said
    assert policy(page, []).count("script-src 'none'") == 1


def test_a_page_has_one_policy_before_all_else() -> None:
    page = with_policy('<head><meta http-equiv="Content-Security-Policy" content="old"><title>x</title></head>', [])
    assert len(META.findall(page)) == 1
    assert page.startswith('<head>\n<meta http-equiv="Content-Security-Policy"')
    assert "old" not in page
