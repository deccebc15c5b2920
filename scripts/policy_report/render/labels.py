"""The words that a renderer adds: Figure, Table, Section, Contents, Note."""

from typing import Any

# As Quarto has them in src/resources/language/_language.yml and _language-zh.yml.
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "fig-title": "Figure",
        "tbl-title": "Table",
        "sec-prefix": "Section",
        "eq-prefix": "Equation",
        "title-delim": ":",
        "toc-title": "Table of contents",
        "abstract-title": "Abstract",
        "note": "Note",
        "tip": "Tip",
        "important": "Important",
        "warning": "Warning",
        "caution": "Caution",
        "skip": "Skip to the text",
        "keywords-title": "Keywords: ",
        "keywords-separator": ", ",
    },
    "zh": {
        "fig-title": "图",
        "tbl-title": "表格",
        "sec-prefix": "章节",
        "eq-prefix": "方程式",
        "title-delim": ":",
        "toc-title": "目录",
        "abstract-title": "摘要",
        "note": "注释",
        "tip": "提示",
        "important": "重要",
        "warning": "警告",
        "caution": "注意",
        "skip": "跳到正文",
        "keywords-title": "关键词：",
        "keywords-separator": "；",
    },
}  # fmt: skip
CALLOUTS = ("note", "tip", "important", "warning", "caution")


def labels(options: dict[str, Any]) -> dict[str, str]:
    """The words of a document, by its language and its `crossref`, `language` and title options."""
    language = str(options.get("lang", "en")).split("-")[0]
    words = dict(_WORDS.get(language, _WORDS["en"]))
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
