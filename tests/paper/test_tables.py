"""The generated tables: every published phrase reaches the reader as it was published, and every link arrives."""

import re
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from typing import Any

import pandas as pd
import pypandoc
import pytest

from jiaxing_sanming.tables.cases import cities
from jiaxing_sanming.tables.yearly import national_series, provincial_series
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.comparability.report import headline_licences
from policy_report.analysis.results import Derived
from policy_report.errors import LanguageError
from policy_report.paper.tables.designs import designs, peers
from policy_report.paper.tables.published import claims, claims_headline, definitions, derived, indicators, series
from policy_report.paper.tables.sources import manifest, sources_by_tier
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.text.language import Key, Language, Text
from tests.analysis.pair_by_pair import pair_by_pair
from tests.conftest import this_study

EN, ZH = Language.EN, Language.ZH
NO_NUMBER: dict[str, object] = {
    **dict.fromkeys(("value", "lower", "upper", "lower_closed", "upper_closed")),
    **dict.fromkeys(("lower_kind", "upper_kind", "read_unit", "qualifier", "change"), ""),
}
"""What a phrase without a number leaves in a tidy row, as it is read back from disk."""
OPEN_ABOVE: dict[str, Any] = {
    "upper": None,
    "lower_closed": False,
    "upper_closed": False,
    "upper_kind": "",
    "qualifier": "more_than",
}


def number(value: float, unit: str = "起", change: str = "level", **bounds: Any) -> dict[str, object]:
    """The columns that reading a phrase adds to a row; an exact number unless bounds are given."""
    exact = {"lower": value, "upper": value, "lower_closed": True, "upper_closed": True, "qualifier": "exact"}
    kinds = {"lower_kind": "stated", "upper_kind": "stated", "read_unit": unit, "change": change}
    return {"value": value, **exact, **kinds, **bounds}


def row(key: str, phrase: str, read: dict[str, object], **other: str) -> dict[str, object]:
    about = {"case": "jiaxing", "indicator": "rate", "category": "", "unit": ""}
    about |= {"source": "police2024", "locator": "para 6", "start": "2023-01-01", "end": "2023-12-31"}
    doubts: dict[str, object] = {"mirror": False, "date_inferred": False}
    period = {"period_start": "2023", "period_end": "2023", "period_basis": "stated", "tier": "self-reported"}
    return {"id": key, "phrase": phrase, **about, **period, **doubts, **read, **other}


CASES = pd.DataFrame(
    [
        {"id": "jiaxing", "parent": "zhejiang", "level": "prefecture", "name_en": "Jiaxing", "name_zh": "嘉兴市"},
        {"id": "sanming", "parent": "fujian", "level": "prefecture", "name_en": "Sanming", "name_zh": "三明市"},
        {"id": "fujian", "parent": "china", "level": "province", "name_en": "Fujian", "name_zh": "福建省"},
        {"id": "zhejiang", "parent": "china", "level": "province", "name_en": "Zhejiang", "name_zh": "浙江省"},
        {"id": "china", "parent": "", "level": "country", "name_en": "China", "name_zh": "全国"},
    ]
)
INDICATORS = pd.DataFrame(
    [
        {
            "id": key,
            "name_en": name,
            "name_zh": zh,
            "measure": measure,
            "numerator": numerator,
            "denominator": "",
            "numerator_indicator": "",
            "denominator_indicator": "",
            "phenomenon": "criminal cases",
            "scale_max": None,
            "unit": unit,
            "definition_en": f"What {name} is.",
            "definition_zh": f"{zh}的定义。",
            "definition_source": source,
        }
        for key, name, zh, measure, numerator, unit, source in (
            ("rate", "Clearance rate", "破案率", "rate", "cases cleared", "percent", ""),
            ("filed-criminal-cases", "Cases filed", "立案数", "count", "", "case", "law2020"),
            ("total-area", "Area", "面积", "area", "", "km2", ""),
        )
    ]
)
CLAIMS = pd.DataFrame(
    [
        row("jx001", "同比上升55%", number(55, "percent", "yoy_percent", lower=54.5, upper=55.5, upper_closed=False)),
        row("jx013", "超80%", number(80, "percent", **OPEN_ABOVE)),
        row("jx015", "全国领先", NO_NUMBER, period_start="", period_end="", period_basis="unknown"),
        row("sm062", "22965平方千米", number(22965, "平方千米"), case="sanming", indicator="total-area"),
        row("sm075", "32万起", number(320000), case="fujian", indicator="filed-criminal-cases"),
    ]
)
SERIES = pd.DataFrame(
    [
        row("filed-2008", "4884960", number(4884960), case="china", indicator="filed-criminal-cases", unit="起"),
        row("filed-2008-2", "488万起", number(4880000), case="china", indicator="filed-criminal-cases"),
        row(
            "theft-2008",
            "3399600",
            number(3399600),
            case="china",
            indicator="filed-criminal-cases",
            category="theft|larceny",
        ),
    ]
)

LICENCES = Licences.of(CLAIMS, SERIES, INDICATORS, CASES, study=this_study())
HEADLINES = headline_licences(LICENCES, CLAIMS, study=this_study())


def headlines(language: Language) -> str:
    return claims_headline(
        language, claims=CLAIMS, cases=CASES, indicators=INDICATORS, headline_licences=HEADLINES, study=this_study()
    )


def cells(markdown: str) -> list[list[str]]:
    """The text of the body cells of the one table in `markdown`, as pandoc reads it."""
    html = pypandoc.convert_text(markdown, "html", format="markdown")
    assert html.count("<table") == 1
    body = html.split("<tbody>")[1] if "<tbody>" in html else ""
    rows = re.findall(r"<tr>(.*?)</tr>", body, flags=re.DOTALL)
    found = [re.findall(r"<td[^>]*>(.*?)</td>", line, flags=re.DOTALL) for line in rows]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in line] for line in found]


def links_and_anchors(markdown: str) -> tuple[set[str], set[str]]:
    tree = pypandoc.convert_text(markdown, "json", format="markdown")
    links = set(re.findall(r'"#([^"]+)"', tree))
    anchors = {name for name in re.findall(r'"t":"Span","c":\[\["([^"]*)"', tree) if name}
    return links, anchors


def quantity(value: float, lower: float | None, upper: float | None, unit: str = "percent") -> Quantity:
    kind = BoundKind.ROUNDING
    return Quantity(value, lower, upper, True, False, kind, kind, unit, Qualifier.ROUNDED, Change.LEVEL, (0, 0))


NUMBERS = {
    "clearance": {
        "earlier_rate": Derived(
            quantity(64.6, 64.3, 64.728),
            ("jx001", "filed-2008"),
            1,
            Text(en="100 / (1 + change)", zh="100÷（1＋变化）"),
        ),
    }
}


def test_appendix_a_shows_each_claim_with_phrase_reading_period_and_source() -> None:
    first, second, third, *_ = cells(claims(EN, CLAIMS, CASES, INDICATORS, pair_by_pair([]), study=this_study()))
    assert first[:5] == ["jx001", "Jiaxing: Clearance rate", "同比上升55%", "[54.5, 55.5) %, year on year", "2023"]
    assert "@police2024" in first[5]
    assert "para 6" in first[5]
    assert second[3] == "(80, ∞) %"
    assert third[3:5] == ["no number stated", "not stated"]


def test_appendix_a_speaks_chinese_to_chinese_readers() -> None:
    first, _, third, *_ = cells(claims(ZH, CLAIMS, CASES, INDICATORS, pair_by_pair([]), study=this_study()))
    assert first[1:5] == ["嘉兴市：破案率", "同比上升55%", "同比[54.5, 55.5)%", "2023年"]
    assert "第6段" in first[5]
    assert third[3:5] == ["未给出数字", "未说明"]


@pytest.mark.parametrize("language", list(Language))
def test_every_row_of_claims_and_series_can_be_linked_to(language: Language) -> None:
    _, of_claims = links_and_anchors(claims(language, CLAIMS, CASES, INDICATORS, pair_by_pair([]), study=this_study()))
    _, of_series = links_and_anchors(series(language, SERIES, CASES, INDICATORS, study=this_study()))
    assert of_claims == {f"clm-{key}" for key in CLAIMS["id"]}
    assert of_series == {f"clm-{key}" for key in SERIES["id"]}


TABLES: list[Callable[[Language], str]] = [
    headlines,
    lambda language: cities(language, CLAIMS, CASES, INDICATORS, LICENCES),
    lambda language: national_series(language, CLAIMS, SERIES, LICENCES),
    lambda language: provincial_series(language, CLAIMS, SERIES, CASES, LICENCES),
    lambda language: derived(language, NUMBERS, CLAIMS, SERIES, study=this_study()),
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("build", TABLES)
def test_every_link_of_a_table_leads_to_a_row_of_appendix_a(
    build: Callable[[Language], str], language: Language
) -> None:
    links, _ = links_and_anchors(build(language))
    assert links
    assert links <= {f"clm-{key}" for key in [*CLAIMS["id"], *SERIES["id"]]}


def test_an_input_that_no_table_shows_is_named_without_a_link() -> None:
    markdown = derived(EN, NUMBERS, CLAIMS, SERIES[SERIES["id"] != "filed-2008"], study=this_study())
    assert links_and_anchors(markdown)[0] == {"clm-jx001"}
    assert cells(markdown)[0][4] == "jx001, filed-2008"


def test_a_derived_number_shows_bounds_rounded_outwards_and_the_anchor_of_its_variable() -> None:
    markdown = derived(EN, NUMBERS, CLAIMS, SERIES, study=this_study())
    assert cells(markdown)[0][:4] == ["clearance: earlier rate", "64.3–64.8%", "[64.3, 64.73) %", "100 / (1 + change)"]
    assert links_and_anchors(markdown)[1] == {"num-clearance-earlier-rate"}


def test_a_derived_number_has_a_chinese_name_and_the_same_anchor_for_chinese_readers() -> None:
    markdown = derived(ZH, NUMBERS, CLAIMS, SERIES, study=this_study())
    assert cells(markdown)[0][:3] == ["破案率1", "64.3%至64.8%", "[64.3, 64.73)%"]
    assert links_and_anchors(markdown)[1] == {"num-clearance-earlier-rate"}


def test_the_formula_of_a_number_is_said_by_the_catalogues_with_its_values_and_words_put_in() -> None:
    counted = Derived(quantity(2, 2, 2, "")).said("of_kind", kind=Key("contradiction.not-a-share"))
    markdown = derived(EN, {"contradiction_counts": {"not_a_share": counted}}, CLAIMS, SERIES, study=this_study())
    kind = this_study().catalogue("contradiction.not-a-share", EN)
    assert cells(markdown)[0][3] == f"found of the kind: {kind}"


def test_a_number_whose_formula_no_catalogue_says_is_refused() -> None:
    numbers = {"clearance": {"nobodys": Derived(quantity(2, 2, 2, ""))}}
    with pytest.raises(LanguageError, match=r"words/en\.toml:method\.clearance\.nobodys: \[word-missing\]"):
        derived(EN, numbers, CLAIMS, SERIES, study=this_study())


def test_a_unit_printed_in_a_heading_is_kept_apart_from_the_phrase() -> None:
    published = {line[2] for line in cells(series(EN, SERIES, CASES, INDICATORS, study=this_study()))}
    assert published == {"4884960 / 起", "488万起", "3399600"}


def test_a_breakdown_names_its_category_and_follows_the_whole() -> None:
    rows = cells(series(EN, SERIES, CASES, INDICATORS, study=this_study()))
    assert [line[0] for line in rows] == ["China: Cases filed"] * 2 + ["China: Cases filed (theft|larceny)"]


def test_values_of_one_year_from_several_sources_stand_in_one_cell_and_breakdowns_stay_out() -> None:
    (only,) = cells(national_series(EN, CLAIMS, SERIES, LICENCES))
    assert only == ["2023", "4,884,960; 4,880,000", "–", "–", "–"]


def test_the_provincial_table_says_what_kind_of_case_is_counted() -> None:
    assert cells(provincial_series(EN, CLAIMS, SERIES, CASES, LICENCES)) == [
        ["Fujian", "2023", "filed: 320,000", "–", "–", "–"]
    ]


def test_a_city_without_a_figure_is_said_to_have_none() -> None:
    assert cells(cities(EN, CLAIMS, CASES, INDICATORS, LICENCES)) == [["Area, km²", "not found", "22,965"]]
    assert cells(cities(ZH, CLAIMS, CASES, INDICATORS, LICENCES)) == [["面积（平方公里）", "未查到", "22965"]]


def test_the_headline_table_says_who_speaks() -> None:
    first, *_ = cells(headlines(EN))
    assert first == [
        "Jiaxing: Clearance rate", "同比上升55%", "[54.5, 55.5) %, year on year", "2023", "self-reported", "none",
    ]  # fmt: skip


def test_the_dictionary_says_where_a_ratio_hides_its_denominator() -> None:
    rate, filed, _ = cells(indicators(EN, INDICATORS))
    assert rate == ["Clearance rate", "What Clearance rate is.", "cases cleared / not published", "none found"]
    assert filed[2] == "–"
    assert "@law2020" in filed[3]


def test_terms_are_given_in_both_languages_in_the_english_table() -> None:
    frame = pd.DataFrame(
        [
            {
                "term_zh": "立案",
                "term_en": "filing",
                "definition_en": "A decision.",
                "definition_zh": "一项决定。",
                "source": "law2020",
                "locator": "art. 1",
            }
        ]
    )
    assert cells(definitions(EN, frame, study=this_study()))[0][:2] == ["立案, filing", "A decision."]
    assert cells(definitions(ZH, frame, study=this_study()))[0][:2] == ["立案", "一项决定。"]


def test_local_bodies_stand_in_order_of_time_and_a_mere_mention_is_marked() -> None:
    known = {"body_zh": "中心", "indicator_en": "Share solved", "phrase": "57.2%", "source": "press2023"}
    known |= {"branches": "", "staff": "26"}
    frame = pd.DataFrame(
        [
            {"case": "sanming", "body_en": "B", "established": "", "established_basis": "unknown", **known},
            {"case": "jiaxing", "body_en": "A", "established": "2016-03", "established_basis": "by", **known},
            {"case": "china", "body_en": "C", "established": "1994", "established_basis": "stated", **known},
        ]
    )
    first, second = cells(peers(EN, frame, CASES, study=this_study()))
    assert first[:5] == ["Jiaxing", "A", "by Mar 2016", "–; 26", "Share solved: 57.2%"]
    assert second[2] == "not stated"
    assert cells(peers(ZH, frame, CASES, study=this_study()))[0][2:5] == ["至迟2016年3月", "–；26", "57.2%"]


def test_designs_are_set_side_by_side_with_their_sources() -> None:
    said = pd.DataFrame({"case": ["jiaxing", "sanming"], "source": ["police2024", "press2021"], "topic": "routing"})
    said = said.assign(dimension="workflow", name_en="Routing", name_zh="流转", place="figure", value_zh="某说法")
    said["value_en"] = said["case"] + " en"
    pair = {"topic": "routing", "first": "jiaxing", "second": "sanming", "reason_en": "They differ"}
    judged = pd.DataFrame([{**pair, "reason_zh": "不同"}])
    (only,) = cells(designs(EN, said, judged, CASES, study=this_study()))
    assert only == ["Workflow: Routing", "jiaxing en [@police2024]", "sanming en [@press2021]", "They differ"]
    assert cells(designs(ZH, said, judged, CASES, study=this_study()))[0][0] == "流程：流转"


def test_sources_are_counted_by_who_speaks_and_add_up() -> None:
    sources = pd.DataFrame(
        [
            {"key": "police2024", "tier": "self-reported", "mirror": True},
            {"key": "press2021", "tier": "press", "mirror": False},
            {"key": "adcock2001", "tier": "", "mirror": False},
        ]
    )
    rows = cells(sources_by_tier(EN, sources, CLAIMS, SERIES, study=this_study()))
    assert [rows[0][0], *rows[0][2:]] == ["self-reported", "1", "1", "5", "3"]
    assert rows[-1][2:] == ["2", "1", "5", "3"]


def test_text_that_looks_like_markup_survives_the_table() -> None:
    phrase = "“e体+”|*90%* [x](y) @z {#q} $1$ <b> `c` -- ..."
    odd = pd.DataFrame([row("jx900", phrase, number(1))])
    assert cells(claims(EN, odd, CASES, INDICATORS, pair_by_pair([]), study=this_study()))[0][2] == phrase


def test_the_manifest_shows_the_rows_and_the_fingerprint_of_every_tidy_file() -> None:
    got = cells(manifest(EN, {"cases": pd.DataFrame({"id": ["a", "b"]})}))[0]
    assert got == ["data/tidy/cases.csv", "2", sha256(b"id\na\nb\n").hexdigest()[:16]]
    changed = cells(manifest(EN, {"cases": pd.DataFrame({"id": ["a", "c"]})}))[0]
    assert changed[2] != got[2]
