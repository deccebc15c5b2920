"""A page runs its own scripts and no others, whatever gets into it."""

import re
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from policy_report.render.pandoc import command
from policy_report.text.policy import META, with_own_policy
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


BY_QUARTO = """<!DOCTYPE html>
<html lang="en"><head>

<meta charset="utf-8">
<style>
p { color: rgb(1, 2, 3); }
</style>
<link href="data:text/css,em%7Bcolor%3Argb%283%2C2%2C1%29%7D" rel="stylesheet" id="quarto-text-highlighting-styles">
<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline' data:">
<script>
window.ran = ["head"];
const marks = "&amp; </p>";
</script>
<script type="module">window.ran.push("module");</script>
</head>
<body class="fullcontent quarto-light">
<script id="quarto-html-before-body" type="application/javascript">window.ran.push("before");</script>

<div id="quarto-content" class="page-columns"><main class="content" id="quarto-document-content">
<p style="margin: 7px; font-family: &quot;serif&quot;">Text, <em>more</em>, <i>most</i>.</p>
<script>window.taken = 1;</script>
</main> <!-- /main column -->
<video src="data:video/mp4;base64,dgo="></video>
<script id="quarto-html-after-body" type="application/javascript">
window.document.addEventListener("DOMContentLoaded", function (event) {
  const a = window.document.createElement('a');
  a.onclick = function() { window.ran.push("clicked"); return false; };
  window.document.body.appendChild(a);
  a.click();
  const sheet = window.document.createElement("style");
  sheet.className = "anchorjs";
  sheet.appendChild(window.document.createTextNode(""));
  window.document.head.appendChild(sheet);
  sheet.sheet.insertRule("i { color: rgb(5, 6, 7); }");
});
</script>
</div> <!-- /content -->
<script type="application/json" id="words">{"en": "</main>"}</script>
<script>window.ran.push("last");</script>


</body></html>
"""
"""What Quarto writes with a theme, as far as it matters here: its scripts around a text, and a sheet in an address."""


@pytest.mark.parametrize("intruder", ["", *INTRUDERS])
def test_quarto_s_own_scripts_and_looks_are_allowed_and_nothing_else(
    browser: Browser, tmp_path: Path, intruder: str
) -> None:
    path, asked = tmp_path / "page.html", list[str]()
    path.write_text(with_own_policy(BY_QUARTO).replace("<em>", intruder + "<em>"), encoding="utf-8")
    page = opened(browser, path, asked)
    assert page.evaluate("window.taken") is None
    assert page.evaluate("window.ran") == ["head", "before", "last", "module", "clicked"]
    looks = "([one, what]) => getComputedStyle(document.querySelector(one))[what]"
    assert page.evaluate(looks, ["p", "color"]) == "rgb(1, 2, 3)"
    assert page.evaluate(looks, ["p", "margin"]) == "7px"
    assert page.evaluate(looks, ["em", "color"]) == "rgb(3, 2, 1)"
    assert page.evaluate(looks, ["i", "color"]) == "rgb(5, 6, 7)"
    assert [address for address in asked if address.startswith("http")] == []


SCRIPTS = {
    "inline": ("run('inline')", ""),
    "defer": ("run('defer </script>' + document.body.children.length)", "defer"),
    "classic": ("run('classic </script>')", ""),
    "module": ("run('module' + document.body.children.length); export {}", 'type="module"'),
    "quarto": ("run('quarto' + document.body.children.length); export {}", 'type="module"'),
    "words": ('{"run": "never"}', 'type="application/json"'),
}
"""What pandoc makes text of the page (the first and fourth), and what it leaves in addresses."""


def test_what_pandoc_leaves_in_addresses_runs_in_its_order(browser: Browser, tmp_path: Path) -> None:
    tags = ["<script>window.ran = []; function run(what) { window.ran.push(what); }</script>"]
    for name, (script, attributes) in SCRIPTS.items():
        path = tmp_path / (f"{name}.json" if name == "words" else f"{name}.js")
        path.write_text(script, encoding="utf-8")
        # Quarto puts modules into addresses before pandoc sees them.
        src = (
            f"data:application/javascript;base64,{b64encode(script.encode()).decode()}"
            if name == "quarto"
            else path.name
        )
        tags.append(f'<script src="{src}" {attributes}></script>')
    (tmp_path / "head.html").write_text("\n".join(tags), encoding="utf-8")
    (tmp_path / "page.md").write_text("One\n\n<script src='classic.js'></script>\n\ntwo\n", encoding="utf-8")
    made = subprocess.run(
        [
            command(), "page.md", "--embed-resources", "--standalone", "--metadata=pagetitle:x",
            "--include-in-header=head.html",
        ],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert len(re.findall(r'<script src="data:', made)) == 5
    path = tmp_path / "page.html"
    path.write_text(with_own_policy(made), encoding="utf-8")
    page = opened(browser, path, [])
    # The one in the text, which is the same as one of the page's own but does not name its digest, runs no second time.
    own = ["inline", "classic </script>", "defer </script>3", "module3", "quarto3"]
    assert page.evaluate("window.ran") == own
