"""Everything about one thing of the study: what was published, how it reads, and where the paper uses it."""

from policy_report.errors import ProjectError
from policy_report.evidence.bibliography import read_entries
from policy_report.lookup.cards import Card, as_json, as_text
from policy_report.lookup.catalogue import TEXTS, Catalogue, Thing, unknown_id
from policy_report.lookup.facts import Evidence, facts_of, keys
from policy_report.lookup.uses import Uses
from policy_report.project import Project
from policy_report.study import read_study

__all__ = ["as_json", "as_text", "show"]


def show(project: Project, key: str) -> list[Card]:
    """What is known of a thing by any name that it has: one card, or one for each thing of that name.

    It is a printed number such as `Figure 7`, a label in some language, or the id of a claim, series value, indicator,
    case, peer, feature, milestone or definition; the key of a source; `fig-…` or `tbl-…`; or `ANALYSIS.KEY` of a
    derived number, of a section or of an equation.

    Raises `ProjectError` if nothing has this id; it names the nearest ones; `EvidenceError, AnalysisError` if the
    evidence cannot be read or analysed as it stands.
    """
    study = read_study(project)
    uses = Uses(project, study)
    evidence = Evidence(uses.tables, study.languages)
    known = [*keys(uses.tables), *uses.made()]
    if key not in known and (named := Catalogue(project).named(key)):
        texts = [thing for thing in named if thing.kind in TEXTS.values()]
        others = dict.fromkeys(thing.id for thing in named if thing not in texts)
        return [*(card for one in others for card in show(project, one)), *_texts(texts, uses)]
    cards = [card | _entry(project, card) | {"used in": uses.of(key)} for card in facts_of(evidence, key)]
    made = None if cards else uses.card(key)
    if not cards and made is None:
        raise ProjectError(unknown_id(key, known))
    return cards or [made or {}]


def _texts(things: list[Thing], uses: Uses) -> list[Card]:
    """What is known of sections and equations, each in all languages: how they are called, where they stand."""
    return [
        {
            "kind": TEXTS[key.partition("-")[0]][:-1],
            "id": key,
            "written in": [
                f"{one.file}:{one.row}  {'  '.join(filter(None, one.names))}" for one in things if one.id == key
            ],
            "used in": {"text": uses.mentions(key)},
        }
        for key in dict.fromkeys(thing.id for thing in things)
    ]


def _entry(project: Project, card: Card) -> Card:
    """The bibliography entry of a source as it stands in the file, and where."""
    if card["kind"] != "source":
        return {}
    name = project.relative(project.references)
    entry = next(entry for entry in read_entries(project.references, name)[0] if entry.key == card["id"])
    lines = project.references.read_text(encoding="utf-8").split("\n")[entry.row - 1 : entry.end]
    return {"in the bibliography": f"{name}:{entry.row}", "entry": lines}
