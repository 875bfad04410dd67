"""AIRS's learner: which of several intrinsic rewards is on, chosen by the task's return under each.

The formula and its doubts stand in :mod:`turnwise.reward_shaping.intrinsic.selection`. One arm is on between two
updates; an episode counts for the arm it was played under, as its trace says, also where it ended late.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from ..intrinsic.selection import HOW, epsilon_greedy, upper_confidence
from .learner import KeptLearner

NONE = "none"
"""The arm under which no bonus is paid."""


class BonusSelection(KeptLearner):
    """Choose an arm after every batch of episodes.

    Args:
        arms: names of reward terms, and ``"none"`` for no bonus at all.
        term: of the wrapper that pays by the arm; the arm of an episode is read from the versions it noted.
        how: ``"ucb"`` or ``"epsilon_greedy"``.
        c: of UCB, >= 0, on the scale of returns.
        epsilon: of ε-greedy, in [0, 1].
        window: W >= 1, over how many of an arm's latest batches its mean return is taken.
        outcome: the reward term that is the task's return, summed over an episode.
        seed: of ε-greedy.

    Raises:
        ValueError: an argument is out of its range, or there are not two different arms.

    Attributes:
        version: how many updates it has made.
        arm: the one that is on; the first of ``arms`` at the beginning.
        returns: of each arm, the mean task return of its latest batches.
        pulls: of each arm, how many batches it has had.
    """

    kept: ClassVar[tuple[str, ...]] = ("arm", "returns", "pulls", "rng")

    def __init__(
        self,
        arms: Sequence[str],
        term: str = "auto_intrinsic",
        *,
        how: str = "ucb",
        c: float = 1.0,
        epsilon: float = 0.1,
        window: int = 10,
        outcome: str = "outcome",
        seed: int = 0,
    ) -> None:
        self.arms = tuple(arms)
        if len(set(self.arms)) != len(self.arms) or len(self.arms) < 2 or how not in HOW or window < 1:
            raise ValueError(
                f"BonusSelection needs two or more different arms, how to be one of {list(HOW)} and window >= 1; "
                f"got arms={list(self.arms)}, how={how!r}, window={window}."
            )
        if not c >= 0 or not 0 <= epsilon <= 1:
            raise ValueError(f"BonusSelection needs c >= 0 and 0 <= epsilon <= 1; got c={c}, epsilon={epsilon}.")
        self.term, self.how, self.c, self.epsilon = term, how, c, epsilon
        self.window, self.outcome = window, outcome
        self.rng = np.random.default_rng(seed)
        self.arm = self.arms[0]
        self.returns: dict[str, list[float]] = {arm: [] for arm in self.arms}
        self.pulls = dict.fromkeys(self.arms, 0)

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return f"BonusSelection({self.how})"

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Credit each arm with the mean return of its episodes, and choose the next.

        Args:
            episodes: with ``paid`` (the ledger by term) and ``opening["versions"]``.

        Returns:
            The mean return of each arm so far within its window, by name (NaN for one never tried).

        Raises:
            ValueError: an episode that was played under an arm has no term of the name of the outcome.
        """
        earned: dict[str, list[float]] = {arm: [] for arm in self.arms}
        for episode in episodes:
            arm = episode.opening.get("versions", {}).get(self.term, {}).get("arm")
            if arm in earned:
                earned[arm].append(self._return(episode))
        for arm, returns in earned.items():
            if returns:
                self.returns[arm] = [*self.returns[arm], float(np.mean(returns))][-self.window :]
                self.pulls[arm] += 1
        self.version += 1
        self.arm = self._choose()
        return {arm: float(np.mean(returns)) if returns else float("nan") for arm, returns in self.returns.items()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a selection of the same arms.

        Raises:
            ValueError: the state is of other arms.
        """
        if set(state.get("pulls", ())) != set(self.arms):
            raise ValueError(
                f"BonusSelection has the arms {list(self.arms)}; the state has {list(state.get('pulls', ()))}."
            )
        super().load_state_dict(state)

    def _return(self, episode: Any) -> float:
        if episode.paid and self.outcome not in episode.paid:
            raise ValueError(
                f"BonusSelection judges arms by the reward term {self.outcome!r}; the episode has "
                f"{sorted(episode.paid)}. Change `outcome`."
            )
        return float(sum(value for value in episode.paid.get(self.outcome, ()) if value is not None))

    def _choose(self) -> str:
        means = [float(np.mean(self.returns[arm])) if self.returns[arm] else np.inf for arm in self.arms]
        if self.how == "epsilon_greedy":
            return self.arms[epsilon_greedy(means, self.epsilon, self.rng)]
        return self.arms[int(np.argmax(upper_confidence(means, [self.pulls[arm] for arm in self.arms], self.c)))]
