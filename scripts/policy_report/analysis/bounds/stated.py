"""The bounds as numbers of the prose."""

from policy_report.analysis.bounds.question import Answer, by_key
from policy_report.analysis.results import Derived, numbers
from policy_report.text.language import Language, Text
from policy_report.text.words import word


def as_derived(answer: Answer) -> Derived:
    """Say the bounds of an unknown as a number of the prose, with the constraints that bind in words.

    Raises `ValueError` if the reading contradicts itself.
    """
    given = [item.text for item in answer.resting_on if item.name not in answer.inputs]
    method = Text(**{str(language): _method(answer, given, language) for language in Language})
    return Derived(answer.quantity, answer.inputs, answer.question.decimals, method)


def _method(answer: Answer, given: list[Text], language: Language) -> str:
    name, reading = answer.question.name[language], answer.question.reading_name[language]
    name += word("mark.aside", language, text=reading) if reading else ""
    reasons = word("mark.semicolon", language).join(text[language] for text in given)
    return word("bounds.found_given" if given else "bounds.found", language, name=name, reasons=reasons)


@numbers
def bounded(bounds: tuple[Answer, ...]) -> dict[str, Derived]:
    """Give the bounds of what something published bounds, by case, unknown and reading."""
    return {
        key.replace(".", "_"): as_derived(item)
        for key, item in by_key(bounds).items()
        if item.question.prose and any(end.at is not None for end in item.ends)
    }
