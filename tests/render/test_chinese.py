"""Chinese text in the formats: no space where a line breaks or a caption begins, and stress that is seen."""

import re
import subprocess
from pathlib import Path

import pytest

from policy_report.render import pandoc
from policy_report.render.extensions import MASTERS

FILTER = MASTERS / "policy-report" / "chinese.lua"
HEADER = (MASTERS / "policy-report" / "typst-header.typ").read_text(encoding="utf-8")
FONTS = """
#let family(latin, chinese) = (lang) => "Libertinus Serif"
#let serif = family("", "")
#let sans = serif
#let mono = "Libertinus Serif"
#let keyword-words = (en: ("Keywords: ", ", "), zh: ("关键词：", "；"))
"""


def plain(text: str, target: str = "plain") -> str:
    done = subprocess.run(
        [pandoc.command(), "-f", "markdown", "-t", target, "--wrap", "none", "--lua-filter", str(FILTER)],
        input=text, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("中文一行\n接着一行，\n再接一行。", "中文一行接着一行，再接一行。"),
        ("中文，“引文”\n后接", "中文，“引文”后接"),
        ("**强调**\n后文", "强调后文"),
        ("又有 English\n和中文", "又有 English 和中文"),
        ("共计\n2023 起", "共计 2023 起"),
        ("two words\nof English", "two words of English"),
        ("见注[^a]\n续行。\n\n[^a]: 脚注一行\n  续行中文。", "见注[1]续行。\n\n[1] 脚注一行续行中文。"),
        ("表 16： 试验表", "表 16：试验表"),
        ("中文、\nEnglish", "中文、English"),
        ("English\n（注）", "English（注）"),
        ("“引”\n“文”", "“引”“文”"),
        ("中文“AI”\n后文", "中文“AI”后文"),
        ("甲·\n乙", "甲·乙"),
        ("中文<!-- c -->\n下文", "中文下文"),
        ("中文 $x$\n后文", "中文 x 后文"),
        ("> 引文\n> 接着", "引文接着"),
    ],
)
def test_a_line_break_between_characters_is_no_space(text: str, wanted: str) -> None:
    assert plain(text) == wanted


@pytest.mark.parametrize("target", ["html", "typst", "opendocument"])
def test_a_line_break_leaves_no_trace_in_any_format(target: str) -> None:
    assert "一行接着" in plain("中文一行\n接着一行", target)


def test_stress_is_drawn_under_characters_and_leaves_the_text_as_it_is(tmp_path: Path) -> None:
    import typst
    from pypdf import PdfReader

    curves, texts = [], []
    for words in ("#emph[stress 中文]", "stress 中文"):
        source = tmp_path / "t.typ"
        source.write_text(f'{FONTS}{HEADER}\n#show: article.with(title: [T], lang: "zh")\n{words}\n', encoding="utf-8")
        typst.compile(str(source), output=str(tmp_path / "t.pdf"))
        page = PdfReader(tmp_path / "t.pdf").pages[0]
        content = page.get_contents()
        assert content is not None
        curves.append(len(re.findall(rb"\sc\s", content.get_data())))
        texts.append("".join(page.extract_text().split()))
    # A circle is four curves.
    assert curves[0] == curves[1] + 8
    assert texts[0] == texts[1]
