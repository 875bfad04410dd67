r"""Coverage gain (SubRL, submodular reinforcement learning; Prajapat et al. 2023): what a state adds to the covered.

    r_t = F(S_{t-1} ∪ s_t) - F(S_{t-1}),   F(S) = g(Σ_{e ∈ S} w_e)

    g(x) = x  ("set")      √x  ("sqrt")      log(1 + x)  ("log")      min(x, cap)  ("cap")

g is concave and w >= 0, so F is monotone and submodular: no state ever takes away, and the more was covered the less
the same addition adds. The gains of an episode sum to F(S_T) - F(S_0), bounded by F of everything there is; the bonus
is no potential of the current state, so optimal policies change.

Certainty: abstract (marginal gains of a submodular F as the reward, which SubPO optimises greedily); these F are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import log1p, sqrt
from typing import Any, ClassVar

from .bonus import Bonus, hint, method

SHAPES: dict[str, Callable[[float], float]] = {"set": float, "sqrt": sqrt, "log": log1p, "cap": float}
"""g by name; ``"cap"`` is cut in :func:`coverage`."""


def coverage(mass: float, shape: str = "sqrt", cap: float = 1.0) -> float:
    """Return F of a set.

    Args:
        mass: Σ w over the set, >= 0.
        shape: g, one of :data:`SHAPES`.
        cap: of ``"cap"``.
    """
    return min(mass, cap) if shape == "cap" else SHAPES[shape](mass)


@method("coverage")
class Coverage(Bonus):
    """Pay for what a state adds to the set that was covered.

    Args:
        shape: g: ``"set"``, ``"sqrt"``, ``"log"`` or ``"cap"``.
        cap: the most that ``"cap"`` counts, > 0.
        weights: w of each element by name, >= 0.
        other: w of those that ``weights`` does not name, >= 0.

    Raises:
        ValueError: ``shape`` is unknown, or something is negative.
    """

    needs: ClassVar[str] = "elements"
    scope: ClassVar[str] = "episode"
    remembers: ClassVar[tuple[str, ...]] = ("covered", "mass")

    def __init__(
        self,
        *,
        shape: str = "sqrt",
        cap: float = 1.0,
        weights: Mapping[str, float] | None = None,
        other: float = 1.0,
    ) -> None:
        if shape not in SHAPES:
            raise ValueError(f"Coverage has a shape of {list(SHAPES)}; got {shape!r}.{hint(shape, list(SHAPES))}")
        if not cap > 0 or not all(each >= 0 for each in [other, *(weights or {}).values()]):
            raise ValueError(f"Coverage needs cap > 0 and weights >= 0; got cap={cap}, other={other}, {weights}.")
        self.shape = shape
        self.cap = cap
        self.weights = dict(weights or {})
        self.other = other
        self.covered: dict[str, None] = {}
        self.mass = 0.0

    def start(self, feature: Iterable[str]) -> None:
        """Take what the episode starts with as covered.

        Args:
            feature: its elements.
        """
        self.bonus(None, None, feature)

    def bonus(self, before: Any, action: Any, after: Iterable[str], *, learn: bool = True) -> float:
        """Return the gain of the state that was reached.

        Args:
            before: not used.
            action: not used.
            after: its elements.
            learn: take them as covered.
        """
        new = dict.fromkeys(element for element in after if element not in self.covered)
        if not new:
            return 0.0
        mass = self.mass + sum(self.weights.get(element, self.other) for element in new)
        gain = coverage(mass, self.shape, self.cap) - coverage(self.mass, self.shape, self.cap)
        if learn:
            self.covered.update(new)
            self.mass = mass
        return gain
