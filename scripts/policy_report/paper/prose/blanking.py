"""What of a Markdown text is read as prose: everything else is blanked, character for character.

A blank is no white space, so that words on both sides of a citation are not read as neighbours.

Code, math and comments must have been blanked before. Kept are the words of the text, of links, captions, headings
and notes, and the texts that a reader hears or sees from attributes (`fig-alt`, `title`).
"""

import re

BLANK = "\0"

_LITERAL = re.compile(r"\[(?P<text>[^\[\]]*)\](?P<attributes>\{[^{}]*\.literal(?![\w-])[^{}]*\})")
_REASON = re.compile(r"""reason=(?:"[^"]*\w[^"]*"|'[^']*\w[^']*')""")
_NOT_PROSE = (
    re.compile(r"\{\{<.*?>\}\}"),
    # A citation with all that its brackets hold, and one without brackets with its locator.
    re.compile(r"\[[^\[\]]*(?<![\w.])@\w[^\[\]]*\]"),
    re.compile(r"(?<![\w.])@\w(?:[\w:.#$%&+?<>~/-]*\w)?(?:[ \t]\[[^\[\]]*\])?"),
    re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"),
    re.compile(r"\[\^[^\]\s]+\]:?"),
    re.compile(r"<[^<>\s]+>|</?[A-Za-z][^<>]*>|https?://[^\s)\]]+"),
    re.compile(r"&#?\w+;"),
)
# A numbered list begins a block of lines; a line within a paragraph may begin with a year.
_LIST = re.compile(r"(?:(?<=\n\n)|\A)[ \t]*\d+[.)][ \t](?:[^\n]+(?:\n|\Z))+")
_MARKER = re.compile(r"^[ \t]*\d+[.)](?=[ \t])", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[#.:\w][^{}]*\}")
_HEARD = re.compile(r"""(?P<name>(?:fig-alt|alt|title)=)(?P<text>"[^"]*"|'[^']*')""")
_FRONT = re.compile(r"^(?P<key>[\w-]+):", re.MULTILINE)
_SHOWN = frozenset({"title", "subtitle", "abstract", "image-alt"})
"""What a document shows of its front matter as text."""


def prose_of(text: str) -> str:
    """Blank everything of the text that is not prose, and marked literals too."""
    text = _LITERAL.sub(_spaces, text)
    for pattern in _NOT_PROSE:
        text = pattern.sub(_spaces, text)
    text = _LIST.sub(lambda block: _MARKER.sub(_spaces, block.group()), text)
    return _ATTRIBUTES.sub(_but_heard, text)


def front_matter_prose(text: str) -> str:
    """Blank all of a front matter but what is shown of it as text."""
    starts = [match.start() for match in _FRONT.finditer(text)]
    parts = [text[: starts[0]] if starts else text]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        key, _, value = text[start:end].partition(":")
        parts.append(BLANK * (len(key) + 1) + value if key in _SHOWN else blank(text[start:end]))
    return prose_of("".join([blank(parts[0]), *parts[1:]]))


def literals(text: str) -> list[tuple[int, str, bool]]:
    """List the marked literals of a text: where each begins, what it says, and whether a reason is given."""
    return [
        (match.start("text"), match["text"], bool(_REASON.search(match["attributes"])))
        for match in _LITERAL.finditer(text)
    ]


def blank(text: str) -> str:
    """Give as many blanks as the text has characters, in the same lines."""
    return re.sub(r"[^\n]", BLANK, text)


def _spaces(match: re.Match[str]) -> str:
    return blank(match.group())


def _but_heard(match: re.Match[str]) -> str:
    """Blank attributes but for the texts that a reader meets."""
    text, kept = match.group(), list(blank(match.group()))
    for heard in _HEARD.finditer(text):
        kept[heard.start("text") : heard.end("text")] = heard["text"]
    return "".join(kept)
