"""Rows that are read without pandoc, held against pandoc's own reading."""

import json
import random
import subprocess
from typing import Any

import pytest

from policy_report.paper.markdown import Column, anchor, cell, citation, escape, link, table
from policy_report.render import pandoc
from policy_report.render.rows import Rows, put_back, taken
from policy_report.render.tree import walk

SIGNS = [chr(code) for code in range(32, 127)] + [*"“”‘’—…–\u00a0\u3000\u200b案件，。：（）“é½①🙂"]
ODD = [
    "Mr. Li's “own” case", "1. first", "(a) x", "see https://example.org/a_b?c=d&e=f", "a--b ... c---d", "5 % of 3*4*5",
    "'quoted' \"twice\"", "x|y\\|z", "[1.5, 2)", "$5 and $6", "`code`",
    "^up^ ~down~", "#head @key :emoji:", "<b>bold</b>",
    "&amp; &#65;", "3亿元（约）", "e.g. this; i.e. that", "a/b,c=d?", "",
]  # fmt: skip


def read(text: str) -> list[Any]:
    command = [pandoc.command(), "-f", "markdown", "-t", "json", "--sandbox"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    blocks: list[Any] = json.loads(done.stdout)["blocks"]
    for node in walk(blocks):
        if node["t"] == "Cite":
            node["c"][1] = []
            for one in node["c"][0]:
                # It counts the citations of what is read in one run.
                one["citationNoteNum"] = 1
    return blocks


def read_apart(text: str) -> tuple[list[Any], int]:
    """A text as it is read with rows taken out, and how many these were."""
    rows: Rows = []
    blocks = read("\n".join(line for _, line in taken(text, rows)))
    assert put_back(blocks, rows)
    return blocks, sum(map(len, rows))


def made(*rows: list[str]) -> str:
    return table([Column("Name", 30), Column("What", 70, right=True)], rows, "A *caption*", "made")


def test_what_our_code_writes_is_read_as_by_pandoc() -> None:
    chance = random.Random(7)
    texts = ODD + ["".join(chance.choices(SIGNS, k=12)) for _ in range(300)]
    rows = [
        [
            anchor(f"clm-x{at}", f"x {text} y", "about", note=text),
            f"{cell(text, 'phrase', sort='1 2')} {escape(text)}",
        ]
        for at, text in enumerate(texts)
    ]
    rows.append([link("clm-x1", "one"), f"{citation('li2020')} para 6、{link('clm-x2', 'two')}"])
    text = f"Before.\n\n{made(*rows)}\nAfter.\n"
    blocks, count = read_apart(text)
    assert blocks == read(text)
    assert count > len(rows) / 2


@pytest.mark.parametrize(
    "row",
    [
        "| *strong* | b |", "| a | b | c |", "| a |", "| [a](#b){.c} | b |", "| [a](#b)(#c) | b |", "| [@a](#b) | c |",
        "| [@a]{.b} | c |", "| [a]{#b #c} | d |", "| [a]{b} | c |", "| [ a ]{.b} | c |", "| a\\\\| b | c |", "|a|b|",
        "| a | b", "| [@a; @b] | c |", "| \ue000\ue011 | b |", "| `a | b` |",
    ],
)  # fmt: skip
def test_other_rows_are_left_to_pandoc(row: str) -> None:
    text = made(["a", "b"], ["c", "d"]).replace("| c | d |", f"{row}\n| c | d |\n| e | f |")
    blocks, count = read_apart(text)
    assert blocks == read(text)
    assert count in (3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "```\n" + made(["a", "b"]) + "```\n", "words\n" + made(["a", "b"]), "| A | B |\n|---|---|\n| a | b |\n",
        "| A |\n|" + "-" * 40 + "|" + "-" * 40 + "|\n| a | b |\n", "> " + made(["a", "b"]), "| a line\n| block\n",
    ],
)  # fmt: skip
def test_what_may_be_no_table_is_left_to_pandoc(text: str) -> None:
    assert read_apart(text) == (read(text), 0)


def test_a_row_without_its_table_is_said() -> None:
    assert not put_back([], [[["row"]]])
    assert put_back([], [])
