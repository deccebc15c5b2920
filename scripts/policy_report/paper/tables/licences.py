"""How many pairs of published figures may be compared, and how far."""

from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.results import Derived
from policy_report.paper.markdown import Column, escape
from policy_report.paper.table import Table
from policy_report.paper.variables import derived_number
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("licences")


def build(language: Language, licence_counts: dict[str, Derived], study: Study) -> str:
    """Write one row for each set of pairs, with a column for each degree."""
    table = _TABLE.of(study)
    titles = [table.say("pairs_of", language), table.say("pairs", language)]
    titles += [word(f"degree.{degree}", language) for degree in Degree]
    columns = [Column(title, 12 if place else 40, right=place > 0) for place, title in enumerate(titles)]
    rows = [
        [
            escape(table.say(f"sets.{stem}", language)),
            *(
                derived_number("licence_counts", key, licence_counts[key], language)
                for key in (f"{stem}_{part}" for part in ("pairs", *Degree))
            ),
        ]
        for stem in ("all", "across", "outcome", "headline")
    ]
    return table.markdown(rows, language, columns=columns)
