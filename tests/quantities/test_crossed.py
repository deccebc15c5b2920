"""Verbs and nouns of change crossed with amounts and bases: each reads as its direction, amount and base say."""

import pytest

from policy_report.quantities import account
from tests.quantities.labels import labels

UP = (
    "rose", "grew", "climbed", "increased", "jumped", "surged", "soared", "rocketed", "edged up", "shot up", "went up",
    "spiked", "is up", "was up", "has risen", "have gone up", "leapt", "swelled", "crept up", "ticked up",
)  # fmt: skip
DOWN = (
    "fell", "dropped", "declined", "decreased", "slid", "plunged", "plummeted", "tumbled", "slumped", "dipped",
    "went down", "is down", "was down", "has fallen", "came down", "shrank", "sank", "nosedived", "was cut", "slipped",
)  # fmt: skip
RISES = ("rise", "increase", "jump", "surge", "spike", "climb", "leap", "hike", "upturn")
FALLS = ("fall", "drop", "decline", "decrease", "reduction", "cut", "slump", "dip", "slide", "plunge")
AMOUNTS = {
    "12 per cent": ("12 [11.5, 12.5) percent rounded", "-12 (-12.5, -11.5] percent rounded"),
    "0.4%": ("0.4 [0.35, 0.45) percent rounded", "-0.4 (-0.45, -0.35] percent rounded"),
    "twelve percent": ("12 [11.5, 12.5) percent rounded", "-12 (-12.5, -11.5] percent rounded"),
    "1,255 cases": ("1255 [1255, 1255] 起 exact", "-1255 [-1255, -1255] 起 exact"),
    "six": ("6 [6, 6] · exact", "-6 [-6, -6] · exact"),
    "£3.4m": ("3400000 [3350000, 3450000) 英镑 rounded", "-3400000 (-3450000, -3350000] 英镑 rounded"),
    "Rs 45 crore": (
        "450000000 [445000000, 455000000) 卢比 rounded",
        "-450000000 (-455000000, -445000000] 卢比 rounded",
    ),
    "1.2 lakh": ("120000 [115000, 125000) · rounded", "-120000 (-125000, -115000] · rounded"),
}
BASES = {
    "": False, " year on year": True, " on 2019": False, " from a year earlier": True, " against last year": True,
    " compared to the same period last year": True, " in the year ending March 2021": False, " since 2015": False,
}  # fmt: skip
WAYS = {
    ("451", "756"): ("451 [451, 451] · exact from_to", "756 [756, 756] · exact from_to"),
    ("1,402 in 2016", "988 in 2021"): ("1402 [1402, 1402] · exact from_to", "988 [988, 988] · exact from_to"),
    ("54.3%", "58 per cent"): (
        "54.3 [54.25, 54.35) percent rounded from_to",
        "58 [57.5, 58.5) percent rounded from_to",
    ),
    ("2.1", "3.4 million"): (
        "2100000 [2050000, 2150000) · rounded from_to",
        "3400000 [3350000, 3450000) · rounded from_to",
    ),
}


def kind(amount: str, *, yearly: bool) -> str:
    share = amount.endswith(("cent", "%"))
    return "yoy_percent" if share and yearly else "percent_change" if share else "abs_change"


def misread(phrases: dict[str, str]) -> list[str]:
    """Give the phrases that read otherwise than they are labelled."""
    return [phrase for phrase, label in phrases.items() if labels(list(account(phrase).quantities)) != label]


@pytest.mark.parametrize(("verbs", "side"), [(UP, 0), (DOWN, 1)])
def test_every_verb_changes_every_amount_by_its_base(verbs: tuple[str, ...], side: int) -> None:
    phrases = {
        f"Burglary {verb} by {amount}{base}": f"{label[side]} {kind(amount, yearly=yearly)}"
        for verb in verbs
        for amount, label in AMOUNTS.items()
        for base, yearly in BASES.items()
    }
    assert misread(phrases) == []


@pytest.mark.parametrize(("nouns", "side"), [(RISES, 0), (FALLS, 1)])
def test_every_noun_changes_every_amount_by_its_base(nouns: tuple[str, ...], side: int) -> None:
    phrases = {
        f"There was a {noun} of {amount}{base}": f"{label[side]} {kind(amount, yearly=yearly)}"
        for noun in nouns
        for amount, label in AMOUNTS.items()
        for base, yearly in BASES.items()
    }
    assert misread(phrases) == []


@pytest.mark.parametrize("verb", [*UP, *DOWN])
def test_every_verb_leads_from_one_end_to_the_other(verb: str) -> None:
    phrases = {f"Burglary {verb} from {low} to {high}": "; ".join(ends) for (low, high), ends in WAYS.items()}
    phrases |= {f"Burglary {verb} to {high} from {low}": f"{b}; {a}" for (low, high), (a, b) in WAYS.items()}
    assert misread(phrases) == []
