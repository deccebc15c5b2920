"""Pages of the explorer made from the evidence of this study, or from rows that a test makes up."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.contradictions.search import contradictions
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived
from policy_report.evidence.tidy import read_csv
from policy_report.paper.explorer.page import Place, page
from policy_report.paper.explorer.payload import build
from policy_report.paper.findings.finding import Finding, Value, Verdict
from policy_report.project import Project
from policy_report.text.language import Language, Text
from tests.conftest import ROOT, this_study

_PARTS = ("claims", "series", "indicators", "cases", "sources")

Frames = Mapping[str, pd.DataFrame]

FINDING = Finding(
    "fnd-sample",
    {
        "test": Text(en="two values differ", zh="两值不同"),
        "overturned_by": Text(en="a third value", zh="第三个数值"),
        "first": Text(en="first", zh="前者"),
    },
    Verdict(True, (Value("first", 3),)),
)
NAMED = {
    "sections": [["", ""], ["sec-introduction", "Introduction"]],
    "uses": {"clm-jx001": [0, 1], "num-sample-count": [1]},
}
"""What an article names, as `render.mentions` finds it."""


@cache
def evidence() -> Frames:
    """The tidy frames of this study."""
    return {name: read_csv(Project(ROOT).tidy / f"{name}.csv") for name in _PARTS}


@cache
def licences() -> Licences:
    """The licences between all its figures."""
    frames = evidence()
    return Licences.of(frames["claims"], frames["series"], frames["indicators"], frames["cases"], this_study())


def data(language: Language, frames: Frames | None = None, found: Licences | None = None) -> str:
    """The data of a page: of this study, or of other frames."""
    study, given = this_study(), frames or evidence()
    claims, series, indicators, cases, _ = (given[name] for name in _PARTS)
    number = Derived(counted(2).quantity, ("jx001", "jx002"), method=Text(en="rows counted", zh="计数"))
    return build(
        language,
        **given,
        licences=found or (Licences.of(claims, series, indicators, cases, study) if frames else licences()),
        contradictions=() if frames else contradictions(claims, series, indicators, cases, study=study),
        bounds=(),
        numbers={"sample": {"count": number}},
        findings=dict.fromkeys(Language, (FINDING,)),
        study=study,
    )


def write_page(folder: Path, language: Language, text: str) -> Path:
    """Write a page with its data into the folder of its language."""
    others = {other: f"../{other}/evidence.html" for other in Language if other != language}
    place = Place("A title", "paper.html", "supplement.html", others)
    path = folder / language / "evidence.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(language, place, text, NAMED), encoding="utf-8")
    return path


def many(size: int) -> Frames:
    """The claims of this study again and again, in other years and under new ids, until there are `size`."""
    frames = dict(evidence())
    claims = frames["claims"]
    turns = range(-(-size // len(claims)))
    frames["claims"] = pd.concat([_moved(claims, turn) for turn in turns], ignore_index=True)[:size]
    return frames


def _moved(claims: pd.DataFrame, turn: int) -> pd.DataFrame:
    year = str(1980 + turn)
    dated = claims["end"] != ""
    moved = claims.assign(id=claims["id"] + f"-{turn}")
    for name in ("start", "end"):
        moved[name] = [f"{year}{date[4:].replace('02-29', '02-28')}" if date else "" for date in claims[name]]
    moved.loc[dated, "start"] = [min(pair) for pair in moved.loc[dated, ["start", "end"]].itertuples(index=False)]
    return moved
