"""Which addresses a document may link to, wherever they come from: the text, the bibliography, a table, an option."""

import re
from typing import Final

SCHEMES: Final = ("http", "https", "mailto", "doi")
"""What a link may begin with; an address without a scheme leads to another document, or into this one."""

_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]+")
"""Characters that browsers leave out of an address, or that a reader does not see in it."""


def is_harmless(address: str) -> bool:
    r"""Tell whether an address names no scheme, or one of those that a link may have.

    Examples
    --------
    >>> [is_harmless(one) for one in ("#fig-a", "https://example.org", "java\tscript:alert(1)", "file:///etc/passwd")]
    [True, True, False, False]
    """
    scheme, colon, _ = _UNSEEN.sub("", address).partition(":")
    return not colon or re.search(r"[/?#]", scheme) is not None or scheme.lower() in SCHEMES
