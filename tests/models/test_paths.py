"""The links of a diagram are the routes of the cases."""

import pytest

from policy_report.models.stations import ENTRY, EXIT, TRUNK, links
from tests.models.hospital import POOL, WARDS, network, parameters


@pytest.mark.parametrize("regime", [WARDS, POOL])
def test_no_case_is_lost_between_entry_and_exit(regime: str) -> None:
    made = network(parameters(), regime)
    for kind, route in made.routes.items():
        mine = [link for link in links(made) if link.case_class == kind]
        assert sum(link.share for link in mine if link.source == ENTRY) == pytest.approx(1)
        for visit in route:
            assert sum(link.share for link in mine if link.target == visit.station) == pytest.approx(visit.chance)


def test_a_case_leaves_by_every_line_that_it_takes() -> None:
    ends = {link.line: link.share for link in links(network(parameters(imaging=1), POOL)) if link.target == EXIT}
    assert ends == {"image": 1, "seen": 1}
    trunk = [link.share for link in links(network(parameters(imaging=0.25), WARDS)) if link.target == "image"]
    assert trunk == [0.25, 0.25]
    assert all(link.line == TRUNK for link in links(network(parameters(), WARDS)))
