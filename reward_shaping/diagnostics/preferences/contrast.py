"""Does a reward move with what matters and with nothing else (Crome), and mind the task (Contrast Instructions)?

    sensitivity   pairs that differ in a causal attribute:    right if the one that has it scores higher
    invariance    pairs that differ in a spurious attribute:  right if both score the same
    consistency   a trajectory under its own task and under a similar one with another answer: right if its own is more

Causal here: the outcome (the last message left out), a milestone (up to the turn that reaches it, and one less).
Spurious: case, white space, format (tags around the message), length (thoughts before it). A spurious variant is used
only where the environment answers it as it answers the original.

Certainty: abstract (Crome, arXiv 2506.16507; Contrast Instructions, arXiv 2309.16155); the attributes for trajectories
of messages are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import numpy as np

from ..played_episode import MakeEnv, PlayedEpisode, play, play_expert
from .accuracy import Accuracy, preference_accuracy, share_of
from .pairs import PADDING
from .trajectory_preference import Reward, total_reward

SPURIOUS: dict[str, Callable[[str], str]] = {
    "case": str.upper,
    "white space": lambda message: f"  {message}\n\n",
    "format": lambda message: f"<action>{message}</action>",
    "length": lambda message: f"<think>{PADDING}</think>{message}",
}
"""Changes that leave what a message does as it is."""


class Contrast(NamedTuple):
    """Two trajectories of one level that differ in one attribute.

    Attributes:
        attribute: its name.
        causal: whether it matters.
        seed: of the level.
        one: messages; where the attribute matters, those that have it.
        other: messages.
    """

    attribute: str
    causal: bool
    seed: int
    one: tuple[str, ...]
    other: tuple[str, ...]


class ContrastReport(NamedTuple):
    """How a reward takes contrasts.

    Attributes:
        sensitivity: share of causal pairs whose first scores higher.
        invariance: share of spurious pairs that score the same.
        by_attribute: of each attribute.
    """

    sensitivity: Accuracy
    invariance: Accuracy
    by_attribute: dict[str, Accuracy]


def make_contrasts(make_env: MakeEnv, seeds: Sequence[int]) -> list[Contrast]:
    """Return the contrasts of some levels.

    Args:
        make_env: makes the environment; it should report ``info["milestones"]`` where it has any.
        seeds: of the levels; one on which the expert fails is left out.
    """
    env, found = make_env(), []
    for seed in seeds:
        expert = play_expert(env, seed=seed)
        if not expert.solved or not expert.actions:
            continue
        said = tuple(expert.actions)
        found.append(Contrast("outcome", True, seed, said, said[:-1]))
        found += [Contrast("milestone", True, seed, said[: turn + 1], said[:turn]) for turn in _reached(env, expert)]
        for attribute, change in SPURIOUS.items():
            other = tuple(change(message) for message in said)
            if play(env, other, seed=seed).observations == expert.observations:
                found.append(Contrast(attribute, False, seed, said, other))
    return found


def contrast_report(
    contrasts: Sequence[Contrast], make_env: MakeEnv, reward: Reward = total_reward, *, tolerance: float = 1e-9
) -> ContrastReport:
    """Play contrasts and return how a reward takes them.

    Args:
        contrasts: of :func:`make_contrasts`.
        make_env: makes the environment with the wrappers that are judged; made once.
        reward: ``reward(episode) -> float``; what the stack pays in all if not given.
        tolerance: the largest difference of scores that counts as a tie.
    """
    env = make_env()
    rows: list[tuple[str, bool, float, float]] = []
    for each in contrasts:
        one, other = (float(reward(play(env, messages, seed=each.seed))) for messages in (each.one, each.other))
        rows.append((each.attribute, each.causal, one, other))
    attributes = {row[0]: row[1] for row in rows}
    by_attribute = {
        name: _judged([row for row in rows if row[0] == name], causal, tolerance) for name, causal in attributes.items()
    }
    sensitivity, invariance = (
        _judged([row for row in rows if row[1] == causal], causal, tolerance) for causal in (True, False)
    )
    return ContrastReport(sensitivity, invariance, by_attribute)


def similar_tasks(make_env: MakeEnv, seeds: Sequence[int]) -> list[tuple[PlayedEpisode, int]]:
    """Return for each level its expert's episode and the seed of the most similar level that it does not solve.

    Args:
        make_env: makes the environment.
        seeds: of the levels to choose from. Similar is how much of the opening messages agrees, by characters.
    """
    env = make_env()
    experts = [expert for seed in seeds if (expert := play_expert(env, seed=seed)).solved]
    found = []
    for expert in experts:
        opening = str(expert.observations[0])
        likeness = [SequenceMatcher(None, opening, str(each.observations[0])).ratio() for each in experts]
        for place in np.argsort(-np.array(likeness), kind="stable").tolist():
            if not play(env, expert.actions, seed=experts[place].seed).solved:
                found.append((expert, experts[place].seed))
                break
    return found


def reward_consistency(make_env: MakeEnv, seeds: Sequence[int], reward: Reward = total_reward) -> Accuracy:
    """Return how often a trajectory scores higher on its own level than on a similar one with another answer.

    Args:
        make_env: makes the environment with the wrappers that are judged; made once.
        seeds: of the levels.
        reward: ``reward(episode) -> float``; what the stack pays in all if not given.
    """
    env = make_env()
    pairs = similar_tasks(lambda: env, seeds)
    own = [reward(play(env, expert.actions, seed=expert.seed)) for expert, _ in pairs]
    other = [reward(play(env, expert.actions, seed=seed)) for expert, seed in pairs]
    return preference_accuracy(own, other)


def _reached(env: Any, expert: PlayedEpisode) -> Iterator[int]:
    """Yield the turns before the last on which some milestone begins to hold."""
    _, info = env.reset(seed=expert.seed)
    held = dict(info.get("milestones") or {})
    for turn, message in enumerate(expert.actions[:-1]):
        now = dict(env.step(message)[4].get("milestones") or {})
        if any(holds and not held.get(name) for name, holds in now.items()):
            yield turn
        held = now


def _judged(rows: Sequence[tuple[str, bool, float, float]], causal: bool, tolerance: float) -> Accuracy:
    one, other = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    if causal:
        return preference_accuracy(one, other, tolerance=tolerance)
    known = ~(np.isnan(one) | np.isnan(other))
    tied = np.abs(one - other)[known] <= tolerance
    return share_of(tied, ties=int(tied.sum()), missing=int((~known).sum()))
