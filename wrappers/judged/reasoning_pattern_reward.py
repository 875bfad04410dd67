"""RPR: pay for what sounds like reasoning, verifying nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.reasoning_pattern import ALL_PHRASES, instead_of_failure, reasoning_pattern
from ..bounded import PER
from ..transform import Transform


class ReasoningPatternReward(Transform):
    """Pay for key phrases in what the agent says, less what it repeats.

    By itself it is the baseline of a reward that verifies nothing. With ``when="failed"`` it stands in for a verdict of
    0 and is silent beside a positive one: around ``NoisyReward`` it gives back something of what a judge that flips its
    verdicts takes. A verdict that is missing on some turn it is read from is no failure: this term is missing then too.
    The formula and its doubts stand in :mod:`turnwise.reward_shaping.judged.reasoning_pattern`.

    Args:
        env: takes messages.
        phrases: lower case; the released forty if None.
        enough: this many earn the whole weight.
        ngram: words in a row that count as a repetition when they come back.
        weight: of the term.
        when: ``"always"``, or ``"failed"``: only where what ``of`` names did not pay more than 0.
        of: the term that is the verdict, several, or ``"total"``.
        per: ``"episode"`` reads all messages together on the last turn, ``"turn"`` each by itself.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed.
    """

    term = "pattern"
    memory = ("said", "verdict", "known")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        phrases: Sequence[str] | None = None,
        *,
        enough: float = 20.0,
        ngram: int = 20,
        weight: float = 1.0,
        when: str = "always",
        of: str | Sequence[str] = "total",
        per: str = "episode",
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        if when not in ("always", "failed") or per not in PER:
            raise ValueError(
                f"ReasoningPatternReward needs when to be 'always' or 'failed' and per to be one of {list(PER)}; "
                f"got when={when!r}, per={per!r}."
            )
        self.phrases = ALL_PHRASES if phrases is None else phrases
        reasoning_pattern("", self.phrases, enough=enough, ngram=ngram)
        self.enough = enough
        self.ngram = ngram
        self.weight = weight
        self.when = when
        self.per = per
        self.can_be_negative = weight < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin with nothing said and nothing paid."""
        self._forget()

    def _forget(self) -> None:
        """Go on with nothing said and nothing paid."""
        self.said: list[str] = []
        self.verdict = 0.0
        self.known = True

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the phrases earn, where they are read."""
        self.said.append(str(action))
        self.verdict += self.raw(reward, info)
        missing = info.get("missing", ())
        self.known = self.known and not (missing if self._total else set(missing) & set(self.of))
        if self.per == "episode" and not (terminated or truncated):
            return 0.0
        pattern = reasoning_pattern("\n".join(self.said), self.phrases, enough=self.enough, ngram=self.ngram)
        verdict, told = (self.verdict, self.known) if self.when == "failed" else (0.0, True)
        if self.per == "turn":
            self._forget()
        if not told:
            info.setdefault("missing", []).append(self.term)
            return 0.0
        return self.weight * instead_of_failure(verdict, pattern)
