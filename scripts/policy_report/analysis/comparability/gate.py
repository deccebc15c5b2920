"""The gate that figures and tables pass before they set published figures beside each other."""

from collections.abc import Iterable
from itertools import combinations

from policy_report.analysis.comparability.degree import Degree, Licence
from policy_report.analysis.comparability.licensing import Licences
from policy_report.errors import AnalysisError, Problem, problem
from policy_report.text.language import Language
from policy_report.text.words import word


def side_by_side(
    licences: Licences, rows: Iterable[str], shown_in: str, at_least: Degree = Degree.SAME
) -> tuple[Licence, ...]:
    """Find the licences under which a figure or table sets rows on one axis or line.

    `rows`: ids of the claims and series values; every two of them need a licence.
    `shown_in`: the module that shows them, for the message.
    `at_least`: the degree that the display claims: same for bare figures on one scale, convertible where it shows, or
    is drawn with, the conversion, direction for arrows.

    Raises `AnalysisError` with code `licence-refused` for every two rows that do not compare as far; it names both,
    why, and the remedy.
    """
    found = tuple(licences.between(*pair) for pair in combinations(dict.fromkeys(rows), 2))
    refused = [_refused(licence, shown_in, at_least) for licence in found if not licence.degree.reaches(at_least)]
    if refused:
        raise AnalysisError(refused)
    return found


def _refused(licence: Licence, shown_in: str, at_least: Degree) -> Problem:
    reasons = "; ".join(word(f"reason_why.{reason}", Language.EN) for reason in licence.reasons)
    said = {"needed": at_least, "degree": licence.degree, "first": licence.first, "second": licence.second}
    return problem(shown_in, 0, "", "licence-refused", f"{licence.first}, {licence.second}", reasons=reasons, **said)


def groups(licences: Licences, rows: Iterable[str], at_least: Degree = Degree.SAME) -> list[list[str]]:
    """Part the rows into groups within which every two have the licence, in the order of their first member.

    A row joins the first group that takes it. Sharing an axis within a group and never across groups passes the gate.
    """
    found: list[list[str]] = []
    for row in rows:
        for group in found:
            if all(licences.between(row, member).degree.reaches(at_least) for member in group):
                group.append(row)
                break
        else:
            found.append([row])
    return found
