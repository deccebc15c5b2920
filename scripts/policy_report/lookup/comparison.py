"""Whether two published figures may be compared, as a card."""

from policy_report.analysis.comparability.degree import Licence, Reason
from policy_report.analysis.comparability.licensing import Licences
from policy_report.errors import ProjectError
from policy_report.evidence.records import PublishedRow, by_id
from policy_report.evidence.register import read_register
from policy_report.lookup.cards import Card
from policy_report.lookup.catalogue import unknown_id
from policy_report.paper.tables.wording import formula
from policy_report.project import Project
from policy_report.study import read_study
from policy_report.text.language import Language
from policy_report.text.numbers import interval, outward
from policy_report.text.words import word


def comparison(project: Project, first: str, second: str) -> Card:
    """The licence of two rows of `claims.csv` or `series.csv`, by their ids.

    Raises `ProjectError` if no claim or series value has one of the ids; it names the nearest ones; `EvidenceError` if
    the evidence cannot be read as it stands.
    """
    frames = read_register(project).frames
    claims, series, indicators, cases = (frames[name] for name in ("claims", "series", "indicators", "cases"))
    licences = Licences.of(claims, series, indicators, cases, read_study(project))
    missing = [row for row in (first, second) if row not in licences.rows]
    if missing:
        raise ProjectError([unknown_id(row, licences.rows) for row in missing])
    shown = by_id(claims, PublishedRow) | by_id(series, PublishedRow)
    figures = {key: _in_short(shown[key]) for key in dict.fromkeys((first, second))}
    return _card(licences.between(first, second), figures)


def _in_short(row: PublishedRow) -> str:
    phrase = " ".join(part for part in (row["phrase"], row.get("unit", "")) if part)
    when = "/".join(dict.fromkeys(part for part in (row["period_start"], row["period_end"]) if part))
    return f"{row['case']}, {row['indicator']}, {when or 'period not stated'}: {phrase}"


def _card(licence: Licence, figures: dict[str, str]) -> Card:
    sides = zip((licence.first, licence.second), licence.conversion, strict=True)
    return {
        "kind": "licence",
        "id": f"{licence.first} {licence.second}",
        "degree": licence.degree.value,
        "figures": figures,
        "reasons": _explained(licence.reasons),
        "caveats": _explained(licence.caveats),
        "conversion": {
            row: f"{formula(step, Language.EN)} ({step.row}): {interval(outward(step.quantity, 4), Language.EN)}"
            for row, step in sides
            if step is not None
        },
    }


def _explained(reasons: tuple[Reason, ...]) -> dict[str, str]:
    return {reason.value: word(f"reason_why.{reason}", Language.EN) for reason in reasons}
