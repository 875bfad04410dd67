"""Pairs of trajectories of which one is better by construction (CARD, Plan-RewardBench).

The better one is that of the environment's expert. The worse one is, by kind,

    noisy       the expert with random admissible messages in between, that failed or took longer
    corrupted   the expert's messages with one exchanged, after which they fail: a minimal edit
    truncated   the first half of the expert's messages
    looping     the first half, then back and forth until as many messages were said
    verbose     the same messages, each at great length

Where the worse one succeeds too, slower or at greater length, a reward may be indifferent but must not prefer it. A
pair is kept only if the environment agrees when both are played. What no such message does is left out: a world in
which nothing can go wrong has no corrupted pairs.

Certainty: abstract (Plan-RewardBench: natural rollouts, rule-based and minimal-edit negatives; CARD: successful above
failed trajectories before any training); the kinds and how they are made are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..played_episode import MakeEnv, PlayedEpisode, play, play_expert

TRIES = 12
"""Attempts to make one worse trajectory."""

PADDING = "Let me think about this very carefully, weighing everything that I know, before I decide. " * 8


class Pair(NamedTuple):
    """Two trajectories of one level.

    Attributes:
        kind: how the worse one was made.
        seed: of the level.
        better: the messages of the better one.
        worse: those of the worse one.
        strict: the worse one fails, so a reward must tell them apart; else it succeeds too, only slower or at greater
            length, and a reward may be indifferent.
    """

    kind: str
    seed: int
    better: tuple[str, ...]
    worse: tuple[str, ...]
    strict: bool = True


def make_pairs(
    make_env: MakeEnv,
    seeds: Sequence[int],
    *,
    kinds: Sequence[str] | None = None,
    noise: float = 0.4,
    rng_seed: int = 0,
) -> list[Pair]:
    """Return pairs, at most one of each kind on each level.

    Args:
        make_env: makes the environment; the messages depend on nothing that wrappers pay.
        seeds: of the levels; one on which the expert fails or says nothing is left out.
        kinds: some of :data:`KINDS`, all if None.
        noise: the probability of a random message in noisy trajectories.
        rng_seed: of what is random.

    Raises:
        ValueError: a kind is unknown.
    """
    chosen = list(KINDS) if kinds is None else list(kinds)
    unknown = [kind for kind in chosen if kind not in KINDS]
    if unknown:
        raise ValueError(f"make_pairs knows the kinds {list(KINDS)}; got {unknown}.")
    env, pairs = make_env(), []
    for seed in seeds:
        expert = play_expert(env, seed=seed)
        if not expert.solved or not expert.actions:
            continue
        for kind in chosen:
            rng = np.random.default_rng([rng_seed, seed, list(KINDS).index(kind)])
            worse = KINDS[kind](env, expert, rng, noise)
            if worse is not None:
                pairs.append(Pair(kind, seed, tuple(expert.actions), tuple(worse.actions), not worse.solved))
    return pairs


def play_pair(pair: Pair, env: Any) -> tuple[PlayedEpisode, PlayedEpisode]:
    """Play both trajectories of a pair.

    Args:
        pair: of the level.
        env: with whatever wrappers are to be judged.

    Returns:
        The better and the worse episode.
    """
    return play(env, pair.better, seed=pair.seed), play(env, pair.worse, seed=pair.seed)


Worse = Callable[[Any, PlayedEpisode, np.random.Generator, float], PlayedEpisode | None]


def _noisy(env: Any, expert: PlayedEpisode, rng: np.random.Generator, noise: float) -> PlayedEpisode | None:
    base = env.unwrapped

    def messages() -> Iterator[str]:
        for _ in range(4 * len(expert) + 4):
            admissible = base.actions()
            message = next(base.expert(), None) if rng.random() >= noise else None
            yield admissible[int(rng.integers(len(admissible)))] if message is None else message

    for _ in range(TRIES):
        played = play(env, messages(), seed=expert.seed)
        if not played.solved or len(played) > len(expert):
            return played
    return None


def _corrupted(env: Any, expert: PlayedEpisode, rng: np.random.Generator, noise: float) -> PlayedEpisode | None:
    for place in rng.permutation(len(expert)).tolist()[:TRIES]:
        play(env, expert.actions[:place], seed=expert.seed)
        others = [message for message in env.unwrapped.actions() if message != expert.actions[place]]
        for choice in rng.permutation(len(others)).tolist():
            said = [*expert.actions[:place], others[choice], *expert.actions[place + 1 :]]
            played = play(env, said, seed=expert.seed)
            if not played.solved:
                return played
    return None


def _truncated(env: Any, expert: PlayedEpisode, rng: np.random.Generator, noise: float) -> PlayedEpisode | None:
    half = expert.actions[: len(expert) // 2]
    return play(env, half, seed=expert.seed) if half else None


def _looping(env: Any, expert: PlayedEpisode, rng: np.random.Generator, noise: float) -> PlayedEpisode | None:
    first = expert.actions[: len(expert) // 2]
    here = play(env, first, seed=expert.seed).observations[-1]
    messages = env.unwrapped.actions()
    for one in rng.permutation(len(messages)).tolist():
        for two in rng.permutation(len(messages)).tolist():
            loop = [messages[one], messages[two]]
            back = play(env, [*first, *loop], seed=expert.seed)
            if back.solved or back.terminated or (first and back.observations[-1] != here):
                continue
            said = [*first, *loop * len(expert)][: max(len(expert), len(first) + 2)]
            looped = play(env, said, seed=expert.seed)
            if not looped.solved:
                return looped
    return None


def _verbose(env: Any, expert: PlayedEpisode, rng: np.random.Generator, noise: float) -> PlayedEpisode | None:
    said = [f"<think>{PADDING}</think><action>{message}</action>" for message in expert.actions]
    played = play(env, said, seed=expert.seed)
    return played if played.solved and len(played) == len(expert) else None


KINDS: dict[str, Worse] = {
    "noisy": _noisy,
    "corrupted": _corrupted,
    "truncated": _truncated,
    "looping": _looping,
    "verbose": _verbose,
}
"""How worse trajectories are made, by name."""
