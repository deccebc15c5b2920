"""What the paper itself says about its editions: how to cite it, and where its other forms are, as Markdown."""

import re

from policy_report.editions.citations import Citations
from policy_report.editions.head import TAGS, address
from policy_report.editions.work import Work
from policy_report.text.language import Language

_NAMES = {Language.EN: "English", Language.ZH: "中文版"}
_OTHER_FORMS = {Language.EN: ("PDF", "Word"), Language.ZH: ("PDF", "Word 文档")}


def how_to_cite(whole: Citations, language: Language) -> str:
    """The work in every form, for readers without scripts and for paper."""
    comma = {Language.EN: ".", Language.ZH: "："}[language]
    lines = [
        f"**APA**{comma} {_markdown(whole.apa_html)}",
        f"**GB/T 7714**{comma} {_markdown(whole.gbt_html)}",
    ]
    lines += [
        f"**{name}**\n\n```{{.{syntax}}}\n{text.replace(chr(13), '').strip()}\n```"
        for name, syntax, text in (
            ("BibTeX", "bibtex", whole.bibtex),
            ("RIS", "ris", whole.ris),
            ("CSL-JSON", "json", whole.csl),
        )
    ]
    return "\n\n".join(lines) + "\n"


def other_editions(work: Work) -> str:
    """Links to the same paper in other languages and formats; a page shows them, paper does not."""
    name = work.source.stem
    links = [
        f"[{_NAMES[other.language]}]({address(work.source, other.source)})"
        f'{{.language hreflang="{TAGS[other.language]}" lang="{TAGS[other.language]}" rel="alternate"}}'
        for other in work.others
    ]
    links += [
        f"[{word}]({name}.{suffix})" for word, suffix in zip(_OTHER_FORMS[work.language], ("pdf", "docx"), strict=True)
    ]
    inside = "\n".join(["::: {.editions}", " · ".join(links), ":::"])
    return f':::: {{.content-visible when-format="html"}}\n{inside}\n::::\n'


def _markdown(html: str) -> str:
    """The little HTML of a citation as Markdown."""
    text = re.sub(r"</?em>", "*", re.sub(r"</?span[^>]*>", "", html))
    return re.sub(r'<a href="([^"]*)"[^>]*>.*?</a>', r"<\1>", text)
