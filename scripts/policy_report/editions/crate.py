"""What an archive says of itself to other programs: RO-Crate 1.1, CITATION.cff, CodeMeta, PROV."""

import json
import mimetypes
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import yaml

from policy_report import __version__
from policy_report.editions.head import agent
from policy_report.editions.snapshot import Snapshot
from policy_report.editions.work import Author, Work

_TYPES = {".qmd": "text/markdown", ".bib": "application/x-bibtex", ".toml": "application/toml", ".yml": "text/yaml"}


def describing_files(
    work: Work, label: str, said: Snapshot, sources: Mapping[str, str], files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files that describe an edition of these files; `sources` are addresses by their keys."""
    made = {
        "CITATION.cff": citation_cff(work, label),
        "codemeta.json": _json(codemeta(work, label)),
        "provenance.jsonld": _json(provenance(said, sources)),
    }
    # The files come in the order of a set, which differs with each process.
    everything = dict(sorted({**files, **{name: text.encode() for name, text in made.items()}}.items()))
    made["ro-crate-metadata.json"] = _json(ro_crate(work, label, everything))
    return {name: text.encode() for name, text in made.items()}


def _json(data: Any) -> str:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"


def _agent(author: Author) -> dict[str, str]:
    return {"@id": f"#{quote(author.literal)}", **agent(author)}


def citation_cff(work: Work, label: str) -> str:
    """The work as Citation File Format 1.2.0 has it."""
    authors = [
        {"family-names": one.family, "given-names": one.given} if one.family else {"name": one.literal}
        for one in work.authors
    ]
    said = {
        "cff-version": "1.2.0",
        "message": "If you use these data or this paper, please cite them as below.",
        "type": "dataset",
        "title": work.title,
        "version": work.version or label,
        "date-released": work.issued.isoformat(),
        "authors": authors,
        "license": work.licence.replace(" ", "-"),
        "url": work.url,
        "keywords": list(work.keywords),
        "abstract": work.abstract,
    }
    text: str = yaml.safe_dump({k: v for k, v in said.items() if v}, allow_unicode=True, sort_keys=False, width=120)
    return text


def codemeta(work: Work, label: str) -> dict[str, Any]:
    """The work as CodeMeta 3.0 has the code that makes it."""
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": work.title,
        "version": work.version or label,
        "datePublished": work.issued.isoformat(),
        "license": work.licence_url,
        "author": [_agent(author) for author in work.authors],
        "programmingLanguage": "Python",
        "softwareRequirements": [f"policy-report {__version__}"],
    }


def provenance(said: Snapshot, sources: Mapping[str, str]) -> dict[str, Any]:
    """The way from each number to its phrases and from each phrase to its source, in the terms of W3C PROV-O."""
    rows = [
        {
            "@id": f"#clm-{key}",
            "@type": "prov:Entity",
            "prov:value": row["phrase"],
            "prov:wasQuotedFrom": {"@id": f"#src-{row['source']}"},
        }
        for key, row in said.rows.items()
    ]
    numbers = [
        {
            "@id": f"#num-{name}",
            "@type": "prov:Entity",
            "prov:value": said.numbers[name],
            "prov:wasGeneratedBy": {"@id": f"#analysis-{name.partition('.')[0]}"},
            "prov:wasDerivedFrom": [{"@id": f"#clm-{key}"} for key in inputs],
        }
        for name, inputs in said.inputs.items()
    ]
    analyses = dict.fromkeys(name.partition(".")[0] for name in said.inputs)
    cited = dict.fromkeys(row["source"] for row in said.rows.values())
    return {
        "@context": {"prov": "http://www.w3.org/ns/prov#"},
        "@graph": [
            *({"@id": f"#src-{key}", "@type": "prov:Entity", "prov:atLocation": sources.get(key, "")} for key in cited),
            *rows,
            *({"@id": f"#analysis-{name}", "@type": "prov:Activity"} for name in analyses),
            *numbers,
        ],
    }


def ro_crate(work: Work, label: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The metadata of the archive as RO-Crate 1.1 asks for it."""
    agents = [_agent(author) for author in work.authors]
    authors = [{"@id": agent["@id"]} for agent in agents]
    groups = [{"@id": agent["@id"]} for agent in agents if agent["@type"] == "Organization"]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": work.url or label,
        "name": work.title,
        "description": work.abstract or work.title,
        "version": work.version or label,
        "datePublished": work.issued.isoformat(),
        "inLanguage": str(work.language),
        "keywords": ", ".join(work.keywords),
        "author": authors[0] if len(authors) == 1 else authors,
        "hasPart": [{"@id": quote(name)} for name in files],
        **({"license": {"@id": work.licence_url}} if work.licence_url else {}),
        # Only a group is an organisation that may be said to publish.
        **({"publisher": groups[0]} if groups else {}),
    }
    licences = [{"@id": work.licence_url, "@type": "CreativeWork", "name": work.licence}] if work.licence_url else []
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    parts = [
        {"@id": quote(name), "@type": "File", "contentSize": str(len(data)), "encodingFormat": _type_of(name)}
        for name, data in files.items()
    ]
    graph: Iterable[dict[str, Any]] = [descriptor, root, *agents, *licences, *parts]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": list(graph)}


def _type_of(name: str) -> str:
    suffix = f".{name.rpartition('.')[2]}"
    return _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
