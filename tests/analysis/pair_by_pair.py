"""What many licences come to, counted pair by pair."""

from collections.abc import Sequence

from policy_report.analysis.comparability.degree import Degree, Licence, Outcomes, Partners, Reason


def pair_by_pair(pairs: Sequence[Licence]) -> Outcomes:
    """Count and list them all."""
    found: dict[str, dict[Degree, list[str]]] = {}
    for licence in pairs:
        for own, other in ((licence.first, licence.second), (licence.second, licence.first)):
            found.setdefault(own, {}).setdefault(licence.degree, []).append(other)
    return Outcomes(
        pairs=len(pairs),
        degrees={degree: sum(one.degree is degree for one in pairs) for degree in Degree},
        barred={reason: sum(reason in one.reasons for one in pairs) for reason in Reason},
        partners={
            row: {
                degree: Partners(len(others), () if degree is Degree.NONE else tuple(others))
                for degree in Degree
                if (others := by_degree.get(degree))
            }
            for row, by_degree in found.items()
        },
        listed=tuple(pairs),
    )
