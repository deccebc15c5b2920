"""Reads `references.bib`: every source, data and literature alike."""

import logging
from dataclasses import dataclass
from pathlib import Path

from bibtexparser import model
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from policy_report.errors import Problem
from policy_report.evidence.textfile import read_utf8

# Its log repeats on the terminal what the problems below say with their places.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

TIERS = ("self-reported", "government", "press", "statistics", "academic")
"""Who speaks, from the body that reports on itself to the scholar."""


@dataclass(frozen=True)
class Source:
    """An entry of `references.bib` as the evidence tables use it."""

    key: str
    type: str
    title: str
    title_en: str
    author: str
    publisher: str
    date: str
    url: str
    language: str
    tier: str
    mirror: bool
    date_inferred: bool
    opening_only: bool
    row: int


def read_bibliography(path: Path, name: str) -> tuple[list[Source], list[Problem]]:
    """The entries of a BibTeX file, and what is wrong with it.

    Parameters
    ----------
    path, name
        The file, and how it is named to the reader.

    Returns
    -------
    tuple
        The sources that could be read, in the file's order, and the problems.
    """
    text, problems = read_utf8(path, name)
    if problems:
        return [], problems
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    problems = [_block_problem(block, name) for block in library.failed_blocks]
    sources = [_source(entry) for entry in library.entries]
    return sources, problems + [problem for source in sources for problem in _source_problems(source, name)]


def _block_problem(block: model.ParsingFailedBlock, name: str) -> Problem:
    row = (block.start_line or 0) + 1
    text = (block.raw or "").strip().partition("\n")[0][:80]
    if isinstance(block, model.DuplicateBlockKeyBlock):
        return Problem(
            name,
            row,
            "",
            "bib-key-duplicate",
            "the key is used already",
            block.key,
            "give the entry a key of its own",
        )
    if isinstance(block, model.DuplicateFieldKeyBlock):
        fields = ", ".join(sorted(block.duplicate_keys))
        return Problem(
            name,
            row,
            fields,
            "bib-field-repeated",
            "a field occurs twice in one entry",
            text,
            "keep one of the two",
        )
    remedy = "close every brace and quotation mark of the entry, and end each field with a comma"
    return Problem(name, row, "", "bib-broken-entry", "the entry cannot be read", text, remedy)


def _source(entry: model.Entry) -> Source:
    fields = {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields}
    keywords = {word.strip() for word in fields.get("keywords", "").split(",")}
    tier = next((tier for tier in TIERS if f"tier-{tier}" in keywords), "")
    publisher = (
        "organization",
        "publisher",
        "institution",
        "journal",
        "journaltitle",
        "booktitle",
        "howpublished",
        "school",
    )
    return Source(
        key=entry.key,
        type=entry.entry_type.lower(),
        title=_plain(fields.get("title", "")),
        title_en=_plain(fields.get("translatedtitle", "")),
        author=_plain(fields.get("author", "")),
        publisher=_plain(next((fields[field] for field in publisher if field in fields), "")),
        date=fields.get("date") or fields.get("year", ""),
        url=fields.get("url", ""),
        language=fields.get("langid", ""),
        tier=tier,
        mirror="mirror" in keywords,
        date_inferred="date-inferred" in keywords,
        opening_only="opening-only" in keywords,
        row=(entry.start_line or 0) + 1,
    )


def _plain(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _source_problems(source: Source, name: str) -> list[Problem]:
    checks = (
        ("title", source.title == "", "the entry has no title"),
        (
            "langid",
            source.language not in ("english", "chinese"),
            "the entry's language is not given as english or chinese",
        ),
    )
    return [
        Problem(name, source.row, field, "bib-field-missing", message, source.key, f"give the entry a `{field}`")
        for field, fails, message in checks
        if fails
    ]
