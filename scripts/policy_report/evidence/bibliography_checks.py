"""Checks `references.bib`: what is plainly wrong is a problem, what a person has to judge is a warning.

The fields that a type needs are those of the biblatex data model (biblatex manual, section 2.1.1); where the
model is stricter than a published page allows (the type of a report, the editor of a yearbook) its optional
reading is taken.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from policy_report.errors import Problem
from policy_report.evidence.bibliography import Entry, plain
from policy_report.evidence.faults import problem
from policy_report.evidence.periods import first_day, last_day
from policy_report.text.toml import beside

_TYPES: Final = beside(__file__, "bibliography")
_ADDRESS: Final = ("url", "doi", "eprint")
_BODY: Final = ["institution", "school"]

_DOI: Final = re.compile(r"10\.\d{4,9}(\.\d+)*/[^\s{}\"]*[^\s{}\".,;]")
"""Prefix and suffix after the DOI Handbook, 2.2; a full stop at the end belongs to a sentence."""

_KEY: Final = re.compile(r"[\w:.+/-]+")
"""What the readers of bibliographies and of texts agree on; a full-width comma ends a citation."""

_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_INFERRED: Final = re.compile(r"\b(inferred|(is|from) the (address|copy's|reprint's|mirror's?|mirror date))\b", re.I)
"""How the notes of the file say that nobody printed the date."""

_DATE_IN_URL: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/_.]?(0[1-9]|1[0-2])([-/_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
_YEAR_IN_KEY: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def period_warnings(frames: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Find rows whose period had not begun when their source was published: plans at best, misprints otherwise.

    `frames`: the tidy evidence; the text of each warning is the row's id.
    """
    dates = dict(zip(frames["sources"]["key"], frames["sources"]["date"], strict=True))
    return [
        problem(f"{name}.csv", 0, "period_start", "period-after-source", row, source=source, date=dates[source])
        for name in ("claims", "series", "peers")
        if name in frames
        for row, start, source in frames[name][["id", "start", "source"]].itertuples(index=False)
        if start and dates.get(source) and start > last_day(dates[source])
    ]


class Fault(NamedTuple):
    """A fault of one entry, at one of its fields (empty if it is none's), and what its words leave open."""

    field: str
    code: str
    said: Mapping[str, object] = MappingProxyType({})


def entry_problems(entries: Iterable[Entry], name: str) -> list[Problem]:
    """Find what is wrong with the entries of a bibliography, each fault with its line."""
    entries = list(entries)
    checks = (_key_faults, _missing_faults, _kind_faults, _address_faults, _date_faults, _flag_faults)
    alone = [_problem(entry, name, fault) for entry in entries for check in checks for fault in check(entry)]
    return alone + _duplicate_problems(entries, name)


def entry_warnings(entries: Iterable[Entry], cited: set[str], name: str) -> list[Problem]:
    """Find what a person should look at: entries that nothing cites, and years that speak against each other.

    `cited`: the keys that a published table or the text cites.
    """
    return [
        _problem(entry, name, fault) for entry in entries for fault in (*_unused(entry, cited), *_year_doubts(entry))
    ]


def _problem(entry: Entry, name: str, fault: Fault) -> Problem:
    text = f"{entry.key}: {entry.fields[fault.field]}" if fault.field in entry.fields else entry.key
    return problem(name, entry.rows.get(fault.field, entry.row), fault.field, fault.code, text, **fault.said)


def _key_faults(entry: Entry) -> Iterator[Fault]:
    if not _KEY.fullmatch(entry.key):
        yield Fault("", "bib-key-malformed")


def _missing_faults(entry: Entry) -> Iterator[Fault]:
    required = _TYPES["required"]
    if entry.type not in required:
        yield Fault("", "bib-type-unknown", {"type": entry.type, "known": ", ".join(sorted(required))})
    # An author that is a body is the institution as well.
    corporate = entry.fields.get("author", "").startswith("{")
    for group in (["title"], *required.get(entry.type, ())):
        if not _has(entry, group) and not (group == _BODY and corporate):
            names = " or ".join(f"`{field}`" for field in group)
            yield Fault(group[0], "bib-field-missing", {"type": entry.type, "names": names})


def _has(entry: Entry, group: Iterable[str]) -> bool:
    return any(entry.fields.get(field) for field in group)


def _kind_faults(entry: Entry) -> Iterator[Fault]:
    if not entry.kind:
        yield Fault("keywords", "bib-kind-missing")
    groups = _TYPES["locatable"].get(entry.type, ())
    locatable = _has(entry, _ADDRESS) or (groups and all(_has(entry, group) for group in groups))
    if entry.kind == "data" and not locatable:
        yield Fault("url", "bib-source-not-locatable")


def _address_faults(entry: Entry) -> Iterator[Fault]:
    doi, url = entry.fields.get("doi"), entry.fields.get("url")
    if doi is not None and not _DOI.fullmatch(doi):
        yield Fault("doi", "bib-doi-malformed")
    if url is not None and not _is_url(url):
        yield Fault("url", "bib-url-malformed")


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain_text = not re.search(r"[\s{}<>\"\\]", url) and url.isprintable() and url[-1] not in ".,;"
    return parts.scheme in ("http", "https") and bool(re.fullmatch(r"[\w-]+(\.[\w-]+)+", host)) and plain_text


def _date_faults(entry: Entry) -> Iterator[Fault]:
    undated = "undated" in entry.keywords
    if not entry.date and not undated:
        yield Fault("date", "bib-date-missing")
    if entry.date and undated:
        yield Fault("keywords", "bib-date-contradicted")
    for field in ("date", "year"):
        years = entry.type == "periodical" and re.fullmatch(r"\d{4}/(\d{4})?", entry.fields.get(field, ""))
        if field in entry.fields and not (years or _is_date(entry.fields[field])):
            yield Fault(field, "bib-date-malformed")
    date, year = entry.fields.get("date", ""), entry.fields.get("year", "")
    if date and year and date[:4] != year[:4]:
        yield Fault("year", "bib-year-disagrees", {"date": date})


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text)) and first_day(text) != ""
    except ValueError:
        return False


def _flag_faults(entry: Entry) -> Iterator[Fault]:
    note, keywords = entry.fields.get("note", ""), entry.keywords
    if entry.date and _INFERRED.search(note) and "date-inferred" not in keywords:
        yield Fault("note", "bib-date-inferred")
    wanted = {
        "date-inferred": "what the date was inferred from",
        "mirror": "where the original of the copy is, or that it is not named",
    }
    for word in wanted.keys() & keywords if not note else ():
        yield Fault("keywords", "bib-note-missing", {"what": wanted[word]})


def _duplicate_problems(entries: list[Entry], name: str) -> list[Problem]:
    identities: tuple[tuple[str, str, Callable[[Entry], Hashable]], ...] = (
        ("doi", "the same DOI", lambda entry: entry.fields.get("doi", "").lower()),
        ("url", "the same address", lambda entry: _address(entry.fields.get("url", ""))),
        ("title", "the same title, year and author", _work),
    )
    return [
        _problem(entry, name, Fault(field, "bib-duplicate", {"what": what, "key": first.key}))
        for field, what, identity in identities
        for entry, first in _repeated(entries, identity)
    ]


def _repeated(entries: list[Entry], identity: Callable[[Entry], Hashable]) -> Iterator[tuple[Entry, Entry]]:
    first: dict[Hashable, Entry] = {}
    for entry in entries:
        same = identity(entry)
        if same and same in first:
            yield entry, first[same]
        first.setdefault(same, entry)


def _address(url: str) -> str:
    """An address without what does not tell pages apart: scheme, www, last slash, a place within the page."""
    return re.sub(r"^https?://(www\.)?|#(?![/!]).*$", "", url).rstrip("/")


def _work(entry: Entry) -> Hashable:
    title, author = (re.sub(r"[\W_]", "", plain(entry.fields.get(key, ""))).lower() for key in ("title", "author"))
    return (title, entry.date[:4], author) if title else ""


def _unused(entry: Entry, cited: set[str]) -> Iterator[Fault]:
    if entry.key not in cited:
        where = "no table and no text cites" if entry.kind == "data" else "no text cites"
        yield Fault("", "bib-unused", {"where": where})


def _year_doubts(entry: Entry) -> Iterator[Fault]:
    key, url = _YEAR_IN_KEY.search(entry.key), _DATE_IN_URL.search(entry.fields.get("url", ""))
    if entry.date and key and key[1] != entry.date[:4]:
        yield Fault("", "bib-key-year", {"printed": key[1], "date": entry.date})
    if entry.date and url and url[1] != entry.date[:4] and "mirror" not in entry.keywords:
        yield Fault("url", "bib-url-year", {"printed": url[1], "date": entry.date})
