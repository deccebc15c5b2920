"""The licence of any two published figures."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import pandas as pd

from policy_report.analysis.comparability.conversions import Converter, Form
from policy_report.analysis.comparability.degree import Degree, Licence, Reason
from policy_report.analysis.comparability.differences import differences, seen
from policy_report.analysis.comparability.statement import Dictionary, Kind, Statement, collect
from policy_report.errors import AnalysisError, Problem, problem
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word


@dataclass(frozen=True, eq=False)
class Licences:
    """The licences between all rows of the claims and the series, each computed when it is asked for."""

    statements: Mapping[str, Statement]  # what each row states, by its id; claims first
    dictionary: Dictionary  # the indicator dictionary

    @classmethod
    def of(
        cls, claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame, study: Study
    ) -> "Licences":
        """Take them from tidy frames, and from what the study says of rates and of vintages."""
        dictionary = Dictionary.of(indicators, study)
        return cls(collect(claims, series, dictionary, cases, study), dictionary)

    @cached_property
    def _converter(self) -> Converter:
        return Converter(self.statements, self.dictionary)

    @cached_property
    def _forms(self) -> dict[str, Mapping[object, list[Form]]]:
        return {}

    def between(self, first: str, second: str) -> Licence:
        """Say what may be said of two rows together: symmetric, and the same for a row with itself.

        Raises `AnalysisError` if there is no row of an id.
        """
        one, other = self.statement(first), self.statement(second)
        if first == second:
            return Licence(first, second, Degree.SAME)
        reasons, caveats = differences(one, other)
        if not reasons:
            return Licence(first, second, Degree.SAME, (), caveats)
        converted = self._converted(first, second)
        if converted is not None:
            caveats, forms = converted
            kept = tuple(reason for reason in caveats if reason not in reasons)
            return Licence(first, second, Degree.CONVERTIBLE, reasons, kept, (forms[0].step, forms[1].step))
        if one.direction and other.direction and one.construct.key == other.construct.key:
            return Licence(first, second, Degree.DIRECTION, reasons, caveats)
        return Licence(first, second, Degree.NONE, reasons)

    def signature(self, row: str) -> Hashable:
        """Give all that decides the degree of a row with any other, but for the two cases being one."""
        forms = (form for found in self._forms_of(row).values() for form in found)
        converted = frozenset(seen(form.statement) for form in forms if form.step)
        statement = self.statement(row)
        return seen(statement), statement.direction, converted

    def related(self, rows: Iterable[str]) -> set[tuple[str, str]]:
        """Give the pairs of rows that state one construct, or measure one thing in one way once they are converted.

        Of any other two rows the degree is `none`, so that many rows need not be compared each with each.
        """
        alike: dict[object, list[str]] = defaultdict(list)
        for row in rows:
            for key in {self.statement(row).construct.key, *self._forms_of(row)}:
                alike[key].append(row)
        return {pair for found in alike.values() for pair in combinations(found, 2)}

    def statement(self, row: str) -> Statement:
        """Give what a row states.

        Raises `AnalysisError` if there is no such row.
        """
        if row not in self.statements:
            raise AnalysisError(problem("data/published", 0, "id", "row-unknown", row))
        return self.statements[row]

    def _converted(self, first: str, second: str) -> tuple[tuple[Reason, ...], tuple[Form, Form]] | None:
        """The caveats and forms of the comparison that takes the fewest conversions and caveats."""
        found = []
        for one, other in self._meeting(first, second):
            reasons, caveats = differences(one.statement, other.statement)
            if not reasons:
                found.append((_cost(one, other, caveats), caveats, (one, other)))
        return min(found, key=lambda item: item[0])[1:] if found else None

    def _meeting(self, first: str, second: str) -> Iterator[tuple[Form, Form]]:
        """Forms of both that measure one thing in one way."""
        ones, others = self._forms_of(first), self._forms_of(second)
        for meeting in ones.keys() & others.keys():
            for one in ones[meeting]:
                yield from ((one, other) for other in others[meeting] if one.step or other.step)

    def forms(self, row: str) -> tuple[Form, ...]:
        """Give what a row states as published and as converted."""
        statement = self.statement(row)
        return (Form(statement, None), *self._converter.forms(statement))

    def _forms_of(self, row: str) -> Mapping[object, list[Form]]:
        if row not in self._forms:
            found: dict[object, list[Form]] = defaultdict(list)
            for form in self.forms(row):
                found[form.statement.construct.key, form.statement.kind, form.statement.unit].append(form)
            self._forms[row] = dict(found)
        return self._forms[row]

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The ids of all rows, claims first."""
        return tuple(self.statements)


def _cost(one: Form, other: Form, caveats: tuple[Reason, ...]) -> tuple[int, bool, int, tuple[str, ...]]:
    """Conversions, changes after levels, caveats, and the steps in an order that is the same from either side."""
    steps = [form.step for form in (one, other) if form.step is not None]
    is_change = one.statement.kind is not Kind.LEVEL
    return len(steps), is_change, len(caveats), tuple(sorted(f"{step.formula} {step.row}" for step in steps))


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
