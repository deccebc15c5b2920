"""What a section, figure or table of a document is called where it is cited: its number, and what its caption says."""

import re

from policy_report.editions.work import plain_text
from policy_report.project import Project
from policy_report.render.config import settings
from policy_report.render.document import Document, Format
from policy_report.render.metadata import labels
from policy_report.render.source import read_source


def part_label(project: Project, document: Document, key: str, number: str) -> str:
    """Name a part of a document by its id and number, with the first sentence of its caption, as the page does."""
    source = read_source(project, document.source)
    words, kind = labels(settings(project, source, Format.HTML)), key[:3]
    named = words.get(f"{kind}-title") or words[f"{kind}-prefix"]
    pattern = re.compile(rf"(?:!\[|^: |^#+ )(.*?)(?:\]\([^)]*\))?\s*\{{[^{{}}]*#{re.escape(key)}\b")
    caption = next((found[1] for line in source.text.split("\n") if (found := pattern.search(line))), "")
    first = re.split(r"(?<=\.)\s|。", plain_text(project, caption, source))[0].removesuffix(".")
    delimiter = words["title-delim"] + ("" if words["title-delim"] == "：" else " ")
    return f"{named} {number}{delimiter if first else ''}{first}"
