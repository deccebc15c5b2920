"""Findings about the figures that the two articles put forward as results, and about contradictions."""

import pandas as pd

from policy_report.analysis.bounds.question import Answer, by_key
from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Explanation
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.evidence.records import AnyRow, PublishedRow, Record, rows_as
from policy_report.paper.findings.finding import Value, Verdict, above, apart, below, finding, greater
from policy_report.quantities.arithmetic import ratio, share
from policy_report.study import Study

_FEW = 10.0
"""Below a tenth is what the text calls few."""

_INNOCENT = frozenset(
    {Explanation.VINTAGE, Explanation.CENSUS, Explanation.SCOPE, Explanation.DENOMINATOR, Explanation.RESTARTED}
)
"""Explanations that the data suggest and in which nobody is wrong; a misprint or a confusion of dates is a mistake."""

_OWN = ("jx013", "jx022", "sm005", "sm012", "sm013", "sm020", "sm022", "sm033")
"""The cities' own success figures: clearances, suspects, awards and years near the top."""

_SMALL_CHANGE = 15.0
"""A change of the number of cleared cases, in percent, that the text calls small."""


def _headlines(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The headline figures with the measure and the divisor of their indicators."""
    known = indicators.set_index("id")
    shown = claims[claims["id"].isin(study.headline)]
    return shown.assign(
        measure=shown["indicator"].map(known["measure"]), divisor=shown["indicator"].map(known["denominator_indicator"])
    )


@finding("fnd-no-counterpart")
def no_counterpart(licence_counts: dict[str, Derived]) -> Verdict:
    """Of all pairs of outcomes, one from each city, none is the same or convertible, and nor is a pair of headlines."""
    counts = {
        name: int(licence_counts[name].quantity.lower or 0)
        for name in ("outcome_pairs", "outcome_same", "outcome_convertible", "headline_same", "headline_convertible")
    }
    pairs = counts.pop("outcome_pairs")
    values = (Value("pairs", pairs), Value("licensed", counts["outcome_same"] + counts["outcome_convertible"]))
    return Verdict(pairs > 0 and not any(counts.values()), values)


@finding("fnd-rules-license")
def rules_license(licence_counts: dict[str, Derived]) -> Verdict:
    """Pairs that compare as published exist, within places and across them."""
    everywhere, across = (int(licence_counts[name].quantity.lower or 0) for name in ("all_same", "across_same"))
    return Verdict(everywhere > across > 0, (Value("everywhere", everywhere), Value("across", across)))


@finding("fnd-no-denominator")
def no_denominator(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> Verdict:
    """Looks for a level of the divisor of each headline rate, in the same place and with an overlapping period."""
    headlines = _headlines(claims, indicators, study)
    rates = rows_as(headlines[headlines["measure"].eq("rate")], Record)
    based = sum(any(_is_divisor(row, rate) for row in rows_as(claims, PublishedRow)) for rate in rates)
    return Verdict(based == 0 and len(rates) > 0, (Value("rates", len(rates)), Value("based", based)))


def _is_divisor(row: AnyRow, rate: AnyRow) -> bool:
    counts = row["indicator"] == rate["divisor"] and row["change"] == "level" and row["case"] == rate["case"]
    return bool(counts and row["start"] <= rate["end"] and rate["start"] <= row["end"])


@finding("fnd-relative-excludes-little")
def relative_excludes_little(clearance: dict[str, Derived]) -> Verdict:
    """The upper bound of the earlier rate lies above fifty percent."""
    earlier = clearance["earlier_rate_if_relative"].quantity
    holds = earlier.upper is not None and earlier.upper > 50
    return Verdict(holds, (Value("earlier", earlier, 1),))


@finding("fnd-points-below-fujian")
def points_below_fujian(clearance: dict[str, Derived], claims: pd.DataFrame) -> Verdict:
    """The whole interval of the earlier rate lies below the rate of Fujian."""
    earlier, fujian = clearance["earlier_rate_if_points"].quantity, Published(claims)["sm078"]
    return Verdict(greater(fujian, earlier), (Value("earlier", earlier, 1), Value("fujian", fujian, 1)))


@finding("fnd-fewer-filings")
def fewer_filings(clearance: dict[str, Derived], claims: pd.DataFrame) -> Verdict:
    """The change of clearances that is needed lies below the limit, and filings alone give most of the rise."""
    needed, alone = clearance["clearances_needed"].quantity, clearance["rise_from_fewer_filings"].quantity
    part = ratio(alone, Published(claims)["jx001"])
    return Verdict(below(needed, _SMALL_CHANGE) and above(part, 0.5), (Value("needed", needed), Value("part", part, 2)))


@finding("fnd-one-sentence")
def one_sentence(bounds: tuple[Answer, ...]) -> Verdict:
    """The relative reading lets the other clearances rise by little, and asks of telecom fraud less than the other."""
    answers = by_key(bounds)
    others = answers["jiaxing.others_change_if_relative"].quantity
    shares = {
        name: answers[f"jiaxing.telecom_share_others_as_{key}"].quantity
        for name, key in (
            ("flat", "before_if_relative"), ("falling", "filings_if_relative"), ("points", "before_if_points"),
        )
    }  # fmt: skip
    holds = below(others, _SMALL_CHANGE) and below(shares["flat"], 15) and greater(shares["points"], shares["falling"])
    return Verdict(holds, (Value("others", others), *(Value(name, part) for name, part in shares.items())))


@finding("fnd-handover")
def handover(claims: pd.DataFrame) -> Verdict:
    """More suspects were handed over to the country than the city's case caught, partly in the months it reports."""
    published, rows = Published(claims), claims.set_index("id")
    theirs, own = rows.loc["jx171"], rows.loc["jx001"]
    overlap = theirs["start"] <= own["end"] and own["start"] <= theirs["end"]
    handed, caught = published["jx171"], published["jx010"]
    return Verdict(overlap and greater(handed, caught), (Value("handed", handed), Value("caught", caught)))


@finding("fnd-below-threshold")
def below_threshold(claims: pd.DataFrame) -> Verdict:
    """The whole range of the national threshold lies above the loss of the example."""
    published = Published(claims)
    loss, threshold = published["sm011"], published["jx200"]
    return Verdict(greater(threshold, loss), (Value("loss", loss), Value("threshold", threshold)))


@finding("fnd-not-a-share")
def not_a_share(claims: pd.DataFrame) -> Verdict:
    """The whole interval of the county's rate lies above one hundred percent."""
    rate = Published(claims)["sm115"]
    return Verdict(above(rate, 100), (Value("rate", rate, 2),))


@finding("fnd-shishi-pair")
def shishi_pair(checks: dict[str, Derived]) -> Verdict:
    """The rate after the start of the team lies above the rate before it."""
    rise = checks["shishi_points"].quantity
    return Verdict(above(rise, 0), (Value("rise", rise, 1),))


@finding("fnd-shishi-recomputed")
def shishi_recomputed(checks: dict[str, Derived], claims: pd.DataFrame) -> Verdict:
    """The two intervals are not apart."""
    computed, printed = checks["shishi_rate"].quantity, Published(claims)["sm128"]
    return Verdict(not apart(computed, printed), (Value("computed", computed, 1), Value("printed", printed, 1)))


def _about(contradictions: tuple[Contradiction, ...], rows: set[str]) -> list[Contradiction]:
    return [item for item in contradictions if item.kind not in REMARKS and rows <= set(item.claims)]


def _disagree(contradictions: tuple[Contradiction, ...], rows: set[str]) -> Verdict:
    found = _about(contradictions, rows)
    return Verdict(bool(found), (Value("found", len(found)),))


@finding("fnd-million-yuan")
def million_yuan(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both claims, and it rests on how writers use a hedge."""
    found = _about(contradictions, {"jx013", "jx022"})
    holds = bool(found) and not any(item.strict for item in found)
    return Verdict(holds, (Value("found", len(found)),))


@finding("fnd-cups")
def cups(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both counts."""
    return _disagree(contradictions, {"sm005", "sm034"})


@finding("fnd-suspects")
def suspects(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both counts."""
    return _disagree(contradictions, {"sm012", "sm013"})


@finding("fnd-mostly-innocent")
def mostly_innocent(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """Counts the contradictions whose first explanation is one of vintage, census, scope, denominator or restart."""
    found = _about(contradictions, set())
    innocent = sum(item.explanations[:1] != () and item.explanations[0] in _INNOCENT for item in found)
    return Verdict(2 * innocent > len(found), (Value("found", len(found)), Value("innocent", innocent)))


@finding("fnd-own-figures")
def own_figures(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """Counts the contradictions that name one of the cities' success figures."""
    touched = [item for item in _about(contradictions, set()) if set(item.claims) & set(_OWN)]
    return Verdict(len(touched) >= 3, (Value("touched", len(touched)),))


@finding("fnd-few-second-voices")
def few_second_voices(independence_counts: dict[str, Derived]) -> Verdict:
    """The share of values that another source repeats is below ten percent."""
    repeated = share(independence_counts["repeated"].quantity, independence_counts["values"].quantity)
    return Verdict(below(repeated, _FEW), (Value("repeated", repeated, 1),))
