"""What the page needs to judge any two figures by itself, as `analysis.comparability` does."""

from dataclasses import asdict
from typing import Any

from policy_report.analysis.comparability.conversions import Form
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.comparability.statement import Construct, Statement
from policy_report.paper.tables.wording import formula
from policy_report.text.language import Language
from policy_report.text.numbers import interval, outward

_DIGITS = 4
"""How exactly a conversion is shown, as `policy-report compare` does."""


def comparisons(licences: Licences, language: Language) -> dict[str, Any]:
    """Give every figure's statement and what it can be converted to: a list of each, and places in these lists.

    `constructs` are what is measured. `statements` say of which construct they are, kind, unit, first and last
    day and direction. `places` are case, level and parent. `sources` are tier, whether in doubt, and account. `steps`
    are the conversions, by name, as the rules order them, and in words. `figures` are, by id, places in statements,
    places and sources; `forms`, by id, lists of statement, step, row and interval.
    """
    pool = _Pool()
    figures, forms = {}, {}
    for row in licences.rows:
        stated = licences.statement(row)
        place, given = stated.place, stated.provenance
        figures[row] = [
            pool.statement(stated),
            pool.put("places", (place.case, place.level, place.parent)),
            pool.put("sources", (given.tier, given.copied or given.inferred, given.vintage)),
        ]
        if found := [pool.form(form, language) for form in licences.forms(row) if form.step]:
            forms[row] = found
    lists = {name: list(members) for name, members in pool.members.items() if name != "constructs"}
    constructs = [asdict(construct) for construct in pool.members["constructs"]]
    return {**lists, "constructs": constructs, "figures": figures, "forms": forms}


class _Pool:
    """Lists of what repeats, each thing once."""

    def __init__(self) -> None:
        names = ("constructs", "statements", "places", "sources", "steps")
        self.members: dict[str, dict[Any, int]] = {name: {} for name in names}

    def put(self, name: str, thing: tuple[object, ...] | Construct) -> int:
        """Give the place of a thing in a list, at the end if it is new."""
        return self.members[name].setdefault(thing, len(self.members[name]))

    def statement(self, one: Statement) -> int:
        construct = self.put("constructs", one.construct)
        return self.put("statements", (construct, one.kind.value, one.unit, one.start, one.end, int(one.direction)))

    def form(self, form: Form, language: Language) -> list[Any]:
        step = form.step
        assert step is not None
        shown = interval(outward(step.quantity, _DIGITS), language)
        return [
            self.statement(form.statement),
            self.put("steps", (step.formula, formula(step, language))),
            step.row,
            shown,
        ]
