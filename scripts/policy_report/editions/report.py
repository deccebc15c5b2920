"""A list of changes to be read: as Markdown, and as a page with figures before and after and the words that changed."""

import base64
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

from policy_report.editions.changes import Change, is_coverage, title
from policy_report.text.policy import with_policy

Picture = Callable[[int, str], bytes]
"""The drawing of a figure, by its name, as it was (0) and is (1); empty where there is none."""

_WORD = re.compile(r"[\u3400-\u9fff]|\w+|\s+|[^\w\s]")
_PARTS = {False: "Revised", True: "New coverage"}
_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222}
del{background:#fbdcdc}ins{background:#d6f2d9;text-decoration:none}code{font-size:.9em}
figure{margin:1rem 0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.pair img{width:100%;border:1px solid #ccc}
@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}del{background:#5b2222}ins{background:#1d4a24}
.pair img{background:#fff}}"""


def markdown(found: Sequence[Change], old: str, new: str, note: str = "") -> str:
    """The changes as Markdown, revisions apart from new coverage, and a note on what was not compared."""
    lines = [f"# What changed from {_md(old)} to {_md(new)}"]
    for part, members in _parts(found):
        lines += ["", f"## {part}"]
        for kind, changed in groupby(members, key=lambda change: change.kind):
            lines += ["", f"### {title(kind).capitalize()}", ""]
            lines += [f"- {_md(str(change))}" for change in changed]
    return "\n".join([*lines, *([] if found else ["", "Nothing."]), *(["", _md(note)] if note else [])]) + "\n"


def _md(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def page(found: Sequence[Change], old: str, new: str, picture: Picture, note: str = "") -> str:
    """The changes as a page of its own, which asks no host for anything, and a note on what was not compared."""
    parts = []
    for part, members in _parts(found):
        parts.append(f"<h2>{part}</h2>")
        for kind, changed in groupby(members, key=lambda change: change.kind):
            items = "\n".join(_item(change, picture) for change in changed)
            parts.append(f"<h3>{escape(title(kind).capitalize())}</h3>\n<ul>\n{items}\n</ul>")
    heading = f"What changed from {escape(old)} to {escape(new)}"
    return with_policy(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{heading}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><main><h1>{heading}</h1>\n"
        + ("\n".join(parts) or "<p>Nothing.</p>")
        + f"\n<p>{escape(note)}</p>\n</main></body></html>\n",
        scripts=[],
    )


def _parts(found: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    for coverage, name in _PARTS.items():
        if members := [change for change in found if is_coverage(change.kind) is coverage]:
            yield name, members


def _item(change: Change, picture: Picture) -> str:
    where = f" <code>{escape(change.where)}</code>" if change.where else ""
    if change.kind != "figure-redrawn":
        return f"<li><b>{escape(change.key)}</b> {words_changed(change.before, change.after)}{where}</li>"
    drawn = "".join(_image(picture(side, change.key), side) for side in (0, 1))
    return f'<li><b>{escape(change.key)}</b><div class="pair">{drawn}</div></li>'


def _image(drawing: bytes, side: int) -> str:
    said = ("before", "after")[side]
    if not drawing:
        return f"<p>{said}: not drawn</p>"
    data = base64.b64encode(drawing).decode()
    return f'<figure><img alt="{said}" src="data:image/svg+xml;base64,{data}"><figcaption>{said}</figcaption></figure>'


def words_changed(before: str, after: str) -> str:
    """A text as HTML with the words that are gone and those that are new marked."""
    if not before or not after:
        return f"<del>{escape(before)}</del>" if before else f"<ins>{escape(after)}</ins>" if after else ""
    old, new = _WORD.findall(before), _WORD.findall(after)
    parts = []
    for how, begin, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape("".join(old[begin:end])), escape("".join(new[first:last]))
        kept = how == "equal"
        parts.append(come if kept else (f"<del>{gone}</del>" if gone else "") + (f"<ins>{come}</ins>" if come else ""))
    return "".join(parts)
