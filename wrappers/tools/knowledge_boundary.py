"""IKEA: right answers earn more the fewer searches they took, wrong ones a little for searching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.tools.knowledge_boundary import BONUSES, knowledge_boundary
from ..base import load
from ..progress import channel
from ..transform import Transform

Known = Callable[[dict[str, Any]], bool | None]
"""``known(info)``: whether the policy knows the answer of the task unaided; None where nobody asked it."""


class KnowledgeBoundary(Transform):
    """Turn the outcome of an episode into IKEA's table, on its last turn.

    The term pays the table less what the outcome paid, so that both sum to the table. An answer is right where
    ``info["success"]`` holds at the end; the format was broken where a message was not legal (``info["valid"]``). The
    table and its doubts stand in :mod:`turnwise.reward_shaping.tools.knowledge_boundary`.

    Args:
        env: reports ``info["success"]``.
        of: the term that is the outcome, or several.
        search: the tag whose openings in messages are counted as searches.
        searches: a channel that counts the searches of each turn instead; "" for none.
        known: ``known(info)``, called at each reset, or its dotted path; None reads ``info["task"]["known"]`` where
            it is reported.
        bonuses: of a right answer, by the number of searches.
        searched: what a wrong answer earns for at least one search.
        malformed: what an episode with an illegal message earns; None where the format does not matter.
        name: another name for the term.

    Raises:
        ValueError: there is no bonus; at the reset, if something that is read is not reported.
    """

    term = "knowledge_boundary"
    memory = ("total", "count", "formed", "label")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        of: str | Sequence[str] = "outcome",
        *,
        search: str = "search",
        searches: str = "",
        known: Known | str | None = None,
        bonuses: Sequence[float] = BONUSES,
        searched: float = 0.05,
        malformed: float | None = -1.0,
        name: str | None = None,
    ) -> None:
        super().__init__(env, of, name=name)
        knowledge_boundary(True, 0, bonuses=bonuses)
        self.search = f"<{search}>"
        self.searches = searches
        self.known: Known = _of_the_task if known is None else load(known)
        self.bonuses = [float(bonus) for bonus in bonuses]
        self.searched = searched
        self.malformed = malformed

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Begin without a search; look up whether the policy knows the answer."""
        if "success" not in info or (self.searches and channel(info, self.searches) is None):
            missing = f"info['channels'][{self.searches!r}]" if "success" in info else "info['success']"
            raise ValueError(f"KnowledgeBoundary needs {missing}, which {self.env} does not report at the reset.")
        self.total, self.count, self.formed = 0.0, 0, True
        self.label = self.known(info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what turns the outcome into the table, if the episode is over."""
        self.total += self.raw(reward, info)
        made = channel(info, self.searches) or 0.0 if self.searches else str(action).count(self.search)
        self.count += int(made)
        self.formed = self.formed and bool(info.get("valid", True))
        if not (terminated or truncated):
            return 0.0
        worth = knowledge_boundary(
            bool(info.get("success")),
            self.count,
            well_formed=self.formed or self.malformed is None,
            known=self.label,
            bonuses=self.bonuses,
            searched=self.searched,
            malformed=self.malformed or 0.0,
        )
        return worth - self.total


def _of_the_task(info: dict[str, Any]) -> bool | None:
    """Return the label that the environment reports, None where it reports none."""
    label = (info.get("task") or {}).get("known")
    return None if label is None else bool(label)
