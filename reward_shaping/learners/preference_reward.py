r"""A reward distilled from preferences (AI feedback): which of two observations, or trajectories, is better.

    p(first ≻ second) = σ(Σ_{t in first} r_t - Σ_{t in second} r_t),   r_t = w · φ_t

Pairs of observations have one φ each; of trajectories φ is summed over the turns, so that labels of whole episodes
reward single turns. The preferences fix r up to a constant for pairs of observations, and up to nothing for
trajectories of different lengths: a constant reward is then a preference for length. Scaled by the spread of what was
seen, the reward keeps its size whatever the scale of w.

Learned from a language model's preferences this is AI feedback as a reward; learned from a person's, it is preference
learning as such.

Certainty: abstract ("On the Modeling Capabilities of Large Language Models for Sequential Decision Making"); the
Bradley-Terry form recalled (Christiano et al. 2017); pairs drawn at random and the scaling are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..number import Floats
from .learner import KeptLearner
from .linear_heads import LinearHead
from .outcomes import histories_of, history_of
from .running import RunningMoments
from .turn_features import StateText, TurnFeatures, TurnText, size_of

Prefer = Callable[[Any, Any], float]
"""``prefer(first, second)``: 1 where the first is better, 0 where the second is, 1/2 for a tie, NaN if it cannot tell.
The two are observations, or trajectories: lists of observation, action, ..., observation."""

OF = ("observation", "trajectory")


class PreferenceReward(KeptLearner):
    """Reward each turn by a head fitted to preferences.

    Args:
        prefer: says which of two is better; asked in :meth:`update` only.
        features: ``features(history)``; hashed n-grams if None, of the last message for observations and of the last
            turn for trajectories.
        size: how long its vectors are; its attribute ``size`` if None.
        of: what is compared, ``"observation"`` or ``"trajectory"``.
        pairs: how many comparisons each update asks for.
        keep: how many comparisons are kept, the latest.
        scale: centre and scale rewards by what they were on the turns of all updates.
        l2: the penalty of the head.
        seed: of the generator that draws pairs.

    Raises:
        ValueError: an argument is out of its range.

    Attributes:
        version: how many updates it has made.
        head: the weights w.
        moments: of the rewards on the turns of all updates.
        differences: shape (N, F); of the features, of the comparisons that are kept.
        preferred: shape (N,); what was preferred.
    """

    kept = ("head", "moments", "differences", "preferred", "rng")

    def __init__(
        self,
        prefer: Prefer,
        features: TurnFeatures | None = None,
        size: int | None = None,
        *,
        of: str = "observation",
        pairs: int = 128,
        keep: int = 4096,
        scale: bool = True,
        l2: float = 1e-3,
        seed: int = 0,
    ) -> None:
        if of not in OF or pairs < 1 or keep < 1:
            raise ValueError(
                f"PreferenceReward needs of to be one of {list(OF)}, pairs >= 1 and keep >= 1; "
                f"got of={of!r}, pairs={pairs}, keep={keep}."
            )
        self.prefer = prefer
        self.of = of
        self.features: TurnFeatures = features or (StateText() if of == "observation" else TurnText())
        self.pairs = pairs
        self.keep = keep
        self.scale = scale
        self.head = LinearHead(size_of(type(self).__name__, self.features, size), l2=l2)
        self.moments = RunningMoments()
        self.rng = np.random.default_rng(seed)
        self.differences: Floats = np.zeros((0, self.head.weights.size - 1))
        self.preferred: Floats = np.zeros(0)

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return f"PreferenceReward({self.of})"

    def __call__(self, history: Sequence[Any], info: dict[str, Any] | None = None) -> float:
        """Return the reward of the last turn of a history; 0 before the first preference.

        Args:
            history: observation, action, ..., observation.
            info: not read; a wrapper hands it to whatever it asks.
        """
        score = self.head.score(self.features(history))
        return float(self.moments.normalise(score) if self.scale else score)

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Ask about random pairs from finished episodes and fit the head to all comparisons that are kept.

        Args:
            episodes: those without turns are left out.

        Returns:
            ``loss`` (NaN without comparisons), ``accuracy`` on what was asked now, ``comparisons`` that are kept.
        """
        played = [episode for episode in episodes if len(episode.actions)]
        rows = [[np.asarray(self.features(past), dtype=np.float64) for past in histories_of(each)] for each in played]
        sides, vectors = self._sides(played, rows)
        asked, preferred = self._asked(sides, vectors)
        self.differences = np.concatenate([self.differences, asked])[-self.keep :]
        self.preferred = np.concatenate([self.preferred, preferred])[-self.keep :]
        zeros = np.zeros_like(self.differences)
        loss = self.head.fit_preferences(self.differences, zeros, self.preferred)
        turns = [row for episode in rows for row in episode]
        if turns:
            self.moments.see(self.head.score(turns))
        self.version += 1
        right = (self.head.score(asked) > 0) == (preferred > 0.5)
        accuracy = float(right[preferred != 0.5].mean()) if (preferred != 0.5).any() else float("nan")
        return {"loss": loss, "accuracy": accuracy, "comparisons": float(len(self.preferred))}

    def _sides(self, episodes: list[Any], rows: list[list[Floats]]) -> tuple[list[Any], list[Floats]]:
        """Return what may be compared, and the features of each."""
        if self.of == "trajectory":
            return [history_of(episode) for episode in episodes], [np.sum(row, axis=0) for row in rows]
        seen = [message for episode in episodes for message in episode.observations[1:]]
        return seen, [row for episode in rows for row in episode]

    def _asked(self, sides: list[Any], vectors: list[Floats]) -> tuple[Floats, Floats]:
        """Ask about random pairs; return the differences of their features and the preferences."""
        differences, preferred = [self.differences[:0]], []
        for _ in range(self.pairs if len(sides) > 1 else 0):
            first, second = self.rng.choice(len(sides), size=2, replace=False)
            answer = float(self.prefer(sides[first], sides[second]))
            if answer == answer:
                differences.append((vectors[first] - vectors[second])[None])
                preferred.append(answer)
        return np.concatenate(differences), np.array(preferred, dtype=np.float64)
