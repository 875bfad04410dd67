"""Stacks on real environments as tables: beside the environment's own table, by hand, and why there is none."""

import gymnasium as gym
import numpy as np
import pytest

import turnwise
from turnwise.reward_shaping import shaping
from turnwise.reward_shaping.diagnostics.tabular import (
    MDP,
    Unending,
    all_triples,
    epic_distance,
    policy_invariance,
    reward_distances,
    tabulate,
)
from turnwise.reward_shaping.diagnostics.tabular.asked import AskedReward
from turnwise.wrappers import (
    FormatReward,
    GatedRewards,
    GoalDistance,
    Milestones,
    NoisyReward,
    PotentialShaping,
    RepetitionPenalty,
    RewardTerm,
)

FORK = {"snapshot": turnwise.snapshot, "restore": turnwise.restore}
GAMMA = 0.99
RAIN = {"rain": 0.2, "fickle": 0.3, "size": 4, "stations": 3, "walls": 2}
KEY_ROOMS = {"rooms": 2, "room_size": 3, "locked": 0, "boxes": 0, "distractors": 0}
WORLDS = {
    "lake": ("FrozenLake-v0", {"size": 4}),
    "ice": ("FrozenLake-v0", {"size": 4, "slippery": True}),
    "maze": ("Maze-v0", {"size": 7}),
    "rooms": ("KeyRooms-v0", KEY_ROOMS),
}


def world(name):
    env_id, settings = WORLDS[name]
    return gym.make(f"turnwise/{env_id}", **settings)


@pytest.fixture(params=WORLDS)
def env(request):
    return world(request.param)


@pytest.mark.parametrize("case", [*WORLDS.values(), ("Taxi-v0", RAIN)], ids=str)
def test_stepping_gives_the_table_that_the_rules_give(case):
    env = gym.make(f"turnwise/{case[0]}", **case[1])
    stepped = tabulate(env, **FORK)
    ruled = env.unwrapped.transition_table()
    number = {env.unwrapped.situation(state): index for index, state in enumerate(ruled.states)}
    renamed = np.array([number[env.unwrapped.situation(state)] for state in stepped.states])
    assert sorted(renamed) == list(range(len(ruled.states)))
    assert stepped.exact
    columns = [ruled.messages.index(message) for message in stepped.messages]
    for name in ("terminal", "success"):
        stepped_flags = stepped.terminated if name == "terminal" else stepped.success
        np.testing.assert_array_equal(stepped_flags, getattr(ruled, name)[renamed])
    for index, row in enumerate(renamed):
        for action, column in enumerate(columns):
            ours, theirs = np.zeros((2, len(renamed)))
            np.add.at(ours, renamed[stepped.next_state[index, action]], stepped.probability[index, action])
            np.add.at(theirs, ruled.next_state[row, column], ruled.probability[row, column])
            np.testing.assert_allclose(ours, theirs, atol=1e-12)
    assert (stepped.probability * stepped.outcome).sum() == pytest.approx((ruled.probability * ruled.rewards).sum())


def test_the_stack_is_left_at_the_start_and_is_told_the_same_twice(env):
    stack = Milestones(env)
    first = tabulate(stack)
    assert turnwise.snapshot(stack) == first.positions[0]
    second = tabulate(stack)
    np.testing.assert_array_equal(first.next_state, second.next_state)
    np.testing.assert_array_equal(first.rewards, second.rewards)
    assert first.messages == second.messages


def test_a_path_leads_where_it_says(env):
    stack = Milestones(env)
    table = tabulate(stack)
    stack.reset(seed=0)
    target = len(table.ended) - 1
    path = table.path(target)
    assert table.path(0) == []
    if stack.unwrapped.spec.kwargs.get("slippery"):
        return
    observation = None
    for message in path:
        observation, *_ = stack.step(message)
    assert observation == table.observations[target]


def test_memory_is_part_of_the_state():
    bare, stacked = tabulate(world("lake"), **FORK), tabulate(Milestones(world("lake")))
    assert len(stacked.ended) > len(bare.ended)
    assert list(stacked.terms) == ["outcome", "milestones"]
    np.testing.assert_allclose(stacked.rewards, sum(stacked.terms.values()))
    # each milestone is paid once on any way: half for being halfway, half for the goal
    assert stacked.terms["milestones"].max() == 0.5


def test_a_turn_limit_is_ignored_or_part_of_the_state():
    env = gym.make("turnwise/FrozenLake-v0", size=4, max_episode_steps=3)
    without, kept = tabulate(env, **FORK), tabulate(env, turn_limit=True, **FORK)
    assert without.success.any()
    assert not without.truncated.any()
    assert not kept.success.any()  # three turns are too few
    assert kept.truncated.any()
    assert max(len(kept.path(state)) for state in range(len(kept.ended))) == 3


def test_messages_of_ones_own_are_tried_everywhere():
    table = tabulate(world("lake"), messages=["?"], **FORK)
    idle = table.messages.index("?")
    going = np.flatnonzero(~table.ended)
    np.testing.assert_array_equal(table.next_state[going, idle, 0], going)


class OnTheWay(RewardTerm):
    """Pays for something that is neither in the state nor declared: how many turns the episode has had."""

    term = "turns"

    def begin(self, observation, info):
        self.turns = 0

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        self.turns += 1
        return float(self.turns)


@pytest.mark.parametrize(
    ("layer", "reason"),
    [
        (RepetitionPenalty, "RepetitionPenalty"),
        (lambda env: NoisyReward(env, 0.5, per="turn"), r"NoisyReward\.generator"),
        (OnTheWay, "depends on more than the state: once"),
    ],
)
def test_where_there_is_no_table_the_reason_is_given(layer, reason):
    found = tabulate(layer(world("lake")), limit=200, **FORK)
    assert not found
    with pytest.raises(AssertionError, match=reason):
        raise AssertionError(found.reason)


def test_a_history_is_known_to_have_no_end():
    class Remembering(OnTheWay):
        memory = ("turns",)

        def begin(self, observation, info):
            self.turns = []

        def turn_reward(self, action, observation, reward, terminated, truncated, info):
            self.turns += [action]
            return 0.0

    found = tabulate(Remembering(world("ice")))
    assert found.reason == "Remembering.turns grows with every turn, so the states have no end."


def test_an_environment_that_is_too_large_says_so():
    assert tabulate(world("rooms"), limit=20, **FORK).reason.startswith(
        "There are more than limit=20 states; the environment alone took"
    )


def test_chances_that_nobody_lists_are_counted():
    env = gym.make("turnwise/FrozenLake-v0", size=3, holes=0, slippery=True)
    exact = tabulate(env, **FORK)

    def unlisted(state, command):
        raise NotImplementedError

    for chances in (None, unlisted):
        env.unwrapped.chances = chances
        drawn = tabulate(env, draws=150, **FORK)
        assert (exact.exact, drawn.exact) == (True, False)
        assert drawn.probability.shape == exact.probability.shape
        assert np.abs(np.sort(drawn.probability) - np.sort(exact.probability)).max() < 0.15


def test_a_message_of_ones_own_is_drawn_where_chance_plays():
    env = gym.make("turnwise/FrozenLake-v0", size=3, holes=0, slippery=True)
    table = tabulate(env, messages=["<action>down</action>"], draws=150, **FORK)
    assert not table.exact
    down, tagged = table.messages.index("down"), table.messages.index("<action>down</action>")
    assert np.abs(np.sort(table.probability[:, down]) - np.sort(table.probability[:, tagged])).max() < 0.15


def test_an_environment_without_a_fork_is_refused():
    with pytest.raises(ValueError, match=r"has no methods snapshot\(\) and restore\(state\)\. Pass snapshot=turnwise"):
        tabulate(world("lake"))


class Kept(PotentialShaping):
    """The planted fault: a potential that is not zeroed where the episode ends."""

    term = "kept"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return super().turn_reward(action, observation, reward, False, truncated, info)


def risk(observation, info):
    """A potential that is high in holes."""
    return 10.0 * (info.get("facts") or {})["agent.fallen"]


SOUND = {
    "outcome alone": lambda env: PotentialShaping(env, lambda observation, info: 0.0),
    "distance": lambda env: GoalDistance(env, gamma=GAMMA),
    "milestones as a potential": lambda env: Milestones(env, "potential", gamma=GAMMA),
    "distance and milestones": lambda env: GoalDistance(Milestones(env, "potential", gamma=GAMMA), gamma=GAMMA),
    "gated milestones": lambda env: GatedRewards(Milestones(env), ["milestones"]),
}


@pytest.mark.parametrize("name", SOUND)
def test_potentials_and_gates_change_no_policy(env, name):
    table = tabulate(SOUND[name](env))
    found = policy_invariance(table, table.outcome, table.rewards, GAMMA)
    assert found.invariant, found
    assert found.optimal > 0.3


@pytest.mark.parametrize("name", ["lake", "maze"])
def test_milestones_that_pay_on_every_turn_change_it(name):
    table = tabulate(Milestones(world(name), "level"))
    found = policy_invariance(table, table.outcome, table.rewards, GAMMA)
    assert not found.invariant
    assert found.regret == pytest.approx(found.optimal)  # the worst of them never solves the task
    assert 0 <= found.parts_at < len(table.ended)
    assert found.taken not in found.better


def test_behind_a_locked_door_potentials_change_nothing_and_levels_do():
    env = gym.make("turnwise/KeyRooms-v0", **KEY_ROOMS | {"locked": 1}).unwrapped
    env.reset(seed=0)
    table = env.transition_table()
    rooms = MDP(table.next_state, table.probability, table.terminal)
    level = np.array([np.mean(list(env.milestones(state).values())) for state in table.states])
    zeroed = np.where(table.terminal, 0.0, level)
    potential = shaping(zeroed[:, None, None], zeroed[table.next_state], GAMMA)
    assert len(level) > 2_000
    assert policy_invariance(rooms, table.rewards, table.rewards + potential, GAMMA).invariant
    assert not policy_invariance(rooms, table.rewards, table.rewards + level[table.next_state], GAMMA).invariant


@pytest.mark.parametrize("name", ["lake", "ice"])
def test_a_potential_that_is_kept_in_holes_draws_into_them(name):
    table = tabulate(Kept(world(name), risk, gamma=GAMMA))
    found = policy_invariance(table, table.outcome, table.rewards, GAMMA)
    assert not found.invariant
    zeroed = tabulate(PotentialShaping(world(name), risk, gamma=GAMMA))
    assert policy_invariance(zeroed, zeroed.outcome, zeroed.rewards, GAMMA).invariant


@pytest.mark.parametrize("name", ["distance", "milestones as a potential"])
@pytest.mark.parametrize("where", ["lake", "ice", "maze"])
def test_a_potential_is_at_no_distance_from_the_outcome(where, name):
    found = reward_distances(SOUND[name](world(where)), gamma=GAMMA)
    assert found.exact
    assert found.epic == pytest.approx(0.0, abs=1e-7)
    assert found.starc == pytest.approx(0.0, abs=1e-6)


def test_a_bad_reward_is_at_a_distance():
    found = reward_distances(Milestones(world("maze"), "level"), gamma=GAMMA)
    assert found.epic > 0.2
    assert found.starc > 0.5
    kept = reward_distances(Kept(world("lake"), risk, gamma=GAMMA), gamma=GAMMA)
    assert kept.epic == pytest.approx(0.0, abs=1e-6)  # the potential of an end is a potential to EPIC
    assert kept.starc > 0.1


def test_a_reward_of_the_past_has_a_starc_and_no_epic_distance():
    found = reward_distances(Milestones(world("lake")), gamma=GAMMA)
    assert isinstance(found.starc, float)
    assert "depends on the way to a state" in found.epic.reason
    nothing = reward_distances(RepetitionPenalty(world("lake")), gamma=GAMMA, limit=100)
    assert not nothing.starc
    assert not nothing.epic


def test_where_asking_everything_takes_too_long_a_sample_is_asked():
    whole = reward_distances(Milestones(world("lake"), "level"), gamma=GAMMA)
    part = reward_distances(Milestones(world("lake"), "level"), gamma=GAMMA, most=10, samples=60)
    assert (whole.exact, part.exact) == (True, False)
    assert part.starc == whole.starc
    assert 0 < part.epic < 1
    shaped = reward_distances(GoalDistance(world("lake"), gamma=GAMMA), gamma=GAMMA, limit=10, samples=60)
    assert shaped.epic == pytest.approx(0.0, abs=1e-6)
    assert not shaped.starc


def test_a_sample_in_which_the_outcome_was_never_earned_says_nothing():
    found = reward_distances(GoalDistance(world("rooms"), gamma=GAMMA), gamma=GAMMA, limit=10, samples=30)
    assert "did not earn the outcome in 30 turns" in found.epic.reason


def test_every_transition_can_be_asked_about():
    env = FormatReward(world("lake"))
    table = tabulate(env)
    rewards = all_triples(env, table)
    solved = int(np.flatnonzero(table.success)[0])
    assert rewards["outcome"][:, :, solved].min() == 1.0  # from everywhere, by whatever message
    assert rewards["outcome"].sum() == rewards["outcome"][:, :, solved].sum()
    assert epic_distance(rewards["outcome"], rewards["outcome"] * 2, GAMMA) == 0.0


def test_an_environment_that_leads_nowhere_cannot_be_asked():
    class Bare:
        pass

    with pytest.raises(Unending, match="cannot be asked about transitions that play never makes"):
        AskedReward(Bare(), [], None)
