"""What the licences of a claim say in one sentence, for its card on the page, and what a conversion does in words."""

from collections.abc import Iterable

from policy_report.analysis.comparability.degree import Degree, Licence, Step
from policy_report.text.language import Language
from policy_report.text.words import Words, word


def licence_notes(licences: Iterable[Licence], language: Language, words: Words = word) -> dict[str, str]:
    """Write a sentence for each claim that has a licence, by its id, in the words of the engine or of a study."""
    found: dict[str, dict[Degree, list[str]]] = {}
    for licence in licences:
        for own, other in ((licence.first, licence.second), (licence.second, licence.first)):
            found.setdefault(own, {}).setdefault(licence.degree, []).append(other)
    return {row: _sentence(partners, language, words) for row, partners in found.items()}


def formula(step: Step, language: Language) -> str:
    """Say what a conversion does to a figure, after the figure itself."""
    return word(f"conversion.{step.formula}", language, per=f"{step.per:,.0f}")


def _sentence(partners: dict[Degree, list[str]], language: Language, words: Words) -> str:
    comma, semicolon = words("mark.enumeration", language), words("mark.semicolon", language)
    granted = [
        words(
            "licence_note.granted",
            language,
            degree=words(f"degree.{degree}", language),
            claims=comma.join(partners[degree]),
        )
        for degree in Degree
        if degree is not Degree.NONE and degree in partners
    ]
    key = "none" if not granted else "some" if Degree.NONE in partners else "all"
    return words(f"licence_note.{key}", language, granted=semicolon.join(granted))
