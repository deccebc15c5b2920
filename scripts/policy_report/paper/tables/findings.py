"""Every finding with its test, the values on which it rests, and what would overturn it."""

from collections.abc import Mapping, Sequence

from policy_report.paper.findings.finding import Finding
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("findings")


def build(language: Language, findings: Mapping[Language, Sequence[Finding]]) -> str:
    """Write one row for each finding, with the anchor that its mark in the text links to.

    The filter `findings.lua` takes the number of a sentence, and what is said if it is refuted, from the first cell.
    """
    rows = [_row(number, finding, language) for number, finding in enumerate(findings[language], start=1)]
    return _TABLE.markdown(rows, language)


def _row(number: int, finding: Finding, language: Language) -> list[str]:
    colon = word("mark.colon", language)
    values = [f"{name}{colon}{shown}" for name, shown in finding.values(language).items()]
    said = {"title": word("finding_mark.title", language, number=f"F{number}")}
    if not finding.verdict.holds:
        said |= {key: word(f"finding_mark.{key}", language) for key in ("refuted", "draft")}
    named = " ".join(f'{key}="{text}"' for key, text in said.items())
    cell = f"[[F{number}](#{finding.id})]{{#{finding.id}-test .finding-test finding={finding.id} {named}}}"
    warning = "" if finding.verdict.holds else _TABLE.say("refuted", language)
    return [
        cell,
        warning + escape(_capital(finding.said["test"][language])),
        escape(word("mark.semicolon", language).join(values)),
        escape(_capital(finding.said["overturned_by"][language])),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
