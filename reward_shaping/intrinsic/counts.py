r"""Counts: a state is worth the less the more often it was visited.

    r_t = 1 / √N(s_t),   N after the visit is counted                                       (counts)
    r_t = 1 [N(s_t) = 1]                                                                    (first_visit)

Of scope episode it pays visits of every episode anew; of scope run the bonus vanishes for good as states become known,
and never returns. Of scope both it is their product, which "A Study of Global and Episodic Bonuses for Exploration in
Contextual MDPs" finds the safest where contexts differ: episodic counts do well where episodes share little, global
ones where they share much. The state an episode starts in counts as visited, and pays nothing.

Certainty: code (impact-driven exploration, ``src/algos/count.py`` and ``src/utils.py``: weight 0.5; E3B,
``minihack/torchbeast/src/utils.py``: episodic counts). Doubt: both count the start of an episode, the second clears
its counts after the state that ended an episode and before the next start, as here; the first counts the next start
together with the episode that ended.
"""

from __future__ import annotations

from typing import Any, ClassVar

from .bonus import Bonus, method


def count_bonus(count: float, power: float = 0.5) -> float:
    """Return what a state is worth at a visit.

    Args:
        count: N, of its visits, with this one; > 0.
        power: 1/2 as published.
    """
    return float(count**-power)


@method("counts")
class Counts(Bonus):
    """1/√N, N counted over the memory's scope.

    Args:
        power: of 1/N; 1/2 as published.
        count_start: whether the state an episode starts in counts as visited.

    Attributes:
        visits: N of every key.
    """

    needs: ClassVar[str] = "key"
    scope: ClassVar[str] = "run"
    remembers: ClassVar[tuple[str, ...]] = ("visits",)

    def __init__(self, *, power: float = 0.5, count_start: bool = True) -> None:
        if not power > 0:
            raise ValueError(f"Counts need power > 0; got power={power}.")
        self.power = power
        self.count_start = count_start
        self.visits: dict[str, int] = {}

    def start(self, feature: str) -> None:
        """Count the state an episode starts in.

        Args:
            feature: its key.
        """
        if self.count_start:
            self.visits[feature] = self.visits.get(feature, 0) + 1

    def bonus(self, before: str, action: Any, after: str, *, learn: bool = True) -> float:
        """Return 1/√N of the state that was reached.

        Args:
            before: not used.
            action: not used.
            after: the key of the state that was reached.
            learn: count the visit.
        """
        count = self.visits.get(after, 0) + 1
        if learn:
            self.visits[after] = count
        return self.worth(count)

    def novelty(self, feature: str) -> float:
        """Return 1/√N of a state as often as it was visited so far.

        Args:
            feature: its key.
        """
        return self.worth(max(self.visits.get(feature, 0), 1))

    def worth(self, count: int) -> float:
        """Return what the visit of this number is worth.

        Args:
            count: 1 at the first.
        """
        return count_bonus(count, self.power)


@method("first_visit")
class FirstVisit(Counts):
    """1 at the first visit, 0 at all others.

    Args:
        count_start: whether the state an episode starts in counts as visited.
    """

    scope: ClassVar[str] = "episode"

    def __init__(self, *, count_start: bool = True) -> None:
        super().__init__(count_start=count_start)

    def worth(self, count: int) -> float:
        """Return whether this is the first visit.

        Args:
            count: 1 at the first.
        """
        return float(count == 1)
