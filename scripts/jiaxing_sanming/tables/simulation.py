"""What the models make of the same cases: one row for each regime and class, under both scenarios."""

from jiaxing_sanming.models.designs import CaseClass, Regime, Scenario
from jiaxing_sanming.words import word
from policy_report.models.measures import ALL, Estimate, Measures
from policy_report.models.stations import Network
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.text.language import Language

_TABLE = Table("simulation", right=(2, 3, 4, 5), words=word)


def build(
    language: Language,
    process_measures: dict[str, dict[str, Measures]],
    process_networks: dict[str, dict[str, Network]],
) -> str:
    """Write three rows for each regime with equal resources, and for the tiered one as published."""
    shown = [(Scenario.EQUAL_RESOURCES, regime) for regime in Regime] + [(Scenario.AS_PUBLISHED, Regime.TIERED)]
    rows = [
        row
        for scenario, regime in shown
        for row in _rows(process_measures[scenario][regime], process_networks[scenario][regime], language)
    ]
    return _TABLE.markdown(rows, language)


def _rows(measures: Measures, network: Network, language: Language) -> list[list[str]]:
    name = _TABLE.say(f"regimes.{measures.regime}", language)
    if measures.scenario == Scenario.AS_PUBLISHED:
        name = _TABLE.say("published", language, name=name)
    where = network.station(measures.bottleneck).name[language]
    limit = f"{measures.limit:.0f}" + _TABLE.say("bottleneck", language, name=where)
    rows = []
    for kind in (ALL, *CaseClass):
        times = measures.lead_time[kind]
        cells = [_with_interval(estimate, measures, language) for estimate in (times.mean, times.median, times.p90)]
        within = _with_interval(times.within, measures, language, percent=True)
        regime, capacity = (escape(name), escape(limit)) if kind == ALL else ("", "")
        rows.append([regime, escape(_TABLE.say(f"classes.{kind}", language)), *cells, within, capacity])
    return rows


def _with_interval(estimate: Estimate, measures: Measures, language: Language, *, percent: bool = False) -> str:
    """Write the estimate and half the width of its interval, as Markdown."""
    if not measures.stable:
        return escape(_TABLE.say("unstable", language))
    scale, unit = (100, "%") if percent else (1, "")
    half = scale * (estimate.high - estimate.low) / 2
    return escape(f"{scale * estimate.value:.1f}{unit} ± {half:.1f}")
