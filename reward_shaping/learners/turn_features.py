"""What a turn, or a state, looks like to a learner: any vector of its history, hashed n-grams of its text by default.

    turn    [φ(message before), φ(action), φ(message after)]
    state   φ(last message)

φ is :func:`~turnwise.reward_shaping.intrinsic.features.ngram_vector`: signed hashed n-grams of unit length, the same in
every process. Its items are the pieces between spaces, so that a line of a map drawn in signs stays one item.

Certainty: ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike

from ..intrinsic.features import ngram_vector
from ..number import Floats

TurnFeatures = Callable[[Sequence[Any]], ArrayLike]
"""``features(history)``: shape (F,), of observation, action, ..., observation, whose last message is the latest. With
an attribute ``size`` that is F, or else F is told to the learner."""

ITEMS = ("pieces", "words", "characters")


class MessageText:
    """Hashed n-grams of one message.

    Args:
        size: of the vector.
        of: ``"pieces"`` between spaces, ``"words"`` and signs, or ``"characters"``.
        sizes: the lengths of the n-grams.

    Raises:
        ValueError: ``of`` is unknown or a number is not positive.
    """

    def __init__(self, size: int = 128, *, of: str = "pieces", sizes: Sequence[int] = (1, 2)) -> None:
        if of not in ITEMS or size < 1 or not sizes or min(sizes) < 1:
            raise ValueError(
                f"{type(self).__name__} needs size >= 1, sizes of 1 or more and of to be one of {list(ITEMS)}; "
                f"got size={size}, sizes={list(sizes)}, of={of!r}."
            )
        self.dimension = size
        self.of = of
        self.sizes = tuple(sizes)

    @property
    def size(self) -> int:
        """The length of the vector."""
        return self.dimension

    def message(self, message: Any) -> Floats:
        """Return the vector of one message.

        Args:
            message: text, or anything that ``str`` writes as text.

        Returns:
            Shape (dimension,); not to be written to.
        """
        return _vector(str(message), self.dimension, self.of, self.sizes)


class TurnText(MessageText):
    """Hashed n-grams of a turn: what was read before, what was said, what was answered; three vectors in a row."""

    @property
    def size(self) -> int:
        """The length of the vector, three times that of a message."""
        return 3 * self.dimension

    def __call__(self, history: Sequence[Any]) -> Floats:
        """Return the vector of the last turn.

        Args:
            history: observation, action, ..., observation, of at least one turn.
        """
        return np.concatenate([self.message(message) for message in history[-3:]])


class StateText(MessageText):
    """Hashed n-grams of the last message."""

    def __call__(self, history: Sequence[Any]) -> Floats:
        """Return the vector of the state after a history.

        Args:
            history: observation, action, ..., observation.
        """
        return self.message(history[-1])


@lru_cache(maxsize=4096)
def _vector(text: str, dimension: int, of: str, sizes: tuple[int, ...]) -> Floats:
    """Return the vector of a text; kept, as each message is looked at in the turn before it and in the one after."""
    if of == "pieces":
        text = " ".join(f"{crc32(piece.encode('utf-8', 'surrogatepass')):08x}" for piece in text.split())
    vector = ngram_vector(text, dimension, sizes=sizes, of="characters" if of == "characters" else "words")
    vector.flags.writeable = False
    return vector


def size_of(asker: str, features: TurnFeatures, size: int | None) -> int:
    """Return the length of the vectors of an extractor.

    Args:
        asker: which learner asks, for the message.
        features: the extractor.
        size: what the user said; the extractor's attribute ``size`` if None.

    Raises:
        ValueError: nobody said.
    """
    told = getattr(features, "size", None) if size is None else size
    if not isinstance(told, int) or told < 1:
        raise ValueError(f"{asker} needs the length of its feature vectors, a whole number; got {told!r}. Set `size`.")
    return told
