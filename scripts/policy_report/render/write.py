"""What the three formats share when the finished tree is written."""

import json

from policy_report.render import pandoc
from policy_report.render.prepare import Prepared
from policy_report.render.tree import Node


def written(prepared: Prepared, tree: Node, arguments: list[str]) -> str:
    """What pandoc writes for the finished tree."""
    depth = ["--toc-depth", str(prepared.options.get("toc-depth", 3))]
    numbers = ["--number-sections"] if prepared.options.get("number-sections") is True else []
    return pandoc.run(
        ["-f", "json", "--standalone", *depth, *numbers, *arguments],
        json.dumps(tree, ensure_ascii=False),
        prepared.source,
        prepared.locate,
        prepared.epoch,
    )


def word_variables(prepared: Prepared, **more: str) -> list[str]:
    """Arguments that give a template its words, and further variables."""
    words = prepared.words
    given = {"toc-title": words["toc-title"], "abstract-title": words["abstract-title"], **more}
    return [part for key, value in given.items() for part in ("-V", f"{key}={value}")]


def string_meta(value: object) -> dict[str, object]:
    """A value as pandoc's JSON metadata, taken as it is and not as Markdown."""
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: string_meta(item) for key, item in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [string_meta(item) for item in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    return {"t": "MetaString", "c": str(value)}
