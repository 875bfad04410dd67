"""Several wordings for everything that can be said, and back from the words to what they say.

The sets are declared and share no text, so that what was said can be read off without a doubt and an ideal reader's
belief is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np

Meaning = TypeVar("Meaning")


class Wordings(Generic[Meaning]):
    """Texts by what they say.

    Args:
        texts: at least one for each meaning, none of them for two.

    Raises:
        ValueError: a text says two things, or a meaning has none.
    """

    def __init__(self, texts: Mapping[Meaning, Sequence[str]]) -> None:
        self.texts = {meaning: tuple(said) for meaning, said in texts.items()}
        self._meaning: dict[str, Meaning] = {}
        for meaning, said in self.texts.items():
            if not said:
                raise ValueError(f"Wordings needs a text for every meaning; got none for {meaning!r}.")
            for text in said:
                other = self._meaning.setdefault(text, meaning)
                if other != meaning:
                    raise ValueError(f"Wordings needs texts of one meaning; {text!r} says {other!r} and {meaning!r}.")

    def say(self, rng: np.random.Generator, meaning: Meaning) -> str:
        """Return one of the texts that say it, all being as likely."""
        texts = self.texts[meaning]
        return texts[int(rng.integers(len(texts)))]

    def read(self, text: str) -> Meaning | None:
        """Return what a text says, or None if it is none of the declared ones."""
        return self._meaning.get(text)
