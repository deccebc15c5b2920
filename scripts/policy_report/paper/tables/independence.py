"""How many voices stand behind the published values of each place, and how many speak of themselves."""

import pandas as pd

from policy_report.paper.markdown import Column, table
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_TITLES = (
    ("Place", "地区"), ("Values", "数值"), ("Texts", "文本"), ("Voices", "发布主体"), ("Origins", "源头"),
    ("Given alike by another source", "另有来源给出"), ("From the body measured", "出自被衡量者"),
)  # fmt: skip
_WIDTHS = (22, 11, 11, 11, 11, 17, 17)
_NAMES = {
    "jiaxing": ("Jiaxing", "嘉兴"),
    "sanming": ("Sanming", "三明"),
    "zhejiang": ("Elsewhere in Zhejiang", "浙江其他地方"),
    "fujian": ("Elsewhere in Fujian", "福建其他地方"),
    "elsewhere": ("Other provinces", "其他省份"),
    "china": ("China", "全国"),
}
_ALL = ("All", "合计")
_CAPTION = (
    "Independence of the published values. A voice is an author or publishing house; a figure that several sources "
    "give alike is traced to the one that published it first, its origin. The last column counts values whose source "
    "is the body measured or an organ of its own government.",
    "公布数值的独立性。“发布主体”指作者单位或刊发机构；多个来源给出同一数字的，追溯至最早发布者，即其“源头”。"
    "末列为来源系被衡量者自身或其所属政府的数值。",
)


def build(language: Language, independence: pd.DataFrame) -> str:
    """One row for each place of the evidence, and one for all."""
    columns = [
        Column(choose(title, language), width, right=place > 0)
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    rows = [
        _row(choose(name, language), independence[independence["place"].eq(place)]) for place, name in _NAMES.items()
    ]
    return table(
        columns, [*rows, _row(choose(_ALL, language), independence)], choose(_CAPTION, language), "independence"
    )


def _row(name: str, found: pd.DataFrame) -> list[str]:
    counts = (
        len(found),
        found["source"].nunique(),
        found["publisher"].nunique(),
        found["origin"].nunique(),
        int(found["repeats"].gt(0).sum()),
        int(found["self_interest"].sum()),
    )
    return [name, *(str(count) for count in counts)]
