"""What curiosity looks at: which part of an observation or of ``info``, as a key or as a vector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from ...reward_shaping.intrinsic.bonus import hint
from ...reward_shaping.intrinsic.features import facts_text, key_of, ngram_vector, vector_of, without_noise
from ..base import load

Embed = Callable[[Any, dict[str, Any]], Any]
"""``embed(observation, info)``: a text, a number, an array, or None where there is nothing to look at."""

CHANNEL = "channel:"
NAMED = ("text", "ngrams", "facts")


class Feature:
    """Look at a state.

    ``"text"`` is the observation (text, or a number or array where observations are such), ``"ngrams"`` the vector of
    its n-grams, ``"facts"`` all of ``info["facts"]``, ``"channel:NAME"`` one channel. What is a text becomes a key by
    its checksum and a vector by its hashed n-grams; what is an array becomes a key by its checksum and a vector as it
    is.

    Args:
        feature: one of these names, a list of names of facts, or ``embed(observation, info)``, as a callable or as a
            dotted path: any sentence embedder.
        ignore: what is no news in a text; see :func:`turnwise.reward_shaping.intrinsic.features.without_noise`.
        dimension: of n-gram vectors.

    Raises:
        ValueError: the feature or a kind of noise is unknown, or ``dimension`` is not positive.
    """

    def __init__(self, feature: str | Sequence[str] | Embed, ignore: Sequence[str] = (), dimension: int = 128) -> None:
        if dimension < 1:
            raise ValueError(f"N-gram vectors need dimension >= 1; got {dimension}.")
        self.ignore = tuple(ignore)
        self._clean = without_noise(self.ignore)
        self._embed = partial(ngram_vector, dimension=dimension)
        self._look = self._looking(feature)

    def look(self, observation: Any, info: dict[str, Any]) -> Any:
        """Return what is looked at: a text, a number, an array; None where it is missing.

        Args:
            observation: of the state.
            info: of the turn.
        """
        seen = self._look(observation, info)
        return self._clean(seen) if self.ignore and isinstance(seen, str) else seen

    def key(self, seen: Any) -> str:
        """Return what :meth:`look` returned as a key.

        Args:
            seen: not None.
        """
        return key_of(seen)

    def vector(self, seen: Any) -> Any:
        """Return what :meth:`look` returned as a vector.

        Args:
            seen: not None.

        Returns:
            Shape (d,).
        """
        return vector_of(seen, self._embed)

    def _looking(self, feature: str | Sequence[str] | Embed) -> Embed:
        if callable(feature):
            return feature
        if not isinstance(feature, str):
            return partial(_facts, names=list(feature))
        if feature == "text":
            return _text
        if feature == "facts":
            return partial(_facts, names=None)
        if feature == "ngrams":
            return self._ngrams
        if feature.startswith(CHANNEL):
            return partial(_channel, name=feature.removeprefix(CHANNEL))
        if ":" in feature:
            return load(feature)
        raise ValueError(
            f"A feature is one of {list(NAMED)}, 'channel:NAME', a list of names of facts, or a callable "
            f"embed(observation, info) or its dotted path; got {feature!r}.{hint(feature, NAMED)}"
        )

    def _ngrams(self, observation: Any, info: dict[str, Any]) -> Any:
        return self._embed(self._clean(observation)) if isinstance(observation, str) else observation


def _text(observation: Any, info: dict[str, Any]) -> Any:
    return observation


def _facts(observation: Any, info: dict[str, Any], names: list[str] | None) -> str | None:
    facts = info.get("facts")
    return None if not facts else facts_text(facts, names)


def _channel(observation: Any, info: dict[str, Any], name: str) -> float | None:
    value = (info.get("channels") or {}).get(name)
    return None if value is None or np.isnan(value) else float(value)
