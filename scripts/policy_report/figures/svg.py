"""Make the SVG that matplotlib writes small: nothing in it that nobody sees, each thing said once."""

import re
from collections import Counter
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_HREF = f"{{{_XLINK}}}href"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNSEEN = (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style")
_GROUP, _TEXT, _DEFINITIONS = f"{{{_SVG}}}g", f"{{{_SVG}}}text", f"{{{_SVG}}}defs"

_EVERYWHERE = {
    "stroke-linejoin": "round",
    "stroke-linecap": "butt",
    "font-size": "7.5",
    "text-rendering": "geometricPrecision",
}
"""What the root says for all: how matplotlib's style sheet wants lines to end, the size of most lettering, and that
letters keep the widths that were measured."""

_PLACES = ("x", "y", "d", "transform", "points", "width", "height")
"""Attributes of coordinates, in points; a hundredth of one is finer than any printer."""

_NUMBER = re.compile(r"-?\d+\.\d+|-0\b")
_NO_TURN = re.compile(r"rotate\(0(?: [^)]*)?\)")


def slim(svg: str, families: str) -> str:
    """The same drawing with short names and coordinates, and all that its elements share said at the root.

    `svg`: what matplotlib writes with `svg.fonttype: none`.
    `families`: the families of its lettering, as CSS names them.
    """
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        _tidy(element)
    definitions = Element(_DEFINITIONS)
    for element in list(root.iter()):
        for shared in element.findall(_DEFINITIONS):
            element.remove(shared)
            definitions.extend(shared)
    _merge(root)
    root.insert(0, definitions)
    _rename(root)
    root.attrib |= {**_EVERYWHERE, "font-family": families}
    return ElementTree.tostring(root, encoding="unicode")


def _tidy(element: Element) -> None:
    """Take away what an element says in vain, and say the rest in attributes, which are shorter than a style."""
    for child in [child for child in element if child.tag in _UNSEEN]:
        element.remove(child)
    if element.tag != _TEXT:
        element.text = None
    element.tail = None
    said = dict(element.attrib)
    if _HREF in said:
        said["href"] = said.pop(_HREF)
    if element.tag != f"{{{_SVG}}}svg":
        said = {name: _rounded(value) if name in _PLACES else value for name, value in said.items()}
    said |= _declared(said.pop("style", ""))
    element.attrib = {name: value for name, value in said.items() if value and not _is_vain(name, value)}
    if "  " in (element.text or ""):
        element.set(_SPACE, "preserve")


def _rounded(value: str) -> str:
    """Coordinates with two decimals, without needless zeros and spaces; a rotation by nothing goes."""
    short = _NUMBER.sub(lambda match: f"{round(float(match[0]), 2) + 0.0:.2f}".rstrip("0").rstrip("."), value)
    short = re.sub(r"(?<![\d.])0(?=\.\d)", "", _NO_TURN.sub("", short)).strip()
    return short if "(" in short else re.sub(r"\s*([A-Za-z])\s*", r"\1", short)


def _declared(style: str) -> dict[str, str]:
    """The declarations of a style as attributes; the families stand at the root."""
    parts = (part.partition(":") for part in style.split(";") if part.strip())
    found = {name.strip(): value.strip() for name, _, value in parts}
    if "font-size" in found:
        found["font-size"] = found["font-size"].removesuffix("px")
    return {name: value for name, value in found.items() if name != "font-family"}


def _is_vain(name: str, value: str) -> bool:
    return _EVERYWHERE.get(name) == value or (name, value) in {("text-anchor", "start"), ("version", "1.1")}


def _merge(parent: Element) -> None:
    """Take away groups that say nothing, and make one of neighbours that say the same; ids of groups have no use."""
    children: list[Element] = []
    for child in parent:
        _merge(child)
        children += list(child) if child.tag == _GROUP and not _said(child) else [child]
    parent[:] = [_one(list(alike)) for _, alike in groupby(children, _likeness)]


def _said(element: Element) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in element.attrib.items() if name != "id")


def _likeness(element: Element) -> object:
    """What must be the same of two neighbours for one group to hold the children of both."""
    return _said(element) if element.tag == _GROUP else element


def _one(alike: list[Element]) -> Element:
    first, *others = alike
    for other in others:
        first.extend(other)
    return first


def _rename(root: Element) -> None:
    """Give what is used a short id, and all else none."""
    used = Counter(match[2] for element in root.iter() for match in map(_reference, element.attrib.items()) if match)
    names = {name: f"g{number}" for number, (name, _) in enumerate(used.most_common())}
    for element in root.iter():
        if "id" in element.attrib and element.attrib["id"] not in names:
            del element.attrib["id"]
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, names[value])
            elif match := _reference((name, value)):
                element.set(name, f"{match[1]}#{names[match[2]]}{match[3]}")


def _reference(attribute: tuple[str, str]) -> re.Match[str] | None:
    """The id that an attribute refers to, with what stands around it; a colour is no reference."""
    name, value = attribute
    return re.fullmatch(r"()#(.+)()" if name == "href" else r"(url\()#(.+)(\))", value)
