"""The table of Sobol indices."""

from jiaxing_sanming.tables.models import sobol
from policy_report.text.language import Language
from tests.figures.samples import process_parameters
from tests.figures.study_samples import sensitivity


def test_each_scenario_has_its_parameters_by_their_largest_total_and_chance_last() -> None:
    lines = [line for line in sobol(Language.EN, sensitivity(), process_parameters()).splitlines() if line[:1] == "|"]
    names = [line.split("|")[1].strip() for line in lines[2:]]
    half = len(names) // 2
    assert names[0] == "**Equal resources**"
    assert names[half] == "**As published**"
    assert names[1] == "Analysts of the whole city"
    assert names[half - 1] == names[-1] == r"Chance \(the seed of a run\)"
    assert not [name for name in names if "variation" in name]


def test_an_index_that_has_not_converged_has_an_asterisk() -> None:
    text = sobol(Language.ZH, sensitivity(), process_parameters())
    assert r"0\.50\* \[0\.40\, 0\.60\]".replace(r"\,", ",") in text
    assert r"0\.42 \[" in text
    assert "{#tbl-sobol}" in text
