"""States that are nearly the same get one anchor."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import cases

from turnwise.agents.rollouts import Episode
from turnwise.reward_shaping.credit import Table, gigpo, similar_anchors

HALL = "You stand in a long hall with a red door to the north. Turn {} of 30."


def episode(*observations, group=0, rewards=None):
    turns = len(observations)
    rewards = rewards or [0.0] * turns
    return Episode(
        group=group,
        observations=[*observations, "the end"],
        actions=["go"] * turns,
        rewards=rewards,
        paid={"outcome": rewards},
        successes=[None] * turns,
        valid=[True] * turns,
    )


def test_a_counter_does_not_part_two_visits_and_another_place_does():
    first, second = similar_anchors([episode(HALL.format(1), "A cellar."), episode(HALL.format(2), "A cellar.")])
    assert first == second == [HALL.format(1), "A cellar."]


def test_letter_by_letter_every_turn_is_a_state_of_its_own():
    anchors = similar_anchors([episode(HALL.format(1), HALL.format(2))], similarity=1.0)
    assert anchors == [[HALL.format(1), HALL.format(2)]]


def test_the_published_grouping():
    found = cases("gigpo")["similarity_grouping"]
    (anchors,) = similar_anchors([episode(*found["inputs"]["anchor_obs"])], found["params"]["similarity_thresh"])
    numbers = [list(dict.fromkeys(anchors)).index(anchor) for anchor in anchors]
    assert numbers == found["outputs"]["step_group_of_row"]


def test_two_runs_do_not_share_anchors():
    first, second = episode(HALL.format(1)), episode(HALL.format(2))
    first.run, second.run = "a", "b"
    assert similar_anchors([first, second]) == [[HALL.format(1)], [HALL.format(2)]]


def test_groups_do_not_share_anchors():
    anchors = similar_anchors([episode(HALL.format(1)), episode(HALL.format(2), group=1)])
    assert anchors == [[HALL.format(1)], [HALL.format(2)]]


@given(st.lists(st.lists(st.text("ab ", max_size=6), max_size=4), max_size=4), st.sampled_from([0.3, 0.8, 1.0]))
def test_there_is_one_anchor_a_turn_and_each_is_an_observation_of_the_group(texts, similarity):
    episodes = [episode(*row) for row in texts]
    anchors = similar_anchors(episodes, similarity)
    assert [len(row) for row in anchors] == [len(row) for row in texts]
    assert {anchor for row in anchors for anchor in row} <= {text for row in texts for text in row}


def test_gigpo_compares_turns_that_only_their_counter_parts():
    episodes = [episode(HALL.format(1), rewards=[1.0]), episode(HALL.format(2), rewards=[0.0])]
    apart = gigpo()(Table.from_episodes(episodes))
    joined = gigpo()(Table.from_episodes(episodes, keys={"anchor": similar_anchors(episodes)}))
    np.testing.assert_allclose(apart["step"], [0.0, 0.0])
    np.testing.assert_allclose(joined["step"], [0.5, -0.5])
    np.testing.assert_allclose(joined.advantage, [1.0, -1.0])


@pytest.mark.parametrize("similarity", [0.0, 1.1])
def test_likeness_is_a_share(similarity):
    with pytest.raises(ValueError, match="0 < similarity <= 1"):
        similar_anchors([], similarity)
