"""Every fault is named with the file and the line where it must be mended, all of them in one run."""

import re
import tomllib
from pathlib import Path

import pytest

from policy_report.errors import RenderError
from policy_report.render import source
from policy_report.render.document import Format
from policy_report.render.embedded import EmbeddedEngine
from policy_report.render.prepare import prepare
from tests.render.conftest import PAPER, make_study
from tests.render.writing import HEAD, document, faults, prepared, study_with

MAIN = PAPER.as_posix()

# What is written on line 5 of the paper, and the fault that it is.
ON_ITS_LINE = {
    "unknown-variable": "{{< var en.nothing >}}",
    "unknown-metadata": "{{< meta nothing >}}",
    "unknown-shortcode": "{{< video clip.mp4 >}}",
    "shortcode-arguments": "{{< var >}}",
    "shortcode-not-closed": "{{< var en.jx001",
    "shortcode-misplaced": "$x = {{< var en.counts.share >}}$",
    "pagebreak-not-alone": "Before {{< pagebreak >}} after",
    "include-not-found": "{{< include /report/en/nothing.qmd >}}",
    "include-not-alone": "See {{< include 01-introduction.qmd >}}",
    "include-cycle": "{{< include paper.qmd >}}",
    "unknown-reference": "As @fig-nothing shows.",
    "unknown-citation": "As [@nobody1999] says.",
    "mixed-reference": "As [@henry2002failure; @sec-here] says.\n\n# Here {#sec-here}",
    "reference-without-number": "As @sec-here says.\n\n# Here {#sec-here .unnumbered}",
    "reference-not-read": "如@sec-here所示\n\n# Here {#sec-here}",
    "unsupported-reference": "As @thm-one says.",
    "missing-anchor": "As [said](#clm-nothing).",
    "link-to-unnumbered-heading": "As [said](#here).\n\n# Here {.unnumbered #here}",
    "duplicate-label": "[a]{#same}",
    "image-not-found": "![A picture](/figures/en/nothing){#fig-nothing}",
    "remote-image": "![A picture](https://example.org/x.png){#fig-remote}",
    "no-caption": "![](/figures/en/fig-trend){#fig-trend}",
    "caption-without-label": "![A picture without a label](/figures/en/fig-trend)",
    "executable-code": "```{python}\n1 + 1\n```",
    "unknown-condition": '::: {.content-visible when-profile="x"}\nText\n:::',
    "unknown-callout": "::: {.callout-danger}\nText\n:::",
    "unsupported-layout": "::: {.panel-tabset}\nText\n:::",
    "raw-content": "A \\textbf{raw} word.",
    "stray-attributes": "Some text {#nowhere}",
    "unknown-footnote": "A word.[^nothing]",
    "broken-list-table": "::: {.list-table}\n- just one list\n:::",
    "stray-fence": "Text\n:::",
    "sign-unshown": "Text \x1b]0;title\x07",
}


@pytest.mark.parametrize("code", ON_ITS_LINE)
def test_a_fault_is_shown_on_its_line(tmp_path: Path, code: str) -> None:
    again = "\n\n[b]{#same}\n\n[x](#same)\n" if code == "duplicate-label" else "\n"
    found = faults(tmp_path, ON_ITS_LINE[code] + again)
    row = 6 if code == "stray-fence" else 5
    assert (code, MAIN, row) in found


@pytest.mark.parametrize(
    "text",
    [
        '::: {.content-visible when-format="pdf"}\nText\n:::',
        "::: {.content-hidden}\nText\n:::",
        '::: {.content-visible when-format="beamer"}\nText\n:::',
    ],
)
def test_a_condition_that_the_engines_would_read_differently_is_refused(tmp_path: Path, text: str) -> None:
    assert [code for code, _, _ in faults(tmp_path, text)] == ["unknown-condition"]


@pytest.mark.parametrize(
    "text",
    [
        '::: {layout-ncol="2"}\nText\n:::',
        "::: {.column-margin}\nText\n:::",
        "::: {.columns}\nText\n:::",
        "# Appendix {.appendix}",
        '![A](/figures/en/fig-trend){#fig-trend fig-align="left"}',
    ],
)
def test_a_layout_that_only_quarto_knows_is_refused(tmp_path: Path, text: str) -> None:
    assert [code for code, _, _ in faults(tmp_path, text)] == ["unsupported-layout"]


def test_a_fault_in_an_included_file_is_shown_there(tmp_path: Path) -> None:
    project = study_with(tmp_path, "First.\n\n{{< include 04-more.qmd >}}\n\n@fig-outside\n")
    (project.root / "report/en/04-more.qmd").write_text("One.\n\nTwo @fig-inside.\n", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        EmbeddedEngine().render(project, document())
    places = {(problem.text, problem.file, problem.row) for problem in caught.value.problems}
    assert ("@fig-inside", "report/en/04-more.qmd", 3) in places
    assert ("@fig-outside", MAIN, 9) in places


def test_a_fault_in_the_value_of_a_variable_is_shown_where_the_variable_stands(tmp_path: Path) -> None:
    assert ("missing-anchor", MAIN, 7) in faults(tmp_path, "First.\n\nA rise of {{< var en.jx001 >}}.\n")


def test_the_same_fault_in_two_places_is_shown_twice(tmp_path: Path) -> None:
    found = faults(tmp_path, "@fig-a\n\n@fig-ab and @fig-a\n")
    assert found == [
        ("unknown-reference", MAIN, 5),
        ("unknown-reference", MAIN, 7),
        ("unknown-reference", MAIN, 7),
    ]


def test_all_faults_of_a_document_come_in_one_run(tmp_path: Path) -> None:
    codes = {code for code, _, _ in faults(tmp_path, "@fig-a\n\n{{< var x.y >}}\n\n[@nobody]\n\n[x](#y)\n")}
    assert codes == {"unknown-reference", "unknown-variable", "unknown-citation", "missing-anchor"}


@pytest.mark.parametrize("engine_sees", ["@fig-x", "{{< var a.b >}}", "[@nobody]", "[x](#y)", "::: {.panel-tabset}"])
def test_what_stands_in_code_is_no_fault(tmp_path: Path, engine_sees: str) -> None:
    text = engine_sees.replace("{{<", "{{{<").replace(">}}", ">}}}")
    assert faults(tmp_path, f"```\n{text}\n```\n\nand `{text}`\n\n~~~~\n```\n{text}\n~~~~\n") == []


def test_what_stands_in_a_comment_is_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "One.\n\n<!-- @fig-x\n[x](#y)\n\n{{< var a.b >}} -->\n\nTwo.\n") == []


def test_content_for_another_format_is_not_checked_for_this_one(tmp_path: Path) -> None:
    body = '::: {.content-visible when-format="html"}\n[x](#nowhere)\n:::\n'
    assert faults(tmp_path / "a", body, wanted=Format.DOCX) == []
    assert faults(tmp_path / "b", body, wanted=Format.HTML) == [("missing-anchor", MAIN, 6)]


@pytest.mark.parametrize(
    ("head", "code", "row"),
    [
        ("---\ntitle: [\n---\n", "yaml-broken", 3),
        ("---\ntitle: A\ndate: today\n---\n", "date-not-fixed", 3),
        ("---\nsubtitle: A\n---\n", "no-title", 1),
        ("---\ntitle: A\n", "front-matter-open", 1),
        ("---\ntitle: A {{< var no.thing >}}\n---\n", "unknown-variable", 2),
        ("---\ntitle: A\nabstract: See @fig-x.\n---\n", "unknown-reference", 3),
        ("---\ntitle: A\nreference-style: harvard\n---\n", "unknown-style", 3),
    ],
)
def test_a_fault_in_the_front_matter_is_shown_there(tmp_path: Path, head: str, code: str, row: int) -> None:
    found = faults(tmp_path, "Text.\n", head)
    assert (code, row) in [(found_code, found_row) for found_code, _, found_row in found]


def test_a_div_that_is_not_closed_is_shown_where_it_opens(tmp_path: Path) -> None:
    assert ("pandoc-warning", MAIN, 7) in faults(tmp_path, "One.\n\n::: {.finding}\nText\n")


def test_an_option_that_only_quarto_follows_is_refused_by_the_embedded_engine(study_copy: Path) -> None:
    project = make_study(study_copy)
    head = "---\ntitle: A\nfilters:\n  - x.lua\n---\n"
    (project.root / PAPER).write_text(f"{head}Text.\n", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        EmbeddedEngine().render(project, document())
    assert ("unsupported-option", MAIN, 3) in [(p.code, p.file, p.row) for p in caught.value.problems]


def test_a_csl_file_beside_the_styles_is_refused_by_the_embedded_engine(study_copy: Path) -> None:
    project = make_study(study_copy)
    (project.root / PAPER).write_text("---\ntitle: A\ncsl: other.csl\n---\nText.\n", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        EmbeddedEngine().render(project, document())
    assert ("unsupported-option", MAIN, 3) in [(p.code, p.file, p.row) for p in caught.value.problems]


def test_an_unknown_style_is_shown_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        prepared(tmp_path, "Text.\n", "---\ntitle: A\nreference-style: harvard\n---\n")
    (problem,) = caught.value.problems
    assert "gbt-2025-numeric, gbt-2025-author-date, gbt-numeric, gbt-author-date, apa, chicago" in problem.remedy


def test_every_entry_may_be_asked_for(tmp_path: Path) -> None:
    assert faults(tmp_path, "Text.\n", "---\ntitle: A\nnocite: '@*'\n---\n") == []


def test_a_missing_file_that_the_options_name_is_an_error(tmp_path: Path) -> None:
    project = study_with(tmp_path, "Text.\n")
    with pytest.raises(RenderError) as caught:
        prepare(project, document(Format.DOCX))
    named = {(problem.text, problem.file) for problem in caught.value.problems if problem.code == "file-not-found"}
    assert ("report/generated/reference.docx", "_quarto.yml") in named


def test_a_failed_render_leaves_the_old_document(study_copy: Path) -> None:
    project = study_with(study_copy, "See @fig-x.\n")
    target = document().target(project)
    target.parent.mkdir(parents=True)
    target.write_text("old", encoding="utf-8")
    with pytest.raises(RenderError):
        EmbeddedEngine().render(project, document())
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in target.parent.iterdir()] == ["paper.html"]


@pytest.fixture
def study_copy(tmp_path: Path) -> Path:
    return tmp_path / "study"


def test_the_sample_has_no_fault(tmp_path: Path) -> None:
    assert HEAD  # the sample has a head of its own
    body = (Path(__file__).parent / "sample" / "report" / "en" / "paper.qmd").read_text(encoding="utf-8")
    assert faults(tmp_path, body, head="") == []


def test_the_catalogue_has_every_fault_that_the_room_names() -> None:
    room = Path(source.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    words = tomllib.loads(room.with_name("faults.toml").read_text(encoding="utf-8"))
    assert set(re.findall(r'\.fault\(\s*"([^"]+)"', code)) <= set(words)


@pytest.mark.parametrize(
    ("body", "remedies"),
    [
        ("如@sec-here所示", ["[@sec-here]"]),
        ("如 @sec-here所示", ["[@sec-here]"]),
        ("如@sec-here所示，又见@sec-there与此。", ["[@sec-here]", "[@sec-there]"]),
        ("据@henry2002failure所述", ["[@henry2002failure]"]),
        ("见@tbl-none所示", ["[@tbl-none]"]),
    ],
)
def test_a_reference_that_runs_on_has_a_remedy_that_works(tmp_path: Path, body: str, remedies: list[str]) -> None:
    text = f"{body}\n\n# Here {{#sec-here}}\n\n# There {{#sec-there}}\n"
    with pytest.raises(RenderError) as caught:
        prepared(tmp_path, text)
    problems = [problem for problem in caught.value.problems if problem.code == "reference-not-read"]
    assert sorted(problem.remedy.removeprefix("write ") for problem in problems) == remedies
    mended = text
    for remedy in remedies:
        mended = mended.replace(remedy[1:-1], remedy)
    assert "reference-not-read" not in {code for code, _, _ in faults(tmp_path, mended)}
