"""Whatever stands in the data must reach the reader as it stands there."""

import json
from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_report.paper.markdown import Column, anchor, cell, citation, escape, link, table

SIGNS = st.sampled_from("""|[]()*_"'`~^#<>@$\\{}-.!:&%+=/,;?一“”《》·—…0aA1iMr """)
TEXTS = st.one_of(
    st.text(SIGNS, max_size=40), st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40)
)


def _blocks(markdown: str) -> list[Any]:
    blocks: list[Any] = json.loads(pypandoc.convert_text(markdown, "json", format="markdown"))["blocks"]
    return blocks


def _text(node: Any) -> str:
    """The characters of a pandoc element; a marker for anything but plain words."""
    if isinstance(node, list):
        return "".join(_text(part) for part in node)
    match node:
        case {"t": "Str", "c": text}:
            return str(text)
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"t": "Plain" | "Para", "c": parts}:
            return _text(parts)
        case {"t": "Link" | "Span", "c": [_, parts, *_]}:
            return _text(parts)
    return f"⟨{node}⟩"


def _only_cell(markdown: str) -> str:
    (block,) = _blocks(markdown)
    assert block["t"] == "Table"
    (body,) = block["c"][4]
    (row,) = body[3]
    (cell, *_others) = row[1]
    return _text(cell[4])


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_escaped_text_comes_back_from_a_paragraph(text: str) -> None:
    expected = " ".join(text.split())
    assert _text(_blocks(escape(text))) == expected


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_escaped_text_comes_back_from_a_table_cell(text: str) -> None:
    markdown = table([Column("a", 1), Column("b", 1)], [[escape(text), "b"]], "Caption.", "x")
    assert _only_cell(markdown) == " ".join(text.split())


@settings(max_examples=80, deadline=None)
@given(TEXTS.filter(str.strip), TEXTS)
def test_the_text_and_the_data_of_a_cell_come_back_from_a_table(text: str, data: str) -> None:
    cells = [cell(text, "phrase", scope=data), "b"]
    (block,) = _blocks(table([Column("a", 1), Column("b", 1)], [cells], "Caption.", "x"))
    content = block["c"][4][0][3][0][1][0][4]
    assert _text(content) == " ".join(text.split())
    _, classes, pairs = content[0]["c"][0]["c"][0]
    assert classes == ["phrase"]
    assert dict(pairs).get("data-scope", "") == " ".join(data.split())
    assert dict(pairs).get("lang", "") == ("zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "")


@settings(max_examples=80, deadline=None)
@given(TEXTS.filter(str.strip))
def test_the_text_of_a_link_and_of_an_anchor_comes_back(text: str) -> None:
    assert _text(_blocks("x " + link("clm-jx001", text))) == "x " + " ".join(text.split())
    assert _text(_blocks("x " + anchor("clm-jx001", text))) == "x " + " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    ["{{< var en.jx001 >}}", "1. no list", "- no list", "# no heading", "[^1]", "@jiaxing2024hexin", "$x$",
     "a -- b ... c", "Mr. Li", "| a | b |", ": no caption {#tbl-x}", "<b>x</b>", "&amp;",
     "http://a.cn/x_y_z?a=1&b=2", "“e体+”", "*同比*上升55%"],
)  # fmt: skip
def test_what_would_be_markup_stays_text(text: str) -> None:
    assert _text(_blocks(escape(text))) == text


def test_a_table_keeps_its_caption_its_label_and_relative_widths() -> None:
    markdown = table(
        [Column("Year", 1), Column("Phrase", 3, right=True)], [["2020", "32万起"]], "Cases *filed*.", "filed"
    )
    (block,) = _blocks(markdown)
    identifier, caption, columns = block["c"][0][0], block["c"][1], block["c"][2]
    assert identifier == "tbl-filed"
    assert "Emph" in json.dumps(caption)
    assert [round(width["c"], 2) for _, width in columns] == [0.25, 0.75]
    assert [alignment["t"] for alignment, _ in columns] == ["AlignLeft", "AlignRight"]


def test_a_table_without_rows_is_still_a_table() -> None:
    (block,) = _blocks(table([Column("Year", 1), Column("Value", 1)], [], "Nothing yet.", "empty"))
    assert block["t"] == "Table"


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="filed has 1 cells for 2 columns"):
        table([Column("a", 1), Column("b", 1)], [["x"]], "Caption.", "filed")


def test_a_missing_source_is_not_cited() -> None:
    assert citation("") == ""
    assert citation("jiaxing2024hexin") == "[@jiaxing2024hexin]"
