"""Say what a renderer adds to a document: Figure, Table, Section, Contents, Note."""

from collections.abc import Mapping
from typing import Any, Final

from policy_report.text.language import Language
from policy_report.text.words import word

CALLOUTS: Final = ("note", "tip", "important", "warning", "caution")


def language_of(options: Mapping[str, Any]) -> Language:
    """Give the language whose words a document has; English where there is no catalogue of its own."""
    code = str(options.get("lang", "en")).split("-")[0]
    return Language(code) if code in Language else Language.EN


def tag_of(options: Mapping[str, Any], kind: str) -> str:
    """Give what a kind of program calls the language of a document: its own tag, unless that is but the language."""
    given = str(options.get("lang", "en"))
    return word(f"tag.{kind}", Language(given)) if given in Language else given


def labels(options: Mapping[str, Any]) -> dict[str, str]:
    """Give the words of a document, by its language and its `crossref` and title options."""
    words: dict[str, str] = dict(word.entry("document", language_of(options)))
    words["fig-prefix"], words["tbl-prefix"] = words["fig-title"], words["tbl-title"]
    given = {str(key): str(value) for key, value in (options.get("crossref") or {}).items()}
    for kind in ("fig", "tbl"):
        if f"{kind}-title" in given:
            words[f"{kind}-prefix"] = given[f"{kind}-title"]
    words.update({key: value for key, value in given.items() if key in words})
    for key in ("toc-title", "abstract-title"):
        if options.get(key):
            words[key] = str(options[key])
    return words
