"""What the terms of this area ask: the forms of their callables, and what an environment states for them.

A history is the conversation so far, ``[observation_0, action_1, observation_1, ...]``, a list of its own that the
callable may keep. NaN says that it cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.information.distribution import Distribution

LogProb = Callable[[Sequence[Any], str], float | Sequence[float]]
"""``log_prob(history, text)``: log-probabilities of the text's tokens, were it said next; or one number, their mean."""

AnswerLogProb = LogProb
"""``scorer(history, answer)``: of the answer's tokens, were it given after the history; or one number, their mean."""

Belief = Callable[[Sequence[Any]], Distribution]
"""``belief(history)``: weights of what may be true, by name or in a fixed order; empty or None where it cannot tell."""


def stated(layer: gym.Wrapper[Any, Any, Any, Any], info: dict[str, Any], source: str) -> Any:
    """Return what the environment states under a name.

    Args:
        layer: the wrapper that reads it.
        info: of the reset.
        source: ``"answer"``, ``"task"``, ``"task.<entry>"``, or the name of a fact, ``"<object>.<attribute>"``.

    Raises:
        ValueError: the environment does not state it.
    """
    if source in ("answer", "task"):
        found, known = info.get(source), []
    elif source.startswith("task."):
        task = info.get("task") or {}
        found, known = task.get(source.removeprefix("task.")), [f"task.{entry}" for entry in task]
    else:
        facts = info.get("facts") or {}
        found, known = facts.get(source), list(facts)
    if found is None:
        also = f"; it states {known}" if known else ""
        raise ValueError(
            f"{type(layer).__name__} reads {source!r} of info, which {layer.env} does not state{also}. Choose an "
            "environment that does, or give what is to be read as an argument."
        )
    return found


def require(layer: object, argument: str, value: Any, allowed: Sequence[Any]) -> None:
    """Check that an argument is one of a few words.

    Args:
        layer: the wrapper it was given to.
        argument: its name.
        value: what was given.
        allowed: the words.

    Raises:
        ValueError: it is none of them.
    """
    if value not in allowed:
        raise ValueError(
            f"{type(layer).__name__} needs {argument} to be one of {list(allowed)}; got {argument}={value!r}."
        )
