"""What the paper itself says about its editions: how to cite it, and where its other forms are, as Markdown."""

import re

from policy_report.editions.citations import Citations
from policy_report.editions.head import address, tag
from policy_report.editions.work import Work
from policy_report.text.language import Language
from policy_report.text.words import word


def how_to_cite(whole: Citations, language: Language) -> str:
    """The work in every form, for readers without scripts and for paper."""
    forms = {"APA": whole.apa_html, "GB/T 7714": whole.gbt_html}
    lines = [word("edition.form", language, form=form, citation=_markdown(html)) for form, html in forms.items()]
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
        f"[{word('edition.language', other.language)}]({address(work.source, other.source)})"
        f'{{.language hreflang="{tag(other.language)}" lang="{tag(other.language)}" rel="alternate"}}'
        for other in work.others
    ]
    links += [f"[{word(f'edition.{suffix}', work.language)}]({name}.{suffix})" for suffix in ("pdf", "docx")]
    inside = "\n".join(["::: {.editions}", " · ".join(links), ":::"])
    return f':::: {{.content-visible when-format="html"}}\n{inside}\n::::\n'


def _markdown(html: str) -> str:
    """The little HTML of a citation as Markdown."""
    text = re.sub(r"</?em>", "*", re.sub(r"</?span[^>]*>", "", html))
    return re.sub(r'<a href="([^"]*)"[^>]*>.*?</a>', r"<\1>", text)
