"""Sizes of teams stand beside the engine's counts, under the same name."""

import pytest

from jiaxing_sanming.analysis.institutions import institutions
from policy_report.analysis.institutions import design_agreement, design_comparison, design_statements
from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.analysis.tidy_rows import rows
from tests.conftest import ROOT, this_study


def test_members_per_team_join_the_counts_of_topics() -> None:
    frames = read_register(Project(ROOT)).frames
    sizes = {"jx019": 212, "jx018": 21, "jx155": 208, "jx155b": 18, "jx017": 26, "jx016": 9}
    claims = rows(*({"id": key, "exact": number} for key, number in sizes.items()))
    said = design_statements(frames["topics"], frames["features"], this_study())
    compared = design_comparison(said, frames["judgements"])
    got = institutions(claims, compared, design_agreement(compared))
    assert got["members_per_team"].quantity.value == pytest.approx(212 / 21)
    assert got["topics"].quantity.value == len(frames["topics"])
