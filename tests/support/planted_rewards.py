"""Rewards on a small lake, bad ones with one planted fault each, and good ones, by name."""

import gymnasium as gym

import turnwise  # noqa: F401 - registers the ids
from turnwise.wrappers import (
    Bounded,
    FormatReward,
    GatedRewards,
    GoalDistance,
    Milestones,
    NoisyReward,
    PotentialShaping,
    RepetitionPenalty,
    RewardTerm,
)

GAMMA = 0.99


def lake(**settings):
    """Return a lake of 16 cells without wrappers."""
    return gym.make("turnwise/FrozenLake-v0", **{"size": 4, "max_episode_steps": 20} | settings)


class Planted(RewardTerm):
    """A term that pays what ``pay(before, action, info, terminated)`` says; ``before`` is the last turn's ``info``.

    Args:
        env: the environment.
        pay: returns a number.
        remember: what of ``info`` is kept as ``before``.
    """

    term = "planted"
    memory = ("before",)

    def __init__(self, env, pay, remember=lambda info: None):
        super().__init__(env)
        self.pay, self.remember = pay, remember

    def begin(self, observation, info):
        self.before = self.remember(info)

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        before, self.before = self.before, self.remember(info)
        return float(self.pay(before, action, info, terminated))


class Kept(PotentialShaping):
    """A potential that is not zeroed where the episode ends."""

    term = "planted"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return super().turn_reward(action, observation, reward, False, truncated, info)


def halfway(info):
    return info["milestones"]["halfway"]


def thin_ice(observation, info):
    """A potential that is high in holes."""
    return 10.0 * info["facts"]["agent.fallen"] + info["facts"]["agent.row"]


def upwards(observation, info):
    """A sound potential, below 0 everywhere: how far up the agent is."""
    return -0.1 * (4 - info["facts"]["agent.row"])


def pays(pay, remember=lambda info: None):
    """Return a stack with a planted term."""
    return lambda env: Planted(env, pay, remember)


BAD = {
    "milestone earned again and again": pays(lambda before, action, info, over: halfway(info) and not before, halfway),
    "milestone paid on every turn": lambda env: Milestones(env, "level"),
    "potential kept in holes": lambda env: Kept(env, thin_ice, gamma=GAMMA),
    "potential of another discount": lambda env: GoalDistance(env, gamma=0.5),
    "penalties behind a gate": lambda env: GatedRewards(
        RepetitionPenalty(env, 0.5, window=2), ["repetition"], allow_negative=True
    ),
    "bonus for being alive": pays(lambda before, action, info, over: 0.2 * (not over)),
    "a turn costs more than success pays": pays(lambda before, action, info, over: -1.0),
    "length": pays(lambda before, action, info, over: len(action) / 1000),
    "substring": pays(lambda before, action, info, over: 0.3 * ("action" in action)),
    "away from the goal": pays(lambda before, action, info, over: 0.3 * info["channels"]["goal_distance"] / 16),
    "success punished": pays(lambda before, action, info, over: -2.0 * info["success"]),
    "noisy verdicts": lambda env: NoisyReward(env, 0.5),
    "movement": pays(lambda before, action, info, over: 0.3 * info["channels"]["state_changed"]),
}
"""A reward by its fault."""

GOOD = {
    "outcome alone": pays(lambda before, action, info, over: 0.0),
    "first milestones": Milestones,
    "first milestones, little": lambda env: Milestones(env, weight=0.2),
    "milestones as a potential": lambda env: Milestones(env, "potential"),
    "distance": GoalDistance,
    "a potential of one's own": lambda env: PotentialShaping(env, upwards),
    "gated milestones": lambda env: GatedRewards(Milestones(env), ["milestones"]),
    "a small price of repetition": lambda env: RepetitionPenalty(env, 0.005),
    "a small price of turns": pays(lambda before, action, info, over: -0.005),
    "format, once": lambda env: FormatReward(env, ["answer"], right=0.1, per="episode"),
    "distance and milestones": lambda env: GoalDistance(Milestones(env)),
    "bounded outcome": lambda env: Bounded(env, "outcome"),
}
"""A reward by what it is, for a learner that adds up what an episode paid."""
