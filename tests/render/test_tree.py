"""A compact tree says what the tree says from which it is made, in fewer nodes, and each format is written the same."""

import json
import subprocess
import time
from typing import Any

import pytest

from policy_report.render import pandoc
from policy_report.render.tree import compact

TEXT = """A *few* plain words, then “some more” of them
on a line, see [@key, p. 5] and 中文 words: 共 5 起 。
Then [a link here](#x), `code is code`, $x + y$ {#eq-x} and @unread too.

| One two | Three  four |
|---------|-------------|
| a b c   | 甲 乙 d e f |
"""


def run(target: str, data: bytes, source: str = "json") -> str:
    command = [pandoc.command(), "-f", source, "-t", target, "--wrap", "none"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


@pytest.fixture(scope="module")
def tree() -> Any:
    return json.loads(run("json", TEXT.encode(), "markdown-citations"))


@pytest.mark.parametrize("target", ["html", "plain", "opendocument"])
def test_a_compact_tree_is_written_as_the_whole(tree: Any, target: str) -> None:
    small = json.dumps(compact(tree)).encode()
    assert len(small) < 0.8 * len(json.dumps(tree))
    assert run(target, small) == run(target, json.dumps(tree).encode())


def test_only_words_that_are_no_more_than_words_are_joined(tree: Any) -> None:
    text = json.dumps(compact(tree), ensure_ascii=False)
    for said in ("plain words, then “some more” of them", "on a line, see", "d e f", "{#eq-x}", "@unread", "乙"):
        assert f'"c": "{said}"' in text, said


def test_a_citation_loses_what_it_says_if_nobody_resolves_it() -> None:
    cite = {"t": "Cite", "c": [[{"citationId": "a"}], [{"t": "Str", "c": "@a"}]]}
    assert compact([cite]) == [{"t": "Cite", "c": [[{"citationId": "a"}], []]}]


def test_a_paragraph_of_many_words_is_joined_in_time_that_grows_with_them() -> None:
    words = [part for _ in range(20_000) for part in ({"t": "Str", "c": "word"}, {"t": "Space"})]
    began = time.process_time()
    assert [part["t"] for part in compact(words)] == ["Str", "Space"]
    # Reading what is joined anew with every word took many times as long.
    assert time.process_time() - began < 2
