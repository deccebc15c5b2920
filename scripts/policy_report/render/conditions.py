"""Conditional content: keeps what is meant for one format and says what it does not understand."""

from collections.abc import Callable
from typing import Any

from policy_report.render.tree import Node, attributes

VISIBLE, HIDDEN = "content-visible", "content-hidden"
_CONDITIONS = ("when-format", "unless-format")
# Names of formats, and what each means for a document of ours. Quarto reads `pdf` as LaTeX, so `pdf` would
# hide the text from our PDF: it is refused.
_FORMATS = {"html": "html", "html4": "html", "html5": "html", "html:js": "html", "typst": "typst", "docx": "docx"}

Report = Callable[[Node, str, str], None]


def keep_visible(tree: Any, target: str, report: Report) -> Any:
    """The tree with only the content for `target` (its Quarto name).

    `report` is called with the node, the fault and what it names, for each condition that is not understood.
    """
    if isinstance(tree, list):
        kept = []
        for child in tree:
            kept += _child(child, target, report)
        return kept
    if isinstance(tree, dict):
        return {key: keep_visible(value, target, report) for key, value in tree.items()}
    return tree


def _child(child: Any, target: str, report: Report) -> list[Any]:
    if not (isinstance(child, dict) and child.get("t") in ("Div", "Span", "CodeBlock")):
        return [keep_visible(child, target, report)]
    classes = attributes(child).classes
    if VISIBLE not in classes and HIDDEN not in classes:
        return [keep_visible(child, target, report)]
    if _matches(child, target, report) != (VISIBLE in classes):
        return []
    if child["t"] == "Div":
        content: list[Any] = keep_visible(child["c"][1], target, report)
        return content
    identifier, names, pairs = child["c"][0]
    names = [name for name in names if name not in (VISIBLE, HIDDEN)]
    pairs = [pair for pair in pairs if pair[0] not in _CONDITIONS]
    return [{"t": child["t"], "c": [[identifier, names, pairs], keep_visible(child["c"][1], target, report)]}]


def _matches(node: Node, target: str, report: Report) -> bool:
    given = attributes(node).pairs
    known = {key: value for key, value in given.items() if key in _CONDITIONS}
    others = [key for key in given if key.startswith(("when-", "unless-")) and key not in _CONDITIONS]
    if others or not known:
        report(node, "unknown-condition", ", ".join(others) or "there is none")
    result = True
    for key, value in known.items():
        if value not in _FORMATS:
            report(node, "unknown-condition/format", value)
        result = result and (_FORMATS.get(value) == target) == (key == "when-format")
    return result
