"""Every entry is set in its own language, in the list and in the text, in papers of both languages.

What is expected follows GB/T 7714-2015, the seventh edition of the APA manual, the eighteenth of Chicago, and
GB/T 15834-2011 for Chinese marks; it was written down from these and not copied from what the filter wrote.
"""

# ruff: noqa: E501 (an entry stands on one line, as in a list)

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from policy_report.render import pandoc
from policy_report.render.extensions import REFERENCE_FILTER
from policy_report.render.styles import STYLES
from tests.render.references_sample import Filter, words

BIBLIOGRAPHY = Path(__file__).parent / "references.bib"
EVERYTHING = "---\nnocite: '@*'\n---\n"
AUTHOR_DATE = ("gbt-author-date", "apa", "chicago-author-date")

GBT = {
    # 8.1.1: the family name in capitals, initials without full stops; 8.8: volume(issue): pages.
    "henry2002failure": "HENRY N, WRIGHT P. Failure to integrate: A study of “joining”[J]. Public Administration, 2002, 80(2): 101-129.",
    # 8.1.2: three names, then et al. or 等; 8.4: 2nd ed. and 2版.
    "smith2020four": "SMITH A, JONES B, XU C, et al. A book on police work[M]. 2nd ed. London: Sage, 2020.",
    "wang2019shu": "王明, 李四. 侦查学[M]. 2版. 北京: 人民出版社, 2019.",
    "liu2020zhencha": "刘红琳. 论“侦查”问题[J]. 公安研究, 2020, 8(2): 10-12.",
    "liu2021si": "刘红琳, 王明, 李四, 等. 四人谈《侦查学》[J]. 公安研究, 2021(4): 91-105.",
    # 4.2.2: [M]//editors. Book.
    "li2018zhang": "李四. 情报主导[M]//王明, 赵六. 侦查学新论. 北京: 人民出版社, 2018: 3-9.",
    "adams2010part": "ADAMS E. A part[M]//BROWN C, CLARK D. The whole. Oxford: Wiley, 2010: 3-9.",
    # 4.6.2: publisher, year(date of the page)[date of access].
    "bureau2024yi": "某市公安局. 乙公告[EB/OL]. 某网, 2024(2024-05-01)[2024-06-03]. https://example.org/yi.",
    "bureau2024jia": "某市公安局. 甲公告[EB/OL]. (2024-06-01). https://example.org/jia.",
    # 8.1.3: bodies as they are written.
    "world2024page": "World Police Forum. A page[EB/OL]. (2024-05-01). https://example.org/p.",
    "spammed": "Relay News. A copy[EB]. 2024.",
    # 7: what the citer supplies stands in square brackets.
    "supplied": "[某市概况][EB/OL]. example.org, [日期不详]. https://example.org/[1].",
}  # fmt: skip
APA = {
    "henry2002failure": "Henry, N., & Wright, P. (2002). Failure to integrate: A study of “joining.” *Public Administration*, *80*(2), 101–129.",
    "smith2020four": "Smith, A., Jones, B., Xu, C., & Zed, D. (2020). *A book on police work* (2nd ed.). Sage.",
    "adams2010part": "Adams, E. (2010). A part. In C. Brown & D. Clark (Eds.), *The whole* (pp. 3–9). Wiley.",
    "world2024page": "World Police Forum. (2024, May 1). *A page*. https://example.org/p",
    "spammed": "Relay News. (2024). *A copy*.",
    "wang2019shu": "王明和李四. (2019). 《侦查学》 (第2版). 人民出版社.",
    "liu2020zhencha": "刘红琳. (2020). 论“侦查”问题. 《公安研究》, 8(2), 10～12.",
    "liu2021si": "刘红琳、王明、李四和赵六. (2021). 四人谈《侦查学》. 《公安研究》, (4), 91～105.",
    "li2018zhang": "李四. (2018). 情报主导. 载 王明和赵六 (编), 《侦查学新论》 (第3～9页). 人民出版社.",
    "bureau2024yi": "某市公安局. (2024a, 5月1日). 《乙公告》. 某网. https://example.org/yi",
    "bureau2024jia": "某市公安局. (2024b, 6月1日). 《甲公告》. https://example.org/jia",
    "supplied": "example.org. (日期不详). 〔某市概况〕. 取自 https://example.org/[1]",
}
CHICAGO = {
    # Citeproc leaves the full stop behind the inner of two closing marks.
    "henry2002failure": "Henry, Nicola, and Paul Wright. 2002. “Failure to Integrate: A Study of ‘Joining’.” *Public Administration* 80 (2): 101–29.",
    "smith2020four": "Smith, Ann, Bob Jones, Cai Xu, and Dora Zed. 2020. *A Book on Police Work*. 2nd ed. Sage.",
    "liu2020zhencha": "刘红琳. 2020. 《论“侦查”问题》. 《公安研究》 8 (2): 10～12.",
    # A title within a title has single marks.
    "liu2021si": "刘红琳、王明、李四和赵六. 2021. 《四人谈〈侦查学〉》. 《公安研究》, 第4期: 91～105.",
    "li2018zhang": "李四. 2018. 《情报主导》. 载 《侦查学新论》, 编者: 王明和赵六. 人民出版社.",
    "supplied": "example.org. 日期不详. 〔某市概况〕. https://example.org/[1].",
}


def without_number(entry: str) -> str:
    """An entry without the number before it."""
    return entry.split("] ", 1)[1]


@pytest.mark.parametrize("language", ["en", "zh"])
class TestEntries:
    """The list is the same in a paper of either language."""

    def test_gbt_numeric(self, references: Filter, language: str) -> None:
        found = references(EVERYTHING, BIBLIOGRAPHY, "gbt-numeric", language).entries
        assert {key: without_number(found[key]) for key in GBT} == GBT

    def test_apa(self, references: Filter, language: str) -> None:
        found = references(EVERYTHING, BIBLIOGRAPHY, "apa", language).entries
        assert {key: found[key] for key in APA} == APA

    def test_chicago(self, references: Filter, language: str) -> None:
        found = references(EVERYTHING, BIBLIOGRAPHY, "chicago-author-date", language).entries
        assert {key: found[key] for key in CHICAGO} == CHICAGO


# What a paragraph says, in an English and in a Chinese paper.
IN_TEXT = {
    "apa": {
        "[@henry2002failure]": ("(Henry & Wright, 2002)", "（Henry & Wright，2002）"),
        "[@wang2019shu]": ("(王明和李四, 2019)", "（王明和李四，2019）"),
        "[@smith2020four]": ("(Smith et al., 2020)", "（Smith et al.，2020）"),
        "[@liu2021si]": ("(刘红琳等, 2021)", "（刘红琳等，2021）"),
        # 8.17: the word in running text, the ampersand in brackets.
        "@henry2002failure says": ("Henry and Wright (2002) says", "Henry and Wright（2002） says"),
        "@wang2019shu": ("王明和李四 (2019)", "王明和李四（2019）"),
        "[-@wang2019shu]": ("(2019)", "（2019）"),
        "[see @liu2020zhencha, p. 33; @henry2002failure, pp. 1--2, and more]": (
            "(see 刘红琳, 2020, p. 33; Henry & Wright, 2002, pp. 1–2, and more)",
            "（see 刘红琳，2020，第33页；Henry & Wright，2002，第1–2页，and more）",
        ),
        "[参见 @henry2002failure, 第33页]": ("(参见 Henry & Wright, 2002, p. 33)", "（参见Henry & Wright，2002，第33页）"),
        "@liu2020zhencha [p. 3]": ("刘红琳 (2020, p. 3)", "刘红琳（2020，第3页）"),
        "@liu2020zhencha [p. 3; @henry2002failure]": (
            "刘红琳 (2020, p. 3; Henry & Wright, 2002)",
            "刘红琳（2020，第3页；Henry & Wright，2002）",
        ),
        # 8.12: as in the list, which has the document's language first.
        "[@wang2019shu; @smith2020four; @henry2002failure]": (
            "(Henry & Wright, 2002; Smith et al., 2020; 王明和李四, 2019)",
            "（王明和李四，2019；Henry & Wright，2002；Smith et al.，2020）",
        ),
        "[@bureau2024jia; @bureau2024yi]": ("(某市公安局, 2024a, 2024b)", "（某市公安局，2024a，2024b）"),
        "[@henry2002failure, art. 35]": ("(Henry & Wright, 2002, art. 35)", "（Henry & Wright，2002，art. 35）"),
        "[@supplied]": ("(example.org, 日期不详)", "（example.org，日期不详）"),
    },
    "chicago-author-date": {
        "[@henry2002failure, p. 33]": ("(Henry and Wright 2002, 33)", "（Henry and Wright 2002，33）"),
        "[@wang2019shu, pp. 3--4]": ("(王明和李四 2019, 3–4)", "（王明和李四 2019，3–4）"),
        "@smith2020four": ("Smith et al. (2020)", "Smith et al.（2020）"),
    },
    "gbt-author-date": {
        # 10.2.2: the first author of several, with 等 or et al. set apart.
        "[@liu2021si; @smith2020four]": ("(刘红琳 等, 2021; Smith et al., 2020)", "（刘红琳 等，2021；Smith et al.，2020）"),
        # 10.2.4: page numbers raised behind the brackets.
        "[@wang2019shu, p. 15]": ("(王明 等, 2019)^15^", "（王明 等，2019）^15^"),
        "[@liu2020zhencha, p. 3; @wang2019shu]": ("(刘红琳, 2020)^3^(王明 等, 2019)", "（刘红琳，2020）^3^（王明 等，2019）"),
    },
    "gbt-numeric": {
        # 10.1: numbers in order of citation, raised, ranges of two or more joined.
        "A [@henry2002failure; @wang2019shu]": ("A^[1-2]^", "A^[1-2]^"),
        "A [@henry2002failure] B [@wang2019shu; @liu2021si; @henry2002failure]": ("A^[1]^ B^[1-3]^", "A^[1]^ B^[1-3]^"),
        "A [@henry2002failure] B [@wang2019shu] C [@liu2021si; @henry2002failure]": (
            "A^[1]^ B^[2]^ C^[1,3]^",
            "A^[1]^ B^[2]^ C^[1,3]^",
        ),
        "[@wang2019shu, 页 15-17]": ("^[1]15-17^", "^[1]15-17^"),
        "@liu2021si 指出": ("刘红琳 等^[1]^ 指出", "刘红琳 等^[1]^ 指出"),
        "@smith2020four": ("Smith et al.^[1]^", "Smith et al.^[1]^"),
        "[参见 @wang2019shu]": ("(参见 [1])", "（参见[1]）"),
        "[@wang2019shu, 第35条]": ("([1], 第35条)", "（[1]，第35条）"),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "body", "language", "expected"),
    [
        (style, body, language, said[index])
        for style, cases in IN_TEXT.items()
        for body, said in cases.items()
        for index, language in enumerate(("en", "zh"))
    ],
)
def test_citation_in_the_text(references: Filter, style: str, body: str, language: str, expected: str) -> None:
    also = "" if style == "gbt-numeric" else "\n\n[@bureau2024yi; @bureau2024jia]\n"
    assert references(body + also, BIBLIOGRAPHY, style, language).text.split("\n")[0] == expected


class TestOrder:
    def test_an_english_paper_has_english_entries_first_and_chinese_ones_by_pinyin(self, references: Filter) -> None:
        keys = list(references(EVERYTHING, BIBLIOGRAPHY, "apa", "en").entries)
        english = ["adams2010part", "henry2002failure", "spammed", "smith2020four", "world2024page", "malformed"]
        assert keys[:6] == english
        # Ān, Céng, Chén, Chóng (by its commonest reading Zhòng), Liú, ... Zēng (by its commonest reading Céng).
        # A name in Latin letters, example.org, stands before all.
        assert keys[6:] == [
            "supplied", "anhui", "cengceng", "missinglang", "chongqing", "li2018zhang", "liu2020zhencha",
            "liu2021si", "bureau2024yi", "bureau2024jia", "wang2019shu", "zeng", "malformedzh",
        ]  # fmt: skip

    @pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
    def test_a_chinese_paper_has_chinese_entries_first(self, references: Filter, style: str) -> None:
        keys = list(references(EVERYTHING, BIBLIOGRAPHY, style, "zh").entries)
        assert (keys[1], keys[-1]) == ("anhui", "malformed")

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_gbt_has_chinese_entries_first_in_any_paper(self, references: Filter, language: str) -> None:
        keys = list(references(EVERYTHING, BIBLIOGRAPHY, "gbt-author-date", language).entries)
        assert keys.index("wang2019shu") < keys.index("adams2010part")

    def test_numbers_follow_the_text_and_then_nocite(self, references: Filter) -> None:
        body = "---\nnocite: '@anhui'\n---\n[@wang2019shu] [@henry2002failure]\n"
        found = references(body, BIBLIOGRAPHY, "gbt-numeric", "zh").entries
        assert [(key, entry[:4]) for key, entry in found.items()] == [
            ("wang2019shu", "[1] "), ("henry2002failure", "[2] "), ("anhui", "[3] "),
        ]  # fmt: skip


class TestLanguageOfAnEntry:
    def test_without_langid_the_characters_decide(self, references: Filter) -> None:
        found = references("[@missinglang]", BIBLIOGRAPHY, "apa").entries
        assert "《警学》" in found["missinglang"]

    def test_latin_words_of_a_chinese_title_keep_their_case(self, references: Filter) -> None:
        for language in ("en", "zh"):
            assert (
                "e体+ 与 AI 的应用"
                in references("[@missinglang]", BIBLIOGRAPHY, "apa", language).entries["missinglang"]
            )

    def test_an_english_title_is_the_same_in_papers_of_both_languages(self, references: Filter, tmp_path: Path) -> None:
        entry = "@book{a, author={A, B}, title={A Title of Many Words}, date={2020}, langid={english}}"
        (tmp_path / "a.bib").write_text(entry, encoding="utf-8")
        for language in ("en", "zh"):
            found = references("[@a]", tmp_path / "a.bib", "apa", language).entries["a"]
            assert found == "A, B. (2020). *A title of many words*."

    def test_an_unknown_langid_counts_as_none(self, references: Filter) -> None:
        found = references("[@malformed; @malformedzh]", BIBLIOGRAPHY, "apa").entries
        assert "*Asia*" in found["malformed"]
        assert "《警学》" in found["malformedzh"]

    @pytest.mark.parametrize(
        ("langid", "expected"),
        [("Chinese", "《"), ("zh-Hans-CN", "《"), ("zh", "《"), ("american", "*"), ("en-GB", "*"), ("english", "*")],
    )
    def test_langid_goes_before_the_characters(
        self, references: Filter, tmp_path: Path, langid: str, expected: str
    ) -> None:
        title = "An English title" if expected == "《" else "中文题名"
        entry = f"@book{{a, author={{{{A}}}}, title={{{title}}}, date={{2020}}, langid={{{langid}}}}}"
        (tmp_path / "a.bib").write_text(entry, encoding="utf-8")
        entry = references("[@a]", tmp_path / "a.bib", "apa").entries["a"]
        assert entry == ("A. (2020). An English title." if expected == "《" else f"A. (2020). *{title}*.")


class TestPlaces:
    """Citations are found wherever they may stand, and links arrive."""

    BODY = """---
title: Title [@henry2002failure]
abstract: Abstract [@wang2019shu].
---

Text.[^1]

![Caption [@smith2020four]](x.png)

| a |
|---|
| @liu2021si |

: Table [@li2018zhang]

[^1]: Note, see @adams2010part.

# References

::: {#refs}
:::

# After
"""

    def test_everywhere(self, references: Filter) -> None:
        tree = references(self.BODY, BIBLIOGRAPHY, "apa").tree
        text = words([*tree["meta"].values(), *tree["blocks"]])
        assert "Title (Henry & Wright, 2002)" in words(tree["meta"]["title"])
        assert "Abstract (王明和李四, 2019)." in words(tree["meta"]["abstract"])
        for said in (
            "(note: Note, see Adams (2010).)",
            "Caption (Smith et al., 2020)",
            "刘红琳等 (2021)",
            "Table (李四, 2018)",
        ):
            assert said in text

    def test_the_list_stands_where_the_text_wants_it(self, references: Filter) -> None:
        blocks = references(self.BODY, BIBLIOGRAPHY, "apa").tree["blocks"]
        assert [block["t"] for block in blocks][-3:] == ["Header", "Div", "Header"]
        assert blocks[-2]["c"][0][0] == "refs"
        assert len(blocks[-2]["c"][1]) == 6

    @pytest.mark.parametrize("style", [*AUTHOR_DATE, "gbt-numeric"])
    def test_every_link_arrives(self, references: Filter, style: str) -> None:
        tree = json.dumps(references(self.BODY, BIBLIOGRAPHY, style, "zh").tree)
        for key in ("henry2002failure", "wang2019shu", "smith2020four", "li2018zhang", "adams2010part", "liu2021si"):
            assert f'"#ref-{key}"' in tree
            assert f'"ref-{key}"' in tree

    def test_entries_of_the_other_language_are_marked_for_readers_aloud(self, references: Filter) -> None:
        tree = json.dumps(references("[@wang2019shu; @adams2010part]", BIBLIOGRAPHY, "apa", "en").tree)
        assert tree.count('["lang", "zh-CN"]') == 1
        assert '["lang", "en-US"]' not in tree


def test_a_romanised_entry_shows_no_address_of_an_unfit_host(references: Filter, tmp_path: Path) -> None:
    fields = (
        "author = {{新华社}}, romanisedauthor = {{Xinhua}}, title = {甲}, translatedtitle = {A}, langid = {chinese}"
    )
    entry = f"@online{{x, {fields}, url = {{https://casino.example}}, keywords = {{data, unfit-host}}}}\n"
    (tmp_path / "x.bib").write_text(entry, encoding="utf-8")
    assert "casino" not in references(EVERYTHING, tmp_path / "x.bib", "apa", "en").entries["x"]


def test_the_paper_s_language_decides_where_no_style_is_named(references: Filter) -> None:
    assert references("A [@wang2019shu].", BIBLIOGRAPHY, language="zh").text == "A^[1]^."
    assert references("A [@wang2019shu].", BIBLIOGRAPHY, language="en").text == "A (王明和李四, 2019)."


def test_an_unknown_style_is_an_error_that_lists_the_choices(references: Filter) -> None:
    done = references.run("[@x]", ("-M", "reference-style=harvard"))
    assert done.returncode != 0
    assert ", ".join(sorted(STYLES)) in done.stderr


def test_an_unknown_key_is_a_warning_that_names_it(references: Filter) -> None:
    said = references("A [@nobody1999].", BIBLIOGRAPHY).said
    assert any("citation nobody1999 not found" in message for message in pandoc.messages(said))


def test_nothing_is_left_for_another_citation_engine(references: Filter) -> None:
    tree = references("---\nnocite: '@anhui'\n---\n[@wang2019shu]", BIBLIOGRAPHY).tree
    assert not {"bibliography", "csl", "references", "nocite"} & tree["meta"].keys()


RAW = {
    "t": "MetaList",
    "c": [{"t": "MetaInlines", "c": [{"t": "RawInline", "c": ["typst", "../../references.bib"]}]}],
}
STRING = {"t": "MetaList", "c": [{"t": "MetaString", "c": "../../references.bib"}]}
INLINES = {"t": "MetaInlines", "c": [{"t": "Str", "c": "../../references.bib"}]}


class TestAsQuartoCallsIt:
    """What Quarto 1.10 hands the filter: raw text under Typst, lists, paths from the folder of the document."""

    def tree(self, references: Filter, bibliography: Mapping[str, object], wanted: str) -> str:
        cite = {"citationId": "wang2019shu", "citationPrefix": [], "citationSuffix": [], "citationNoteNum": 0,
                "citationHash": 0, "citationMode": {"t": "NormalCitation"}}  # fmt: skip
        meta = {
            "lang": {"t": "MetaInlines", "c": [{"t": "Str", "c": "en"}]},
            "link-citations": {"t": "MetaBool", "c": True},
            "bibliography": bibliography,
            "csl": {"t": "MetaInlines", "c": [{"t": "RawInline", "c": ["typst", "apa.csl"]}]},
        }
        tree = {
            "pandoc-api-version": [1, 23, 1],
            "meta": meta,
            "blocks": [{"t": "Para", "c": [{"t": "Cite", "c": [[cite], [{"t": "Str", "c": "[@wang2019shu]"}]]}]}],
        }
        (references.root / "report" / "en").mkdir(parents=True, exist_ok=True)
        shutil.copy(BIBLIOGRAPHY, references.root / "references.bib")
        shutil.copy(references.folder / "styles" / "apa.csl", references.root / "report" / "en" / "apa.csl")
        script = f"../../_extensions/{REFERENCE_FILTER.parent.name}/{REFERENCE_FILTER.name}"
        done = subprocess.run(
            [pandoc.command(), "-f", "json", "-t", wanted, "--wrap=none", "--lua-filter", script],
            input=json.dumps(tree), capture_output=True, encoding="utf-8", cwd=references.root / "report" / "en",
            check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def test_typst_gets_text_and_no_citation_or_bibliography_of_its_own(self, references: Filter) -> None:
        said = self.tree(references, RAW, "typst")
        assert "(#link(<ref-wang2019shu>)[王明和李四, 2019])" in said
        assert "#cite" not in said
        assert "@wang2019shu" not in said
        assert "#bibliography" not in said
        assert "人民出版社" in said

    @pytest.mark.parametrize("bibliography", [RAW, STRING, INLINES], ids=["raw", "string", "inlines"])
    @pytest.mark.parametrize("wanted", ["html", "plain"])
    def test_each_way_of_naming_the_bibliography(
        self, references: Filter, bibliography: Mapping[str, object], wanted: str
    ) -> None:
        said = self.tree(references, bibliography, wanted)
        assert "王明和李四, 2019" in said
        assert "人民出版社" in said

    def test_html_keeps_the_keys_that_quarto_shows_on_hovering(self, references: Filter) -> None:
        assert 'data-cites="wang2019shu"' in self.tree(references, STRING, "html")


class TestByItself:
    """What its README says: beside pandoc alone, with the styles in its own folder or named by their files."""

    def said(self, references: Filter, *options: str) -> str:
        asked = ("-f", "markdown", "-t", "plain", "--wrap=none", "-M", f"bibliography={BIBLIOGRAPHY}", *options)
        done = references.run("It grew [@wang2019shu].", asked)
        return done.stdout if done.returncode == 0 else done.stderr

    def test_a_style_may_be_named_by_its_file(self, references: Filter, tmp_path: Path) -> None:
        known = references.folder / "styles" / STYLES["gbt-author-date"]
        named = shutil.copy(known, tmp_path / "mine.csl")
        assert self.said(references, "-M", f"csl={named}") == self.said(
            references, "-M", "reference-style=gbt-author-date"
        )

    def test_a_style_that_is_not_in_the_table_sets_both_languages_too(self, references: Filter, tmp_path: Path) -> None:
        style = (references.folder / "styles" / "apa.csl").read_text(encoding="utf-8")
        mine = tmp_path / "mine.csl"
        mine.write_text(style.replace("styles/apa</id>", "styles/mine</id>"), encoding="utf-8")
        said = self.said(references, "-M", f"csl={mine}")
        assert "(王明和李四, 2019)" in said
        assert "人民出版社" in said

    @pytest.mark.parametrize(
        ("option", "exp"),
        [
            ("reference-style=chicago-author-date", "put chicago-author-date.csl"),
            ("csl=nowhere.csl", "csl: nowhere.csl cannot be read"),
        ],
    )
    def test_a_style_that_is_not_there_is_named(self, tmp_path: Path, option: str, exp: str) -> None:
        references = Filter(tmp_path)
        shutil.rmtree(references.folder / "styles")
        assert exp in self.said(references, "-M", option)
