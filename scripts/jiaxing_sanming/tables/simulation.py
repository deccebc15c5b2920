"""What the models make of the same cases: one row for each regime and class, under both scenarios."""

from jiaxing_sanming.models.designs import CaseClass, Regime, Scenario
from policy_report.models.measures import ALL, Estimate, Measures
from policy_report.models.stations import Network
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_TITLES = (
    ("Regime", "流转方式"), ("Cases", "案件"), ("Mean, hours", "平均（小时）"), ("Median", "中位数"),
    ("Nine in ten within", "第九十分位数"),
    ("Lead within the window", "及时取得线索"), ("Limit, cases a day", "上限（起/日）"),
)  # fmt: skip
_WIDTHS = (20, 7, 14, 12, 12, 15, 20)
_CAPTION = (
    "Model results under assumptions, not evidence about the cities: hours from report to lead in the base case, with "
    "half the width of the 95% confidence interval. The limit is the demand at which the busiest station, which is "
    "named, is at work all the time. As published, only the tiered regime differs from equal resources.",
    "假设之下的模型结果，并非关于两市的证据：基准情形下从报案到取得线索的小时数及95%置信区间的半宽。“及时”指在时限之内；“上限”指最繁忙的环节"
    "（括号内注明）满负荷时每日的案件数。“按公布”情景中，仅分级型不同于“同等资源”。",
)
_REGIMES = {
    Regime.SEPARATE: ("separate", "分立型"),
    Regime.TIERED: ("tiered", "分级型"),
    Regime.PARALLEL: ("parallel", "并行型"),
}
_PUBLISHED = ("{}, as published", "{}，按公布")
_CLASSES = {ALL: ("all", "全部"), CaseClass.SMALL: ("small", "小案"), CaseClass.LARGE: ("large", "大案")}
_UNSTABLE = ("no steady state", "无稳态")


def build(
    language: Language,
    process_measures: dict[str, dict[str, Measures]],
    process_networks: dict[str, dict[str, Network]],
) -> str:
    """Three rows for each regime with equal resources, and for the tiered one as published."""
    columns = [
        Column(choose(title, language), width, place in range(2, 6))
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    shown = [(Scenario.EQUAL_RESOURCES, regime) for regime in Regime] + [(Scenario.AS_PUBLISHED, Regime.TIERED)]
    rows = [
        row
        for scenario, regime in shown
        for row in _rows(process_measures[scenario][regime], process_networks[scenario][regime], language)
    ]
    return table(columns, rows, choose(_CAPTION, language), "simulation")


def _rows(measures: Measures, network: Network, language: Language) -> list[list[str]]:
    name = choose(_REGIMES[Regime(measures.regime)], language)
    if measures.scenario == Scenario.AS_PUBLISHED:
        name = choose(_PUBLISHED, language).format(name)
    where = network.station(measures.bottleneck).name[language]
    limit = f"{measures.limit:.0f} " + choose(("({})", "（{}）"), language).format(where)
    rows = []
    for kind, title in _CLASSES.items():
        times = measures.lead_time[kind]
        cells = [_with_interval(estimate, measures, language) for estimate in (times.mean, times.median, times.p90)]
        within = _with_interval(times.within, measures, language, percent=True)
        regime, capacity = (escape(name), escape(limit)) if kind == ALL else ("", "")
        rows.append([regime, escape(choose(title, language)), *cells, within, capacity])
    return rows


def _with_interval(estimate: Estimate, measures: Measures, language: Language, *, percent: bool = False) -> str:
    """The estimate and half the width of its interval, as Markdown."""
    if not measures.stable:
        return escape(choose(_UNSTABLE, language))
    scale, unit = (100, "%") if percent else (1, "")
    half = scale * (estimate.high - estimate.low) / 2
    return escape(f"{scale * estimate.value:.1f}{unit} ± {half:.1f}")
