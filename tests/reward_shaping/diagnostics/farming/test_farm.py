"""Bad rewards are farmed, each by the attacker it is made for, and good ones are not."""

import math

import gymnasium as gym
import numpy as np
import pytest
from corridor import Corridor

from turnwise.reward_shaping.diagnostics.farming import ATTACKS, Explorer, beam_search, best_false, farm, replay
from turnwise.reward_shaping.diagnostics.farming.attackers import WORDS
from turnwise.reward_shaping.diagnostics.tabular import NotDefined, tabulate
from turnwise.wrappers import GatedRewards, GoalDistance, Milestones, PotentialShaping, RepetitionPenalty

PLANTED = {
    "idle": lambda before, message, after, turn: message == "",
    "repeat": lambda before, message, after, turn: before == after == 0 and message == "left",
    "oscillate": lambda before, message, after, turn: before != after and after < 2,
    "undo and redo": lambda before, message, after, turn: (before, after) == (2, 3),
    "touch and undo": lambda before, message, after, turn: (before, after) == (1, 2),
    "stall": lambda before, message, after, turn: after == before == 3,
    "verbose": lambda before, message, after, turn: len(message) / 1000,
    "format only": lambda before, message, after, turn: "<action>" in message and before == after,
    "answer at once": lambda before, message, after, turn: 9 * (message == "quit" and turn == 0),
}


def planted(name, **settings):
    return lambda: Corridor(PLANTED[name], **settings)


@pytest.mark.parametrize("name", PLANTED)
def test_each_attacker_finds_what_it_is_made_for(name):
    found = farm(planted(name), states=0)
    assert found.tried[name] > 1.5, found.tried
    assert found.beats_honest
    assert found.paying["planted"] == pytest.approx(found.false_return)
    assert "which is more than" in found.says
    assert not found.episode.solved
    assert replay(planted(name), found.episode) == []


@pytest.mark.parametrize("name", PLANTED)
def test_alone_it_finds_it_too_and_without_a_fork_the_same(name):
    with_fork = farm(planted(name), attacks={name: ATTACKS[name]}, states=0, width=1)
    without = farm(planted(name, can_fork=False), attacks={name: ATTACKS[name]}, states=0, width=1)
    assert without.tried[name] == with_fork.tried[name] > 1.5
    assert without.steps >= with_fork.steps


def test_the_attackers_go_by_their_names():
    assert list(ATTACKS) == list(PLANTED)


def test_the_exact_value_bounds_what_is_found_and_can_be_played():
    for name in ("idle", "repeat", "oscillate", "undo and redo", "touch and undo", "answer at once"):
        found = farm(planted(name, limit=None), turns=12)
        assert isinstance(found.exact, float) or name == "answer at once"  # which turn it is stands in no state
        if isinstance(found.exact, float):
            assert found.exact == pytest.approx(max(each for each in found.tried.values() if each == each))
            assert found.tried["exact"] == pytest.approx(found.exact)


def test_the_best_without_success_by_hand():
    table = tabulate(Corridor(PLANTED["undo and redo"], limit=None))
    # right to cell 2, then 3 and back: turns 2, 4, 6, ... are paid
    assert [best_false(table, turns)[0] for turns in range(6)] == [0, 0, 1, 1, 2, 2]
    value, messages = best_false(table, 4)
    assert messages == ["right", "right", "left", "right"]
    slippery = tabulate(Corridor(PLANTED["undo and redo"], limit=None, slip=0.5))
    value, messages = best_false(slippery, 2)
    assert messages is None
    assert value == pytest.approx(0.25)


def test_search_finds_what_no_script_does():
    """Only the third time in cell 0 after the second in cell 3 pays, say: a way that no attacker goes by itself."""

    def pay(before, message, after, turn):
        return 5.0 if (turn, before, after) == (7, 2, 1) else 0.3 if (turn, before, after) == (4, 1, 0) else 0.0

    scripted = farm(lambda: Corridor(pay), steps=4_000, width=1, states=0)
    explorer = Explorer(lambda: Corridor(pay), steps=4_000)
    beam_search(explorer, 16, rng=np.random.default_rng(0))
    assert explorer.best.false == pytest.approx(5.3)
    assert max(each for name, each in scripted.tried.items() if name != "search" and each == each) < 5.3


def test_nothing_is_left_to_chance_and_the_budget_is_kept():
    made = []

    def make():
        made.append(Corridor(PLANTED["undo and redo"]))
        return made[-1]

    first, second = farm(make, steps=500, states=0), farm(make, steps=500, states=0)
    assert (first.tried, first.episode, first.steps) == (second.tried, second.episode, second.steps)
    assert first.steps <= 500
    assert max(env.taken for env in made) <= 500
    other = farm(make, steps=500, states=0, search_seed=1)
    assert other.tried.keys() == first.tried.keys()


def test_with_no_budget_nothing_is_found():
    found = farm(planted("idle"), steps=0, states=0)
    assert found.episode is None
    assert math.isnan(found.false_return)
    assert math.isnan(found.honest_return)
    assert not found.beats_honest
    assert found.says == "No behaviour without success was found."
    assert found.paying == {}
    assert found.exact.reason == "It was not asked for (states=0)."


def test_where_chance_plays_means_are_compared():
    found = farm(lambda: Corridor(PLANTED["undo and redo"], slip=0.3, limit=None), turns=12)
    assert found.lasting == found.exact > found.honest_return  # whoever sees where they are goes back and forth
    assert f"{found.exact:.3g} on average" in found.says
    untabulated = farm(lambda: Corridor(PLANTED["undo and redo"], slip=0.3), states=0)
    assert untabulated.honest_return == pytest.approx(found.honest_return, abs=0.3)
    assert untabulated.lasting < untabulated.false_return  # the messages alone were lucky on this seed


def test_an_environment_without_an_expert_is_attacked_too():
    class Mute(Corridor):
        expert = property(lambda self: (_ for _ in ()).throw(AttributeError("no expert")))

    found = farm(lambda: Mute(PLANTED["idle"]), states=0)
    assert found.honest is None
    assert found.false_return == 12
    assert not found.beats_honest  # nothing is known of honest episodes


def test_a_found_case_that_no_longer_pays_is_told():
    case = farm(planted("idle"), states=0).episode
    assert replay(planted("idle"), case) == []
    assert replay(planted("repeat"), case)[0] == "turn 1: paid 0 instead of 1"
    assert replay(planted("idle", limit=5), case) == ["the episode ended after 5 turns instead of 12"]


def lake(**settings):
    return gym.make("turnwise/FrozenLake-v0", **{"size": 4, "max_episode_steps": 20} | settings)


REAL = {
    "lake": lake,
    "ice": lambda: lake(slippery=True),
    "maze": lambda: gym.make("turnwise/Maze-v0", size=7),
    "rooms": lambda: gym.make("turnwise/KeyRooms-v0", rooms=2, room_size=3, boxes=0, distractors=0, locked=1),
}


@pytest.mark.parametrize("name", REAL)
def test_milestones_that_pay_on_every_turn_are_farmed(name):
    found = farm(lambda: Milestones(REAL[name](), "level"), steps=3_000, states=500)
    assert found.beats_honest, found.says
    assert list(found.paying) == ["milestones"]


GOOD = {
    "first": Milestones,
    "potential": lambda env: Milestones(env, "potential"),
    "distance": GoalDistance,
    "gated": lambda env: GatedRewards(Milestones(env), ["milestones"]),
    "repetition": lambda env: RepetitionPenalty(env, 0.01),
}


@pytest.mark.parametrize("name", ["lake", "maze"])
@pytest.mark.parametrize("reward", GOOD)
def test_good_rewards_are_not(name, reward):
    found = farm(lambda: GOOD[reward](REAL[name]()), steps=2_000, states=200)
    assert not found.beats_honest, found.says
    assert "not more than" in found.says


def test_a_stack_without_a_fork_is_not_tabulated():
    found = farm(lake, steps=300)
    assert isinstance(found.exact, NotDefined)
    assert "Pass snapshot=turnwise.snapshot" in found.exact.reason


def test_what_is_said_at_length_is_long():
    assert len(WORDS) > 500


def test_a_potential_left_over_at_the_turn_limit_is_false_reward_unless_it_is_called_neutral():
    """To whoever adds up an episode it is; a learner that bootstraps where an episode is cut takes it back."""

    def make():
        return PotentialShaping(lake(), lambda observation, info: 5.0 * info["facts"]["agent.row"])

    summed = farm(make, steps=1_000, states=100)
    assert summed.beats_honest
    assert summed.false_return == pytest.approx(15.0)
    assert summed.exact == pytest.approx(15.0)
    neutral = farm(make, steps=1_000, states=100, neutral=["potential"])
    assert not neutral.beats_honest
    assert (neutral.false_return, neutral.exact, neutral.honest_return) == (0.0, 0.0, 1.0)
