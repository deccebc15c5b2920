"""Appendix: every finding with its test, the values on which it rests, and what would overturn it."""

from collections.abc import Mapping, Sequence

from policy_report.paper.findings.finding import Finding
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_TITLES = (
    ("No.", "编号"), ("Test", "检验"), ("Values now", "现值"), ("What would overturn it", "何种情形可推翻"),
)  # fmt: skip
_WIDTHS = (5, 38, 31, 26)
_CAPTION = (
    "The findings of this paper in the order of the text: the test on which each rests, the values that it gives "
    "with the present evidence, and what would overturn it. The number leads back to the sentence.",
    "本文各项论断，按行文次序排列：所据的检验、现有证据下的取值，以及何种情形可推翻它。编号链接回正文。",
)
_FALLEN = ("**No longer holds.** ", "**已不成立。**")


def build(language: Language, findings: Mapping[Language, Sequence[Finding]]) -> str:
    """One row for each finding, with the anchor that its mark in the text links to.

    The filter `findings.lua` takes the number of a sentence, and whether it fell, from the first cell.
    """
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = [_row(number, finding, language) for number, finding in enumerate(findings[language], start=1)]
    return table(columns, rows, choose(_CAPTION, language), "findings")


def _row(number: int, finding: Finding, language: Language) -> list[str]:
    colon = choose((": ", "："), language)
    values = [f"{value.name(language)}{colon}{value.shown(language)}" for value in finding.verdict.values]
    status = "holds" if finding.verdict.holds else "fallen"
    cell = f"[[F{number}](#{finding.id})]{{#{finding.id}-test .finding-test finding={finding.id} status={status}}}"
    warning = "" if finding.verdict.holds else choose(_FALLEN, language)
    return [
        cell,
        warning + escape(_capital(choose((finding.test_en, finding.test_zh), language))),
        escape(choose(("; ", "；"), language).join(values)),
        escape(_capital(choose((finding.overturned_by_en, finding.overturned_by_zh), language))),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
