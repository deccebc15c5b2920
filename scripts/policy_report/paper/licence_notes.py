"""What the licences of a claim say in one sentence, for its card on the page."""

from collections.abc import Iterable

from policy_report.analysis.comparability.degree import DEGREES, Degree, Licence
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_SOME = (
    "Against the outcomes of the other city: {}; with the rest of them no comparison.",
    "对另一市各项成效：{}；与其余各项不可比。",
)
_ALL = ("Against the outcomes of the other city: {}.", "对另一市各项成效：{}。")
_NO = ("No outcome of the other city may be compared with it.", "与另一市任何一项成效均不可比。")


def licence_notes(licences: Iterable[Licence], language: Language) -> dict[str, str]:
    """A sentence for each claim that has a licence, by its id."""
    found: dict[str, dict[Degree, list[str]]] = {}
    for licence in licences:
        for own, other in ((licence.first, licence.second), (licence.second, licence.first)):
            found.setdefault(own, {}).setdefault(licence.degree, []).append(other)
    return {row: _sentence(partners, language) for row, partners in found.items()}


def _sentence(partners: dict[Degree, list[str]], language: Language) -> str:
    comma, semicolon = choose((", ", "、"), language), choose(("; ", "；"), language)
    granted = [
        choose(("{} {}", "{}（{}）"), language).format(choose(DEGREES[degree], language), comma.join(partners[degree]))
        for degree in Degree
        if degree is not Degree.NONE and degree in partners
    ]
    if not granted:
        return choose(_NO, language)
    whole = _SOME if Degree.NONE in partners else _ALL
    return choose(whole, language).format(semicolon.join(granted))
