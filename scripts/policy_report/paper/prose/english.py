"""Number words of English.

Counted as numbers: cardinals from two, ordinals, fractions, multiples, and nouns that say how many (dozen, trio).
*One* is a number only where it is measured against something: after *only*, *at least*, *than* and the like, before
*hundred*, *in* or *percent*, or in a fraction; elsewhere it is an article or a pronoun. *Both*, *single*, *pair*,
*another* and *once* compare or join more often than they count, and are left alone.
"""

import re

_CARDINALS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_LARGE = "hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    "|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|hundredth|thousandth|millionth"
)
_PARTS = "half|halves|halved|thirds|fourths|quarters?|fifths|sixths|sevenths|eighths|ninths|tenths|hundredths"
_MULTIPLES = (
    "twice|thrice|doubled?|doubles|doubling|trebled?|trebles|tripled?|triples|tripling|quadrupled?"
    f"|(?:{_CARDINALS}|hundred|thousand)-?fold|zero|duo|trio|quartet"
)
_WORD = "|".join((_CARDINALS, _LARGE, _ORDINALS, _PARTS, _MULTIPLES))
_JOIN = r"(?:-|\s+(?:and\s+|of\s+a\s+)?)"
_MEASURES = ("only", "exactly", "just", "least", "most", "than", "nearly", "almost")
_AFTER = "|".join(rf"(?<={word}\s)" for word in _MEASURES)
_BEFORE = rf"\s+(?:in\s+(?:{_WORD})\b|per\s?cent\b|percentage\b)"

NUMBER = re.compile(
    rf"(?<![\w-])(?:(?:one{_JOIN})?(?:{_WORD})(?:{_JOIN}(?:{_WORD}|one))*|(?:{_AFTER})one|one(?={_BEFORE}))(?!\w)",
    re.IGNORECASE,
)
