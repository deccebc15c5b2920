"""The formula of a computed number, in words."""

from policy_report.analysis.results import Derived
from policy_report.study import Study
from policy_report.text.language import Language, Text


def method(study: Study, analysis: str, key: str, derived: Derived, language: Language) -> str:
    """Say the formula of a number, as the study's catalogues or the engine's do.

    Raises `LanguageError`: `word-missing` where none of them says it.
    """
    if isinstance(derived.method, Text):
        return derived.method[language]
    return study.catalogue(f"method.{analysis}.{derived.method or key}", language, **derived.values)
