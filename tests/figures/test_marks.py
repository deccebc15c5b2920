import pytest

from policy_report.figures.marks import spread


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([0.9, 0.1, 0.5], 0.2) == [0.9, 0.1, 0.5]


def test_labels_that_would_meet_move_apart_evenly_and_keep_their_order() -> None:
    assert spread([0.52, 0.5], 0.1) == pytest.approx([0.56, 0.46])


def test_a_label_that_is_pushed_into_a_third_moves_all_three() -> None:
    got = spread([0.5, 0.52, 0.6], 0.1)
    assert got == pytest.approx([0.44, 0.54, 0.64])
