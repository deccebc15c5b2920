"""What a figure's file says of itself, so that a picture in somebody's slides can be traced: inside SVG and PNG."""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

_KEYWORD = b"policy-report"
_PNG = b"\x89PNG\r\n\x1a\n"
_ROOT = re.compile(rb"<svg\b[^>]*>")
_SAID = re.compile(rb'<metadata id="policy-report">(.*?)</metadata>', re.DOTALL)


def labelled(data: bytes, said: dict[str, Any]) -> bytes:
    """Give a figure, as SVG or PNG, that says of itself what is `said`; another file stays as it is."""
    text = json.dumps(said, ensure_ascii=False)
    if data.startswith(_PNG):
        # The first chunk has a fixed place and length; a text may stand anywhere behind it.
        head = len(_PNG) + 25
        return data[:head] + _chunk(_KEYWORD + b"\0\0\0\0\0" + text.encode()) + data[head:]
    element = f'<metadata id="policy-report">{escape(text)}</metadata>'.encode()
    return _ROOT.sub(lambda root: root[0] + element, data, count=1)


def label_of(data: bytes) -> dict[str, Any]:
    """What a figure says of itself; nothing if it says nothing that can be read."""
    try:
        if data.startswith(_PNG):
            texts = (text for kind, text in _chunks(data) if kind == b"iTXt" and text.startswith(_KEYWORD + b"\0"))
            found = next(texts).split(b"\0", 5)[5].decode()
        else:
            found = unescape(_SAID.findall(data)[0].decode())
        return dict(json.loads(found))
    except (StopIteration, IndexError, ValueError, TypeError, RecursionError, struct.error):
        return {}


def _chunk(text: bytes) -> bytes:
    said = b"iTXt" + text
    return struct.pack(">I", len(text)) + said + struct.pack(">I", zlib.crc32(said))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place + 8 <= len(data):
        (length,), kind = struct.unpack(">I", data[place : place + 4]), data[place + 4 : place + 8]
        yield kind, data[place + 8 : place + 8 + length]
        place += length + 12
