"""The exact belief of environments whose hypotheses can be listed: a scorer that needs no model."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, overload

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

from ...reward_shaping.information.posterior import posterior
from ...reward_shaping.number import Floats

Hypotheses = Sequence[Any] | Callable[[Any], Iterable[Any]]
"""What may be true: a list, or ``hypotheses(opening)`` of the environment's first message."""

Likelihood = Callable[[Any, Sequence[Any]], Any]
"""``likelihood(hypothesis, history)``: P(the history's last observation | the hypothesis, what stands before it).

Whether the hypothesis allows the observation, true or false, is a likelihood too."""

EXACT = "exact"
"""What stands for the exact belief of an environment that lists its hypotheses."""


class Filtered(NamedTuple):
    """The belief after a turn: which hypotheses are left, what they weigh, and whether the turn could be understood."""

    left: NDArray[np.int64]
    weight: Floats
    known: bool


class _Listed(NamedTuple):
    """The hypotheses of an opening, what each is called, by number, and the belief before anything is said."""

    hypotheses: list[Any]
    names: dict[Hashable, int]
    code: NDArray[np.int64]
    before: Filtered


class _Asked(NamedTuple):
    """What is kept of a conversation: its messages, and the belief at its opening and after each turn."""

    history: list[Any]
    listed: _Listed
    beliefs: list[Filtered]


class ExactBelief:
    """Bayes' rule over hypotheses that can be listed.

    ``belief(history)`` returns a distribution, the belief of ``EntropyReduction`` and ``UserModelCuriosity``;
    ``belief(history, answer)`` returns the logarithm of the answer's probability, the scorer of ``InformationGain``.

    It is a function of the history alone. What it keeps of the conversation asked about last only saves work: each turn
    filters the belief before it, over the hypotheses that are left. Asked again, or after a fork goes back, it takes
    up where the two conversations part; so give each of several environments that are stepped in turns a belief of its
    own, though threads may share one. An observation that every hypothesis rules out cannot be told (an empty
    distribution, NaN), and leaves the belief as it was for the turns that follow. The formula stands in
    :mod:`turnwise.reward_shaping.information.posterior`.

    Args:
        hypotheses: what may be true; a list, or ``hypotheses(opening)``.
        likelihood: ``likelihood(hypothesis, history)``; asked once a turn for each hypothesis that is left.
        prior: ``prior(hypothesis)``, its weight before anything is said; all alike if None.
        answer: ``answer(hypothesis)``, what the distribution and ``info["answer"]`` call it; several may have one name.
        batched: ``likelihood`` and ``prior`` take a list of hypotheses and return an array, one number each.
    """

    def __init__(
        self,
        hypotheses: Hypotheses,
        likelihood: Likelihood,
        *,
        prior: Callable[[Any], Any] | None = None,
        answer: Callable[[Any], Hashable] = str,
        batched: bool = False,
    ) -> None:
        self.hypotheses = hypotheses
        self.likelihood = likelihood
        self.prior = prior
        self.answer = answer
        self.batched = batched
        self._last: _Asked | None = None  # replaced as a whole and never changed, so that threads may share a belief

    @classmethod
    def of(cls, env: gym.Env[Any, Any]) -> ExactBelief:
        """Return the exact belief of an environment that lists its hypotheses.

        Args:
            env: has ``hypotheses()``, ``prior()`` and ``likelihoods(hypotheses, history)``
                (:class:`turnwise.envs.base.TextEnv`).

        Raises:
            ValueError: it has not; if it lists none, at the reset.
        """
        world: Any = env.unwrapped
        if not all(callable(getattr(world, name, None)) for name in ("hypotheses", "prior", "likelihoods")):
            raise ValueError(
                f"ExactBelief.of needs an environment with hypotheses(), prior() and likelihoods(hypotheses, history); "
                f"{env} has not all of them. Give ExactBelief the hypotheses and their likelihood yourself."
            )
        return cls(partial(_all_of, world), world.likelihoods, prior=partial(_weights_of, world), batched=True)

    @overload
    def __call__(self, history: Sequence[Any]) -> dict[Any, float]: ...

    @overload
    def __call__(self, history: Sequence[Any], answer: Hashable) -> float: ...

    def __call__(self, history: Sequence[Any], answer: Hashable | None = None) -> dict[Any, float] | float:
        """Return the distribution over answers, or the log-probability of one.

        Args:
            history: observation, action, ..., observation; an action that nothing has answered yet tells nothing.
            answer: whose log-probability to return; minus infinity for one that is ruled out.

        Raises:
            ValueError: there are no hypotheses for this opening.
        """
        listed, (left, weight, known) = self._filter(list(history))
        code = listed.code[left]
        if answer is None:
            shares = np.bincount(code, weights=weight, minlength=len(listed.names)).tolist()
            return {name: share for name, share in zip(listed.names, shares, strict=True) if share and known}
        if not known:
            return math.nan
        share = float(weight[code == listed.names.get(answer, -1)].sum())
        return math.log(share) if share else -math.inf

    def _filter(self, history: list[Any]) -> tuple[_Listed, Filtered]:
        """Return the belief after ``history``, filtered on from where it parts from the last one."""
        turns, last = (len(history) - 1) // 2, self._last
        shared = 0 if last is None else _shared(last.history, history)
        if last is None or not shared:
            listed = self._begin(history[0])
            beliefs = [listed.before]
        elif shared == len(history):
            return last.listed, last.beliefs[turns]
        else:
            listed, beliefs = last.listed, last.beliefs[: max((shared + 1) // 2, 1)]
        for turn in range(len(beliefs), turns + 1):
            beliefs.append(self._told(listed.hypotheses, beliefs[-1], history[: 2 * turn + 1]))
        self._last = _Asked(history, listed, beliefs)
        return listed, beliefs[turns]

    def _begin(self, opening: Any) -> _Listed:
        """List the hypotheses and weigh them."""
        listed = list(self.hypotheses(opening) if callable(self.hypotheses) else self.hypotheses)
        if not listed:
            raise ValueError(f"ExactBelief needs at least one hypothesis; got none for the opening {opening!r:.200}.")
        called = [self.answer(each) for each in listed]
        names = {name: code for code, name in enumerate(dict.fromkeys(called))}
        weight = np.ones(len(called)) if self.prior is None else self._numbers(self.prior, listed)
        belief = posterior(weight, np.ones(len(called)))
        if np.isnan(belief).any():
            raise ValueError("ExactBelief needs prior weights >= 0 of which one is positive; their sum is no such.")
        code = np.array([names[name] for name in called])
        return _Listed(listed, names, code, Filtered(np.arange(len(called)), belief, True))

    def _numbers(self, asked: Callable[..., Any], hypotheses: list[Any], *more: Any) -> Floats:
        """Return what a callable says of each hypothesis."""
        if self.batched:
            return np.asarray(asked(hypotheses, *more), dtype=np.float64)
        return np.array([asked(each, *more) for each in hypotheses], dtype=np.float64)

    def _told(self, listed: list[Any], before: Filtered, history: list[Any]) -> Filtered:
        """Return the belief after one more observation, the last of ``history``."""
        told = self._numbers(self.likelihood, [listed[index] for index in before.left.tolist()], history)
        weight = posterior(before.weight, told)
        if np.isnan(weight).any():
            return before._replace(known=False)
        keep = weight > 0
        return Filtered(before.left[keep], weight[keep], True)


def exact_or(asked: Any, env: gym.Env[Any, Any]) -> Any:
    """Return what a term asks: the environment's exact belief if ``asked`` is ``"exact"``, else ``asked``.

    Args:
        asked: a callable, its dotted path, or ``"exact"``.
        env: the environment that the term wraps.
    """
    return ExactBelief.of(env) if isinstance(asked, str) and asked == EXACT else asked


def _all_of(world: Any, opening: Any) -> Iterable[Any]:
    hypotheses: Iterable[Any] = world.hypotheses()
    return hypotheses


def _weights_of(world: Any, hypotheses: Sequence[Any]) -> Sequence[float]:
    weights: Sequence[float] | None = world.prior()
    return [1.0] * len(hypotheses) if weights is None else weights


def _shared(one: list[Any], other: list[Any]) -> int:
    """Return how many messages two histories share from the start."""
    shared = 0
    for mine, yours in zip(one, other, strict=False):
        if mine is not yours and not _same(mine, yours):
            break
        shared += 1
    return shared


def _same(one: Any, other: Any) -> bool:
    return bool(np.array_equal(one, other)) if isinstance(one, np.ndarray) else bool(one == other)
