r"""NovelD: pay where novelty rises (Zhang et al. 2021), alone and with E3B.

    r_t = max(ν(s_t) - α ν(s_{t-1}), 0) · 1 [N_ep(s_t) = 1]                       NovelD
    r_t = φ(s_t)ᵀ C⁻¹ φ(s_t) · r_t of NovelD,   or their sum                      E3B × NovelD

ν is novelty over the run: 1/√N here, the error of random network distillation as published (``of="rnd"``, where it is
registered). The difference draws the agent to the border of what it knows, the gate pays each state once an episode.
The product with E3B is that of episodic and global novelty, better in general in contextual MDPs.

Defaults: α 0.5, product. Certainty: code (E3B's ``e3b_noveld.py``: multiply or add) and recalled (NovelD: α 0.5, the
gate). Doubt: with 1/√N for ν, N of the state that is left counts this visit as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from .bonus import METHODS, Bonus, Composition, Part, composition, hint, method, parts_of, product

HOW = ("product", "sum")
"""How E3B and NovelD may be joined."""


def novelty_rise(before: float, after: float, alpha: float = 0.5) -> float:
    """Return max(after - α · before, 0).

    Args:
        before: ν of the state that was left.
        after: ν of the state that was reached.
        alpha: α.
    """
    return max(after - alpha * before, 0.0)


@method("novelty_rise")
class NoveltyRise(Bonus):
    """NovelD without its gate, over the novelty that another method measures.

    Args:
        of: the method.
        alpha: α >= 0.
        options: of the method.

    Raises:
        ValueError: there is no such method.
    """

    scope: ClassVar[str] = "run"
    remembers: ClassVar[tuple[str, ...]] = ("measured",)

    def __init__(self, *, of: str = "counts", alpha: float = 0.5, options: Mapping[str, Any] | None = None) -> None:
        if of not in METHODS or not alpha >= 0:
            raise ValueError(
                f"NovelD needs alpha >= 0 and a method that measures novelty, one of {sorted(METHODS)}; got of={of!r}, "
                f"alpha={alpha}.{hint(of, list(METHODS))}"
            )
        self.alpha = alpha
        self.measured = METHODS[of](**(options or {}))
        self.needs = self.measured.needs  # type: ignore[misc] # as what it measures with

    @property
    def learner(self) -> Any:
        """The learner of the measuring method; None where it has none."""
        return self.measured.learner

    @learner.setter
    def learner(self, learner: Any) -> None:
        self.measured.learner = learner

    @classmethod
    def prepared(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return options in which those of the measuring method are prepared.

        Args:
            options: of this method.
        """
        measured = METHODS.get(options.get("of", "counts"), Bonus)
        return {**options, "options": measured.prepared(options.get("options") or {})}

    def start(self, feature: Any) -> None:
        """Take in the state an episode starts in.

        Args:
            feature: of that state.
        """
        self.measured.start(feature)

    def bonus(self, before: Any, action: Any, after: Any, *, learn: bool = True) -> float:
        """Return how much novelty rose, as far as it did.

        Args:
            before: the feature of the state the action was taken in.
            action: what was done.
            after: the feature of the state it led to.
            learn: take it in.
        """
        left = self.measured.novelty(before)
        return novelty_rise(left, self.measured.bonus(before, action, after, learn=learn), self.alpha)


def _gated(scope: str | None, of: str, alpha: float, options: Mapping[str, Any] | None) -> tuple[Part, ...]:
    rise = {"of": of, "alpha": alpha, "options": dict(options or {})}
    return (*parts_of("novelty_rise", scope, rise), Part("first_visit", "episode"))


@composition("noveld")
def noveld(
    *, scope: str | None = None, of: str = "counts", alpha: float = 0.5, options: Mapping[str, Any] | None = None
) -> Composition:
    """Return NovelD.

    Args:
        scope: of the novelty; the run's if None.
        of: the method that measures it.
        alpha: α.
        options: of that method.
    """
    return Composition(_gated(scope, of, alpha, options), product)


@composition("e3b_noveld")
def e3b_noveld(
    *,
    scope: str | None = None,
    how: str = "product",
    ridge: float = 0.1,
    of: str = "counts",
    alpha: float = 0.5,
    options: Mapping[str, Any] | None = None,
) -> Composition:
    """Return E3B within the episode, joined with NovelD.

    Args:
        scope: of NovelD's novelty; the run's if None.
        how: ``"product"`` or ``"sum"``.
        ridge: λ of E3B.
        of: the method that measures NovelD's novelty.
        alpha: α.
        options: of that method.

    Raises:
        ValueError: ``how`` is unknown.
    """
    if how not in HOW:
        raise ValueError(f"E3B and NovelD are joined by one of {list(HOW)}; got how={how!r}.")
    parts = (Part("e3b", "episode", {"ridge": ridge}), *_gated(scope, of, alpha, options))
    return Composition(parts, product if how == "product" else first_plus_product)


def first_plus_product(bonuses: Sequence[float], turn: int = 0) -> float:
    """Return the first bonus plus the product of the others.

    Args:
        bonuses: at least one.
        turn: not used.
    """
    return bonuses[0] + product(bonuses[1:])
