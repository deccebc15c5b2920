"""Where in its source a claim stands, in Chinese; the data have it in English."""

import re

_NUMBERED = (
    (re.compile(r"^(?:paras? |P)([\d, ]+)$"), "第{}段"),
    (re.compile(r"^(?:paras? |P)(\d+)[-–]P?(\d+)$"), "第{}—{}段"),
    (re.compile(r"^section (\d+)(\(\d+\))?$"), "第{}{}节"),
    (re.compile(r"^page (\d+)$"), "第{}页"),
    (re.compile(r"^arts?\. (\d+)[-–](\d+)$"), "第{}—{}条"),
    (re.compile(r"^art\. (\d+) of the (\d+) Provisions, as quoted$"), "转引自{1}年规定第{0}条"),
    (re.compile(r"^(?:item|bullet) (\w+)$"), "第{}项"),
    (re.compile(r"^items (\d+)[-–](\d+)$"), "第{}—{}项"),
    (re.compile(r"^Table (\S+)$"), "表{}"),
    (re.compile(r"^footnote (\w+)\)$"), "脚注{}"),
    (re.compile(r"^Order No\. (\d+)$"), "第{}号令"),
    (re.compile(r"^(?:title of chapter (\d+)|chapter (\d+) title)$"), "第{}章标题"),
    (
        re.compile(r"^title of chapter (\d+), compared with that of chapter (\d+) of the (\d+) Provisions$"),
        "第{0}章标题，与{2}年规定第{1}章标题对照",
    ),
    (re.compile(r"^amendment of (\d+) October (\d+)$"), "{1}年10月{0}日修正"),
    (re.compile(r"^para on (\d+) indicators$"), "{}年指标段"),
    (re.compile(r"^body, paragraph on (\d+) totals$"), "正文{}年总数段"),
    (re.compile(r"^body \(cut off\)$"), "正文（残缺）"),
)
_NAMED = {
    "CV": "简历",
    "abstract": "摘要",
    "body": "正文",
    "body text": "正文",
    "case-statistics block": "案件统计部分",
    "dateline": "电头",
    "deck": "副题",
    "digest copy": "摘编本",
    "effective date": "施行日期",
    "end of the part seen": "可见部分末尾",
    "explanatory paragraph": "说明段",
    "fiscal section": "财政部分",
    "five-year review": "五年回顾",
    "formula": "公式",
    "graphic": "图示",
    "infobox": "信息框",
    "infographic text": "图解文字",
    "introduction": "引言",
    "last paragraph": "末段",
    "last visible sentences": "可见部分末尾",
    "list of items": "科目列表",
    "local practice": "地方做法",
    "middle": "中部",
    "opening": "开头",
    "opening paragraph": "首段",
    "opening section": "开头部分",
    "paragraph on clearing and cancelling": "破案与撤案段",
    "paragraph on the definition": "定义段",
    "paragraph on the survey": "调查段",
    "paragraph on violence": "暴力犯罪段",
    "population section": "人口部分",
    "profile paragraph": "概况段",
    "standfirst": "导语",
    "table": "表",
    "tables": "表",
    "title": "标题",
    "usage": "用例",
    "whole article": "全文",
    "whole text": "全文",
}
_SEVERAL = re.compile(r"(; | and (?=para |whole |TR_))")


def in_chinese(locator: str) -> str:
    """A place such as `para 3` as 第3段; one that has no Chinese form, such as the name of a file, as it stands."""
    if found := _one(locator):
        return found
    parts = [part if part in ("; ", " and ") else _one(part) or part for part in _SEVERAL.split(locator)]
    return "".join({"; ": "；", " and ": "、"}.get(part, part) for part in parts)


def _one(locator: str) -> str | None:
    for pattern, form in _NUMBERED:
        if match := pattern.match(locator):
            return form.format(*(part.replace(", ", "、") for part in match.groups() if part), "")
    return _NAMED.get(locator)
