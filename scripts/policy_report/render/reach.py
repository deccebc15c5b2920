"""What the text of a document may reach: pages by links; no script, no other host, and no file by raw markup."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final, NamedTuple

from policy_report.render.tree import all_attributes, plain, walk
from policy_report.text.policy import SCHEMES, is_harmless

_HTML: Final = ("html", "html4", "html5")
_ELEMENTS: Final = re.compile(
    "a|abbr|address|article|aside|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em"
    "|figcaption|figure|footer|h[1-6]|header|hr|i|ins|kbd|li|main|mark|nav|ol|p|pre|q|rp|rt|ruby|s|samp|section|small"
    "|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr",
    re.IGNORECASE,
)
"""Elements that only mark text; all others load something, or act."""

_ATTRIBUTE: Final = r"""\s+(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_ANY: Final = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)
_MARKUP: Final = re.compile(
    rf"[^<]+|<!--(?!-?>)(?:(?!--).)*-->|</[A-Za-z][\w-]*\s*>|<(?P<tag>[A-Za-z][\w-]*)(?P<said>(?:{_ANY})*)\s*/?>",
    re.DOTALL,
)
_ACTS: Final = re.compile(
    r"on\w+|(?:xlink:)?href|src|srcset|srcdoc|data|poster|background|(?:form)?action|ping|manifest|http-equiv"
)
"""Attributes that run a script or load a file."""

_LOADS: Final = re.compile(r"url\s*\(|@import|expression|image-set|\\", re.IGNORECASE)
"""What loads a file, or hides that it does, in a style."""

_OTHER: Final = {
    "typst": re.compile(r'"@[\w-]+/[^"]*"|\blink\(\s*"(?P<address>[^"]*)"'),
    "openxml": re.compile(r"instrText|fldSimple|altChunk|<w:(?:object|pict|subDoc)\b|\br:(?:id|link|embed|pict)\s*="),
}
"""What fetches or runs something in raw Typst and in raw Word."""


class Reach(NamedTuple):
    """Something that a document may not hold: texts that may show where it stands, the fault, and what it names."""

    texts: tuple[str, ...]
    fault: str
    said: dict[str, str]


def reaches(tree: Any) -> Iterator[Reach]:
    """Give everything in pandoc's tree of a document that would run a script, or reach another host or a file."""
    for name, value in (pair for _, _, pairs in all_attributes(tree) for pair in pairs):
        if _acts(name.lower(), value):
            yield Reach((f"{name}=",), "attribute-acts", {"name": name})
    for node in walk(tree):
        if node["t"] == "Link" and not is_harmless(node["c"][2][0]):
            yield _bad_link(node["c"][2][0], f"[{plain(node['c'][1])}](")
        elif node["t"] in ("RawBlock", "RawInline"):
            yield from _in_raw(*node["c"])


def _bad_link(address: str, before: str = "") -> Reach:
    return Reach((address, before), "link-scheme", {"known": ", ".join(SCHEMES)})


def _acts(name: str, value: str) -> bool:
    return _ACTS.fullmatch(name) is not None or (name == "style" and _LOADS.search(value) is not None)


def _in_raw(language: str, text: str) -> Iterator[Reach]:
    if language in _HTML:
        yield from _in_html(text)
    elif language in _OTHER:
        for found in _OTHER[language].finditer(text):
            address = found.groupdict().get("address")
            if address is None:
                yield Reach((found[0],), "raw-acts", {"what": found[0].strip('"<= '), "language": language})
            elif not is_harmless(address):
                yield _bad_link(address)


def _in_html(text: str) -> Iterator[Reach]:
    end = 0
    while end < len(text):
        part = _MARKUP.match(text, end)
        if part is None:
            yield Reach((_line(text[end:]),), "raw-acts", {"what": _line(text[end:]), "language": "HTML"})
            return
        end = part.end()
        yield from _in_tag(part[0], part["tag"], part["said"] or "")


def _in_tag(text: str, tag: str | None, said: str) -> Iterator[Reach]:
    if tag and not _ELEMENTS.fullmatch(tag):
        yield Reach((_line(text), f"<{tag}"), "raw-acts", {"what": f"<{tag}>", "language": "HTML"})
    for given in re.finditer(_ATTRIBUTE, said):
        name, value = given["name"].lower(), (given["value"] or "").strip("\"'")
        if name == "href" and tag == "a":
            if not is_harmless(unescape(value)):
                yield _bad_link(value, "href=")
        elif _acts(name, unescape(value)):
            yield Reach((_line(text), f"{given['name']}="), "attribute-acts", {"name": name})


def _line(text: str) -> str:
    return text.strip().partition("\n")[0][:80]
