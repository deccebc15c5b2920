"""Figures of studies made up here: three towns, one language, no code and no colours of their own."""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.institutions import design_agreement
from policy_report.errors import FigureError
from policy_report.figures import designs, designs_agreement, licences, series, style, timeline
from policy_report.figures.places import dark, place_of
from policy_report.figures.wording import Labels
from policy_report.study import Study
from policy_report.text.language import Language
from tests.analysis.small_dictionary import dictionary
from tests.analysis.small_study import study_of
from tests.analysis.tidy_rows import rows
from tests.figures.samples import fonts, placed, sources, texts

THREE = study_of("north", "south", "west", around=("realm",))
LABELS = Labels(THREE, Language.EN, sources())


def cases() -> pd.DataFrame:
    """Three towns of one realm."""
    table = [("realm", ""), ("north", "realm"), ("south", "realm"), ("west", "realm")]
    frame = pd.DataFrame(table, columns=["id", "parent"])
    return frame.assign(name_en=frame["id"].str.title(), name_zh="某地", level="town")


def comparison(study: Study) -> pd.DataFrame:
    """Two topics: on the first all state something, on the second nobody does."""
    pairs = [
        (topic, first, second, relation, stated)
        for topic, relation, stated in (("Entry", "same", True), ("Rights", "silent", False))
        for first, second in combinations(study.cases, 2)
    ]
    frame = pd.DataFrame(pairs, columns=["topic", "first", "second", "relation", "stated"])
    frame = frame.assign(dimension="working_hours", name_en=frame["topic"], name_zh="主题", place="figure")
    for side in ("first", "second"):
        said: dict[str, Any] = {
            f"{side}_en": "What " + frame[side] + " says",
            f"{side}_zh": "某说法",
            f"{side}_source": "police",
        }
        frame = frame.assign(**said, **{f"{side}_stated": frame["stated"]})
    return frame


def filed(case: str, year: str, value: float) -> dict[str, object]:
    return {"id": f"{case}-{year}", "case": case, "period": year, "exact": value, "source": "police"}


def look(figure: Figure) -> set[str]:
    """What a figure says, once it is sure that no text is cut or lies over another."""
    found = placed(figure, Language.EN)
    assert [text.text for text in found if text.is_cut] == []
    assert [(one.text, other.text) for one, other in combinations(found, 2) if one.overlaps(other)] == []
    return {text.replace("\n", " ") for text in texts(figure)}


def test_three_cases_stand_in_columns_with_a_link_for_each_two() -> None:
    with style.look(Language.EN, fonts()):
        said = look(designs.draw(LABELS, comparison(THREE)))
    assert {"North", "South", "West", "What west says", "working hours: Entry"} <= said


def test_the_agreement_of_three_cases_is_given_for_each_two() -> None:
    compared = comparison(THREE)
    with style.look(Language.EN, fonts()):
        figure = designs_agreement.draw(LABELS, design_agreement(compared), compared)
        said = look(figure)
    assert {"North; South", "North; West", "South; West"} <= said


def test_each_case_has_a_lane_of_the_timeline_and_a_colour_of_its_own() -> None:
    table = [
        ("north", "2020-01", "reform", True),
        ("west", "2021", "precursor", True),
        ("realm", "2021", "national", False),
    ]
    frame = pd.DataFrame(table, columns=["case", "date", "kind", "own"])
    frame = frame.assign(lane=frame["case"].replace("realm", "country"), year=frame["date"].str[:4].astype(int))
    frame = frame.assign(event_en="Event in " + frame["case"], event_zh="某事", date_basis="stated", source="police")
    with style.look(Language.EN, fonts()):
        figure = timeline.draw(LABELS, frame, cases())
        said = look(figure)
        inks = {text.get_text(): text.get_color() for axes in figure.axes for text in axes.texts}
    assert {"Elsewhere", "North", "South", "West"} <= said
    assert len({inks[name] for name in ("North", "South", "West")}) == 3


def test_the_headlines_of_three_cases_make_three_matrices() -> None:
    claims = rows(*(filed(case, "2020", 5.0) for case in THREE.cases))
    known = Licences.of(claims, rows(), dictionary(), cases(), THREE)
    pairs = tuple(known.between(*pair) for pair in combinations(claims["id"], 2))
    given: dict[str, Any] = {"claims": claims, "indicators": dictionary()}
    with style.look(Language.EN, fonts()):
        said = look(licences.draw(LABELS, headline_licences=pairs, **given))
    assert len([text for text in said if "(rows) against" in text]) == 3


def test_a_figure_of_nothing_is_refused_with_what_to_do() -> None:
    with style.look(Language.EN, fonts()), pytest.raises(FigureError, match=r"\[figure-empty\]") as caught:
        designs.draw(LABELS, comparison(THREE).head(0))
    assert "topics.csv" in str(caught.value)


def test_lines_of_a_series_join_years_that_follow_each_other_in_one_panel_for_each_comparable_set() -> None:
    values = [filed("north", "2018", 40.0), filed("north", "2019", 50.0), filed("north", "2021", 45.0)]
    published = rows(*values, filed("south", "2019", 9.0))
    known = Licences.of(rows(), published, dictionary(), cases(), THREE)
    shown = series.data(rows(), published, known, THREE)
    assert list(shown["id"]) == ["north-2018", "north-2019", "north-2021"]
    none = pd.DataFrame(columns=["place", "indicator", "year", "kind", "day"])
    given = {"claims": rows(), "series": published, "indicators": dictionary()}
    with style.look(Language.EN, fonts()):
        figure = series.draw(LABELS, **given, breaks_of_places=none, licences=known)
        look(figure)
    (panel,) = [axes for axes in figure.axes if axes.axison]
    assert [len(np.asarray(line.get_xdata())) for line in panel.get_lines() if line.get_marker() == "None"] == [2, 1]


def test_places_without_a_colour_take_turns_and_letters_are_dark_enough() -> None:
    shown = [place_of(THREE, case) for case in THREE.cases]
    assert len({(place.colour, place.marker) for place in shown}) == 3
    assert (dark("#000000"), dark("#ffff00") < "#999999") == ("#000000", True)


def test_a_place_that_the_study_does_not_describe_looks_like_those_elsewhere() -> None:
    assert place_of(THREE, "moon").name[Language.EN] == "moon"
    assert place_of(THREE, "moon").colour not in {place_of(THREE, case).colour for case in THREE.cases}
