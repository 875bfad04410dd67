"""Selections keep what they say, and what they drop takes no part."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.agents import ExpertAgent
from turnwise.agents.rollouts import Episode, collect
from turnwise.reward_shaping.selection import (
    AccuracyFilter,
    ContrastiveSelection,
    SelectiveSampleBuffer,
    VarianceFilter,
    dynamic_sampling,
)


def batch(*groups, turns=None, number=0):
    """Return episodes of groups, given the reward of each."""
    episodes = []
    for place, rewards in enumerate(groups):
        for reward in rewards:
            length = 1 if turns is None else turns[len(episodes)]
            episodes.append(
                Episode(
                    batch=number,
                    group=place,
                    episode=len(episodes),
                    actions=["a"] * length,
                    rewards=[0.0] * (length - 1) + [reward],
                    successes=[None] * (length - 1) + [reward >= 1],
                )
            )
    return episodes


def kept(selected):
    return sorted(Counter(episode.group for episode in selected.episodes))


# spreads: 0, 0.5, 0.1, 0.3
FOUR = batch([1.0, 1.0], [0.0, 1.0], [0.4, 0.6], [0.2, 0.8])


@pytest.mark.parametrize(
    ("arguments", "groups"),
    [
        ({}, [1]),
        ({"keep": 0.5}, [1, 3]),
        ({"keep": 3}, [1, 2, 3]),
        ({"keep": 4}, [1, 2, 3]),
        ({"keep": 4, "include_zero": True}, [0, 1, 2, 3]),
        ({"keep": 0.55, "how": "top_p"}, [1]),
        ({"keep": 0.6, "how": "top_p"}, [1, 3]),
        ({"keep": 1.0, "how": "top_p"}, [1, 2, 3]),
        ({"keep": 0.6, "how": "top_p", "mass": "softmax"}, [1, 2, 3]),
        ({"keep": 0.5, "how": "min_p"}, [1, 3]),
        ({"keep": 0.1, "how": "min_p"}, [1, 2, 3]),
    ],
)
def test_the_variance_filter_by_hand(arguments, groups):
    selected = VarianceFilter(**arguments)(FOUR)
    assert kept(selected) == groups
    assert (selected.groups, selected.kept_groups, selected.collapsed) == (4, len(groups), 1)
    assert selected.collapsed_share == 0.25


def test_softmax_and_linear_mass_differ():
    spread = batch([0.0, 10.0], [0.0, 1.0], [0.0, 1.0])
    assert kept(VarianceFilter(0.9, how="top_p", mass="linear")(spread)) == [0, 1]
    assert kept(VarianceFilter(0.9, how="top_p", mass="softmax")(spread)) == [0]


def test_another_score_is_another_spread():
    assert kept(VarianceFilter(1, score=lambda episode: episode.episode * (episode.group == 0))(FOUR)) == [0]


@given(st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=4), max_size=5), st.floats(0.01, 1))
def test_whatever_is_kept_is_whole_groups_in_their_order_and_none_without_spread(groups, keep):
    episodes = batch(*groups)
    for how in ("top_k", "top_p", "min_p"):
        selected = VarianceFilter(keep, how=how)(episodes)
        assert [episode.episode for episode in selected.episodes] == [
            episode.episode for episode in episodes if episode.group in kept(selected)
        ]
        assert all(len(set(groups[group])) > 1 for group in kept(selected))


def test_nothing_is_selected_of_nothing():
    for selection in (VarianceFilter(), AccuracyFilter(), ContrastiveSelection()):
        assert selection([]) == ([], 0, 0, 0)
        assert selection([]).collapsed_share == 0.0


@pytest.mark.parametrize("wrong", [{"how": "best"}, {"mass": "cubic"}, {"keep": 0}, {"keep": 2, "how": "min_p"}])
def test_a_filter_of_another_kind_is_refused(wrong):
    with pytest.raises(ValueError, match="VarianceFilter needs"):
        VarianceFilter(**wrong)


def test_tasks_solved_almost_always_or_never_are_left_out():
    episodes = batch([1.0] * 5, [1.0, 0, 0, 0, 0], [0.0] * 5, [1.0, 1, 1, 1, 0])
    assert kept(AccuracyFilter()(episodes)) == [1, 3]
    assert kept(AccuracyFilter(0.0, 0.5)(episodes)) == [1, 2]
    with pytest.raises(ValueError, match="low <= high"):
        AccuracyFilter(0.8, 0.2)


def test_the_clearest_successes_and_failures_are_kept_and_shorter_ones_first():
    episodes = batch([1.0, 1.0, 0.5, 0.0, 0.0], turns=[3, 1, 1, 1, 4])
    selected = ContrastiveSelection(1)(episodes)
    assert [episode.episode for episode in selected.episodes] == [1, 4]
    assert len(ContrastiveSelection(2)(episodes).episodes) == 4
    assert len(ContrastiveSelection(3)(episodes).episodes) == 5
    assert [e.episode for e in ContrastiveSelection(1, score=lambda e: -e.total_reward)(episodes).episodes] == [0, 3]
    with pytest.raises(ValueError, match="k >= 1"):
        ContrastiveSelection(0)


def test_sampling_goes_on_until_enough_groups_teach_something():
    asked = []

    def more(number):
        asked.append(number)
        return batch([0.0, 0.0], [0.0, float(number > 0)], number=number)

    selected = dynamic_sampling(more, VarianceFilter(1e-9, how="min_p"), groups=2)
    assert asked == [0, 1, 2]
    assert len(selected.episodes) == 4
    assert (selected.groups, selected.kept_groups, selected.collapsed) == (6, 2, 4)


def test_sampling_gives_up_after_its_rounds():
    selected = dynamic_sampling(lambda number: batch([1.0, 1.0]), AccuracyFilter(0.2, 0.8), groups=1, rounds=3)
    assert selected.episodes == []
    assert selected.groups == 3
    with pytest.raises(ValueError, match="groups >= 1"):
        dynamic_sampling(lambda number: [], AccuracyFilter(), groups=0)


def test_sampling_takes_no_more_groups_than_wanted():
    selected = dynamic_sampling(lambda number: batch([0.0, 1.0], [0.0, 1.0]), VarianceFilter(2), groups=1)
    assert kept(selected) == [0]


def test_the_buffer_holds_episodes_with_an_advantage_and_prefers_large_ones():
    buffer = SelectiveSampleBuffer(3, seed=1)
    assert buffer.sample(2) == []
    assert buffer.add(["a", "b", "c", "d"], [0.0, 0.5, -1.0, float("nan")]) == 2
    assert buffer.zero_share == 0.5
    assert sorted(buffer.sample(9)) == ["b", "c"]
    drawn = Counter(buffer.sample(1)[0] for _ in range(3000))
    assert drawn["c"] / 3000 == pytest.approx(2 / 3, abs=0.03)
    buffer.add(["e", "f"], [1.0, 1.0])
    assert len(buffer) == 3
    assert "b" not in buffer.sample(9)


def test_the_buffer_s_knobs():
    even, steep = SelectiveSampleBuffer(alpha=0.0), SelectiveSampleBuffer(alpha=50.0)
    for buffer in (even, steep):
        buffer.add(["small", "large"], [0.5, 1.0])
    assert {even.sample(1)[0] for _ in range(50)} == {"small", "large"}
    assert {steep.sample(1)[0] for _ in range(50)} == {"large"}
    assert SelectiveSampleBuffer(threshold=0.7).add(["small", "large"], [0.5, 1.0]) == 1
    with pytest.raises(ValueError, match="one advantage for each of 1 episodes"):
        even.add(["x"], [1.0, 2.0])
    for wrong in ({"capacity": 0}, {"alpha": -1.0}, {"threshold": -1.0}):
        with pytest.raises(ValueError, match="SelectiveSampleBuffer needs"):
            SelectiveSampleBuffer(**wrong)


def test_the_same_seed_draws_the_same():
    first, second = SelectiveSampleBuffer(seed=4), SelectiveSampleBuffer(seed=4)
    for buffer in (first, second):
        buffer.add(range(20), np.arange(1, 21))
    assert first.sample(5) == second.sample(5)


def test_real_rollouts_are_filtered_by_group():
    run = collect("turnwise/FrozenLake-v0", ExpertAgent(noise=0.7), episodes=24, group_size=4, seed=1)
    selected = AccuracyFilter(0.2, 0.8)(run)
    rates = {group: np.mean([e.solved for e in run if e.group == group]) for group in range(6)}
    assert kept(selected) == [group for group, rate in rates.items() if 0.2 <= rate <= 0.8]
    assert 0 < selected.kept_groups < 6


def test_rounds_whose_groups_an_estimator_would_mix_are_refused():
    with pytest.raises(ValueError, match="batch=round"):
        dynamic_sampling(lambda number: batch([0.0, 1.0]), VarianceFilter(1e-9, how="min_p"), groups=2)


def test_a_share_of_the_groups_is_not_rounded_up_by_the_last_bit():
    many = batch(*[[0.0, 1.0 + place] for place in range(100)])
    assert VarianceFilter(0.07)(many).kept_groups == 7  # 0.07 * 100 is 7.000000000000001


def test_episodes_that_nobody_judged_do_not_count():
    episodes = batch([1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    for episode in episodes[2:]:
        episode.successes = [None]
    assert kept(AccuracyFilter()(episodes)) == [0]
    for episode in episodes:
        episode.successes = [None]
    assert kept(AccuracyFilter(0.0, 1.0)(episodes)) == []
