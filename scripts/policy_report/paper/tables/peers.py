"""Bodies of the same kind elsewhere: since when, how large, and what they publish of themselves."""

import pandas as pd

from policy_report.evidence.records import Record
from policy_report.paper.markdown import citation, escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import founded_text, named, names_by_id
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("peers")


def build(language: Language, peers: pd.DataFrame, cases: pd.DataFrame, study: Study) -> str:
    """Write one row for each local body of `peers.csv`, oldest first; bodies without a date come last."""
    local = peers[peers["case"].isin(cases.loc[cases["level"] != "country", "id"])]
    places = names_by_id(cases, language)
    ordered = sorted(local.to_dict("records"), key=lambda peer: (str(peer["established"] or "9999"), str(peer["case"])))
    rows = [_row(peer, places, language) for peer in ordered]
    return _TABLE.of(study).markdown(rows, language)


def _row(peer: Record, places: dict[str, str], language: Language) -> list[str]:
    return [
        escape(places[str(peer["case"])]),
        escape(named(peer, "body", language)),
        escape(founded_text(peer, language)),
        escape(_size(peer, language)),
        escape(_headline(peer, language)),
        citation(str(peer["source"])),
    ]


def _size(peer: Record, language: Language) -> str:
    """Write branches and staff as published, a dash for what is not."""
    given = [str(peer[column] or "–") for column in ("branches", "staff")]
    return word("mark.semicolon", language).join(given) if set(given) != {"–"} else "–"


def _headline(peer: Record, language: Language) -> str:
    """Write indicator and phrase; the data name these indicators in English only."""
    indicator, phrase = str(peer["indicator_en"] or ""), str(peer["phrase"] or "")
    if not phrase:
        return _TABLE.say("no_figure", language)
    return _TABLE.say("figure", language, indicator=indicator, phrase=phrase) if indicator else phrase
