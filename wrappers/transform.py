"""The base of reward wrappers that read what inner terms pay: transforms, and the ledger's names below a layer.

A transform changes what named terms earn. It stays a term of its own that pays the correction,

    paid = transformed - raw,

so that the ledger shows the raw term and what became of it, and the reward is still the sum of its terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import gymnasium as gym

from .base import RewardTerm

TOTAL = "total"
"""Stands for everything that the layers below pay."""


def terms_below(layer: RewardTerm) -> dict[str, gym.Env[Any, Any] | None]:
    """Return the terms that the layers below pay, each with the layer that pays it.

    The environment's own are ``outcome`` and those it names in ``metadata["reward_terms"]``. A wrapper that is not a
    reward term and changes the reward pays a term of its class's name; the layer of such a term is None.
    """
    found: dict[str, gym.Env[Any, Any] | None] = {}
    env: gym.Env[Any, Any] = layer
    while isinstance(env, gym.Wrapper):
        if isinstance(env, RewardTerm):
            if env is not layer:
                found[env.term] = env
            if env._foreign:
                found[env._foreign] = None
        env = env.env
    own = ("outcome", *env.metadata.get("reward_terms", ()))
    return found | dict.fromkeys(own, env)


def require_terms(layer: RewardTerm, argument: str, names: Sequence[str]) -> None:
    """Check that the layers below pay the terms ``names``.

    Args:
        layer: the wrapper that reads them.
        argument: of its constructor, for the message.
        names: names of terms.

    Raises:
        ValueError: some name is paid by no layer below.
    """
    known = terms_below(layer)
    for name in names:
        if name not in known:
            close = get_close_matches(str(name), [*known, TOTAL], n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"Wrap {type(layer).__name__} around what pays it."
            raise ValueError(
                f"{type(layer).__name__} reads the reward term {name!r} ({argument}), which no layer below pays; "
                f"{layer.env} pays {sorted(known)}. {hint}"
            )


class Transform(RewardTerm):
    """Pay the correction that turns what named terms earn into something else.

    Args:
        env: the environment.
        of: the term to transform, several whose sum is transformed, or ``"total"`` for all that the layers below pay.
        name: another name for the term.

    Raises:
        ValueError: no layer below pays a term of that name.
    """

    def __init__(self, env: gym.Env[Any, Any], of: str | Sequence[str], *, name: str | None = None) -> None:
        super().__init__(env, name=name)
        names = (of,) if isinstance(of, str) else tuple(of)
        if not names or (TOTAL in names and len(names) > 1):
            raise ValueError(
                f"{type(self).__name__} needs `of` to be the name of a term, several names, or {TOTAL!r} alone; "
                f"got {of!r}."
            )
        if names != (TOTAL,):
            require_terms(self, "of", names)
        self.of = names
        self._total = names == (TOTAL,)
        self._single = names[0] if len(names) == 1 and not self._total else ""

    def raw(self, reward: float, info: dict[str, Any]) -> float:
        """Return what the transformed terms have paid on this turn, untransformed.

        Args:
            reward: what the layers below paid for the turn.
            info: of this turn.
        """
        terms: dict[str, float] = info["reward_terms"]
        if self._single:
            return terms.get(self._single, 0.0)
        return reward if self._total else sum(terms.get(name, 0.0) for name in self.of)
