"""Numbers of one place in sentences that name another."""

import re
from collections.abc import Iterable, Iterator

from policy_report.checks.edition import Edition
from policy_report.checks.typed import parts, sentence_problem, sentences
from policy_report.errors import Problem
from policy_report.evidence.records import Record, hierarchies_of
from policy_report.render.shortcodes import NAME
from policy_report.text.forms import without_form


def check_places(texts: Iterable[Edition], rows: Iterable[Record], cases: Iterable[Record]) -> Iterator[Problem]:
    """Find the sentences that name places, but not that of a number in them; a person judges each.

    It may be named by one that it lies in ("a county of X"). A figure of what all else lies in, such as a country,
    is known by other words ("nationally"), and passes.

    `rows`: claims and values of series, each with its id and its case.
    `cases`: the places with their names and what they lie in.
    """
    by_id, known = {str(row["id"]): str(row["case"]) for row in rows}, {str(case["id"]): case for case in cases}
    within = {key: {*around} for key, around in hierarchies_of(known.values()).items() if len(around) > 1}
    for edition in texts:
        told = {key: str(case[f"name_{edition.language}"]) for key, case in known.items()}
        patterns = {key: _pattern(name) for key, name in told.items()}
        for source, prose in parts(edition):
            numbers = [(match.start(), by_id.get(without_form(match[1]), "")) for match in NAME.finditer(source.prose)]
            for start, end in sentences(prose):
                meant = {case for at, case in numbers if start <= at < end and case in within}
                named = {key for key in patterns if meant and patterns[key].search(prose, start, end)}
                for case in sorted(one for one in meant if named and not named & within[one]):
                    message = f"the sentence names {', '.join(told[key] for key in sorted(named))}, not {told[case]}"
                    remedy = f"name {told[case]}, whose figure it gives, or take a figure of the place that is named"
                    yield sentence_problem(source, (start, end), "place-not-named", message, remedy)


def _pattern(name: str) -> re.Pattern[str]:
    """How a text may name a place: without what stands in brackets, and in Chinese without the level at its end."""
    short = name.partition(" (")[0]
    chinese = re.fullmatch("[一-鿿]+", short)
    return re.compile(re.escape(short[: max(2, len(short) - 1)]) if chinese else rf"\b{re.escape(short)}\b")
