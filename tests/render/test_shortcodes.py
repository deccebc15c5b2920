"""Values are put where their shortcodes stand: as Markdown in text, as plain text elsewhere."""

from pathlib import Path

import pytest

from policy_report.render.shortcodes import token, tokens
from policy_report.render.tree import attributes, plain, walk
from tests.render.writing import HEAD, faults, prepared


def first(root: Path, body: str, kind: str, head: str = HEAD) -> dict[str, object]:
    tree = prepared(root, body + "\n\n[a]{#clm-jx001}\n", head).tree
    return next(node for node in walk(tree["blocks"]) if node["t"] == kind)


def test_a_value_is_markdown_in_text(tmp_path: Path) -> None:
    link = first(tmp_path, "A rise of {{< var en.jx001 >}}.", "Link")
    assert attributes(link).classes == ("datum",)
    assert attributes(link).pairs == {"data-claim": "jx001"}
    assert plain(link) == "+55%"


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ("`{{< var en.jx001 >}}`", "Code", "+55%"),
        ("```\n{{< var en.counts.claims >}} claims\n```", "CodeBlock", "60 claims"),
        ("`{{{< var en.jx001 >}}}`", "Code", "{{< var en.jx001 >}}"),
        ("**{{< var en.counts.claims >}}**x", "Strong", "60"),
        ("# A {{< var en.counts.claims >}} heading", "Header", "A 60 heading"),
        ("{{< meta edition >}}", "Para", "2025.2"),
        ("{{< meta nested.deep >}}", "Para", "7"),
    ],
)
def test_a_value_is_plain_in_code(tmp_path: Path, body: str, kind: str, expected: str) -> None:
    head = "---\ntitle: A\nedition: '2025.2'\nnested:\n  deep: 7\n---\n\n"
    assert plain(first(tmp_path, body, kind, head)) == expected


def test_a_value_is_plain_in_an_attribute(tmp_path: Path) -> None:
    body = '![Cap {{< var en.jx001 >}}](/figures/en/fig-trend){#fig-trend fig-alt="Up {{< var en.jx001 >}}."}'
    image = first(tmp_path, body, "Image")
    assert attributes(image).pairs["fig-alt"] == "Up +55%."


def test_a_value_stands_in_a_caption_a_title_and_an_abstract(tmp_path: Path) -> None:
    head = "---\ntitle: '{{< var en.emphasis >}}'\nabstract: '{{< var en.counts.share >}} of them'\n---\n\n"
    tree = prepared(tmp_path, "| a |\n|---|\n| b |\n\n: A {{< var en.counts.share >}} {#tbl-x}\n", head).tree
    assert plain(tree["meta"]["title"]) == "two cities"
    assert plain(tree["meta"]["abstract"]) == "12.5% of them"
    table = next(node for node in walk(tree["blocks"]) if node["t"] == "Table")
    assert plain(table["c"][1]) == "A 12.5%"


def test_a_shortcode_does_not_break_the_columns_of_a_grid_table(tmp_path: Path) -> None:
    rule = "+------------------------------+-----+"
    body = f"{rule}\n| {{{{< var en.counts.claims >}}}} | b   |\n{rule}\n\n: Cap {{#tbl-x}}\n"
    table = first(tmp_path, body, "Table")
    assert plain(table["c"][4]) == "60b"  # type: ignore[index]


@pytest.mark.parametrize(
    ("wanted", "raw"), [("html", "page-break-after"), ("pdf", "#pagebreak()"), ("docx", 'w:type="page"')]
)
def test_a_page_break_becomes_the_format_s_own(tmp_path: Path, wanted: str, raw: str) -> None:
    from policy_report.render.document import Format
    from policy_report.render.write import written

    found = prepared(tmp_path, "A\n\n{{< pagebreak >}}\n\nB\n", wanted=Format(wanted))
    assert raw in written(found, ["-t", "native"]).replace('\\"', '"')


def test_an_escaped_shortcode_needs_no_value(tmp_path: Path) -> None:
    assert faults(tmp_path, "Write {{{< var no.such >}}} and {{{< include x.md >}}}.\n") == []


def test_a_token_is_as_long_as_its_shortcode_and_can_be_read_back() -> None:
    assert len(token(12, 30)) == 30
    assert tokens(f"a{token(12, 30)}b{token(3, 5)}") == [11, 2]
