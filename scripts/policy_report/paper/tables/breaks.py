"""Where series change their basis, or where a source puts it in doubt."""

import pandas as pd

from policy_report.paper.markdown import Column, citation, escape, table
from policy_report.paper.tables.wording import Row, choose, named, names_by_id
from policy_report.text.dates import date_text
from policy_report.text.language import Language

_TITLES = (("Series", "序列"), ("From", "起始"), ("Kind", "类别"), ("Effect", "影响"), ("Source", "来源"))
_WIDTHS = (20, 18, 10, 33, 19)
_KINDS = {
    "recording": ("recording", "立案口径"),
    "definition": ("definition", "定义"),
    "census": ("census", "人口普查"),
    "accounts": ("accounts", "核算"),
    "doubt": ("in doubt", "存疑"),
}
_BASES = {"inferred": (" (inferred)", "（推断）"), "publication": (" (publication)", "（刊发）")}
_CAPTION = (
    "Breaks in the series, and points at which a source puts a basis in doubt. A break of the country in recording or "
    "definition holds for its provinces and cities.",
    "序列的断点，以及来源使人对口径存疑之处。全国在立案口径与定义上的断点，同样适用于各省市。",
)


def build(language: Language, breaks: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame) -> str:
    """One row for each break, in the order of the data."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = [_row(one, places, measures, language) for one in breaks.to_dict("records")]
    return table(columns, rows, choose(_CAPTION, language), "breaks")


def _row(one: Row, places: dict[str, str], measures: dict[str, str], language: Language) -> list[str]:
    series = f"{places[str(one['case'])]}{choose((': ', '：'), language)}{measures[str(one['indicator'])]}"
    remark = choose(_BASES.get(str(one["date_basis"]), ("", "")), language)
    return [
        escape(series),
        escape(date_text(str(one["date"]), language) + remark),
        escape(choose(_KINDS[str(one["kind"])], language)),
        escape(named(one, "effect", language)),
        citation(str(one["source"])),
    ]
