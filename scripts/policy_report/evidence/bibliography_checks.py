"""Checks `references.bib`: what is plainly wrong is a problem, what a person has to judge is a warning.

The fields that a type needs are those of the biblatex data model (biblatex manual, section 2.1.1); where the
model is stricter than a published page allows (the type of a report, the editor of a yearbook) its optional
reading is taken.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from policy_report.errors import Problem
from policy_report.evidence.bibliography import Entry, plain
from policy_report.evidence.periods import first_day, last_day
from policy_report.text.toml import beside

_TYPES: Final = beside(__file__, "bibliography")
_ADDRESS: Final = ("url", "doi", "eprint")
_BODY: Final = ["institution", "school"]

_DOI: Final = re.compile(r"10\.\d{4,9}(\.\d+)*/[^\s{}\"]*[^\s{}\".,;]")
"""Prefix and suffix after the DOI Handbook, 2.2; a full stop at the end belongs to a sentence."""

_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_INFERRED: Final = re.compile(r"\b(inferred|(is|from) the (address|copy's|reprint's|mirror's?|mirror date))\b", re.I)
"""How the notes of the file say that nobody printed the date."""

_DATE_IN_URL: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/_.]?(0[1-9]|1[0-2])([-/_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
_YEAR_IN_KEY: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def period_warnings(frames: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Find rows whose period had not begun when their source was published: plans at best, misprints otherwise.

    Parameters
    ----------
    frames
        The tidy evidence; the text of each warning is the row's id.
    """
    dates = dict(zip(frames["sources"]["key"], frames["sources"]["date"], strict=True))
    remedy = "correct the period or the date of the source; if it is a plan or an estimate, say so in `scope`"
    return [
        Problem(f"{name}.csv", 0, "period_start", "period-after-source", f"{source} is of {dates[source]}", row, remedy)
        for name in ("claims", "series", "peers")
        if name in frames
        for row, start, source in frames[name][["id", "start", "source"]].itertuples(index=False)
        if start and dates.get(source) and start > last_day(dates[source])
    ]


class Fault(NamedTuple):
    """A fault of one entry, at one of its fields; the field is empty if it is none's."""

    field: str
    code: str
    message: str
    remedy: str


def entry_problems(entries: Iterable[Entry], name: str) -> list[Problem]:
    """Find what is wrong with the entries of a bibliography, each fault with its line.

    Parameters
    ----------
    entries
        The entries, in the file's order.
    name
        How the file is named to the reader.
    """
    entries = list(entries)
    checks = (_missing_faults, _kind_faults, _address_faults, _date_faults, _flag_faults)
    alone = [_problem(entry, name, fault) for entry in entries for check in checks for fault in check(entry)]
    return alone + _duplicate_problems(entries, name)


def entry_warnings(entries: Iterable[Entry], cited: set[str], name: str) -> list[Problem]:
    """Find what a person should look at: entries that nothing cites, and years that speak against each other.

    Parameters
    ----------
    entries
        The entries, in the file's order.
    cited
        The keys that a published table or the text cites.
    name
        How the file is named to the reader.
    """
    return [
        _problem(entry, name, fault) for entry in entries for fault in (*_unused(entry, cited), *_year_doubts(entry))
    ]


def _problem(entry: Entry, name: str, fault: Fault) -> Problem:
    text = f"{entry.key}: {entry.fields[fault.field]}" if fault.field in entry.fields else entry.key
    row = entry.rows.get(fault.field, entry.row)
    return Problem(name, row, fault.field, fault.code, fault.message, text, fault.remedy)


def _missing_faults(entry: Entry) -> Iterator[Fault]:
    required = _TYPES["required"]
    if entry.type not in required:
        remedy = "use one of: " + ", ".join(sorted(required))
        yield Fault("", "bib-type-unknown", f"the entry's type `{entry.type}` is not known", remedy)
    # An author that is a body is the institution as well.
    corporate = entry.fields.get("author", "").startswith("{")
    for group in (["title"], *required.get(entry.type, ())):
        if not _has(entry, group) and not (group == _BODY and corporate):
            names = " or ".join(f"`{field}`" for field in group)
            message = f"an entry of the type {entry.type} needs {names}"
            yield Fault(group[0], "bib-field-missing", message, f"give the entry {names}")
    if entry.fields.get("langid") not in ("english", "chinese"):
        message = "the entry's language is not given as english or chinese"
        yield Fault("langid", "bib-field-missing", message, "give the entry a `langid`")


def _has(entry: Entry, group: Iterable[str]) -> bool:
    return any(entry.fields.get(field) for field in group)


def _kind_faults(entry: Entry) -> Iterator[Fault]:
    if not entry.kind:
        remedy = "add `data` to its keywords if tables take rows from it, else `literature`"
        message = "the keywords do not say whether the entry is data or literature"
        yield Fault("keywords", "bib-kind-missing", message, remedy)
    groups = _TYPES["locatable"].get(entry.type, ())
    locatable = _has(entry, _ADDRESS) or (groups and all(_has(entry, group) for group in groups))
    if entry.kind == "data" and not locatable:
        message = "a reader cannot find this source: it has no address, and no place in a publication"
        remedy = "give the entry a `url` or `doi`, or the volume, number, pages or publisher it was printed in"
        yield Fault("url", "bib-source-not-locatable", message, remedy)


def _address_faults(entry: Entry) -> Iterator[Fault]:
    doi, url = entry.fields.get("doi"), entry.fields.get("url")
    if doi is not None and not _DOI.fullmatch(doi):
        remedy = "give the bare DOI, such as 10.1000/182, without an address before it or a full stop after it"
        yield Fault("doi", "bib-doi-malformed", "this is not a DOI", remedy)
    if url is not None and not _is_url(url):
        remedy = "copy the whole address from the page, beginning with https:// or http://"
        yield Fault("url", "bib-url-malformed", "this is not the address of a page", remedy)


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
        message = "the entry has no date"
        remedy = "give the `date` that the page shows; if it shows none, add `undated` to the keywords"
        yield Fault("date", "bib-date-missing", message, remedy)
    if entry.date and undated:
        remedy = "remove the keyword `undated`, or the date"
        yield Fault("keywords", "bib-date-contradicted", "the entry is `undated` and has a date", remedy)
    for field in ("date", "year"):
        if field in entry.fields and not _is_date(entry.fields[field]):
            remedy = "write a date of the calendar as YYYY, YYYY-MM or YYYY-MM-DD"
            yield Fault(field, "bib-date-malformed", "this is not a date", remedy)
    date, year = entry.fields.get("date", ""), entry.fields.get("year", "")
    if date and year and date[:4] != year[:4]:
        message = f"the year is not that of the date, {date}"
        yield Fault("year", "bib-year-disagrees", message, "keep `date` alone, with the right year")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text)) and first_day(text) != ""
    except ValueError:
        return False


def _flag_faults(entry: Entry) -> Iterator[Fault]:
    note, keywords = entry.fields.get("note", ""), entry.keywords
    if entry.date and _INFERRED.search(note) and "date-inferred" not in keywords:
        message = "the note says that the date is inferred, and the keywords do not"
        yield Fault("note", "bib-date-inferred", message, "add `date-inferred` to the keywords")
    if "date-inferred" in keywords and not note:
        remedy = "say in `note` what the date was inferred from"
        yield Fault("keywords", "bib-note-missing", "the date is inferred, and no note says how", remedy)
    if "mirror" in keywords and not note:
        remedy = "say in `note` where the original is, or that it is not named"
        message = "the source was read as a copy, and no note says of what"
        yield Fault("keywords", "bib-note-missing", message, remedy)


def _duplicate_problems(entries: list[Entry], name: str) -> list[Problem]:
    remedy = "keep one of the two entries, and let every table and text cite that one"
    identities: tuple[tuple[str, str, Callable[[Entry], Hashable]], ...] = (
        ("doi", "the same DOI", lambda entry: entry.fields.get("doi", "").lower()),
        ("url", "the same address", lambda entry: _address(entry.fields.get("url", ""))),
        ("title", "the same title, year and author", _work),
    )
    return [
        _problem(entry, name, Fault(field, "bib-duplicate", f"{what} as the entry {first.key}", remedy))
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
        remedy = "cite it where it was used, or remove it"
        yield Fault("", "bib-unused", f"{where} this entry", remedy)


def _year_doubts(entry: Entry) -> Iterator[Fault]:
    key, url = _YEAR_IN_KEY.search(entry.key), _DATE_IN_URL.search(entry.fields.get("url", ""))
    if entry.date and key and key[1] != entry.date[:4]:
        message = f"the key speaks of {key[1]}, the entry of {entry.date}"
        yield Fault("", "bib-key-year", message, "correct the date, or rename the key everywhere")
    if entry.date and url and url[1] != entry.date[:4] and "mirror" not in entry.keywords:
        message = f"the address speaks of {url[1]}, the entry of {entry.date}"
        remedy = "correct the date; if the address is that of a copy, add `mirror` to the keywords, with a note"
        yield Fault("url", "bib-url-year", message, remedy)
