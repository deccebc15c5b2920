"""Jiaxing's two statements on cases of one million yuan in 2023: over 80% cleared, and all within seven days.

They can both be true. What follows depends on three things that the article does not say: whether the first counts
other cases than telecom fraud, of what the second is a share, and whether "over 80%" is said as writers say it.
"""

from collections.abc import Iterator

from policy_report.analysis.bounds.bound import Target
from policy_report.analysis.bounds.constraint import Constraint, at_most, equal, multiple
from policy_report.analysis.bounds.question import Claims, Question, Text, assumed, defined, none_negative
from policy_report.analysis.contradictions.hedges import meant
from policy_report.quantities import Change

_ALL, _CLEARED = "cases", "cases cleared"
_TELECOM, _TELECOM_CLEARED, _IN_DAYS = "telecom cases", "telecom cases cleared", "telecom cases cleared in seven days"

_ASKED: dict[str, tuple[Text, Target]] = {
    "million_yuan_rate": (
        ("Clearance rate, cases of one million yuan, 2023", "百万元案件破案率，2023年"),
        Target({_CLEARED: 100.0}, {_ALL: 1.0}),
    ),
    "million_yuan_telecom_share": (
        ("Telecom fraud among cases of one million yuan, 2023", "百万元案件中电诈所占比重，2023年"),
        Target({_TELECOM: 100.0}, {_ALL: 1.0}),
    ),
}


def million_yuan_questions(claims: Claims) -> Iterator[Question]:
    """The rate under each reading of the two statements, and the share of telecom fraud that one of them implies."""
    basis = _basis(claims)
    of_all, of_cleared = _within_days(claims)
    same = assumed(
        "telecom-only",
        (*equal(_ALL, _TELECOM), *equal(_CLEARED, _TELECOM_CLEARED)),
        ("both statements mean telecom fraud", "两处均指电诈案件"),
    )
    usual = assumed(
        "jx013-as-usual",
        multiple({_CLEARED: 100.0}, meant(claims["jx013"]), _ALL)[1:],
        ("who says “over 80%” would say “over 90%” if it were", "达90%者不会只说“超80%”"),
        claims=("jx013",),
        by_implicature=True,
    )
    readings: tuple[tuple[str, Text, tuple[Constraint, ...]], ...] = (
        ("same_cases", ("same cases, share of all of them", "同一批案件，占全部案件"), (of_all, same)),
        (
            "same_cases_as_usual",
            ("the same, “over 80%” as usually said", "同上，“超80%”按通常用法"),
            (of_all, same, usual),
        ),
        ("all_kinds", ("the first of cases of every kind", "前者涵盖各类案件"), (of_all,)),
        ("share_of_cleared", ("the second a share of the cleared", "后者以已破案件为分母"), (of_cleared, same)),
    )
    for reading, words, more in readings:
        yield _percent("million_yuan_rate", reading, words, (*basis, *more))
    for reading, words, more in (
        ("all_kinds", ("the first of cases of every kind", "前者涵盖各类案件"), (of_all,)),
        ("all_kinds_as_usual", ("the same, “over 80%” as usually said", "同上，“超80%”按通常用法"), (of_all, usual)),
    ):
        yield _percent("million_yuan_telecom_share", reading, words, (*basis, *more))


def _percent(unknown: str, reading: str, words: Text, known: tuple[Constraint, ...]) -> Question:
    name, target = _ASKED[unknown]
    return Question(unknown, reading, "jiaxing", name, words, "percent", Change.LEVEL, target, known)


def _basis(claims: Claims) -> tuple[Constraint, ...]:
    return (
        none_negative((_ALL, _CLEARED, _TELECOM, _TELECOM_CLEARED, _IN_DAYS)),
        defined(
            "telecom-among-all",
            (*at_most(_TELECOM, _ALL), *at_most(_TELECOM_CLEARED, _CLEARED)),
            ("telecom cases are among the cases", "电诈案件属于全部案件"),
        ),
        defined(
            "seven-days-is-cleared",
            at_most(_IN_DAYS, _TELECOM_CLEARED),
            ("cleared in seven days is cleared", "7日内破案即属破案"),
        ),
        claims.says("jx013", multiple({_CLEARED: 100.0}, claims["jx013"], _ALL), ("cases cleared", "破案率")),
        assumed("rate-up-to-100", at_most(_CLEARED, _ALL), ("a clearance rate is at most 100%", "破案率不超过100%")),
    )


def _within_days(claims: Claims) -> tuple[Constraint, Constraint]:
    """The second statement as a share of all telecom cases, and as a share of the cleared ones."""
    return (
        claims.says(
            "jx022", multiple({_IN_DAYS: 100.0}, claims["jx022"], _TELECOM), ("of all telecom cases", "占全部电诈案件")
        ),
        claims.says(
            "jx022",
            multiple({_IN_DAYS: 100.0}, claims["jx022"], _TELECOM_CLEARED),
            ("of the cleared telecom cases", "占已破电诈案件"),
        ),
    )
