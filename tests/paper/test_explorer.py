"""The data of the explorer say what the frames and results say, and the page lets nothing in or out."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policy_report.project import Project
from policy_report.render.document import Document, Format
from policy_report.render.mentions import mentions
from policy_report.text.language import Language
from tests.paper.explorer_samples import data, evidence, write_page

HOSTILE = '</script><img src=x onerror="alert(1)"><!--'


def tables(language: Language = Language.EN) -> dict[str, Any]:
    return unpacked(data(language))


def unpacked(text: str) -> dict[str, Any]:
    found = json.loads(text)["tables"]
    return {name: {key: plain(column) for key, column in columns.items()} for name, columns in found.items()}


def plain(column: Any) -> Any:
    return (
        [column["each"][place] for place in column["at"]] if isinstance(column, dict) and "each" in column else column
    )


def shown(column: Any) -> list[Any]:
    return column if isinstance(column, list) else [column["of"][place][1] for place in column["at"]]


@pytest.mark.parametrize("language", list(Language))
def test_every_row_is_there_with_a_value_in_every_column(language: Language) -> None:
    found, frames = tables(language), evidence()
    for name, key in (("claims", "id"), ("series", "id"), ("indicators", "id"), ("sources", "key")):
        assert found[name]["id"] == list(frames[name][key])
    for columns in found.values():
        assert {len(shown(column)) for column in columns.values()} == {len(columns["id"])}


def test_what_most_rows_repeat_is_written_once() -> None:
    claims = pd.concat([evidence()["claims"]] * 8, ignore_index=True)
    claims["id"] = [f"c{place}" for place in claims.index]
    frames = {**evidence(), "claims": claims}
    text = data(Language.EN, frames)
    assert unpacked(text)["claims"]["phrase"] == list(claims["phrase"])
    assert text.count(json.dumps(claims["phrase"][0], ensure_ascii=False)) < 8


def test_a_place_is_named_in_the_language_of_the_page_and_found_in_the_other() -> None:
    chinese, english = (tables(language)["claims"]["place"]["of"][0] for language in (Language.ZH, Language.EN))
    assert chinese == ["jiaxing", "嘉兴市", "Jiaxing"]
    assert english == ["jiaxing", "Jiaxing", "嘉兴市"]


def test_an_open_bound_is_null_and_not_a_number_that_json_cannot_say() -> None:
    columns = tables()["claims"]
    over = columns["phrase"].index("超80%")
    assert (columns["lower"][over], columns["upper"][over]) == (80.0, None)


def test_computed_numbers_and_findings_lead_to_what_they_rest_on() -> None:
    found = tables(Language.ZH)
    assert found["numbers"]["id"] == ["sample-count"]
    assert found["numbers"]["inputs"] == [["jx001", "jx002"]]
    assert found["findings"]["id"] == ["sample"]
    assert shown(found["findings"]["verdict"]) == ["成立"]
    known = {*found["claims"]["id"], *found["series"]["id"]}
    assert all(known.issuperset(rows) for rows in found["contradictions"]["inputs"])


class Scripts(HTMLParser):
    """Takes a page apart as a browser does."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self.policy = ""
        self.inside = ""
        self.kind = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside, self.kind = tag, given.get("type") or ""
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        assert not [name for name in given if name.startswith("on") or name in ("style", "src")]

    def handle_data(self, text: str) -> None:
        if self.inside == "script":
            self.scripts.append((self.kind, text))
        elif self.inside == "style":
            self.styles.append(text)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.inside = ""


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("language", list(Language))
def test_the_policy_allows_the_pages_own_script_and_style_and_no_other(language: Language, tmp_path: Path) -> None:
    parts = Scripts(write_page(tmp_path, language, data(language)).read_text(encoding="utf-8"))
    code = [text for kind, text in parts.scripts if not kind]
    assert parts.policy.startswith("default-src 'none';")
    assert "unsafe" not in parts.policy
    assert re.findall(r"'sha256-[^']+'", parts.policy) == [*map(digest, reversed(code)), *map(digest, parts.styles)]


def test_no_cell_can_end_the_element_that_holds_the_data(tmp_path: Path) -> None:
    frames = {**evidence(), "claims": evidence()["claims"].assign(phrase=HOSTILE, note=HOSTILE)}
    parts = Scripts(write_page(tmp_path, Language.EN, data(Language.EN, frames)).read_text(encoding="utf-8"))
    (text,) = [text for kind, text in parts.scripts if kind]
    assert set(unpacked(text)["claims"]["phrase"]) == {HOSTILE}


def test_the_page_is_small_and_the_same_each_time(tmp_path: Path) -> None:
    pages = [write_page(tmp_path, Language.ZH, data(Language.ZH)).read_bytes() for _ in range(2)]
    assert pages[0] == pages[1]
    assert len(pages[0]) < 3_000_000


TEXT = """\
---
title: T
abstract: |
  It was {{< var en.jx001.rose >}}.
---

Before any heading [@someone2020].

# A *section* {#sec-a .wide}

[Said]{.finding #fnd-said} twice {{< var en.jx001 >}}, {{< var en.jx001 >}} and {{< var en.rates.of_all >}}.

## Without an anchor

See [it](#clm-sm001).
"""


def test_what_a_text_names_is_found_by_section(tmp_path: Path) -> None:
    path = tmp_path / "report" / "en" / "paper.qmd"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    found = mentions(Project(tmp_path), Document(Path("report/en/paper.qmd"), Language.EN, Format.HTML))
    assert found.sections == (("", ""), ("sec-a", "A section"))
    named = {key: found.places[key] for key in ("clm-jx001", "src-someone2020", "fnd-said", "num-rates-of-all")}
    assert named == {"clm-jx001": [0, 1], "src-someone2020": [0], "fnd-said": [1], "num-rates-of-all": [1]}
    assert found.places["clm-sm001"] == [1]
