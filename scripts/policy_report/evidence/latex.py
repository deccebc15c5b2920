"""The LaTeX that a field of a bibliography may hold: text, accents, simple mathematics, and links to pages.

Whatever reads `references.bib` after this acts on other commands: it would read a file, fetch an image, or never end.
"""

import re
from collections.abc import Iterator
from typing import Final

from policy_report.text.addresses import is_harmless
from policy_report.text.toml import beside

_SAFE: Final = beside(__file__, "latex")
_TEXT: Final = frozenset(_SAFE["text"].split()) | frozenset(f"\\{sign}" for sign in _SAFE["signs"])
_IN_MATH: Final = _TEXT | frozenset(_SAFE["math"].split())
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z@]+|.|\Z)|\^\^", re.DOTALL)
_PART: Final = re.compile(
    r"(?P<math>\$(?:[^$\\\n]|\\.)*\$)"
    r"|\\url\s*\{(?P<address>(?:[^{}\\]|\\[%#&_~{}])*)\}"
    rf"|{_COMMAND.pattern}",
    re.DOTALL,
)


def unsafe_commands(text: str) -> Iterator[tuple[int, str]]:
    r"""Give every command that is not known to be harmless, and where it begins; a link comes with its address.

    Examples
    --------
    >>> list(unsafe_commands(r"Caf\'e, 5\%, $\alpha$ \url{https://example.org/a_b} \input{x} \url{javascript:x}"))
    [(52, '\\input'), (62, '\\url{javascript:x}')]
    """
    for part in _PART.finditer(text):
        if part["address"] is not None:
            if not is_harmless(re.sub(r"\\(.)", r"\1", part["address"])):
                yield part.start(), part[0]
        elif part["math"]:
            found = _COMMAND.finditer(part["math"])
            yield from ((part.start() + one.start(), one[0]) for one in found if one[0] not in _IN_MATH)
        elif part[0] not in _TEXT:
            yield part.start(), part[0]
