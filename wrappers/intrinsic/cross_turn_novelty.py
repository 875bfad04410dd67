"""Cross-turn novelty (MINT): pay a turn that does something else than the turns before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.intrinsic.label_change import AGAINST
from ..base import load
from .curiosity import Curiosity
from .memory import Memory

Labeller = Callable[[Sequence[Any], dict[str, Any]], str | None]
"""``labeller(history, info)``: the label of the last turn, whose action is ``history[-2]``; None where it has none."""

FIRST_WORD = "first_word"
NO_LABEL = "\0"
"""What an episode starts with: no turn has this label, so the first turn is new."""


class CrossTurnNovelty(Curiosity):
    """Pay a turn whose label (tactic, discourse move, kind of action) differs from those of earlier turns.

    Put a quality reward beside it: alone it pays for variety. A turn without a label pays nothing and is listed in
    ``info["missing"]``. The formula and its doubts stand in :mod:`turnwise.reward_shaping.intrinsic.label_change`.

    Args:
        env: the environment.
        labeller: ``labeller(history, info)`` or its dotted path, as a judge would label; or rules, label → regular
            expression, of which the first that the action contains counts; or ``"first_word"`` of the action.
        against: ``"all"`` earlier turns of the scope, or the ``"last"``.
        scope: of the earlier turns, with ``"all"``: ``"episode"``, ``"task"`` or ``"run"``.
        weight: of the whole term; 1 as published.
        memory: shared with other environments, as in ``Curiosity``; its own if None.
        frozen: pay without changing a memory that outlives the episode.
        name: another name for the term.

    Raises:
        ValueError: ``labeller``, ``against`` or ``scope`` is not allowed.
    """

    term = "cross_turn_novelty"
    memory = ("recalled", "history")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        labeller: Labeller | Mapping[str, str] | str = FIRST_WORD,
        *,
        against: str = "all",
        scope: str = "episode",
        weight: float = 1.0,
        memory: Memory | str | None = None,
        frozen: bool = False,
        name: str | None = None,
    ) -> None:
        if against not in AGAINST:
            raise ValueError(f"CrossTurnNovelty compares with one of {list(AGAINST)}; got against={against!r}.")
        super().__init__(env, AGAINST[against], scope=scope, weight=weight, memory=memory, frozen=frozen, name=name)
        self.labeller = _labeller(labeller)

    def first_seen(self, observation: Any, info: dict[str, Any]) -> Any:
        """Begin a history, without a label.

        Args:
            observation: of the reset.
            info: of the reset.
        """
        self.history = [observation]
        return NO_LABEL

    def seen(self, action: Any, observation: Any, info: dict[str, Any]) -> Any:
        """Return the turn's label.

        Args:
            action: what the agent did.
            observation: what it sees next.
            info: of the turn.
        """
        return self.labeller(self.hear(action, observation), info)


def first_word(history: Sequence[Any], info: dict[str, Any]) -> str | None:
    """Return the first word of the action, in lower case; None if it has none.

    Args:
        history: observation, action, ..., observation.
        info: not used.
    """
    word = re.search(r"\w+", str(history[-2]))
    return word and word.group().casefold()


def _labeller(labeller: Labeller | Mapping[str, str] | str) -> Labeller:
    if isinstance(labeller, Mapping):
        try:
            return _Rules({label: re.compile(pattern, re.IGNORECASE) for label, pattern in labeller.items()})
        except re.error as error:
            raise ValueError(f"CrossTurnNovelty's rules need regular expressions; got {labeller}: {error}.") from error
    return first_word if labeller == FIRST_WORD else load(labeller)


class _Rules:
    """Label an action by the first rule that matches.

    Args:
        rules: label → pattern.
    """

    def __init__(self, rules: dict[str, re.Pattern[str]]) -> None:
        self.rules = rules

    def __call__(self, history: Sequence[Any], info: dict[str, Any]) -> str | None:
        action = str(history[-2])
        return next((label for label, pattern in self.rules.items() if pattern.search(action)), None)
