"""Studies made up for tests: places of no country in particular."""

from policy_report.study import Place, Role, Study
from policy_report.text.language import Language, Text


def study_of(*cases: str, around: tuple[str, ...] = (), **said: object) -> Study:
    """Describe a study of cases with what they lie in; `said` are further fields of it."""
    roles = (*((case, Role.CASE) for case in cases), *((place, Role.AROUND) for place in around))
    places = tuple(Place(place, role, Text(en=place.title(), zh=place.title())) for place, role in roles)
    return Study(name="small", languages=(Language.EN, Language.ZH), places=places, **said)  # type: ignore[arg-type]


PAIR = study_of("north", "south", around=("shire", "realm"))
"""Two towns, their shire and their realm."""
