"""Read published phrases into bounded quantities: `11.27万条` is at least 112 650 and below 112 750 records.

The rules that docstrings cite by number are those of the convention of published quantities; the words and
productions stand in `grammar`. Imports run one way: `grammar` and `script`, then `numerals`, `measures`,
`foreign`, `amounts`, `bounds`, then `lexer`, `context`, `qualifiers`, `standing`, `ranks`, then `parser`,
`english` and `reader`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from policy_report.quantities.errors import QuantityError
from policy_report.quantities.quantity import BoundKind, Change, Qualifier, Quantity

if TYPE_CHECKING:
    from policy_report.quantities.accounting import Account, Doubt, Fate, Figure, account
    from policy_report.quantities.foreign import is_unseen
    from policy_report.quantities.reader import read

__all__ = [
    "Account",
    "BoundKind",
    "Change",
    "Doubt",
    "Fate",
    "Figure",
    "Qualifier",
    "Quantity",
    "QuantityError",
    "account",
    "is_unseen",
    "read",
]

_READER = {
    **dict.fromkeys(("Account", "Doubt", "Fate", "Figure", "account"), "accounting"),
    "is_unseen": "foreign",
    "read": "reader",
}
"""What reads phrases, by module: its grammar takes long to prepare, and what only holds quantities needs none."""


def __getattr__(name: str) -> Any:
    """Import what reads phrases when it is first asked for."""
    if name not in _READER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_READER[name]}"), name)
