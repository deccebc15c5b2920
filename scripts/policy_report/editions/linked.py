"""The evidence of a study in the terms of schema.org: a data set, its claims, and where each was published."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from policy_report.editions.head import agent
from policy_report.editions.work import Work
from policy_report.evidence.records import PublishedRow, SourceRow, number_of
from policy_report.text.words import word

MOST: Final = 2_000
"""Claims that the head of a page tells in full, at some 400 bytes each; data files hold any number."""


def linked_data(
    work: Work,
    claims: Sequence[PublishedRow],
    sources: Iterable[SourceRow],
    places: Mapping[str, str],
    measures: Mapping[str, str],
    *,
    used: Container[str] = (),
) -> dict[str, Any]:
    """The claims of a study as a graph, each with the observation that it states, if it states a number.

    Its anchors are those of the explorer's page; `places` and `measures` are names by their ids. Of more than `MOST`
    claims it holds those whose anchors are `used` by the article.
    """
    if len(claims) > MOST:
        claims = [claim for claim in claims if f"clm-{claim['id']}" in used]
    cited = {claim["source"] for claim in claims}
    data = {
        "@id": "#data",
        "@type": "Dataset",
        "name": word("explorer.title", work.language, title=work.title),
        "description": work.abstract or work.title,
        "creator": [agent(author) for author in work.authors],
        "datePublished": work.issued.isoformat(),
        "version": work.version,
        "license": work.licence_url,
        "inLanguage": word("tag.html", work.language),
        "isAccessibleForFree": True,
        "isBasedOn": [{"@id": f"#src-{key}"} for key in sorted(cited)],
    }
    told = [
        {
            "@id": f"#clm-{claim['id']}",
            "@type": "Claim",
            "text": claim["phrase"],
            "firstAppearance": {"@id": f"#src-{claim['source']}"},
            "isPartOf": {"@id": "#data"},
            **({"about": {"@id": f"#obs-{claim['id']}"}} if claim["qualifier"] else {}),
        }
        for claim in claims
    ]
    stated = [claim for claim in claims if claim["qualifier"]]
    known = dict.fromkeys(claim["case"] for claim in stated)
    observed = [
        *(_observation(claim, measures) for claim in stated),
        *({"@id": f"#case-{key}", "@type": "Place", "name": places[key]} for key in known),
    ]
    works = [_source(row) for row in sources if row["key"] in cited]
    return {"@context": "https://schema.org", "@graph": [_filled(data), *told, *observed, *works]}


def _observation(claim: PublishedRow, measures: Mapping[str, str]) -> dict[str, Any]:
    """What a claim states, with the bounds that its words imply; a change says that it is none of levels."""
    numbers = {"value": claim["value"], "minValue": claim["lower"], "maxValue": claim["upper"]}
    found = {name: number_of(number) for name, number in numbers.items()}
    begin, end = claim["start"], claim["end"]
    days = (date.fromisoformat(end) - date.fromisoformat(begin)).days + 1 if begin and end else 0
    change = {"@type": "PropertyValue", "name": "change", "value": claim["change"]}
    said = {
        "@id": f"#obs-{claim['id']}",
        "@type": "Observation",
        "observationAbout": {"@id": f"#case-{claim['case']}"},
        "variableMeasured": measures[claim["indicator"]],
        "observationDate": end,
        "observationPeriod": f"P{days}D" if days else "",
        "unitText": claim["read_unit"],
        "additionalProperty": "" if claim["change"] == "level" else change,
    }
    return _filled(said) | {name: number for name, number in found.items() if number is not None}


def linked_script(graph: Mapping[str, Any]) -> str:
    """The graph as an element of a page's head, which no text of it can end."""
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _source(row: SourceRow) -> dict[str, Any]:
    address, publisher = row["url"], row["publisher"] or row["author"]
    return _filled(
        {
            "@id": f"#src-{row['key']}",
            "@type": "CreativeWork",
            "name": row["title"],
            "url": address if address.startswith(("http://", "https://")) else "",
            "datePublished": row["date"],
            "publisher": {"@type": "Organization", "name": publisher} if publisher else "",
        }
    )


def _filled(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in ("", [])}
