"""Bonuses that read a network which is trained between episodes; here those of RND and NGU.

What such a bonus knows is the learner's. A step reads it and changes nothing: a scope means nothing to it, snapshots
leave the learner alone, and the learner is saved by its own ``state_dict``. Train it on finished episodes with
``update``, outside ``step``. Wrappers that are given one learner share it.

    method     pays                                          formula
    rnd        error / σ                                     rnd
    lifelong   1 + (error - μ) / σ, within [1, L]            ngu
    ngu        episodic novelty × lifelong                   ngu
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

from .bonus import Bonus, Composition, composition, method, parts_of, product
from .ngu import FORMS, lifelong_modulator


class Learned(Bonus):
    """A bonus that reads a learner.

    A subclass names in ``makes`` the module of :mod:`turnwise.reward_shaping.learners` and the class of the learner
    that is made if none is given, and implements :meth:`_worth`.

    Args:
        learner: the learner, or a function without arguments that makes it, or that function's dotted path. If None
            one is made.
        settings: what it is made with.

    Raises:
        ImportError: the learner needs torch, which is not installed.
        ValueError: both a learner and settings are given.
    """

    needs: ClassVar[str] = "vector"
    memoryless: ClassVar[bool] = True
    makes: ClassVar[tuple[str, str]]

    def __init__(self, *, learner: Any = None, settings: Mapping[str, Any] | None = None) -> None:
        self.learner = self.prepared({"learner": learner, "settings": settings})["learner"]

    @classmethod
    def prepared(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return options with a learner in them.

        Args:
            options: of the method.
        """
        learner, settings = options.get("learner"), options.get("settings")
        if learner is not None and settings:
            raise ValueError(
                f"{cls.__name__} is given a learner or makes one with settings; got {learner!r} and {settings}. Make "
                "the learner with these settings."
            )
        if learner is None:
            module, name = cls.makes
            learner = getattr(import_module(f"..learners.{module}", __package__), name)(**(settings or {}))
        elif not hasattr(learner, "version"):
            learner = (_at(learner) if isinstance(learner, str) else learner)()
        return {**{key: value for key, value in options.items() if key != "settings"}, "learner": learner}

    def bonus(self, before: Any, action: Any, after: Any, *, learn: bool = True) -> float:
        """Return what the learner makes of a transition.

        Args:
            before: the vector of the state the action was taken in.
            action: what was done.
            after: the vector of the state it led to.
            learn: makes no difference: learners are trained between episodes.

        Raises:
            ValueError: the learner reads vectors of another length.
        """
        size = self.learner.size
        if len(before) != size or len(after) != size:
            raise ValueError(
                f"{self.learner.identity} reads vectors of length {size}; got one of length {len(after)}. Give the "
                "learner, or its settings, that size."
            )
        return float(self._worth(before, action, after))

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        raise NotImplementedError


def _at(path: str) -> Any:
    """Return what stands at a dotted path."""
    module, _, name = path.partition(":")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"A learner is given as itself, or as what makes it or its dotted path 'package.module:name'; {path!r} "
            f"leads nowhere ({error})."
        ) from error


@method("rnd")
class RND(Learned):
    """How wrongly random features of the state that was reached are foreseen, in standard deviations.

    Args:
        learner: a :class:`~turnwise.reward_shaping.learners.random_network.RandomNetwork`, or what makes one.
        settings: of the one that is made if none is given.
    """

    makes: ClassVar[tuple[str, str]] = ("random_network", "RandomNetwork")

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.bonus(after)


@method("lifelong")
class Lifelong(RND):
    """NGU's modulator: 1 where the run has seen much, more where it has not.

    Args:
        learner: a random network, or what makes one.
        settings: of the one that is made if none is given.
        limit: L >= 1, the most it may be.
        form: ``"paper"`` or ``"ratio"``.
    """

    def __init__(
        self,
        *,
        learner: Any = None,
        settings: Mapping[str, Any] | None = None,
        limit: float = 5.0,
        form: str = FORMS[0],
    ) -> None:
        super().__init__(learner=learner, settings=settings)
        self.limit, self.form = limit, form
        lifelong_modulator(0.0, 0.0, 1.0, limit, form)

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        known = self.learner
        error: float = known.error(after)
        return lifelong_modulator(error, known.errors_mean, known.errors_std, self.limit, self.form)


@composition("ngu")
def ngu_composition(
    scope: str | None = None,
    episodic: str = "pseudo_counts",
    episodic_options: Mapping[str, Any] | None = None,
    limit: float = 5.0,
    form: str = FORMS[0],
    learner: Any = None,
    settings: Mapping[str, Any] | None = None,
) -> Composition:
    """Return NGU: episodic novelty times the lifelong modulator.

    Args:
        scope: of the memory of that novelty; an episode's if None.
        episodic: the method of that part.
        episodic_options: of that method.
        limit: L.
        form: ``"paper"`` or ``"ratio"``.
        learner: a random network, or what makes one.
        settings: of the one that is made if none is given.
    """
    lifelong = {"limit": limit, "form": form, "learner": learner, "settings": settings}
    within = parts_of(episodic, scope or "episode", episodic_options or {})
    return Composition((*within, *parts_of("lifelong", None, lifelong)), product)
