"""The words in the names of the bodies found: when each is first and last seen."""

import pandas as pd

from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import names_by_id
from policy_report.study import Study
from policy_report.text.dates import date_text
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("labels", right=(1, 2))


def build(language: Language, labels_in_time: pd.DataFrame, cases: pd.DataFrame, study: Study) -> str:
    """Write one row for each word, in the order of first mention."""
    places = names_by_id(cases, language)
    rows = []
    for one in labels_in_time.to_dict("records"):
        name = _TABLE.say("label", language, zh=one["label_zh"], en=one["label_en"])
        seen = [
            f"{date_text(str(one[f'{end}_seen'])[:7], language)}{word('mark.comma', language)}"
            f"{places[str(one[f'{end}_case'])]}"
            for end in ("first", "last")
        ]
        rows.append([escape(name), str(one["bodies"]), str(one["places"]), *(escape(text) for text in seen)])
    return _TABLE.of(study).markdown(rows, language)
