"""A small study in both languages with everything that the page's scripts work on."""

from pathlib import Path

from policy_report.paper.markdown import Column, anchor, cell, citation, escape, link, table
from policy_report.paper.variables import claim_link, derived_link
from policy_report.project import Project
from policy_report.render.document import Document, Format
from policy_report.text.language import Language
from tests.render.conftest import make_study

ROWS = 45
WORDS = {
    Language.EN: {
        "title": "Two centres, a sample",
        "subtitle": "What a page does",
        "author": "The sample's authors",
        "heads": ("Id", "Case and indicator", "Phrase as published", "Read as", "Source"),
        "derived": ("Number", "Value", "Method", "Computed from"),
        "licences": ("Pair", "May they be compared?"),
        "refused": "No: one is a level, the other a change.",
        "about": "Jiaxing: clearance rate",
        "other": "Sanming: telephone calls",
        "numbers": ("+55%", "over 80%", "at most 64.8%"),
        "text": "The article gives {0} and, elsewhere, {1}; at best the rate was {2}.",
        "introduction": "Introduction",
        "claims": "Every claim: the phrase and what it is read as. More follows",
        "figure": "The trend of claims",
        "alt": "A line that rises.",
        "method": "100% / (1 + change)",
    },
    Language.ZH: {
        "title": "两个中心：样例",
        "subtitle": "网页如何运作",
        "author": "样例作者",
        "heads": ("编号", "地区与指标", "公布原文", "读作", "来源"),
        "derived": ("数值名", "结果", "方法", "所据行"),
        "licences": ("组合", "可否比较"),
        "refused": "否：一为水平，一为变化。",
        "about": "嘉兴市：破案率",
        "other": "三明市：警情",
        "numbers": ("上升55%", "超过80%", "至多64.8%"),
        "text": "文中给出{0}，另一处为{1}；此前破案率{2}。",
        "introduction": "引言",
        "claims": "全部公布数字：原文与读法。其余从略",
        "figure": "各项数字的走势",
        "alt": "一条上升的线。",
        "method": "100% /（1 + 变化）",
    },
}


FIRST = {
    Language.EN: {"scope": "A scope", "licence": "No comparison, not even with jx002."},
    Language.ZH: {"scope": "A scope", "licence": "与jx002亦不可比。"},
}
"""What the row of the first claim knows besides its cells."""


def write_study(root: Path) -> Project:
    """The sample study of the render tests, with two papers of its own."""
    project = make_study(root)
    config = project.quarto_config.read_text(encoding="utf-8")
    listed = "    - report/en/paper.qmd\n"
    assert listed in config
    if "report/zh/paper.qmd" not in config:
        config = config.replace(listed, f"{listed}    - report/zh/paper.qmd\n")
    project.quarto_config.write_text(config, encoding="utf-8")
    for language in Language:
        document = project.root / source(language)
        document.write_text(_paper(language), encoding="utf-8")
        tests = project.generated / language / "tbl-findings.md"
        tests.parent.mkdir(parents=True, exist_ok=True)
        tests.write_text(_tests(language), encoding="utf-8")
    return project


def source(language: Language) -> Path:
    return Path(f"report/{language}/paper.qmd")


def page_of(language: Language) -> Document:
    return Document(source(language), language, Format.HTML)


def _paper(language: Language) -> str:
    words = WORDS[language]
    first, second, third = words["numbers"]
    links = claim_link("jx001", first), claim_link("jx002", second), derived_link("clearance", "earlier_rate", third)
    head = [
        "---",
        f'title: "{words["title"]}"',
        f'subtitle: "{words["subtitle"]}"',
        f'author: "{words["author"]}"',
        "date: 2025-11-02",
        f"lang: {language}",
        # As the Chinese paper has it.
        *(["crossref: {title-delim: '：'}"] if language is Language.ZH else []),
        f"abstract: |\n  {str(words['text']).format(*links)}",
        "keywords: [clearance, integration]",
        f"format:\n  policy-report-html:\n    include-in-header: ../generated/{language}/paper-head.html",
        "---",
    ]
    parts = [
        "\n".join(head),
        f"{{{{< include /report/generated/{language}/paper-editions.md >}}}}",
        f"# {words['introduction']} {{#sec-introduction}}",
        str(words["text"]).format(*links) + " [@jiaxing2024centre]",
        f"[{words['alt']}]{{.finding #fnd-rose}}",
        f'![{words["figure"]}](/figures/en/fig-trend){{#fig-trend fig-alt="{words["alt"]}"}}',
        "## A {#sec-a}\n\n" + "\n\n".join(["…"] * 60),
        "# Appendix {.unnumbered}",
        _claims(language),
        _derived(language),
        _licences(language),
        f"{{{{< include /report/generated/{language}/paper-how-to-cite.md >}}}}",
        "# References {.unnumbered}\n\n::: {#refs}\n:::",
    ]
    return "\n\n".join(parts) + "\n"


def _tests(language: Language) -> str:
    """The row of the study's one finding, which the page takes along."""
    words = WORDS[language]
    name = '[[F1](#fnd-rose)]{#fnd-rose-test .finding-test finding=fnd-rose title="F1"}'
    row = [name, escape(str(words["method"])), escape(words["numbers"][0]), escape(str(words["refused"]))]
    return table([Column(title, 25) for title in ("", "A", "B", "C")], [row], "D", "findings")


def _claims(language: Language) -> str:
    words = WORDS[language]
    phrases = {1: ("同比上升55%", "54.5 55.5"), 2: ("超80%", "80 Infinity"), 3: ("数量下降", "")}
    rows = []
    for number in range(1, ROWS + 1):
        phrase, order = phrases.get(number, (f"{number * 37 % 100}起", f"{number * 37 % 100} {number * 37 % 100}"))
        about = words["about"] if number % 2 else words["other"]
        rows.append(
            [
                anchor(f"clm-jx{number:03}", f"jx{number:03}", **(FIRST[language] if number == 1 else {})),
                cell(str(about), "about"),
                cell(phrase, "phrase"),
                cell(f"[{order.replace(' ', ', ')})" if order else "–", sort=order),
                f"{citation('jiaxing2024centre')} para {number}",
            ]
        )
    columns = [Column(title, 20) for title in words["heads"]]
    return table(columns, rows, str(words["claims"]), "claims")


def _derived(language: Language) -> str:
    words = WORDS[language]
    row = [
        anchor("num-clearance-earlier-rate", "clearance: earlier rate"),
        cell(words["numbers"][2], "phrase"),
        cell(str(words["method"]), "method"),
        ", ".join([link("clm-jx001", "jx001"), link("clm-jx002", "jx002")]),
    ]
    return table([Column(title, 25) for title in words["derived"]], [row], "B", "derived")


def _licences(language: Language) -> str:
    words = WORDS[language]
    row = [f"{link('clm-jx001', 'jx001')}, {link('clm-jx002', 'jx002')}", str(words["refused"])]
    return table([Column(title, 50) for title in words["licences"]], [row], "C", "licences")
