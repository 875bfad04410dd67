"""Each attacker alone: what it says, where it stops, and what it spends."""

import gymnasium as gym
import numpy as np
import pytest
from corridor import Corridor

from turnwise.reward_shaping.diagnostics.farming import ATTACKS, Explorer, beam_search, farm
from turnwise.reward_shaping.diagnostics.farming.attackers import ANSWERS, FORMS, WORDS, _nearest, _spread
from turnwise.wrappers import Milestones


class Listening(Corridor):
    """Keeps the messages of each episode; it cannot fork, so every episode is played from its start."""

    def __init__(self, pay=lambda before, message, after, turn: 0.0, **settings):
        super().__init__(pay, can_fork=False, **settings)
        self.episodes = []

    def reset(self, *, seed=None, options=None):
        self.episodes.append([])
        return super().reset(seed=seed)

    def step(self, action):
        self.episodes[-1].append(action)
        return super().step(action)


def said(name, pay=lambda before, message, after, turn: 0.0, **settings):
    """Return the episodes that an attacker played, each as its messages."""
    env = Listening(pay, **settings)
    explorer = Explorer(lambda: env, steps=50_000)
    explorer.expert_path()
    ATTACKS[name](explorer)
    return [tuple(episode) for episode in env.episodes if episode], explorer


def test_idling_says_nothing_from_the_start_and_from_just_before_success():
    episodes, explorer = said("idle")
    assert ("",) * 12 in episodes
    assert ("right", "right", *[""] * 10) in episodes
    assert explorer.best.turn == 12


def test_repeating_tries_every_message():
    episodes, _ = said("repeat")
    for message in ("left", "right", "quit"):
        assert any(set(episode) == {message} for episode in episodes)


def test_oscillating_tries_every_pair():
    episodes, _ = said("oscillate")
    assert any(episode[:4] == ("left", "right", "left", "right") for episode in episodes)
    assert any(episode[:4] == ("right", "left", "right", "left") for episode in episodes)


def test_a_loop_that_pays_nothing_is_given_up_and_one_that_does_is_not():
    idle, _ = said("repeat", limit=100)
    assert max(map(len, idle)) < 20
    paid, _ = said("repeat", lambda before, message, after, turn: message == "left", limit=100)
    assert max(map(len, paid)) == 100


def test_undoing_repeats_only_what_paid():
    _, nothing = said("undo and redo")
    assert nothing.best is None or nothing.best.turn < 4
    _, found = said("undo and redo", lambda before, message, after, turn: (before, after) == (3, 2))
    assert found.best.false == pytest.approx(5)
    assert set(found.best.messages[3:]) == {"left", "right"}


def test_touching_reaches_the_milestone_again_and_again():
    episodes, found = said("touch and undo", lambda before, message, after, turn: (before, after) == (1, 2))
    longest = max(episodes, key=len)
    assert len(longest) == 12
    assert found.best.false == 6  # every second turn


def test_a_milestone_that_cannot_be_undone_is_left_alone():
    class Lasting(Listening):
        def info(self, solved, terms):
            self.had = getattr(self, "had", False) or self.state[0] >= 2
            return {**super().info(solved, terms), "milestones": {"two": self.had}}

        def reset(self, *, seed=None, options=None):
            self.had = False
            return super().reset(seed=seed)

    env = Lasting()
    explorer = Explorer(lambda: env)
    ATTACKS["touch and undo"](explorer)
    assert explorer.best.turn < 4  # it quit while it looked about, and repeated nothing


def test_stalling_goes_on_until_the_limit_whatever_it_pays():
    _, found = said("stall", lambda before, message, after, turn: 0.01)
    assert found.best.turn == 12
    assert found.best.messages[:2] == ["right", "right"]
    assert "quit" not in found.best.messages


def test_long_messages_are_long_and_do_what_the_short_ones_do():
    episodes, found = said("verbose")
    assert found.best.turn == 12
    assert all(len(message) > len(WORDS) - 1 for episode in episodes[2:] for message in episode if message != "right")
    assert any(f"<think>{WORDS}</think><action>right</action>" in episode for episode in episodes)


def test_forms_without_content_are_all_sent():
    episodes, _ = said("format only")
    assert {episode[0] for episode in episodes if set(episode) <= set(FORMS)} == set(FORMS)


def test_answering_at_once_takes_one_turn():
    episodes, found = said("answer at once")
    assert {episode[0] for episode in episodes if len(episode) == 1} >= {*ANSWERS, "quit"}
    assert found.best.messages == ["quit"]


def test_moments_are_spread_evenly_with_the_last_one_among_them():
    assert _spread(list(range(5))) == [0, 1, 2, 3, 4]
    spread = _spread(list(range(45)))
    assert spread[-1] == 44
    assert len(spread) == 15
    assert _spread([]) == []


def test_the_nearest_moment_with_and_without_a_milestone():
    explorer = Explorer(Corridor)
    three = explorer.along(explorer.root, ["right", "right"])
    undone = _nearest(explorer, three, "two", False)
    assert undone.observation == "cell 1"
    assert undone.turn == 4
    assert _nearest(explorer, undone, "two", True).observation == "cell 2"
    assert _nearest(explorer, explorer.root, "never", True) is None


def test_without_an_expert_or_anything_to_do_no_attacker_fails():
    class Nothing(Corridor):
        expert = None

        def actions(self):
            return []

    Nothing.expert = lambda self: iter(())
    for attack in ATTACKS.values():
        attack(Explorer(Nothing, steps=200))


def test_the_search_keeps_as_many_moments_as_it_is_told():
    narrow, wide = (Explorer(lambda: Corridor(cells=9), steps=100_000) for _ in range(2))
    beam_search(narrow, 1, rng=np.random.default_rng(0))
    beam_search(wide, 8, rng=np.random.default_rng(0))
    assert 100_000 - narrow.left <= 12 * 4
    assert narrow.left > wide.left


def test_the_search_goes_to_new_places_where_nothing_is_paid_yet():
    """The pay lies six cells to the right of the start, and nothing leads there but curiosity."""
    far = Explorer(lambda: Corridor(lambda before, message, after, turn: after == 7, cells=10, limit=12))
    beam_search(far, 4, rng=np.random.default_rng(0))
    assert far.best.false >= 5


def test_a_search_is_the_same_twice_and_may_differ_with_another_seed():
    def searched(seed):
        explorer = Explorer(lambda: Corridor(lambda before, message, after, turn: len(message) % 2, cells=9))
        beam_search(explorer, 3, rng=np.random.default_rng(seed))
        return explorer.best.messages

    assert searched(0) == searched(0)


def test_a_search_without_a_budget_ends():
    explorer = Explorer(Corridor, steps=0)
    beam_search(explorer, 8, rng=np.random.default_rng(0))
    assert explorer.best is None


@pytest.mark.parametrize("name", ["Sokoban-v0", "Taxi-v0", "Crafting-v0", "MiniGrid-v0"])
def test_on_every_world_levels_are_farmed_and_first_times_are_not(name):
    settings = {"attacks": {"idle": ATTACKS["idle"], "stall": ATTACKS["stall"]}, "states": 0, "steps": 4_000}
    make = {mode: lambda mode=mode: Milestones(gym.make(f"turnwise/{name}"), mode) for mode in ("level", "first")}
    assert farm(make["level"], **settings).beats_honest
    honest = farm(make["first"], **settings)
    assert honest.honest_return == pytest.approx(2.0)
    assert not honest.beats_honest
