"""Which addresses a document may link to, and what a page may load: nothing from elsewhere."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import unescape
from typing import Final
from urllib.parse import unquote_to_bytes

SCHEMES: Final = ("http", "https", "mailto", "doi")
"""What a link may begin with; an address without a scheme leads to another document, or into this one."""

_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]+")
"""Characters that browsers leave out of an address, or that a reader does not see in it."""

META: Final = re.compile(r'\n?<meta http-equiv="Content-Security-Policy"[^>]*>')
"""Where a page says its policy."""

_HEAD: Final = re.compile(r"<head>(?:\s*<meta charset=[^>]*>)?")
"""How a page begins; its encoding must stand among the first 1024 bytes, which a policy may fill (HTML, 4.2.5.4)."""

_SHEET: Final = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
_STYLES: Final = (re.compile(r'style="([^"]*)"'), re.compile(r"style='([^']*)'"))
"""The styles of single elements; what only looks like one is allowed in vain."""

_LINKED: Final = re.compile(r'<link\b[^>]*href="data:text/css')
"""A style sheet inside the page that stands in an address, which no digest can allow."""

_ATTRIBUTES: Final = r"""(?:[^"'>]|"[^"]*"|'[^']*')*+"""
_SCRIPT: Final = rf"<script\b{_ATTRIBUTES}>(.*?)</script\s*>"
_NOTHING: Final = r"\s|(?><!--.*?-->)"
_FLAGS: Final = re.DOTALL | re.IGNORECASE
_PIECE: Final = re.compile(rf"<!--.*?-->|{_SCRIPT}|</?[a-z]{_ATTRIBUTES}>", _FLAGS)
_BEFORE: Final = re.compile(rf"<body\b{_ATTRIBUTES}>(?:{_NOTHING}|(?>{_SCRIPT}))*+", _FLAGS)
_BETWEEN: Final = re.compile(rf"(?:{_NOTHING}|</div>)*+", _FLAGS)
"""What may stand before the text of a page, and between the scripts that come after it."""

_ADDRESS: Final = re.compile(r"""\ssrc=(["'])data:([^,]*?),(.*?)\1""", _FLAGS)
"""Where a script stands inside the page, but in an address."""


def policy(page: str, scripts: Iterable[str | bytes]) -> str:
    """Allow a page its own look, pictures and fonts, and of scripts those that are named, whatever else it holds.

    `page`: the page as it will be read, without its policy.
    `scripts`: the whole content of each script that may run.
    """
    sheets, styles = _SHEET.findall(page), {unescape(found) for style in _STYLES for found in style.findall(page)}
    allowed = {
        "default-src": ["'none'"],
        "img-src": ["data:"],
        "font-src": ["data:"],
        "media-src": ["data:"],
        "script-src": [*map(digest, scripts)] or ["'none'"],
        "style-src": [
            *map(digest, sheets),
            *sorted(map(digest, styles)),
            *["'unsafe-hashes'"] * bool(styles),
            *["data:"] * (_LINKED.search(page) is not None),
        ]
        or ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in allowed.items())


def with_policy(page: str, scripts: Iterable[str | bytes]) -> str:
    """Put its policy into the head of a page, right behind its encoding, in the place of any that it has."""
    plain = META.sub("", page)
    said = f'<meta http-equiv="Content-Security-Policy" content="{policy(plain, scripts)}">'
    return _HEAD.sub(lambda head: f"{head[0]}\n{said}", plain, count=1)


def with_own_policy(page: str) -> str:
    """Allow a page that Quarto made those scripts that stand where no text does, and the look that they begin.

    A script in an address runs by its digest where it names it too (CSP 3, external hashes). pandoc leaves there
    modules, which Quarto puts there itself, and what holds `</script` or is no JavaScript.
    """
    allowed = list[str | bytes]()
    for script in sorted(_scripts_around(page), key=re.Match.start, reverse=True):
        if address := _ADDRESS.search(script[0], 0, script.start(1) - script.start()):
            try:
                allowed.append(_content(address[2], unescape(address[3])))
            except ValueError:  # what no browser reads either
                continue
            begun, named = script.start() + len("<script"), f""" integrity="{digest(allowed[-1]).strip("'")}\""""
            page = page if page.startswith(named, begun) else page[:begun] + named + page[begun:]
        else:
            allowed.append(script[1])
    # AnchorJS, which a theme of Quarto's brings, puts an empty sheet into the page, and then its rules into that.
    made = with_policy(page, allowed)
    return with_style(made, "") if "anchorjs" in made else made


def _content(form: str, data: str) -> bytes:
    """Give what an address holds (RFC 2397)."""
    raw = unquote_to_bytes(data)
    return b64decode(raw) if form.endswith(";base64") else raw


def _scripts_around(page: str) -> list[re.Match[str]]:
    """Give those scripts of a page that stand where no text does: in its head, or first or last in its body.

    There Quarto puts its own, and those that a study includes; one among the text has got into it.
    """
    scripts = [piece for piece in _PIECE.finditer(page) if piece[1] is not None]
    before, end = _BEFORE.search(page), max(page.rfind("</body>"), 0)
    found = [script for script in scripts if before and script.start() < before.end()]
    for script in reversed(scripts[len(found) :]):
        if not _BETWEEN.fullmatch(page, script.end(), end):
            break
        found.append(script)
        end = script.start()
    return found


def with_style(page: str, style: str) -> str:
    """Allow the style of a single element to a page that says its policy by digests."""
    said = META.search(page)
    if said is None or "'unsafe-inline'" in said[0]:
        return page
    hashes = "" if "'unsafe-hashes'" in said[0] else " 'unsafe-hashes'"
    return page.replace(said[0], said[0].replace("style-src", f"style-src {digest(style)}{hashes}"), 1)


def digest(text: str | bytes) -> str:
    """Name a script or style by what it says."""
    said = text.encode() if isinstance(text, str) else text
    return f"'sha256-{b64encode(sha256(said).digest()).decode()}'"


def is_harmless(address: str) -> bool:
    r"""Tell whether an address names no scheme, or one of those that a link may have.

    Examples
    --------
    >>> [is_harmless(one) for one in ("#fig-a", "https://example.org", "java\tscript:alert(1)", "file:///etc/passwd")]
    [True, True, False, False]
    """
    scheme, colon, _ = _UNSEEN.sub("", address).partition(":")
    return not colon or re.search(r"[/?#]", scheme) is not None or scheme.lower() in SCHEMES
