"""What curiosity looks at: which part of an observation or of ``info``, as a key, a vector or a list of elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from ...reward_shaping.intrinsic.bonus import hint
from ...reward_shaping.intrinsic.features import key_of, named_facts, ngram_vector, without_noise
from ...reward_shaping.number import Floats
from ..base import load

Embed = Callable[[Any, dict[str, Any]], Any]
"""``embed(observation, info)``: a text, a list of texts, a number, an array, or None where there is nothing."""

CHANNEL = "channel:"
NAMED = ("text", "ngrams", "facts")


class Feature:
    """Look at a state.

    ``"text"`` is the observation (text, or a number or array where observations are such), ``"ngrams"`` the vector of
    its n-grams, ``"facts"`` all of ``info["facts"]``, ``"channel:NAME"`` one channel.

    | what is seen | as a key | as a vector | as elements |
    | --- | --- | --- | --- |
    | a text | its checksum | its hashed n-grams | itself alone |
    | facts, or a list of texts | the checksum of all | hashed n-grams of all | each |
    | a number, an array | its checksum | itself | its checksum |

    An array that holds NaN or an infinite number is missing.

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
        self.named = feature
        self.dimension = dimension
        self.ignore = tuple(ignore)
        self._clean = without_noise(self.ignore)
        self._look = self._looking(feature)
        looking = getattr(self._look, "func", None)
        self._reads = "facts" if looking is _facts else "channels" if looking is _channel else ""

    def look(self, observation: Any, info: dict[str, Any]) -> Any:
        """Return what is seen; None where it is missing.

        Args:
            observation: of the state.
            info: of the turn.

        Returns:
            A text, a list of texts, or an array.

        Raises:
            ValueError: it is nothing of these.
        """
        seen = self._look(observation, info)
        if seen is None:
            return None
        if isinstance(seen, str):
            return self._clean(seen) if self.ignore else seen
        if isinstance(seen, list | tuple) and all(isinstance(each, str) for each in seen):
            return [self._clean(each) for each in seen] if self.ignore else list(seen)
        try:
            numbers = np.asarray(seen, dtype=np.float64).reshape(-1)
        except (TypeError, ValueError) as error:
            raise ValueError(
                f"What is looked at is a text, a list of texts, or numbers; feature {self.named!r} returned "
                f"{seen!r:.200}. Give as `feature` an embed(observation, info) that returns one of these."
            ) from error
        return numbers if np.isfinite(numbers).all() else None

    def of(self, seen: Any, needs: str) -> Any:
        """Return what was seen in the form a method needs.

        Args:
            seen: by :meth:`look`, not None.
            needs: ``"key"``, ``"vector"`` or ``"elements"``.
        """
        if needs == "elements":
            return [seen] if isinstance(seen, str) else seen if isinstance(seen, list) else [key_of(seen)]
        if isinstance(seen, list):
            seen = "; ".join(seen)
        if needs == "key":
            return key_of(seen)
        return self._embed(seen) if isinstance(seen, str) else seen

    def vector(self, observation: Any, info: dict[str, Any]) -> Floats | None:
        """Return a state as a vector, for learners that read recorded episodes; None where it is missing.

        Args:
            observation: of the state.
            info: of the turn.
        """
        seen = self.look(observation, info)
        return None if seen is None else self.of(seen, "vector")

    def require(self, seen: Any, speaker: str, env: Any, info: dict[str, Any]) -> None:
        """Check that an environment reports what is looked at by name.

        Args:
            seen: at the reset.
            speaker: the wrapper, for the message.
            env: the environment, for the message.
            info: of the reset.

        Raises:
            ValueError: it does not, with what it reports.
        """
        kind = self._reads
        if seen is None and kind:
            raise ValueError(
                f"{speaker} looks at {self.named!r}, which {env} does not report; its {kind} are "
                f"{sorted(info.get(kind) or {})}. Change `feature` or the environment."
            )

    def _looking(self, feature: str | Sequence[str] | Embed) -> Embed:
        if callable(feature):
            return feature
        if not isinstance(feature, str):
            return partial(_facts, names=list(feature))
        if feature.startswith(CHANNEL):
            return partial(_channel, name=feature.removeprefix(CHANNEL))
        if ":" in feature:
            return load(feature)
        named: dict[str, Embed] = {"text": _text, "facts": partial(_facts, names=None), "ngrams": self._ngrams}
        if feature not in named:
            raise ValueError(
                f"A feature is one of {list(NAMED)}, 'channel:NAME', a list of names of facts, or a callable "
                f"embed(observation, info) or its dotted path; got {feature!r}.{hint(feature, NAMED)}"
            )
        return named[feature]

    def _ngrams(self, observation: Any, info: dict[str, Any]) -> Any:
        return self._embed(self._clean(observation)) if isinstance(observation, str) else observation

    def _embed(self, text: str) -> Floats:
        return ngram_vector(text, self.dimension)


def _text(observation: Any, info: dict[str, Any]) -> Any:
    return observation


def _facts(observation: Any, info: dict[str, Any], names: list[str] | None) -> list[str] | None:
    facts = info.get("facts")
    return named_facts(facts, names) if facts else None


def _channel(observation: Any, info: dict[str, Any], name: str) -> float | None:
    value = (info.get("channels") or {}).get(name)
    return None if value is None or value != value else float(value)
