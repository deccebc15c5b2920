"""Findings about statements that do not agree with each other."""

from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Explanation
from policy_report.paper.findings.finding import Value, Verdict, finding

_INNOCENT = frozenset(
    {Explanation.VINTAGE, Explanation.CENSUS, Explanation.SCOPE, Explanation.DENOMINATOR, Explanation.RESTARTED}
)
"""Explanations that the data suggest and in which nobody is wrong; a misprint or a confusion of dates is a mistake."""

_OWN = ("jx013", "jx022", "sm005", "sm012", "sm013", "sm020", "sm022", "sm033")
"""The cities' own success figures: clearances, suspects, awards and years near the top."""


def _about(contradictions: tuple[Contradiction, ...], rows: set[str]) -> list[Contradiction]:
    return [item for item in contradictions if item.kind not in REMARKS and rows <= set(item.claims)]


def _disagree(contradictions: tuple[Contradiction, ...], rows: set[str]) -> Verdict:
    found = _about(contradictions, rows)
    return Verdict(bool(found), (Value("contradictions found by rule", "按规则检出的矛盾数", len(found)),))


@finding(
    "fnd-million-yuan",
    test_en="by use of the words, not by the words alone, the two statements on cases of 2023 contradict each other",
    test_zh="按用法而非字面，关于2023年案件的两种说法相互矛盾",
    overturned_by_en="published denominators that show both to be true",
    overturned_by_zh="公布的分母表明两者可以同时成立",
)
def million_yuan(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both claims, and it rests on how writers use a hedge."""
    found = _about(contradictions, {"jx013", "jx022"})
    holds = bool(found) and not any(item.strict for item in found)
    return Verdict(holds, (Value("contradictions found by rule", "按规则检出的矛盾数", len(found)),))


@finding(
    "fnd-cups",
    test_en="the rules find the count of Chang'an Cups and a later count of them in disagreement",
    test_zh="按规则检出“长安杯”的次数与后来的来源不合",
    overturned_by_en="an official list of winners that bears out the count of the article",
    overturned_by_zh="官方获奖名单证实文章所称次数",
)
def cups(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both counts."""
    return _disagree(contradictions, {"sm005", "sm034"})


@finding(
    "fnd-suspects",
    test_en="the rules find the two counts of suspects in one example case in disagreement",
    test_zh="按规则检出同一案例的两处嫌疑人数不合",
    overturned_by_en="a statement that the two passages count different people",
    overturned_by_zh="有说明表明两处所计并非同一批人",
)
def suspects(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both counts."""
    return _disagree(contradictions, {"sm012", "sm013"})


@finding(
    "fnd-mostly-innocent",
    test_en="for more than half of the contradictions the likeliest explanation leaves both sides right",
    test_zh="过半矛盾的最可能解释并不意味着任何一方有误",
    overturned_by_en="further contradictions of which most can only be mistakes",
    overturned_by_zh="新增的矛盾，多数只能是错误",
)
def mostly_innocent(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """Counts the contradictions whose first explanation is one of vintage, census, scope, denominator or restart."""
    found = _about(contradictions, set())
    innocent = sum(item.explanations[:1] != () and item.explanations[0] in _INNOCENT for item in found)
    values = (Value("contradictions", "矛盾数", len(found)), Value("likely innocent", "可能双方无误者", innocent))
    return Verdict(2 * innocent > len(found), values)


@finding(
    "fnd-own-figures",
    test_en="at least three contradictions touch success figures of the two cities",
    test_zh="至少三处矛盾涉及两市自身的成效数字",
    overturned_by_en="corrections that leave fewer than three",
    overturned_by_zh="经更正后不足三处",
)
def own_figures(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """Counts the contradictions that name one of the cities' success figures."""
    touched = [item for item in _about(contradictions, set()) if set(item.claims) & set(_OWN)]
    return Verdict(len(touched) >= 3, (Value("contradictions", "矛盾数", len(touched)),))
