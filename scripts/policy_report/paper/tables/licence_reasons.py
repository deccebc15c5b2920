"""The reasons that bar a comparison: what each means, and how many pairs of the two cities it bars."""

from policy_report.analysis.comparability.degree import Reason
from policy_report.analysis.results import Derived
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.paper.variables import derived_number
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("licence-reasons", right=(3,))


def build(language: Language, licence_counts: dict[str, Derived], study: Study) -> str:
    """Write one row for each reason."""
    rows = [_row(reason, licence_counts, language) for reason in Reason]
    return _TABLE.of(study).markdown(rows, language)


def _row(reason: Reason, counts: dict[str, Derived], language: Language) -> list[str]:
    key = f"outcome_{reason.replace('-', '_')}"
    return [
        escape(word(f"reason_letter.{reason}", language)),
        escape(word(f"reason.{reason}", language)),
        escape(word(f"reason_why.{reason}", language)),
        derived_number("licence_counts", key, counts[key], language),
    ]
