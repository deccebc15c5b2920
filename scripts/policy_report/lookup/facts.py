"""What the evidence says of a thing, and whether two published figures may be compared, as plain data."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from policy_report.evidence.records import AnyRow, Record, quantity_of
from policy_report.lookup.cards import Card
from policy_report.text.language import Language
from policy_report.text.numbers import interval, written

Tables = Mapping[str, list[Record]]
"""The rows of tidy frames by the frame's name."""

ROWS = ("claims", "series")
"""The frames whose rows are published figures."""

_KINDS = {
    "claims": "claim",
    "series": "series value",
    "indicators": "indicator",
    "cases": "case",
    "peers": "peer",
    "features": "feature",
    "milestones": "milestone",
    "definitions": "definition",
    "sources": "source",
}

_BASES = {
    "stated": "stated by the source",
    "publication": "taken from the date of publication",
    "inferred": "inferred",
    "by": "existed by then",
    "unknown": "not known",
    "": "",
}

_FLAGS = {"mirror": "read as a copy", "date_inferred": "date inferred", "opening_only": "only the opening was seen"}

_READING = ("value", "lower", "upper", "lower_closed", "upper_closed", "lower_kind", "upper_kind")


@dataclass(frozen=True)
class Evidence:
    """The tidy rows of a study, for looking them up one by one, and the languages that names are given in."""

    tables: Tables
    languages: tuple[Language, ...]

    def rows(self, table: str, column: str, key: str) -> list[Record]:
        """Give the rows of a table that have this text in this column; none of a table that the study lacks."""
        return [row for row in self.tables.get(table, ()) if row.get(column) == key]


def keys(tables: Tables) -> Iterator[str]:
    """Every id and key of the evidence."""
    for table in _KINDS:
        yield from (row[_key_column(table)] for row in tables.get(table, ()))


def facts_of(evidence: Evidence, key: str) -> list[Card]:
    """A card for each thing of the evidence that has this id or key."""
    return [
        {"kind": kind, "id": key} | _MAKERS.get(table, _plain_card)(evidence, row)
        for table, kind in _KINDS.items()
        for row in evidence.rows(table, _key_column(table), key)
    ]


def _key_column(table: str) -> str:
    return "key" if table == "sources" else "id"


def _name(evidence: Evidence, table: str, key: str) -> str:
    for row in evidence.rows(table, "id", key):
        return " ".join([f"{key}:", *(row[f"name_{language}"] for language in evidence.languages)])
    return key


def _period(row: AnyRow) -> str:
    start, end = row["period_start"], row["period_end"]
    span = start if start == end else f"{start or '?'} – {end or '?'}"
    basis = _BASES[row["period_basis"]]
    return f"{span} ({basis})" if start or end else basis


def _reading(evidence: Evidence, row: AnyRow) -> Card:
    """How a phrase reads: in words, as an interval, and every field of the convention."""
    quantity = quantity_of(row)
    if quantity is None:
        return {"in words": "states no number"}
    fields: Card = {name: row[name] for name in _READING}
    return {
        "in words": "; ".join(written(quantity, language) for language in evidence.languages),
        "interval": interval(quantity, evidence.languages[0]),
        **{name: bool(cell) if name.endswith("closed") else cell for name, cell in fields.items()},
        "unit": quantity.unit,
        "qualifier": str(quantity.qualifier),
        "change": str(quantity.change),
    }


def _published(evidence: Evidence, row: AnyRow) -> Card:
    """A claim, a series value or a peer's figure: all that its row says, with what it refers to."""
    told = ("part", "unit", "category", "locator", "scope", "note")
    return {
        "phrase": row["phrase"],
        "reading": _reading(evidence, row) if row["phrase"] else {},
        "case": _name(evidence, "cases", row["case"]),
        **({"indicator": _name(evidence, "indicators", row["indicator"])} if "indicator" in row else {}),
        "period": _period(row),
        **{name: row[name] for name in told if name in row},
        "source": _source_of(evidence, row["source"]),
    }


def _peer(evidence: Evidence, row: AnyRow) -> Card:
    names = ("body_en", "body_zh", "family", "branches", "staff", "tiers", "indicator_en")
    established = {"established": f"{row['established']} ({_BASES[row['established_basis']]})"}
    return {name: row[name] for name in names} | established | _published(evidence, row)


def _source_of(evidence: Evidence, key: str) -> Card:
    found = evidence.rows("sources", "key", key)
    return {"key": key} | (_about_source(found[0]) if found else {})


def _about_source(row: AnyRow) -> Card:
    flags = [words for name, words in _FLAGS.items() if row[name]]
    names = ("title", "title_en", "author", "publisher", "date", "language", "tier")
    return {name: row[name] for name in names} | {"flags": "; ".join(flags), "url": row["url"]}


def _source(evidence: Evidence, row: AnyRow) -> Card:
    key = row["key"]
    citing = (name for name in _KINDS if any("source" in row for row in evidence.tables.get(name, ())))
    cited = {name: _brief(evidence, name, "source", key) for name in citing}
    defined = [str(other["id"]) for other in evidence.rows("indicators", "definition_source", key)]
    return {"type": row["type"]} | _about_source(row) | cited | {"definition of indicators": defined}


def _indicator(evidence: Evidence, row: AnyRow) -> Card:
    told: Card = {str(name): "" if cell is None else cell for name, cell in row.items() if name != "id"}
    source = {"definition_source": _source_of(evidence, row["definition_source"]) if row["definition_source"] else ""}
    used = {name: _brief(evidence, name, "indicator", row["id"]) for name in ("claims", "series")}
    return told | source | used


def _case(evidence: Evidence, row: AnyRow) -> Card:
    inside = [_name(evidence, "cases", other["id"]) for other in evidence.rows("cases", "parent", row["id"])]
    told = {name: row[name] for name in ("name_en", "name_zh", "level", "note")}
    above = {"part of": _name(evidence, "cases", row["parent"])} if row["parent"] else {}
    names = ("claims", "series", "features", "milestones", "peers")
    return told | above | {"parts": inside} | {name: _brief(evidence, name, "case", row["id"]) for name in names}


def _plain_card(evidence: Evidence, row: AnyRow) -> Card:
    """A feature, milestone or definition: its row, with its source in full."""
    # A milestone's own kind would hide that it is a milestone.
    told: Card = {
        "kind of event" if name == "kind" else str(name): cell
        for name, cell in row.items()
        if name not in ("id", "source")
    }
    return told | {"source": _source_of(evidence, row["source"])}


def _brief(evidence: Evidence, table: str, column: str, key: str) -> list[str]:
    """A line for each row of a table that refers to a thing."""
    return [_in_short(row) for row in evidence.rows(table, column, key)]


def _in_short(row: AnyRow) -> str:
    about = ("phrase", "indicator", "case", "period_start", "feature_en", "value_en", "date", "event_en", "body_en")
    cells = [str(row[name]) for name in about if row.get(name)]
    return " | ".join([str(row["id"]), *cells, *([str(row["term_en"])] if "term_en" in row else [])])


_MAKERS: dict[str, Callable[[Evidence, Record], Card]] = {
    "claims": _published,
    "series": _published,
    "peers": _peer,
    "indicators": _indicator,
    "cases": _case,
    "sources": _source,
}
