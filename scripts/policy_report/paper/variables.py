"""`_variables.yml`: every number of the prose, as a link to its row in the evidence, and links between documents."""

import pandas as pd
import yaml

from policy_report.analysis.results import Derived
from policy_report.evidence.tidy import quantities_by_id
from policy_report.quantities import Quantity
from policy_report.study import Study
from policy_report.text.forms import forms, in_prose
from policy_report.text.language import Language
from policy_report.text.numbers import computed

_HEADER = "# Made by policy-report from data/published/; every change here is lost at the next build.\n"


def build(
    claims: pd.DataFrame,
    series: pd.DataFrame,
    numbers: dict[str, dict[str, Derived]],
    study: Study,
    references: dict[str, dict[str, dict[str, str]]],
) -> str:
    """Write the variables of all languages as YAML.

    `claims`, `series`: the tidy frames; each row with a number becomes `LANGUAGE.ID`, and its forms `LANGUAGE.ID_rose`
    and so on.
    `numbers`: derived numbers by analysis and key; each becomes `LANGUAGE.ANALYSIS.KEY`.
    `study`: whose languages they are written in.
    `references`: how one document cites the parts of another, by language, document and label:
    `LANGUAGE.supplement.tbl-claims`.
    """
    published = quantities_by_id(claims) | quantities_by_id(series)
    variables = {
        str(language): {**_of_language(published, numbers, language), **references.get(language, {})}
        for language in study.languages
    }
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(variables, Dumper=dumper, allow_unicode=True, sort_keys=True, width=1000)
    return _HEADER + text


def _of_language(
    published: dict[str, Quantity], numbers: dict[str, dict[str, Derived]], language: Language
) -> dict[str, str | dict[str, str]]:
    made: dict[str, str | dict[str, str]] = {}
    for claim, quantity in published.items():
        made |= {name: claim_link(claim, text) for name, text in _named(claim, quantity, language).items()}
    for analysis, found in numbers.items():
        made[analysis] = {
            name: derived_link(analysis, key, text)
            for key, derived in found.items()
            for name, text in _named(key, derived.quantity, language, derived.decimals).items()
        }
    return made


def _named(key: str, quantity: Quantity, language: Language, decimals: int | None = None) -> dict[str, str]:
    """A number and its forms by the names of their variables: `x001`, `x001_rose`."""
    further = {f"{key}_{form}": text for form, text in forms(quantity, language, decimals).items()}
    return {key: in_prose(quantity, language, decimals), **further}


def claim_link(claim: str, text: str) -> str:
    """Link a published number to the row that shows its phrase."""
    return f"[{text}](#clm-{claim}){{.datum data-claim='{claim}'}}"


def derived_link(analysis: str, key: str, text: str) -> str:
    """Link a derived number to the row that shows its formula."""
    anchor = derived_anchor(analysis, key)
    return f"[{text}](#{anchor}){{.datum data-number='{analysis}.{key}'}}"


def derived_number(analysis: str, key: str, derived: Derived, language: Language) -> str:
    """Write a derived number as a table shows it, with the link to its row."""
    return derived_link(analysis, key, computed(derived.quantity, language, derived.decimals))


def derived_anchor(analysis: str, key: str) -> str:
    """Name the anchor of a derived number's row."""
    return f"num-{analysis}-{key}".replace("_", "-").replace(".", "-")
