"""Which account a statistical figure belongs to, in the words of `data/published/`."""

from policy_report.study import Study, Vintage


def vintage(about: str, year: int, study: Study, *, of_people: bool) -> Vintage:
    """Tell the vintage of a figure, as `study.toml` says what words and what year mean.

    `about`: scope or note of the row.
    `year`: year in which its period ends; 0 if unknown.
    `of_people`: whether it counts a population.
    """
    named = next((known for words, known in study.vintages.items() if words in about), None)
    if named is not None:
        return named
    counted = of_people and study.census is not None and year >= study.census
    return Vintage.CENSUS_BASED if counted else Vintage.UNSTATED
