"""Runs the reference filter on small texts and on bibliographies, as either engine does."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.extensions import REFERENCE_FILTER
from policy_report.render.styles import STYLES, make_styles, styles_folder
from policy_report.render.tree import Node, attributes, walk

LANGUAGES = ("en", "zh")
SETTINGS = [(style, language) for style in STYLES for language in LANGUAGES]


@dataclass(frozen=True)
class Written:
    """What the filter made of a document.

    Parameters
    ----------
    tree
        The document as pandoc's JSON.
    said
        What pandoc wrote to its error stream.
    """

    tree: Node
    said: str

    @property
    def text(self) -> str:
        """The paragraphs before the list, one a line; raised text stands between carets."""
        return "\n".join(words(block["c"]) for block in self.tree["blocks"] if block["t"] == "Para")

    @property
    def entries(self) -> dict[str, str]:
        """The entries of the list by key, in its order, with asterisks around italics."""
        found = {}
        for node in walk(self.tree):
            if node["t"] == "Div" and attributes(node).identifier.startswith("ref-"):
                found[attributes(node).identifier.removeprefix("ref-")] = words(node["c"][1]).strip()
        return found


_MARKED = {"Superscript": "^{}^", "Emph": "*{}*", "Note": "(note: {})"}
_INSIDE = ("Cite", "Link", "Span", "Div", "Quoted")


def words(node: Any) -> str:
    """The text of a node, with marks for what is raised or in italics."""
    if isinstance(node, list):
        return "".join(words(child) for child in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    return _MARKED.get(kind, "{}").format(words(content[1] if kind in _INSIDE and content else content))


def made_styles(root: Path) -> Path:
    """The styles of the package, in a folder of a study."""
    make_styles(Project(root))
    return styles_folder(Project(root))


class Filter:
    """The filter as a reader of its own README has it: alone in a folder, with styles beside it."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root / "_extensions" / REFERENCE_FILTER.parent.name
        shutil.copytree(REFERENCE_FILTER.parent, self.folder)
        shutil.copytree(made_styles(root), self.folder / "styles")

    def run(self, text: str, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        """What pandoc does with a text when the filter is the last thing that it runs."""
        script = str(self.folder / REFERENCE_FILTER.name)
        return subprocess.run(
            [pandoc.command(), *arguments, "--lua-filter", script],
            input=text, capture_output=True, encoding="utf-8", cwd=self.root, check=False,
        )  # fmt: skip

    def __call__(self, body: str, bibliography: Path, style: str = "", language: str = "en") -> Written:
        """A Markdown text in a document of this language."""
        given = {"lang": language, "bibliography": str(bibliography), "link-citations": "true"}
        given |= {"reference-style": style} if style else {}
        options = (part for key, value in given.items() for part in ("-M", f"{key}={value}"))
        done = self.run(body, ("-f", "markdown", "-t", "json", *options))
        assert done.returncode == 0, done.stderr
        return Written(json.loads(done.stdout), done.stderr)
