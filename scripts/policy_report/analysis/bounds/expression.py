"""Linear relations as people write them: `rate_now = (1 + {c1}%) * rate_before`, `cleared <= filed`.

A claim in braces stands for the interval that its phrase strictly implies, and `{c1 implicature}` for the ends that
only the use of its hedge implies. Variables are never negative, so the sums that some choice within the intervals
reaches lie exactly between the two sums of ends: two linear rows lose nothing, unless another row speaks of the same
figure, when bounds stay valid and may be wider than necessary.
"""

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from policy_report.analysis.bounds.bound import Target
from policy_report.analysis.bounds.constraint import ONE, Row
from policy_report.analysis.published import exactly
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import ratio, scaled, total

Form = Mapping[str, Quantity]
"""A linear form: coefficient by variable, each known to lie within an interval."""


class ExpressionError(ValueError):
    """What is written cannot be read; name, text and what is said besides are those of `errors.problem`."""

    def __init__(self, name: str, text: str = "", /, **said: object) -> None:
        super().__init__(name, text)
        self.name, self.text, self.said = name, text, said


@dataclass(frozen=True)
class Scope:
    """What the names of an expression stand for."""

    variables: Collection[str]  # names of the unknown quantities
    # The interval of a claim, by its id and whether only its implicature is meant
    quantity: Callable[[str, bool], Quantity]


_SIGNS: Final = str.maketrans({"≤": "<=", "≥": ">=", "×": "*", "÷": "/", "−": "-", "＝": "=", "％": "%"})
_CLAIM: Final = re.compile(r"\{\s*([^{}\s]+)(\s+implicature)?\s*\}")
_PERCENT: Final = re.compile(r"(\w[\w.]*)\s*%")
_EQUALS: Final = re.compile(r"(?<![<>=!])=(?!=)")
_LARGEST: Final = 1e15
"""No published count comes near it, and numbers much further apart defeat the solver."""


def claims_in(text: str) -> tuple[str, ...]:
    """Name the claims of an expression, each once, in order."""
    return tuple(dict.fromkeys(match[1] for match in _CLAIM.finditer(text)))


def has_implicature(text: str) -> bool:
    """Tell whether an expression uses what only a hedge implies."""
    return any(match[2] for match in _CLAIM.finditer(text))


def rows_of(text: str, scope: Scope) -> tuple[Row, ...]:
    """Turn a relation, or a chain such as `0.5 <= x <= y`, into inequalities.

    Raises `ExpressionError`: `expression-broken`, `variable-unknown` or `expression-not-linear`, and what
    `scope.quantity` raises.
    """
    reader = _Reader(text, scope)
    if not isinstance(reader.tree, ast.Compare):
        raise ExpressionError("expression-broken/relation", text)
    sides = [reader.form(side) for side in (reader.tree.left, *reader.tree.comparators)]
    return tuple(
        row
        for (left, right), sign in zip(pairwise(sides), reader.tree.ops, strict=True)
        for row in reader.rows(_sum(left, _negative(right)), sign)
    )


def target_of(text: str, scope: Scope) -> Target:
    """Turn an expression without claims into what is asked: a linear form, or the quotient of two.

    Raises `ExpressionError` as `rows_of`.
    """
    reader = _Reader(text, scope)
    match reader.tree:
        case ast.BinOp(left=numerator, op=ast.Div(), right=divisor):
            sides = [numerator, divisor]
        case _:
            sides = [reader.tree, ast.Constant(1)]
    if claims_in(text):
        raise ExpressionError("expression-not-linear/claim", text)
    return Target(*({name: _number(factor) or 0.0 for name, factor in reader.form(side).items()} for side in sides))


class _Reader:
    """Reads one expression."""

    def __init__(self, text: str, scope: Scope) -> None:
        self._text, self._scope = text, scope
        self._claims: dict[str, Quantity] = {}
        plain = _CLAIM.sub(self._named, text.translate(_SIGNS))
        plain = _EQUALS.sub("==", _PERCENT.sub(r"(\1 * 0.01)", plain))
        try:
            self.tree = ast.parse(plain.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise ExpressionError("expression-broken", text) from error

    def _named(self, match: re.Match[str]) -> str:
        """Put a name that no variable has in place of a claim."""
        name = f"_claim_{len(self._claims)}_"
        self._claims[name] = self._scope.quantity(match[1], bool(match[2]))
        return name

    def form(self, node: ast.expr) -> Form:
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and number < _LARGEST:
                return {ONE: exactly(float(number))}
            case ast.Name(id=name) if name in self._claims:
                return {ONE: self._claims[name]}
            case ast.Name(id=name) if name in self._scope.variables:
                return {name: exactly(1.0)}
            case ast.Name(id=name):
                known = ", ".join(self._scope.variables)
                raise ExpressionError("variable-unknown", self._text, name=name, known=known)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _negative(self.form(operand))
            case ast.BinOp(left=left, op=sign, right=right):
                return self._joined(self.form(left), sign, self.form(right))
        raise ExpressionError("expression-broken/sum", self._text)

    def _joined(self, left: Form, sign: ast.operator, right: Form) -> Form:
        match sign:
            case ast.Add():
                return _sum(left, right)
            case ast.Sub():
                return _sum(left, _negative(right))
            case ast.Mult():
                return self._product(left, right)
            case ast.Div():
                return self._product(left, {ONE: self._reciprocal(right)})
        raise ExpressionError("expression-broken/sign", self._text)

    def _product(self, left: Form, right: Form) -> Form:
        for form, other in ((left, right), (right, left)):
            if set(other) == {ONE} and (_is_exact(other) or _is_exact(form)):
                return _times(form, other[ONE])
        raise ExpressionError("expression-not-linear/product", self._text)

    def _reciprocal(self, form: Form) -> Quantity:
        if set(form) == {ONE}:
            with suppress(ValueError):
                return ratio(exactly(1.0), form[ONE])
        raise ExpressionError("expression-not-linear/divisor", self._text)

    def rows(self, form: Form, sign: ast.cmpop) -> Iterator[Row]:
        """Give the inequalities of `form = 0`, `form <= 0` and so on."""
        strict, least = isinstance(sign, (ast.Lt, ast.Gt)), _least(form)
        most = _least(_negative(form))
        if not isinstance(sign, (ast.Eq, ast.LtE, ast.Lt, ast.GtE, ast.Gt)):
            raise ExpressionError("expression-broken/sign", self._text)
        for row, opposite in ((most, (ast.LtE, ast.Lt)), (least, (ast.GtE, ast.Gt))):
            if row is not None and not isinstance(sign, opposite):
                yield Row(row.terms, row.strict or strict)


def _sum(left: Form, right: Form) -> Form:
    both = {name: total((left[name], right[name])) for name in left if name in right}
    return {**left, **right, **both}


def _negative(form: Form) -> Form:
    return _times(form, exactly(-1.0))


def _times(form: Form, factor: Quantity) -> Form:
    """Multiply a form with exact coefficients by an interval, or any form by a number."""
    if (number := _number(factor)) is not None:
        return {name: scaled(coefficient, number, "") for name, coefficient in form.items()}
    return {name: scaled(factor, coefficient.lower or 0.0, "") for name, coefficient in form.items()}


def _is_exact(form: Form) -> bool:
    return all(_number(coefficient) is not None for coefficient in form.values())


def _number(quantity: Quantity) -> float | None:
    return quantity.lower if quantity.lower == quantity.upper else None


def _least(form: Form) -> Row | None:
    """Say that the least sum of a form is at most zero; nothing if a coefficient has no lower end."""
    terms = {name: factor.lower for name, factor in form.items() if factor.lower is not None}
    return Row(terms, not all(factor.lower_closed for factor in form.values())) if len(terms) == len(form) else None
