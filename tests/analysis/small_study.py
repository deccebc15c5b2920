"""Studies made up for tests."""

from typing import Any

from policy_report.study import Place, Role, Study, Vintage
from policy_report.text.language import Language, Text


def study_of(*cases: str, around: tuple[str, ...] = (), **said: Any) -> Study:
    """Describe a study of cases with what they lie in; `said` are further fields of it."""
    roles = (*((case, Role.CASE) for case in cases), *((place, Role.AROUND) for place in around))
    places = tuple(Place(place, role, Text(en=place.title(), zh=place.title())) for place, role in roles)
    return Study(name="small", languages=(Language.EN, Language.ZH), **{"places": places, **said})


PAIR = study_of("north", "south", around=("shire", "realm"))
"""Two towns, their shire and their realm."""

HEADS = ("resident-population", "total-population", "census-population")

CITIES = study_of(
    "jiaxing",
    "sanming",
    around=("zhejiang", "fujian", "china"),
    groups={
        "performance": (
            "criminal cases", "cases of one million yuan", "telecom fraud", "small cases", "investigation centre",
        ),
        "only_ratios": ("investigation centre",),
        "per_head": ("criminal cases", "telecom fraud"),
        "moved_by_reform": ("criminal cases",),
        "people": HEADS[:2],
        "output": ("gdp",),
        "heads": HEADS,
    },
    labels={"合成作战": "synthesized operations"},
    vintages={
        "before the 2020 census": Vintage.BEFORE_CENSUS, "Preliminary": Vintage.PRELIMINARY, "Final": Vintage.FINAL,
    },
    census=2020,
)  # fmt: skip
"""A study of the places of `tidy_rows`."""
