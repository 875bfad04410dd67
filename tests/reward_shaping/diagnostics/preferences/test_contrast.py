"""Rewards that move with the wrong thing are caught by the attribute that moves them."""

import gymnasium as gym
import pytest
from corridor import Corridor

import turnwise  # noqa: F401 - registers the ids
from turnwise.reward_shaping.diagnostics.played_episode import play
from turnwise.reward_shaping.diagnostics.preferences import (
    contrast_report,
    make_contrasts,
    reward_consistency,
    similar_tasks,
)
from turnwise.wrappers import FormatReward, Milestones


def maze():
    return gym.make("turnwise/Maze-v0", size=7)


@pytest.fixture(scope="module")
def contrasts():
    return make_contrasts(maze, range(4))


def test_the_contrasts_are_what_they_say(contrasts):
    env = maze()
    for each in contrasts:
        one, other = (play(env, messages, seed=each.seed) for messages in (each.one, each.other))
        if each.causal:
            assert len(other) == len(one) - 1
        else:
            assert one.observations == other.observations
            assert each.one != each.other
        if each.attribute == "outcome":
            assert one.solved
            assert not other.solved
    assert {each.attribute for each in contrasts} == {
        "outcome",
        "milestone",
        "case",
        "white space",
        "format",
        "length",
    }


def test_a_good_reward_moves_and_stays(contrasts):
    found = contrast_report(contrasts, lambda: Milestones(maze()))
    assert found.sensitivity.share == found.invariance.share == 1.0
    assert set(found.by_attribute) == {each.attribute for each in contrasts}
    assert found.invariance.made == sum(not each.causal for each in contrasts)


def test_the_outcome_alone_does_not_move_with_milestones(contrasts):
    found = contrast_report(contrasts, maze)
    assert found.by_attribute["outcome"].share == 1.0
    assert found.by_attribute["milestone"].share == 0.5  # all ties
    assert found.by_attribute["milestone"].ties == found.by_attribute["milestone"].made


@pytest.mark.parametrize(
    ("reward", "moved"),
    [
        (lambda episode: sum(map(len, episode.actions)), {"white space", "format", "length"}),
        (lambda episode: sum(message.islower() for message in episode.actions), {"case", "length"}),
        (lambda episode: sum("<" in message for message in episode.actions), {"format", "length"}),
    ],
)
def test_a_reward_of_form_is_caught_by_what_moves_it(contrasts, reward, moved):
    found = contrast_report(contrasts, maze, reward)
    spurious = {each.attribute for each in contrasts if not each.causal}
    assert {name for name in spurious if found.by_attribute[name].share < 1} == moved
    assert found.invariance.share == pytest.approx(1 - len(moved) / 4)


def test_a_format_reward_is_meant_to_move_with_the_format(contrasts):
    found = contrast_report(contrasts, lambda: FormatReward(maze(), ["action"]))
    assert found.by_attribute["format"].share == 0.0
    assert found.by_attribute["case"].share == 1.0


def test_what_cannot_be_scored_is_missing(contrasts):
    found = contrast_report(contrasts, maze, lambda episode: float("nan"))
    assert (found.sensitivity.made, found.invariance.made) == (0, 0)
    assert found.invariance.missing == sum(not each.causal for each in contrasts)


def test_a_change_that_the_environment_minds_is_no_spurious_one():
    found = make_contrasts(Corridor, [0])
    assert {each.attribute for each in found} == {"outcome", "milestone", "format"}  # the rest it does not understand
    assert make_contrasts(lambda: Corridor(limit=1), [0]) == []


def test_similar_levels_need_another_answer():
    for expert, seed in similar_tasks(maze, range(6)):
        assert expert.seed != seed
        assert not play(maze(), expert.actions, seed=seed).solved


def test_a_reward_that_minds_the_task_is_consistent_and_one_that_does_not_is_not():
    assert reward_consistency(maze, range(6)).share == 1.0
    blind = reward_consistency(maze, range(6), lambda episode: -sum(map(len, episode.actions)))
    assert blind.share == pytest.approx(0.5, abs=0.1)  # it is blind to the level: ties, but for episodes cut short
    assert reward_consistency(maze, [0]).made == 0
