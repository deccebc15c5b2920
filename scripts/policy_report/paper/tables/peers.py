"""Bodies of the same kind elsewhere: since when, how large, and what they publish of themselves."""

import pandas as pd

from policy_report.paper.markdown import Column, citation, escape, table
from policy_report.paper.tables.wording import Row, choose, founded_text, named, names_by_id
from policy_report.text.language import Language

_TITLES = (
    ("Place", "地区"), ("Body", "机构"), ("Set up", "成立"), ("Branches; staff", "警种；人员"),
    ("Headline figure as published", "所公布的主要数字"), ("Source", "来源"),
)  # fmt: skip
_WIDTHS = (14, 21, 11, 8, 25, 21)
_CAPTION = (
    "Centres and mechanisms of integrated investigation, as far as public pages show them. "
    "A plus sign: at least as many. The headline figures measure different things and are not to be compared with "
    "each other.",
    "公开网页可见的各地侦查集成机构与机制。加号表示“至少”。各机构的主要数字所量不同，不可互比。",
)
_CHINESE_WIDTHS = (17, 28, 17, 11, 18, 9)
"""The data name the headline indicators in English only, so that their column is narrow in Chinese."""


def build(language: Language, peers: pd.DataFrame, cases: pd.DataFrame) -> str:
    """One row for each local body of `peers.csv`, oldest first; bodies without a date come last."""
    local = peers[peers["case"].isin(cases.loc[cases["level"] != "country", "id"])]
    places = names_by_id(cases, language)
    widths = _CHINESE_WIDTHS if language is Language.ZH else _WIDTHS
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, widths, strict=True)]
    ordered = sorted(local.to_dict("records"), key=lambda peer: (str(peer["established"] or "9999"), str(peer["case"])))
    rows = [_row(peer, places, language) for peer in ordered]
    return table(columns, rows, choose(_CAPTION, language), "peers")


def _row(peer: Row, places: dict[str, str], language: Language) -> list[str]:
    return [
        escape(places[str(peer["case"])]),
        escape(named(peer, "body", language)),
        escape(founded_text(peer, language)),
        escape(_size(peer, language)),
        escape(_headline(peer, language)),
        citation(str(peer["source"])),
    ]


def _size(peer: Row, language: Language) -> str:
    """Branches and staff as published, a dash for what is not."""
    given = [str(peer[column] or "–") for column in ("branches", "staff")]
    return choose(("; ", "；"), language).join(given) if set(given) != {"–"} else "–"


def _headline(peer: Row, language: Language) -> str:
    """Indicator and phrase; the data name these indicators in English only."""
    indicator, phrase = str(peer["indicator_en"] or ""), str(peer["phrase"] or "")
    if not phrase:
        return choose(("none found", "未见"), language)
    return f"{indicator}: {phrase}" if language is Language.EN and indicator else phrase
