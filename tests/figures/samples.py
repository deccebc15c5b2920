"""Results by hand that every figure can be drawn from, and what a drawn figure holds."""

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from jiaxing_sanming.analysis.decomposition import Decomposition
from jiaxing_sanming.models.designs import MODEL, CaseClass, Regime, Scenario
from policy_report.analysis.bounds.bound import Target
from policy_report.analysis.bounds.constraint import ONE, Constraint, Kind, Row, none_negative
from policy_report.analysis.bounds.question import Answer, Question, answer
from policy_report.analysis.comparability.degree import Licence
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.published import exactly
from policy_report.analysis.results import Derived
from policy_report.evidence.bibliography import TIERS
from policy_report.figures import style
from policy_report.figures.wording import labelled
from policy_report.models.simulation import process_networks
from policy_report.project import Project
from policy_report.quantities import Change
from policy_report.render.fonts import fonts_folder
from policy_report.text.language import Language
from policy_report.text.language import Text as Says
from tests.analysis.small_dictionary import dictionary
from tests.analysis.tidy_rows import cases, rows, up_to
from tests.conftest import ROOT, this_code, this_study
from tests.figures.study_samples import phase, sensitivity
from tests.study.models.models import study

BOLD = "NotoSansSC-Bold.ttf"


@cache
def fonts() -> tuple[Path, ...]:
    """Source Sans 3 at one weight, which a build here cut or is cut here, and Noto Sans SC as its wheel has it."""
    import tempfile

    import fontpkg_source_sans_3
    import pylopdf_fonts_zh_cn
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    chinese = Path(pylopdf_fonts_zh_cn.__path__[0]) / "NotoSansSC-Regular.otf"
    latin = fonts_folder(Project(ROOT)) / "SourceSans3-Regular.ttf"
    if latin.is_file():
        return latin, chinese
    font = TTFont(Path(fontpkg_source_sans_3.__path__[0]) / "files" / "SourceSans3[wght].ttf")
    instantiateVariableFont(font, {"wght": 400.0}, inplace=True)
    for number, name in {1: "Source Sans 3", 2: "Regular", 16: "Source Sans 3", 17: "Regular"}.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    latin = Path(tempfile.mkdtemp(prefix="figures-")) / "SourceSans3-Regular.ttf"
    font.save(latin)
    return latin, chinese


def sources() -> pd.DataFrame:
    """Two institutions, persons in a copy, and a host."""
    table = [
        ("police", "嘉兴公安", "新浪浙江", "self-reported"),
        ("xinhua", "新华社", "example.com", "press"),
        ("persons", "顾, 亦来 and 王, 静芳", "", "press"),
        ("host", "", "hbzqbyyxgs.com", "statistics"),
    ]
    return pd.DataFrame(table, columns=["key", "author", "publisher", "tier"])


def claims_overview() -> pd.DataFrame:
    """One claim of each way of hedging, over three kinds of scale."""
    level = {"read_unit": "percent", "period": "2023", "source": "police", "case": "jiaxing"}
    change = {**level, "change": "yoy_percent"}
    more = {"qualifier": "more_than", "lower_closed": False, "upper_kind": "", "lower_kind": "stated"}
    frame = rows(
        {"id": "full", **level, "exact": 100},
        {"id": "least", **level, "value": 90, "lower": 90, **more, "lower_closed": True, "qualifier": "at_least"},
        {"id": "more", **level, "value": 80, "lower": 80, **more},
        {"id": "small", **level, "case": "sanming", "value": 85.68, "lower": 85.675, "upper": 85.685},
        {"id": "fall", **change, "value": -11.8, "lower": -11.85, "upper": -11.75},
        {"id": "rise", **change, "case": "tongxiang", "value": 55, "lower": 54.5, "upper": 55.5},
        {"id": "first", **level, "case": "sanming", "exact": 1, "qualifier": "rank", "read_unit": "rank"},
    )  # fmt: skip
    kinds = ["level_percent"] * 4 + ["change_percent"] * 2 + ["rank"]
    city = ["jiaxing"] * 3 + ["sanming", "jiaxing", "jiaxing", "sanming"]
    frame.loc[frame["id"] == "rise", "period_basis"] = "inferred"
    names = [f"Rate of {name}" for name in frame["id"]]
    frame["indicator"] = frame["id"].map(lambda name: f"rate-{name}")
    return frame.assign(kind=kinds, of_case=city, name_en=names, name_zh="某某破案率", has_denominator=False)


def _levels(*given: tuple[Any, ...]) -> pd.DataFrame:
    columns = ["ids", "case", "measure", "year", "value", "lower", "upper", "basis", "part_of_year", "flag"]
    frame = pd.DataFrame(given, columns=columns)
    return frame.assign(qualifier="rounded", source="xinhua")


def provincial_series() -> pd.DataFrame:
    """Fujian with one count and rate of a part of a year; Zhejiang with two totals and no rate."""
    return _levels(
        ("a", "fujian", "filed", 2016, 320e3, 315e3, 325e3, "published", False, ""),
        ("b", "fujian", "filed", 2020, 150e3, 145e3, 155e3, "published", True, ""),
        ("c", "fujian", "filed", 2021, 158e3, 157.5e3, 158.5e3, "published", False, ""),
        ("a1 a", "fujian", "cleared", 2016, 114_880, 112_927, 116_837, "implied", False, ""),
        ("a1", "fujian", "rate", 2016, 35.9, 35.85, 35.95, "published", False, ""),
        ("d", "zhejiang", "total", 2004, 500e3, 495e3, 505e3, "published", False, ""),
        ("e", "zhejiang", "total", 2023, 200e3, 200e3, 300e3, "published", False, ""),
    )


def provincial() -> dict[str, Derived]:
    """The bound on the ratio of Zhejiang."""
    return {"zhejiang_ratio_2023": Derived(up_to(42.2, "percent"), decimals=1)}


def national_series() -> pd.DataFrame:
    """Filings with a gap, an implied and two contradicted levels; a rate, homicide, fatal violence."""
    return _levels(
        ("na", "china", "filed", 2001, 4.45e6, 4.445e6, 4.455e6, "published", False, ""),
        ("nb", "china", "filed", 2002, 4.33e6, 4.325e6, 4.335e6, "published", False, ""),
        ("nc", "china", "filed", 2009, 5.58e6, 5.58e6, 5.58e6, "published", False, ""),
        ("nd", "china", "filed", 2021, 5.05e6, 4.97e6, 5.06e6, "implied", False, ""),
        ("ne", "china", "filed", 2022, 5.03e6, 5.025e6, 5.035e6, "published", False, "contradicted"),
        ("nf", "china", "filed", 2023, 4.5e6, 4.45e6, 4.55e6, "published", False, "contradicted"),
        ("ng", "china", "filed", 2002, 4.3e6, 4.25e6, 4.35e6, "published", False, "coarser"),
        ("nh", "china", "filed", 2009, 4.44e6, 4.44e6, 4.44e6, "published", True, ""),
        ("ni", "china", "cleared", 2009, 2.45e6, 2.45e6, 2.45e6, "published", False, ""),
        ("nj", "china", "rate", 2003, 41.9, 41.85, 41.95, "published", False, ""),
        ("ni nc", "china", "rate", 2009, 43.86, 43.86, 43.86, "implied", False, ""),
        ("nk", "china", "homicide", 2004, 25e3, 24e3, 25e3, "published", False, ""),
        ("nl", "china", "homicide", 2018, 7525, 7525, 7525, "published", False, ""),
        ("nm", "china", "fatal_per_100k", 2005, 2.39, 2.385, 2.395, "published", False, ""),
        ("nn", "china", "fatal_per_100k", 2024, 0.44, 0.435, 0.445, "published", False, ""),
    )


def city_context() -> pd.DataFrame:
    """People of one city across a revision, and output of both in two vintages."""
    table = [
        ("p1", "jiaxing", "resident", 2019, 4.8e6, "before_census"),
        ("p2", "jiaxing", "resident", 2020, 5.41e6, "census_based"),
        ("p3", "jiaxing", "resident", 2021, 5.52e6, "census_based"),
        ("p4", "sanming", "resident", 2020, 2.49e6, "census_based"),
        ("g1", "jiaxing", "gdp", 2020, 5563.58e8, "final"),
        ("g2", "sanming", "gdp", 2020, 2702.19e8, "preliminary"),
    ]
    frame = pd.DataFrame(table, columns=["id", "case", "measure", "year", "value", "vintage"])
    return frame.assign(lower=frame["value"], upper=frame["value"], source="host")


def context() -> dict[str, Derived]:
    """Density, output per head, and residents per registered person of both cities."""
    values = {"density": (1380.0, 108.0, ""), "gdp_per_head": (103_013.0, 108_677.0, "_2020")}
    values["residents_per_registered"] = (148.3, 86.5, "_2021")
    return {
        f"{stem}_{city}{suffix}": Derived(exactly(value))
        for stem, (jiaxing, sanming, suffix) in values.items()
        for city, value in (("jiaxing", jiaxing), ("sanming", sanming))
    }


def bounds() -> tuple[Answer, ...]:
    """A rate bounded above, a contradictory reading of it, and a change that nothing bounds."""

    def known(name: str, rows: tuple[Row, ...], kind: Kind = Kind.CLAIM) -> Constraint:
        return Constraint(name, kind, rows, Says(en="what it says", zh="其内容"), claims=(name,))

    scale = none_negative(["rate", "now"])
    ceiling = known("full", (Row({"rate": 1.0, ONE: -64.7}),))
    floor = known("least", (Row({"rate": -1.0, ONE: 80.0}),), Kind.ASSUMPTION)
    rate, change = Target({"rate": 1.0}), Target({"now": 100.0, "rate": -100.0}, {"rate": 1.0})
    unknown = Says(en="Unknown", zh="未知")
    asked = (
        ("earlier_rate", "points", rate, Change.LEVEL, (scale, ceiling)),
        ("earlier_rate", "relative", rate, Change.LEVEL, (scale, ceiling, floor)),
        ("clearances_change", "", change, Change.YOY_PERCENT, (scale,)),
    )
    return tuple(
        answer(
            Question(
                name,
                reading,
                "jiaxing",
                unknown,
                Says(en=reading, zh="读法"),
                "percent",
                kind,
                target,
                held,
                1,
                figure=True,
            )
        )
        for name, reading, target, kind, held in asked
    )


def decompositions() -> tuple[Decomposition, ...]:
    """A rise that its denominator explains in part, and one that it more than explains."""
    low, high = exactly(-20.0, "percent"), exactly(120.0, "percent")
    some, rest = exactly(40.0, "percent"), exactly(60.0, "percent")
    return (
        Decomposition("a", "fujian", Says(en="Earlier", zh="前期"), ("full",), some, rest, some, None),
        Decomposition("b", "fujian", Says(en="Later", zh="后期"), ("full",), high, low, high, None),
    )


def timeline() -> pd.DataFrame:
    """Reforms, a precursor, a law, a change in office and a publication, in three lanes."""
    table = [
        ("m0", "china", "1994", "stated", "precursor", "Term defined", "elsewhere", False),
        ("m1", "fuzhou", "2017-02", "stated", "precursor", "Centre opens in Fuzhou", "fujian", False),
        ("m2", "jiaxing", "2020-01", "stated", "reform", "Centre founded in Jiaxing", "zhejiang", True),
        ("m3", "sanming", "2020-09", "inferred", "reform", "Centre founded in Sanming", "fujian", True),
        ("m4", "china", "2021-09-01", "stated", "national", "Law in force", "elsewhere", False),
        ("m5", "jiangsu", "2024", "publication", "context", "Report elsewhere", "elsewhere", False),
        ("m6", "sanming", "2021-10", "stated", "personnel", "Head of the police transferred", "fujian", True),
    ]
    columns = ["id", "case", "date", "date_basis", "kind", "event_en", "lane", "own"]
    frame = pd.DataFrame(table, columns=columns)
    return frame.assign(event_zh="某地设立中心", source="xinhua", year=frame["date"].str[:4].astype(int))


def breaks_of_places() -> pd.DataFrame:
    """A doubt and a drive in the country's filings, a drive in a province's totals, and a census of a city."""
    table = [
        ("china", "filed-criminal-cases", 2004, "doubt", "Official in doubt", "存疑"),
        ("china", "filed-criminal-cases", 2009, "recording", "Drive for truthful recording", "如实立案专项"),
        ("zhejiang", "criminal-cases-total", 2009, "recording", "Drive for truthful recording", "如实立案专项"),
        ("jiaxing", "resident-population", 2020, "census", "census basis", "普查口径"),
    ]
    columns = ["place", "indicator", "year", "kind", "name_en", "name_zh"]
    return pd.DataFrame(table, columns=columns).assign(day="2009-01-01", id="b")


def normalised() -> pd.DataFrame:
    """Filings of the country on both sides of a drive, of a province with part of a year, and a refused count."""
    table = [
        ("china-2008", "china", "filed-criminal-cases", "2008-12-31", False, "", 370.0),
        ("china-2009", "china", "filed-criminal-cases", "2009-12-31", False, "", 420.0),
        ("ne", "china", "filed-criminal-cases", "2022-12-31", False, "", 350.0),
        ("fujian-2020", "fujian", "filed-criminal-cases", "2020-12-25", True, "", 360.0),
        ("zhejiang-2004", "zhejiang", "criminal-cases-total", "2004-12-31", False, "no-denominator", None),
    ]
    columns = ["id", "case", "indicator", "end", "part_of_year", "refusal", "value"]
    frame = pd.DataFrame(table, columns=columns).assign(source="xinhua")
    frame = frame.assign(lower=frame["value"], upper=frame["value"])
    return pd.concat([frame.assign(base=base) for base in ("people", "output")], ignore_index=True)


def design_agreement() -> pd.DataFrame:
    """A dimension with a score, one without, and both together."""
    table = [
        ("workflow", 2, 1, 1, 0, 4, 3, 200 / 3, 50.0, 75.0),
        ("legal_constraint", 0, 0, 0, 2, 2, 0, None, 0.0, 100.0),
        ("all", 2, 1, 1, 2, 6, 3, 200 / 3, 100 / 3, 500 / 6),
    ]
    columns = ["dimension", "same", "different", "one_sided", "silent", "topics", "compared", "agreement"]
    return pd.DataFrame(table, columns=[*columns, "lower", "upper"]).assign(first="jiaxing", second="sanming")


def peers_in_time() -> pd.DataFrame:
    """A body for each way of knowing its date."""
    table = [
        ("a", "tongxiang", "Tongxiang", "桐乡市", 2012.4, "stated", False),
        ("b", "fuzhou", "Fuzhou", "福州市", 2017.1, "by", False),
        ("c", "sanming", "Sanming", "三明市", 2020.7, "stated", True),
        ("d", "xuzhou", "Xuzhou", "徐州市", 2021.5, "inferred", False),
        ("e", "jiangsu", "Jiangsu", "江苏省", float("nan"), "unknown", False),
    ]
    columns = ["id", "case", "name_en", "name_zh", "year", "basis", "focal"]
    known = {"branches": True, "staff": False, "tiers": True, "figure": False}
    return pd.DataFrame(table, columns=columns).assign(
        body_en="Investigation centre", body_zh="侦查中心", source="xinhua", **known
    )


def evidence_base() -> pd.DataFrame:
    """Counts that rise by place and tier."""
    places = [place.id for place in this_study().places]
    counts = [(place, tier, 3 * row + column) for row, place in enumerate(places) for column, tier in enumerate(TIERS)]
    return pd.DataFrame(counts, columns=["place", "tier", "count"])


def design_comparison() -> pd.DataFrame:
    """A topic for each relation."""
    table = [
        ("entry", "workflow", "same", True, True),
        ("routing", "workflow", "different", True, True),
        ("officers", "staffing", "one_sided", True, False),
        ("oversight", "legal_constraint", "silent", False, False),
    ]
    frame = pd.DataFrame(table, columns=["topic", "dimension", "relation", "first_stated", "second_stated"])
    frame = frame.assign(name_en=frame["topic"].str.title(), name_zh="主题", reason_en="ground", reason_zh="理由")
    frame[["place", "first", "second"]] = "figure", "jiaxing", "sanming"
    for side in ("first", "second"):
        frame[f"{side}_en"] = frame[f"{side}_stated"].map({True: f"What the {side} says", False: "Not published"})
        frame[[f"{side}_zh", f"{side}_source"]] = "某说法", "police"
    return frame


def indicators() -> pd.DataFrame:
    """The small dictionary, and an indicator of its own for each sample claim."""
    own = [{"id": f"rate-{name}", "measure": "rate", "unit": "percent"} for name in claims_overview()["id"]]
    return dictionary(*own)


_INDICATORS = {
    "filed": "filed-criminal-cases",
    "cleared": "cleared-criminal-cases",
    "rate": "clearance-rate-criminal",
    "total": "criminal-cases-total",
    "homicide": "homicide-cases",
    "fatal_per_100k": "fatal-violence-per-100k",
    "resident": "resident-population",
    "gdp": "gdp",
}
"""The indicator of each measure of the sample series."""


def licences() -> Licences:
    """The licences between all values of the samples."""
    series = pd.concat([provincial_series(), national_series(), city_context().rename(columns={"id": "ids"})])
    published = [row for row in series.to_dict("records") if row.get("basis") != "implied" and " " not in row["ids"]]
    values = [
        {
            "id": row["ids"],
            "case": row["case"],
            "indicator": _INDICATORS[row["measure"]],
            "period": str(row["year"]),
            "value": row["value"],
            "lower": row["lower"],
            "upper": row["upper"],
        }
        for row in published
    ]
    changes = {"id": "nd", "case": "china", "indicator": "filed-criminal-cases", "period": "2021", "exact": 5.05e6}
    filed = {"indicator": "filed-criminal-cases", "exact": 1e6}
    rates = [
        {"id": f"{case}-{year}", "case": case, "period": year, **filed}
        for case, year in (("china", "2008"), ("china", "2009"), ("fujian", "2020"))
    ]
    return Licences.of(claims_overview(), rows(*values, *rates, changes), indicators(), cases(), this_study())


def headline_licences() -> tuple[Licence, ...]:
    """Two claims of one city against two of the other."""
    found = licences()
    return tuple(found.between(first, second) for first in ("full", "more") for second in ("small", "first"))


def lead_times() -> pd.DataFrame:
    """A distribution for each regime, scenario and class."""
    shares = np.linspace(0, 0.99, 12)
    parts = [
        pd.DataFrame({"share": shares, "hours": -scale * np.log1p(-shares)}).assign(
            scenario=scenario, regime=regime, case_class=kind
        )
        for scenario in Scenario
        for scale, regime in zip((60, 50, 40), Regime, strict=True)
        for kind in CaseClass
    ]
    return pd.concat(parts, ignore_index=True)


def process_parameters() -> pd.DataFrame:
    """The parameters of the study, whose published values come from the sample's sources."""
    frame = pd.DataFrame([asdict(row) for row in study().rows])
    frame.loc[frame["kind"] == "published", "source"] = "police"
    return frame


@cache
def results() -> dict[str, Any]:
    """All of the above by the names that figures ask for."""
    claims = claims_overview()
    return {
        "licences": licences(), "headline_licences": headline_licences(), "indicators": indicators(),
        "cases": cases(), "claims": claims, "series": claims, "sources": sources(),
        "sources_of_claims": dict(zip(claims["id"], claims["source"], strict=True)),
        "breaks_of_places": breaks_of_places(),
        "normalised": normalised(), "design_agreement": design_agreement(),
        "claims_overview": claims, "provincial_series": provincial_series(), "provincial": provincial(),
        "national_series": national_series(), "city_context": city_context(), "context": context(),
        "timeline": timeline(), "peers_in_time": peers_in_time(), "evidence_base": evidence_base(),
        "design_comparison": design_comparison(), "bounds": bounds(), "decompositions": decompositions(),
        "lead_times": lead_times(), "study": this_study(),
        "process_parameters": process_parameters(), "process_networks": process_networks(MODEL, process_parameters()),
        "sensitivity": sensitivity(), "phase": phase(),
    }  # fmt: skip


def drawn(name: str, language: Language = Language.EN, **changed: Any) -> Figure:
    """A figure from the sample results, with some of them changed."""
    (maker,) = (maker for maker in this_code().figures if maker.name == name)
    return drawn_from(maker.module, maker.needs, language, results() | changed)


def drawn_from(module: str, needs: tuple[str, ...], language: Language, given: dict[str, Any]) -> Figure:
    """A figure of a module from results by name, laid out once."""
    from importlib import import_module

    with style.look(language, fonts()):
        figure = labelled(import_module(module).draw)(language=language, **{need: given[need] for need in needs})
        figure.draw_without_rendering()
    return figure


@dataclass(frozen=True)
class Placed:
    """A text of a drawn figure: its size in points, and its box in pixels of a figure from 0 to `limits`."""

    text: str
    size: float
    box: tuple[float, float, float, float]
    limits: tuple[int, int]

    @property
    def is_cut(self) -> bool:
        left, low, right, high = self.box
        return left < -1 or low < -1 or right > self.limits[0] + 1 or high > self.limits[1] + 1

    def covers(self, x: float, y: float) -> bool:
        left, low, right, high = self.box
        return left < x < right and low < y < high

    def overlaps(self, other: "Placed") -> bool:
        """Whether the boxes share more ground than the air around letters."""
        across = min(self.box[2], other.box[2]) - max(self.box[0], other.box[0])
        along = min(self.box[3], other.box[3]) - max(self.box[1], other.box[1])
        return across > 1 and along > 3


def placed(figure: Figure, language: Language) -> list[Placed]:
    """The texts of a drawn figure where they stand."""
    with style.look(language, fonts()):
        figure.draw_without_rendering()
        limits = figure.canvas.get_width_height()
        return [
            Placed(text.get_text(), float(text.get_fontsize()), text.get_window_extent().extents, limits)
            for text in shown_texts(figure)
        ]


def hidden_marks(figure: Figure, language: Language) -> list[tuple[str, float, float]]:
    """Single points that lie under a text, with that text and their place in data."""
    found = []
    boxes = placed(figure, language)
    for axes in figure.axes:
        for line in axes.get_lines():
            points = np.asarray(line.get_xydata())
            if len(points) == 1:
                ((x, y),) = axes.transData.transform(points)
                over = [text.text for text in boxes if text.covers(float(x), float(y))]
                found += [(text, float(points[0][0]), float(points[0][1])) for text in over]
    return found


def texts(figure: Figure) -> list[str]:
    """All that a figure says, line by line."""
    return [text.get_text() for text in shown_texts(figure)]


def shown_texts(figure: Figure) -> list[Text]:
    """The texts that are drawn: visible, not empty, and not ticks beyond the axes."""
    found = []
    for axes in figure.axes:
        hidden = set(_beyond(axes)) if axes.axison else set(_tick_labels(axes))
        found += [text for text in axes.findobj(Text) if text not in hidden and text.get_visible()]
    return [text for text in found if isinstance(text, Text) and text.get_text().strip()]


def _tick_labels(axes: Axes) -> list[Text]:
    return [*axes.get_xticklabels(which="both"), *axes.get_yticklabels(which="both")]


def _beyond(axes: Axes) -> list[Text]:
    (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
    across = [text for text in axes.get_xticklabels() if not left <= text.get_position()[0] <= right]
    along = [text for text in axes.get_yticklabels() if not low <= text.get_position()[1] <= high]
    return across + along
