import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.diagnostics.length_histogram import length_histogram


def test_hand_computed():
    # 10 turns in at most 4 bins: 3 turns a bin, [1-3] [4-6] [7-9] [10-12]
    counts, width = length_histogram([1, 3, 4, 9, 10, 10], 10, bins=4)
    assert counts.tolist() == [2, 1, 1, 2]
    assert width == 3


def test_a_bin_a_turn_where_there_is_room():
    counts, width = length_histogram([2, 2, 5], 5, bins=30)
    assert (counts.tolist(), width) == ([0, 2, 0, 0, 1], 1)


@given(st.integers(1, 500), st.integers(1, 60), st.lists(st.integers(0, 500)))
def test_every_episode_is_counted_once_in_at_most_so_many_bins(limit, bins, lengths):
    counts, width = length_histogram([min(length, limit) for length in lengths], limit, bins=bins)
    assert counts.sum() == len(lengths)
    assert len(counts) <= bins
    assert (len(counts) - 1) * width < limit <= len(counts) * width


def test_no_episode_gives_empty_bins():
    assert length_histogram([], 3)[0].tolist() == [0, 0, 0]


def test_an_episode_without_turns_is_in_the_first_bin():
    assert length_histogram([0], 3)[0].tolist() == [1, 0, 0]


def test_lengths_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"got shape \(1, 2\)"):
        length_histogram(np.ones((1, 2)), 5)


@pytest.mark.parametrize("lengths", [[6], [-1]])
def test_a_length_beyond_the_limit_is_refused(lengths):
    with pytest.raises(ValueError, match="from 0 to limit=5"):
        length_histogram(lengths, 5)


@pytest.mark.parametrize("arguments", [{"limit": 0}, {"limit": 3, "bins": 0}])
def test_an_axis_without_room_is_refused(arguments):
    with pytest.raises(ValueError, match="limit >= 1 and bins >= 1"):
        length_histogram([], **arguments)
