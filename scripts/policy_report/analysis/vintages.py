"""Which account a statistical figure belongs to, in the words of `data/published/`."""

_NAMED = {
    "before the 2020 census": "before_census",
    "after the 2020 census": "census_based",
    "Preliminary": "preliminary",
    "First figure": "preliminary",
    "Final": "final",
    "Expected": "expected",
}
"""What a row's scope or note says of its vintage."""

_CENSUS_YEAR = 2020
"""Population of this year and later rests on the 2020 census wherever the source says nothing else."""


def vintage(about: str, year: int, *, of_people: bool) -> str:
    """The vintage of a figure: before_census, census_based, preliminary, final, expected or unstated.

    Parameters
    ----------
    about
        Scope or note of the row.
    year
        Year in which its period ends; 0 if unknown.
    of_people
        Whether it counts a population.
    """
    named = next((known for words, known in _NAMED.items() if words in about), "")
    if named:
        return named
    return "census_based" if of_people and year >= _CENSUS_YEAR else "unstated"
