"""Read the quantities of a text."""

import re
from typing import TYPE_CHECKING, Final

from policy_report.quantities.bounds import interval
from policy_report.quantities.errors import BrokenNumberError, QuantityError
from policy_report.quantities.foreign import foreign_signs
from policy_report.quantities.grammar import NAMES
from policy_report.quantities.lexer import ANCHOR
from policy_report.quantities.numerals import Kind, read_numeral
from policy_report.quantities.parser import Parser
from policy_report.quantities.quantity import Change, Qualifier, Quantity
from policy_report.quantities.script import fold

if TYPE_CHECKING:
    from policy_report.quantities.english.parser import EnglishParser

_NUMERAL: Final = re.compile("[零〇一二两三四五六七八九十百千万亿]{1,18}")
_IN_NAMES: Final = re.compile("|".join(name for name in NAMES["names"].split() if _NUMERAL.fullmatch(name)))
_HAN: Final = re.compile("[㐀-鿿]")
_LATIN: Final = re.compile("[A-Za-z]{2}|[£$€₹]|(?:[0-9]{2}|[.][0-9]+)[kmbt](?![A-Za-z0-9])")


def parser_of(folded: str, *, counting: bool = False) -> "Parser | EnglishParser":
    """Choose the grammar for a folded text: English where it has words or a currency and no Chinese character."""
    if _HAN.search(folded) or not _LATIN.search(folded):
        return Parser(folded, counting=counting)
    from policy_report.quantities.english.parser import EnglishParser  # its grammar takes long to prepare

    return EnglishParser(folded)


def _plain_numeral(text: str) -> Quantity | None:
    """Read a text that is one numeral in characters as the parser does, but at once; `None` if it may be more."""
    try:
        number = read_numeral(text, 0)
    except BrokenNumberError:
        return None
    if (
        number is None
        or number.end != len(text)
        or number.kind is not Kind.PLAIN
        or number.bare
        or _IN_NAMES.search(text)
    ):
        return None
    hedge = Qualifier.ROUNDED if number.myriad and number.place > 1 else None
    found = interval(number, hedge)
    return Quantity(*found[:7], "", found.qualifier, Change.LEVEL, (0, number.end))


def read(text: str) -> list[Quantity]:
    """Read every published quantity of a text, in order.

    `text`: a phrase, a sentence or a page, in any script the convention knows (rule 10).

    Spans are indices into `text`; the result is empty if the text holds none, or names only (rule 9), or is an empty
    cell (NaN). Raises `QuantityError` if figures in the text are no number (`85.6.8%`), or a sign stands in one that no
    number holds (`12'345`); it names each such place.

    Examples
    --------
    >>> [(q.lower, q.upper, q.unit) for q in read("抓获犯罪嫌疑人1万余名")]
    [(10000.0, 20000.0, '名')]
    """
    if not isinstance(text, str):  # an empty cell of a data frame is a float, NaN
        return []
    folded = fold(text)
    if _NUMERAL.fullmatch(folded) and (plain := _plain_numeral(folded)):
        return [plain]
    parser = parser_of(folded)
    if isinstance(parser, Parser) and ANCHOR.search(folded) is None:
        return []
    found = parser.read()
    if broken := [*parser.broken, *foreign_signs(folded)]:
        raise QuantityError([fault.problem(text) for fault in broken])
    return found
