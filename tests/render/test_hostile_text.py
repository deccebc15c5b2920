"""A text may mark words, link to pages and show files of its study; what runs, fetches or climbs out is refused."""

from pathlib import Path

import pytest

from policy_report.errors import RenderError
from policy_report.render import pandoc
from policy_report.render.document import Format
from policy_report.render.prepare import prepare
from policy_report.render.styles import make_styles
from policy_report.render.typeset import compile_pdf
from policy_report.render.write import written
from policy_report.text.policy import is_harmless
from policy_report.trust import trust
from tests.render.conftest import PAPER
from tests.render.writing import document, faults, prepared, study_with

MAIN = PAPER.as_posix()

ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "ftp://example.org",
    "\x01javascript:x", "java\tscript:x", "java\nscript:x", "\u200bjavascript:x", "blob:x", "view-source:x",
)  # fmt: skip

HTML = (
    "<script>alert(1)</script>", "<script src='http://127.0.0.1/x.js'></script>", "<img src='/etc/passwd'>",
    "<img src=http://127.0.0.1/x.png>", "<iframe src='x.html'></iframe>", "<object data='x'></object>", "<embed src=x>",
    "<link rel=stylesheet href=x.css>", "<style>@import 'x'</style>", "<base href='http://127.0.0.1/'>",
    "<meta http-equiv=refresh content='0;url=x'>", "<form action=x><input></form>", "<svg><use href='x#a'/></svg>",
    "<video src=x></video>", "<audio src=x></audio>", "<span onclick=alert(1)>x</span>",
    "<b style='background:url(x)'>x</b>",
    "<details open ontoggle=alert(1)>x</details>", "<a href='javascript:x'>x</a>", "<a href='java&#115;cript:x'>x</a>",
    "<table background=x></table>", "<img src=x onerror=alert(1)", "<math><mtext><script>x</script></mtext></math>",
    "<p style='width:expression(x)'>x</p>", "<p style='background:\\75rl(x)'>x</p>", "<plaintext>",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_schemes_of_pages_are_harmless(address: str) -> None:
    assert not is_harmless(address)


@pytest.mark.parametrize(
    "address",
    ["", "#fig-a", "supplement.html#x", "../a:b", "https://example.org/a:b", "mailto:a@b.org", "DOI:10.1/x", "?a:b"],
)
def test_pages_places_and_paths_are_harmless(address: str) -> None:
    assert is_harmless(address)


@pytest.mark.parametrize(
    "text",
    [
        "[word](javascript:alert(1))", "<javascript:alert(1)>", "[word][a]\n\n[a]: file:///etc/passwd",
        "| A |\n|---|\n| [x](data:text/html,x) |", "[x](&#106;avascript:x)", "^[A note with [a link](vbscript:x).]",
    ],
)  # fmt: skip
def test_a_link_that_is_not_to_a_page_is_refused_in_its_line(tmp_path: Path, text: str) -> None:
    assert "link-scheme" in {code for code, file, row in faults(tmp_path, text + "\n") if file == MAIN and row >= 5}


def refused_lines(root: Path, lines: list[str]) -> set[int]:
    """Which of some paragraphs, counted from 0, hold what is refused."""
    found = faults(root, "".join(f"{line}\n\n" for line in lines))
    refused = {(file, row) for code, file, row in found if code in ("raw-acts", "attribute-acts", "link-scheme")}
    return {(row - 5) // 2 for file, row in refused if file == MAIN and row >= 5}


@pytest.mark.parametrize("written", ["`{}`{{=html}}", "Words {}"])
def test_raw_html_that_does_more_than_mark_text_is_refused(tmp_path: Path, written: str) -> None:
    # Without the sign for raw HTML, a tag that browsers would mend is text to pandoc.
    lines = [written.format(html) for html in HTML if "=html" in written or not html.startswith("<img src=x")]
    assert refused_lines(tmp_path, lines) == set(range(len(lines)))


@pytest.mark.parametrize(
    "html",
    ["<b>a</b>", "<a href='https://example.org' title=\"a > b\">x</a>", "<br/>",
     "<td colspan=2 style='text-align: left'>",
     "a < b", "<!-- a remark -->", "<details open><summary>x</summary>y</details>"],
)  # fmt: skip
def test_raw_html_that_marks_text_stays(tmp_path: Path, html: str) -> None:
    expected = {"raw-acts"} if html == "a < b" else set()
    assert {code for code, _, _ in faults(tmp_path, f"```{{=html}}\n{html}\n```\n")} == expected


def test_an_attribute_that_acts_is_refused(tmp_path: Path) -> None:
    lines = ["[x]{onclick='alert(1)'}", "# Title {onload=x}", "[x]{style='background: url(x)'}", "`x`{src=y}",
             "[x](https://example.org){ping=https://example.org}", "![x](x.svg){#fig-a srcset=y}"]  # fmt: skip
    assert refused_lines(tmp_path, lines) == set(range(len(lines)))


@pytest.mark.parametrize(
    ("text", "wanted", "code"),
    [
        ('```{=typst}\n#import "@preview/example:0.1.0": add\n```', Format.PDF, "raw-acts"),
        ('`#link("javascript:x")[y]`{=typst}', Format.PDF, "link-scheme"),
        ("`<w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r>`{=openxml}", Format.DOCX, "raw-acts"),
        ('`<w:fldSimple w:instr="INCLUDEPICTURE http://127.0.0.1/x"/>`{=openxml}', Format.DOCX, "raw-acts"),
    ],
)
def test_raw_typst_and_word_may_fetch_nothing(tmp_path: Path, text: str, wanted: Format, code: str) -> None:
    assert code in {found for found, _, _ in faults(tmp_path, text + "\n", wanted=wanted)}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("{{< include ../../../secret.md >}}", 5),
        ("{{< include linked.md >}}", 5),
        ("{{< include folder/secret.md >}}", 5),
        ("![A picture](../../../secret.png){#fig-a}", 5),
        ("![A picture](linked.png){#fig-a}", 5),
    ],
)
def test_includes_images_and_links_that_climb_out_are_refused_with_their_line(
    tmp_path: Path, text: str, row: int
) -> None:
    project = study_with(tmp_path / "study", text + "\n")
    for name in ("secret.md", "secret.png"):
        (tmp_path / name).write_text("root:x:0:0", encoding="utf-8")
    folder = project.root / PAPER.parent
    for name, target in (("linked.md", "secret.md"), ("linked.png", "secret.png"), ("folder", ".")):
        (folder / name).symlink_to(tmp_path / target)
    with pytest.raises(RenderError) as refused:
        prepare(project, document())
    assert ("outside-study", MAIN, row) in {(one.code, one.file, one.row) for one in refused.value.problems}
    assert "root:x:0:0" not in str(refused.value)


def test_a_link_out_of_the_study_is_named_though_no_text_names_it(tmp_path: Path) -> None:
    project = study_with(tmp_path / "study", "Text.\n")
    (project.figures / "host.svg").symlink_to("/etc/hostname")
    with pytest.raises(RenderError) as refused:
        prepare(project, document())
    assert ("outside-study", "figures/host.svg") in {(one.code, one.file) for one in refused.value.problems}


@pytest.mark.parametrize(
    "option",
    ["css: ../../../x.css", "bibliography: /etc/passwd", "include-in-header: ../../../x.html",
     "filters:\n  - path: ../../../x.lua\n    at: post-render", "filters: [../../../x.lua]"],
)  # fmt: skip
def test_a_filter_or_file_of_the_options_that_lies_outside_is_refused(tmp_path: Path, option: str) -> None:
    for name in ("x.css", "x.html", "x.lua"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    head = f"---\ntitle: A\n{option}\n---\n\n"
    found = faults(tmp_path / "study", "Text.\n", head)
    rows = {row for code, file, row in found if code == "outside-study" and file == MAIN}
    assert rows
    assert min(rows) >= 3


def test_a_folder_that_the_study_names_may_be_read(tmp_path: Path) -> None:
    project = study_with(tmp_path / "study", "{{< include ../../../common/words.md >}}\n")
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "words.md").write_text("Shared words.\n", encoding="utf-8")
    (project.root / "study.toml").write_text(
        'name = "x"\nlanguages = ["en"]\nreads = ["../common"]\n', encoding="utf-8"
    )
    with pytest.raises(RenderError) as refused:
        prepare(project, document())
    assert "outside-study" not in {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize("option", ["citation:\n  url: javascript:x", "license:\n  text: A\n  url: data:text/html,x"])
def test_an_address_in_the_options_is_that_of_a_page(tmp_path: Path, option: str) -> None:
    assert ("link-scheme", MAIN, 4) in {*faults(tmp_path, "Text.\n", f"---\ntitle: A\n{option}\n---\n\n")} | {
        (code, file, row - 1)
        for code, file, row in faults(tmp_path / "b", "Text.\n", f"---\ntitle: A\n{option}\n---\n\n")
    }


def test_another_bibliography_which_nobody_checks_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, "Text.\n", "---\ntitle: A\nbibliography: other.bib\n---\n\n")
    assert ("other-bibliography", MAIN, 3) in found


@pytest.mark.parametrize(
    "content",
    ["<image href='http://127.0.0.1/x.png'/>", "<image xlink:href='/etc/passwd'/>", "<script>alert(1)</script>",
     "<rect onclick='x'/>", "<style>@import 'x'</style>", "<rect fill='url(http://127.0.0.1/x#a)'/>"],
)  # fmt: skip
def test_a_drawing_names_no_other_file_or_host(tmp_path: Path, content: str) -> None:
    project = study_with(tmp_path, "![A drawing](/figures/en/own.svg){#fig-own}\n")
    (project.figures / "en" / "own.svg").write_text(f"<svg viewBox='0 0 1 1'>{content}</svg>", encoding="utf-8")
    with pytest.raises(RenderError) as refused:
        prepare(project, document())
    assert ("image-acts", MAIN, 5) in {(one.code, one.file, one.row) for one in refused.value.problems}


def test_pandoc_is_stopped_after_its_time_and_says_at_which_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 0.001)
    assert faults(tmp_path, "Text.\n") == [("program-stopped", MAIN, 1)]


def test_pandoc_is_stopped_at_its_limit_of_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MEGABYTES", 48)
    assert faults(tmp_path, "*a _b " * 30000 + "\n") == [("program-stopped", MAIN, 1)]


@pytest.mark.parametrize(("limit", "value"), [("SECONDS", 0.5), ("MEGABYTES", 300)])
def test_typst_is_stopped_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float) -> None:
    ready = prepared(tmp_path, "Text.\n")
    monkeypatch.setattr(pandoc, limit, value)
    with pytest.raises(RenderError) as refused:
        compile_pdf(ready, "#let all = range(0, 60000000).map(x => (x, str(x)))\n#all.len()")
    assert [(one.code, one.file) for one in refused.value.problems] == [("program-stopped", MAIN)]


def test_what_only_a_filter_makes_of_a_text_is_looked_at_last(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    lua = 'function Str(e) if e.text == "Text" then return pandoc.Link("x", "java\\tscript:x") end end\n'
    (tmp_path / "report" / "own.lua").write_text(lua, encoding="utf-8")
    head = "---\ntitle: A\nfilters:\n  - path: ../own.lua\n    at: post-render\n---\n\n"
    ready = prepared(tmp_path, "Text\n", head)
    make_styles(ready.project)
    trust(ready.project)
    with pytest.raises(RenderError) as refused:
        written(ready, ["-t", "html5"])
    assert "none of the schemes" in str(refused.value)
