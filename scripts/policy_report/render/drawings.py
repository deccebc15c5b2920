"""Drawings inside the page: without what nobody sees of them, and drawn only when the reader comes near."""

import base64
import html
import mimetypes
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote, unquote

_IMAGE = re.compile(r'<img\b(?P<before>[^>]*?)\ssrc="(?P<path>/[^"]+)"')
# Taking an id, a comment or a space out of these might change what they show.
_DELICATE = re.compile(r"<(?:text|script|foreignObject|animate|set)\b|<style\b[^>]*>[^<]*[#.\[]")
_UNSEEN = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL)
_SHIFTED = re.compile(r'(?P<use><use href="[^"]*") transform="translate\((?P<x>-?[\d.]+)(?:[ ,]+(?P<y>-?[\d.]+))?\)"/>')
_REFERENCE = re.compile(r'(?P<kind>href="|url\()#(?P<name>[^")]+)')
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}


def with_drawings(page: str) -> str:
    """The page with its images inside; SVG is slimmed, written as text, and loaded when it comes into view."""
    return _IMAGE.sub(_embedded, page)


def _embedded(match: re.Match[str]) -> str:
    path = Path(html.unescape(unquote(match["path"])))
    if path.suffix != ".svg":
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return f'<img{match["before"]} src="data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"'
    svg = path.read_text(encoding="utf-8")
    size = _size(svg)
    # An image that says its size keeps its place while it is not there yet.
    lazy = f' loading="lazy" width="{size[0]}" height="{size[1]}"' if size else ""
    return f'<img{match["before"]} src="{_address(slim(svg))}"{lazy}'


def slim(svg: str) -> str:
    """A drawing without comments, metadata and needless spaces, and with short names for what it uses again.

    Lettering drawn as paths names a glyph for each letter, which is most of such a file. A drawing with real text,
    scripts or rules of its own is returned as it is.
    """
    if _DELICATE.search(svg):
        return svg
    svg = re.sub(r"\s+", " ", _UNSEEN.sub("", svg)).replace("> <", "><").replace(' "', '"').strip()
    svg = re.sub(r'(?<= d=")[^"]*', lambda path: re.sub(r" ?([A-Za-z]) ?", r"\1", path[0]), svg)
    svg = svg.replace("xlink:href=", "href=").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    svg = _SHIFTED.sub(_placed, svg)
    used = Counter(match["name"] for match in _REFERENCE.finditer(svg))
    names = {name: f"g{number}" for number, (name, _) in enumerate(used.most_common())}
    svg = re.sub(r' id="([^"]*)"', lambda match: f' id="{names[match[1]]}"' if match[1] in names else "", svg)
    return _REFERENCE.sub(lambda match: f"{match['kind']}#{names[match['name']]}", svg)


def _placed(match: re.Match[str]) -> str:
    """A glyph at its place, in half the words; a tenth of a glyph's unit is far below what any screen shows."""
    places = ((side, f"{float(match[side] or 0):.1f}".removesuffix(".0")) for side in ("x", "y"))
    return match["use"] + "".join(f' {side}="{place}"' for side, place in places if place not in ("0", "-0")) + "/>"


def _size(svg: str) -> tuple[int, int] | None:
    """Width and height in pixels, if the drawing says both."""
    root = re.search(r"<svg\b[^>]*>", svg)
    sides = [re.search(rf'\s{side}="([\d.]+)([a-z]*)"', root[0] if root else "") for side in ("width", "height")]
    found = [round(float(side[1]) * _PIXELS[side[2]]) for side in sides if side and side[2] in _PIXELS]
    return (found[0], found[1]) if len(found) == 2 else None


def _address(svg: str) -> str:
    """A drawing as a data address, as text: shorter than base64, and much shorter once a server compresses it."""
    single = svg if "'" in svg else svg.replace('"', "'")
    return "data:image/svg+xml," + quote(single, safe=" !$'()*+,-./:;=?@[]_|~")
