"""Pay a recorded run by other rewards, without stepping an environment."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import gymnasium as gym

from ..agent import Reply
from .episode import Episode
from .recorded import RecordedEnv
from .tape import Tape
from .trace import Run, RunWriter, read_run

__all__ = ["rescore"]

Layers = Sequence[Any] | Callable[[gym.Env[Any, Any]], gym.Env[Any, Any]]


def rescore(run: Run, layers: Layers, *, out: str | os.PathLike[str] | None = None, name: str = "") -> Run:
    """Return ``run`` as if it had been paid by the reward wrappers in ``layers``.

    What was recorded is played back through the wrappers, which pay for it anew on top of the environment's own reward
    (the term ``outcome``). Observations, actions and what was measured stay as they are; rewards, ledger and late
    values are replaced. An episode that crashed keeps what was paid until then.

    Args:
        run: a recorded run.
        layers: reward wrappers as ``turnwise.stack`` takes them, innermost first, or a function that wraps an
            environment.
        out: the folder to write the result to.
        name: of the result; the run's own name if not given.

    Raises:
        MissingRecord: the rewards need entries of ``info`` that were not recorded.
        ValueError: a layer changes observations, actions or the end of an episode.
    """
    config = {**run.config, "run": name or run.name, "rescored": _describe(layers)}
    scored = _scored(run, layers)
    if out is None:
        return Run(config, [replace(episode, run=config["run"]) for episode in scored])
    with RunWriter(out, config) as writer:
        for episode in scored:
            writer.append(episode)
    return read_run(out)


def _scored(run: Run, layers: Layers) -> Iterator[Episode]:
    """Yield the run's episodes with other rewards."""
    stacks: dict[int, tuple[RecordedEnv, gym.Env[Any, Any]]] = {}
    for episode in run.stream():
        if episode.env_index not in stacks:
            inner = RecordedEnv(episode, run.config.get("record"))
            stacks[episode.env_index] = inner, _wrap(inner, layers)
        inner, env = stacks[episode.env_index]
        inner.episode = episode
        yield _score(episode, env)


def _score(episode: Episode, env: gym.Env[Any, Any]) -> Episode:
    """Return ``episode`` as ``env``, a stack around its recording, pays it."""
    tape = Tape(env, Episode(seed=episode.seed, options=episode.options))
    tape.begin()
    for action in episode.actions:
        if tape.ended:
            break
        tape.play(Reply(action))
    played = tape.finish()
    for name in ("observations", "actions", "terminated", "truncated"):
        if getattr(played, name) != getattr(episode, name):
            raise ValueError(
                f"Re-scoring episode {episode.episode} under {env} changed its {name}. Only wrappers that change "
                "nothing but the reward can be paid after the fact; leave the others out."
            )
    return replace(episode, rewards=played.rewards, paid=played.paid, late=played.late)


def _wrap(env: RecordedEnv, layers: Layers) -> gym.Env[Any, Any]:
    """Return ``env`` under ``layers``."""
    if callable(layers):
        return layers(env)
    from ...wrappers.stack import stack

    return stack(env, list(layers))


def _describe(layers: Layers) -> Any:
    """Return ``layers`` as plain data; what is none by its name."""
    if callable(layers):
        return getattr(layers, "__qualname__", type(layers).__qualname__)
    try:
        return json.loads(json.dumps(list(layers)))
    except TypeError:
        return [repr(layer) for layer in layers]
