"""Bonuses that read models of what comes next: ICM, RIDE on its features, and ensembles.

    method                 pays                                                      formula
    icm                    the forward model's error                                 icm
    icm_change             ‖φ(s') - φ(s)‖, φ learned by ICM: RIDE's impact           impact
    ride_icm               icm_change / √N(s') of the episode: RIDE as published
    disagreement           the variance over models                                  disagreement
    info_gain              Σ log(1 + variance / noise²), nats                        info_gain_exploration
    ensemble_surprise      -log p(s'), Gaussian, nats; may be negative               surprise
    ensemble_uncertainty   entropy of that Gaussian, nats; may be negative           uncertainty
    ensemble_progress      error some versions ago minus the error now               learning_progress

What holds of all of them stands in :mod:`.learned`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .bonus import Composition, composition, method, parts_of, product
from .learned import Learned


@method("icm")
class ICM(Learned):
    """How wrongly a forward model foresees learned features.

    ``learner`` is a :class:`~turnwise.reward_shaping.learners.forward_model.ForwardModel`, or what makes one;
    ``settings`` are of the one that is made if none is given, ``form`` of the error among them.
    """

    makes: ClassVar[tuple[str, str]] = ("forward_model", "ForwardModel")

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.error(before, self.learner.action_feature(action), after)


@method("icm_change")
class ICMChange(ICM):
    """How far a turn moves the features that ICM learned.

    ``learner`` is a forward model, or what makes one; ``settings`` are of the one that is made if none is given.
    """

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.change(before, after)


@composition("ride_icm")
def ride_icm(scope: str | None = None, learner: Any = None, settings: Mapping[str, Any] | None = None) -> Composition:
    """Return RIDE in ICM's learned features: the change a turn makes, by √N of the state it reached.

    Args:
        scope: of the counts; an episode's if None.
        learner: a forward model, or what makes one.
        settings: of the one that is made if none is given.
    """
    change = parts_of("icm_change", None, {"learner": learner, "settings": settings})
    return Composition((*change, *parts_of("counts", scope or "episode", {})), product)


@method("disagreement")
class Disagreement(Learned):
    """How far models of what comes next lie apart.

    ``learner`` is an :class:`~turnwise.reward_shaping.learners.ensemble_model.EnsembleModel`, or what makes one;
    ``settings`` are of the one that is made if none is given.
    """

    makes: ClassVar[tuple[str, str]] = ("ensemble_model", "EnsembleModel")

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.disagreement(before, self.learner.action_feature(action))


@method("info_gain")
class InfoGain(Disagreement):
    """What a turn would teach the models, in nats.

    ``learner`` is an ensemble, or what makes one; ``settings`` are of the one that is made if none is given. noise:
    σ_noise > 0, in standard deviations of the features.
    """

    def __init__(self, *, learner: Any = None, settings: Mapping[str, Any] | None = None, noise: float = 1.0) -> None:
        super().__init__(learner=learner, settings=settings)
        if not noise > 0:
            raise ValueError(f"The method 'info_gain' needs noise > 0; got noise={noise}.")
        self.noise = noise

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.information_gain(before, self.learner.action_feature(action), self.noise)


@method("ensemble_surprise")
class EnsembleSurprise(Disagreement):
    """How improbable models find what came.

    ``learner`` is an ensemble, or what makes one; ``settings`` are of the one that is made if none is given.
    """

    can_be_negative: ClassVar[bool] = True

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.surprise(before, self.learner.action_feature(action), after)


@method("ensemble_uncertainty")
class EnsembleUncertainty(EnsembleSurprise):
    """How little models know of what will come.

    ``learner`` is an ensemble, or what makes one; ``settings`` are of the one that is made if none is given.
    """

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.uncertainty(before, self.learner.action_feature(action))


@method("ensemble_progress")
class EnsembleProgress(EnsembleSurprise):
    """How much less wrong models are than they were; missing until they have been updated ``lag`` times.

    ``learner`` is an ensemble, or what makes one; ``settings`` are of the one that is made if none is given,
    ``lag`` among them.
    """

    def _worth(self, before: Any, action: Any, after: Any) -> Any:
        return self.learner.progress(before, self.learner.action_feature(action), after)
