"""The evidence of a study in the terms of schema.org: a data set, its claims, and where each was published."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from policy_report.editions.head import agent
from policy_report.editions.work import Work
from policy_report.text.words import word

Row = Mapping[Any, Any]


def linked_data(work: Work, claims: Iterable[Row], sources: Iterable[Row]) -> dict[str, Any]:
    """The claims of a study as a graph; its anchors are those of the explorer's page."""
    shown = list(claims)
    cited = {str(claim["source"]) for claim in shown}
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
            "text": str(claim["phrase"]),
            "firstAppearance": {"@id": f"#src-{claim['source']}"},
            "isPartOf": {"@id": "#data"},
        }
        for claim in shown
    ]
    works = [_source(row) for row in sources if row["key"] in cited]
    return {"@context": "https://schema.org", "@graph": [_filled(data), *told, *works]}


def linked_script(graph: Mapping[str, Any]) -> str:
    """The graph as an element of a page's head, which no text of it can end."""
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _source(row: Row) -> dict[str, Any]:
    address, publisher = str(row["url"]), str(row["publisher"] or row["author"])
    return _filled(
        {
            "@id": f"#src-{row['key']}",
            "@type": "CreativeWork",
            "name": str(row["title"]),
            "url": address if address.startswith(("http://", "https://")) else "",
            "datePublished": str(row["date"]),
            "publisher": {"@type": "Organization", "name": publisher} if publisher else "",
        }
    )


def _filled(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in ("", [])}
