"""Rewards that are bad on purpose, each in one way, a few lines each."""

import numpy as np

from turnwise.wrappers import RewardTerm
from turnwise.wrappers.progress import channel


class AliveBonus(RewardTerm):
    """Pays for every turn that is played."""

    term = "alive"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.1


class ValidBonus(RewardTerm):
    """Pays for every message that the environment understands."""

    term = "valid"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.1 * info["valid"]


class RefusedBonus(RewardTerm):
    """Pays for every message that the environment refuses: the sign of a penalty was lost."""

    term = "refused"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.1 * (not info["valid"])


class ChangeBonus(RewardTerm):
    """Pays for every turn that changes something, also for undoing and redoing."""

    term = "change"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.1 * (channel(info, "state_changed") or 0.0)


class MilestoneEachTime(RewardTerm):
    """Pays for a milestone whenever it begins to hold, not only the first time."""

    term = "each_time"
    memory = ("held",)

    def begin(self, observation, info):
        self.held = dict(info["milestones"])

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        before, self.held = self.held, dict(info["milestones"])
        return 0.25 * sum(holds and not before[name] for name, holds in self.held.items())


class NearerPays(RewardTerm):
    """Pays for every step towards the goal and takes nothing for one away from it."""

    term = "nearer"
    memory = ("distance",)

    def begin(self, observation, info):
        self.distance = info["channels"]["goal_distance"]

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        before, self.distance = self.distance, info["channels"]["goal_distance"]
        return 0.2 * max(before - self.distance, 0.0)


class RowPotential(RewardTerm):
    """Pays the change of how far down one is, also on the turn that ends the episode."""

    term = "row"
    memory = ("row",)

    def begin(self, observation, info):
        self.row = info["facts"]["agent.row"]

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        before, self.row = self.row, info["facts"]["agent.row"]
        return 0.5 * (self.row - before)


class SubstringMatch(RewardTerm):
    """Pays where the right answer occurs anywhere in the message."""

    term = "match"
    memory = ("answer",)

    def begin(self, observation, info):
        self.answer = next(self.unwrapped.expert())

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        paid = 0.1 * (self.answer in action)
        self.answer = "" if terminated else next(self.unwrapped.expert(), "nothing")
        return paid


class TranscriptSuccess(RewardTerm):
    """Pays where the transcript says that the goal was reached, whoever wrote that."""

    term = "transcript"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return float("reached the goal" in action + observation)


class PoliteJudge(RewardTerm):
    """A judge that gives every turn a good mark, and counts far more than the outcome."""

    term = "judge"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 5.0 if info["valid"] else 2.0


class StepCost(RewardTerm):
    """Takes so much for each turn that to end early is better than to solve the task."""

    term = "cost"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return -1.0


class Cancelled(RewardTerm):
    """Takes back what the environment pays for success."""

    term = "cancelled"

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return -info["reward_terms"]["outcome"]


class Jitter(RewardTerm):
    """Adds noise of its own, drawn from a generator that no seed reaches."""

    term = "jitter"
    generator = np.random.default_rng(0)

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.05 * float(self.generator.normal())


class LaterIsLess(RewardTerm):
    """Pays less in every further episode: it remembers how many there were."""

    term = "stale"
    episodes = 0

    def begin(self, observation, info):
        self.episodes += 1

    def turn_reward(self, action, observation, reward, terminated, truncated, info):
        return 0.1 / self.episodes if terminated else 0.0


def upwards(observation, info):
    """A potential for honest shaping: how far down the lake one is, never above 0."""
    return -0.1 * (4 - info["facts"]["agent.row"])
