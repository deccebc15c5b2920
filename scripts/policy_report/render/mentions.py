"""What the text of a paper names of its evidence, and in which sections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from policy_report.project import Project
from policy_report.render.document import Document
from policy_report.render.source import Line, read_source

MENTION: Final = re.compile(
    r"\{\{<\s*var\s+(?:en|zh)\.(?:(?:article|supplement)\.(?P<label>[\w-]+)|(?P<number>[\w.-]+))"
    r"|@(?P<cited>[A-Za-z][\w-]*)"
    r"|/(?P<made>(?:fig|tbl)-[a-z0-9-]+)"
    r"|#clm-(?P<claim>[\w-]+)"
    r"|(?:#|repeats=)(?P<finding>fnd-[\w-]+)"
)
"""How the text names a label of another document, a number, a source or reference, what is made, a claim, a finding."""

_HEADING = re.compile(r"^#{1,6}\s+(?P<name>.*?)\s*(?:\{(?P<marks>[^{}]*)\})?\s*$")
_ANCHOR = re.compile(r"#([\w-]+)")
_MARKUP = re.compile(r"[*_`]|\{\{<.*?>\}\}|\[|\](?:\([^)]*\))?")


@dataclass(frozen=True)
class Mentions:
    """What a paper names: its sections as anchor and name, and the places of those that name each row, by its anchor.

    The first section is what stands before any heading with an anchor of its own; its anchor and name are empty.
    """

    sections: tuple[tuple[str, str], ...]
    places: dict[str, list[int]]


def mentions(project: Project, document: Document) -> Mentions:
    """Find what a paper names, in what people wrote of it: its front matter, its text and its includes."""
    source, made = read_source(project, document.source), project.relative(project.generated)
    sections, places = [("", "")], dict[str, list[int]]()
    for line in (*source.front_matter, *source.lines):
        if line.place.file.startswith(made):
            continue
        if (section := _section(line)) is not None:
            sections.append(section)
        for anchor in _anchors(line.text):
            named = places.setdefault(anchor, [])
            if len(sections) - 1 not in named:
                named.append(len(sections) - 1)
    return Mentions(tuple(sections), places)


def _section(line: Line) -> tuple[str, str] | None:
    """The anchor and name of a heading that has an anchor of its own, by which it can be linked to."""
    heading = _HEADING.match(line.text)
    anchor = _ANCHOR.search(heading["marks"] or "") if heading else None
    return (anchor[1], _MARKUP.sub("", heading["name"])) if heading and anchor else None


def _anchors(text: str) -> Iterator[str]:
    """The anchors of what a line may name; of a number in some form, such as `total.rose`, also the number."""
    for match in MENTION.finditer(text):
        if number := match["number"]:
            for name in dict.fromkeys((number, number.rpartition(".")[0])):
                yield f"clm-{name}"
                yield f"num-{name}".replace("_", "-").replace(".", "-")
        elif match["cited"]:
            yield f"src-{match['cited']}"
        elif match["claim"] or match["finding"]:
            yield match["finding"] or f"clm-{match['claim']}"
