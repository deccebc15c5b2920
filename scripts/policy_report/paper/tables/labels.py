"""The words in the names of the bodies found: when each is first and last seen."""

import pandas as pd

from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose, names_by_id
from policy_report.text.dates import date_text
from policy_report.text.language import Language

_TITLES = (
    ("Word in the name", "名称用语"), ("Bodies", "机构数"), ("Places", "地区数"), ("There by", "至迟已见于"),
    ("Latest source that uses it", "最近使用的来源"),
)  # fmt: skip
_WIDTHS = (30, 10, 10, 25, 25)
_CAPTION = (
    "Words in the names of the bodies found: the earliest date by which a body of that name is known to have been "
    "there, and the date of the latest source on a body of that name. A word may be older than its first mention, and "
    "may still be in use.",
    "所见机构名称中的用语：可知有此类名称的机构已经存在的最早日期，以及述及此类机构的最近一份来源的日期。用语可能早于首见，也可能仍在使用。",
)


def build(language: Language, labels_in_time: pd.DataFrame, cases: pd.DataFrame) -> str:
    """One row for each word, in the order of first mention."""
    places = names_by_id(cases, language)
    columns = [
        Column(choose(title, language), width, right=place in (1, 2))
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    rows = []
    for one in labels_in_time.to_dict("records"):
        word = f"{one['label_zh']} ({one['label_en']})" if language is Language.EN else str(one["label_zh"])
        seen = [
            f"{date_text(str(one[f'{end}_seen'])[:7], language)}{choose((', ', '，'), language)}"
            f"{places[str(one[f'{end}_case'])]}"
            for end in ("first", "last")
        ]
        rows.append([escape(word), str(one["bodies"]), str(one["places"]), *(escape(text) for text in seen)])
    return table(columns, rows, choose(_CAPTION, language), "labels")
