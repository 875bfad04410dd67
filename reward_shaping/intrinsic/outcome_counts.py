"""Surprise, uncertainty and learning progress from counts of what followed: no network, no training.

    method              pays, of the counts before the turn is counted              formula
    surprise            -log p(s' | s, a)                                           surprise
    uncertainty         H[p(· | s, a)]                                              uncertainty
    learning_progress   the fall of the surprise in (s, a) over its visits          learning_progress

With ``novelty``, another name of ``counts``, they are one family (Developmental curiosity): switch between them by the
method's name. The counterparts that read a trained ensemble stand in :mod:`.learned_models`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .bonus import Bonus, method
from .counts import Counts
from .features import key_of
from .learning_progress import learning_progress
from .surprise import outcome_log_prob, surprise
from .uncertainty import outcome_entropy

method("novelty")(Counts)


class OutcomeCounts(Bonus):
    """Count, for every state and action, what followed.

    Args:
        alpha: α > 0, of the smoothing.

    Attributes:
        contexts: of every state and action met, how often each outcome followed.
        known: every state that was met.
    """

    needs: ClassVar[str] = "key"
    scope: ClassVar[str] = "run"

    def __init__(self, *, alpha: float = 0.1) -> None:
        outcome_log_prob(0, 0, 0, alpha)
        self.alpha = alpha
        self.forget()

    def bonus(self, before: str, action: Any, after: str, *, learn: bool = True) -> float:
        """Return what a transition is worth to what was counted before it, and count it.

        Args:
            before: the key of the state the action was taken in.
            action: what was done.
            after: the key of the state it led to.
            learn: count the transition.
        """
        context = f"{before} {key_of(action)}"
        counts = self.contexts.get(context, {})
        worth = self._worth(context, counts, after, learn)
        if learn:
            if not counts:
                self.contexts[context] = counts
            counts[after] = counts.get(after, 0) + 1
            self.known[after] = True
        return worth

    def _worth(self, context: str, counts: dict[str, int], after: str, learn: bool) -> float:
        raise NotImplementedError

    def _log_prob(self, counts: dict[str, int], after: str) -> float:
        return outcome_log_prob(counts.get(after, 0), sum(counts.values()), len(self.known), self.alpha)

    def forget(self) -> None:
        """Forget all transitions."""
        self.contexts: dict[str, dict[str, int]] = {}
        self.known: dict[str, bool] = {}

    def state(self) -> dict[str, Any]:
        """Return the counts."""
        return {"contexts": {key: dict(counts) for key, counts in self.contexts.items()}, "known": list(self.known)}

    def load_state(self, state: Mapping[str, Any]) -> None:
        """Go back to what :meth:`state` returned.

        Args:
            state: of a method of this kind.
        """
        self.contexts = {key: dict(counts) for key, counts in state["contexts"].items()}
        self.known = dict.fromkeys(state["known"], True)


@method("surprise")
class Surprise(OutcomeCounts):
    """How improbable what followed was.

    Args:
        alpha: α > 0, of the smoothing.
    """

    def _worth(self, context: str, counts: dict[str, int], after: str, learn: bool) -> float:
        return surprise(self._log_prob(counts, after))


@method("uncertainty")
class Uncertainty(OutcomeCounts):
    """How little was known of what would follow.

    Args:
        alpha: α > 0, of the smoothing.
    """

    def _worth(self, context: str, counts: dict[str, int], after: str, learn: bool) -> float:
        return outcome_entropy(list(counts.values()), len(self.known), self.alpha)


@method("learning_progress")
class LearningProgress(OutcomeCounts):
    """How far the surprise in a state and action has fallen; missing until it was visited Δ + w times.

    Args:
        alpha: α > 0, of the smoothing.
        lag: Δ, in visits.
        window: w, in visits.
    """

    can_be_negative: ClassVar[bool] = True

    def __init__(self, *, alpha: float = 0.1, lag: int = 1, window: int = 1) -> None:
        learning_progress([], lag, window)
        self.lag, self.window = lag, window
        super().__init__(alpha=alpha)

    def _worth(self, context: str, counts: dict[str, int], after: str, learn: bool) -> float:
        errors = [*self.errors.get(context, ()), surprise(self._log_prob(counts, after))][-(self.lag + self.window) :]
        if learn:
            self.errors[context] = errors
        return float(learning_progress(errors, self.lag, self.window)[-1])

    def forget(self) -> None:
        """Forget all transitions and errors."""
        super().forget()
        self.errors: dict[str, list[float]] = {}

    def state(self) -> dict[str, Any]:
        """Return counts and errors."""
        return {**super().state(), "errors": {context: list(errors) for context, errors in self.errors.items()}}

    def load_state(self, state: Mapping[str, Any]) -> None:
        """Go back to what :meth:`state` returned.

        Args:
            state: of a method of this kind.
        """
        super().load_state(state)
        self.errors = {context: list(errors) for context, errors in state["errors"].items()}
