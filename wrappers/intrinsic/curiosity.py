"""Curiosity: pay for what the agent has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar, NamedTuple

import gymnasium as gym

from ...reward_shaping.intrinsic.bonus import Bonus, compose
from ..scored_term import ScoredTerm, note_version
from .features import Embed, Feature
from .memory import Kept, Memory, make_bonus, memory_of

WEIGHT = 0.5
"""The published weight of counts and of RIDE (impact-driven exploration)."""


class _Part(NamedTuple):
    """A method at work.

    Attributes:
        place: in the memory.
        scope: of the method's memory.
        own: the method, where its memory is the episode's; else it stands in the shared memory.
        needs: the feature it is called with.
        can_be_negative: whether it may take away.
    """

    place: str
    scope: str
    own: Bonus | None
    needs: str
    can_be_negative: bool


class Curiosity(ScoredTerm):
    """Pay an intrinsic bonus for the state that a turn reached.

    The methods stand in :mod:`turnwise.reward_shaping.intrinsic`, each with its formula, options and doubts; a user's
    own is a class registered with :func:`turnwise.reward_shaping.intrinsic.method`. The state an episode starts in
    pays nothing and counts as seen, from the episode's first turn on: a reset alone changes no memory that outlives
    the episode. A state whose feature is missing pays nothing, is listed in ``info["missing"]`` and not remembered.

    Args:
        env: the environment.
        method: the name of a method or of a composition of methods.
        scope: of the memory: ``"episode"``, ``"task"`` (by ``info["task"]["id"]``, or else the seed of the reset),
            ``"run"``, ``"both"`` (episode × run); the method's own if None.
        feature: what is looked at: ``"text"``, ``"ngrams"``, ``"facts"``, a list of names of facts,
            ``"channel:NAME"``, or ``embed(observation, info)`` as a callable or dotted path (any sentence embedder).
        ignore: what is no news in a text: ``"digits"``, ``"timestamps"``, ``"ids"``, ``"space"``, ``"case"``, or
            ``"re:PATTERN"``.
        weight: β, of the whole term. Over a long episode the published 0.5 is worth more than an outcome of 1.
        decay: κ: the weight fades as β(1 - κ)^n over the n turns of the run.
        normalise: divide by the running standard deviation over the run.
        dimension: of n-gram vectors.
        memory: a :class:`~turnwise.wrappers.intrinsic.memory.Memory` shared with other environments, or the dotted
            path of a function that returns it; its own if None.
        frozen: pay without changing any memory that outlives the episode, as for evaluation.
        options: of the method.
        learner: what a method such as ``"rnd"`` reads, or a function that makes it, or its dotted path: the option of
            that name. Update it with finished episodes; other wrappers may read the same.
        name: another name for the term; places in a shared memory go by it.

    Raises:
        ValueError: the method, an option, the scope or the feature is unknown; at the reset, if the environment does
            not report the feature, or scope task has neither ``info["task"]`` nor a seed to go by.

    Attributes:
        shared: the memory that outlives episodes.
        frozen: may be set between episodes.
    """

    term = "curiosity"
    memory: ClassVar[tuple[str, ...]] = ("recalled",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        method: str = "counts",
        *,
        scope: str | None = None,
        feature: str | Sequence[str] | Embed = "text",
        ignore: Sequence[str] = (),
        weight: float = WEIGHT,
        decay: float = 0.0,
        normalise: bool = False,
        dimension: int = 128,
        memory: Memory | str | None = None,
        frozen: bool = False,
        options: Mapping[str, Any] | None = None,
        learner: Any = None,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.feature = Feature(feature, ignore, dimension)
        self.weight = weight
        self.frozen = frozen
        self.shared = memory_of(memory)
        try:
            composed = compose(method, scope, options if learner is None else {**(options or {}), "learner": learner})
        except ImportError as error:
            raise gym.error.DependencyNotInstalled(str(error)) from error
        self._combine = composed.combine
        self._parts = [
            self._opened(f"{index}/{part.method}", part.method, part.scope, part.options)
            for index, part in enumerate(composed.parts)
        ]
        for learner in self.learners:
            if getattr(learner, "feature", self) is None:
                learner.feature = self.feature.vector
        self._needs = list(dict.fromkeys(part.needs for part in self._parts))
        self._by_task = any(part.scope == "task" for part in self._parts)
        scale = {"decay": decay, "normalise": normalise}
        self._scale = self._opened("scale", "scale", "run", scale) if decay or normalise else None
        self._outlives = self._scale is not None or any(part.own is None for part in self._parts)
        self.can_be_negative = weight < 0 or any(part.can_be_negative for part in self._parts)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset the environment; the seed names the task where nothing else does."""
        self._seed = seed
        return super().reset(seed=seed, options=options)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Look at the first state, and forget the last episode."""
        seen = self.first_seen(observation, info)
        self._last = None if seen is None else self._features(seen)
        self._task = self._task_of(info) if self._by_task else ""
        self._turn = 0
        for part in self._parts:
            if part.own is not None:
                part.own.forget()
                if self._last is not None:
                    part.own.start(self._last[part.needs])
            self._note(part, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the bonus of the state that was reached."""
        seen = self.seen(action, observation, info)
        return self.paid(float("nan") if seen is None else self.weight * self.bonus(action, seen), info)

    def first_seen(self, observation: Any, info: dict[str, Any]) -> Any:
        """Return what is looked at in the state an episode starts in; None if nothing is.

        Args:
            observation: of the reset.
            info: of the reset.
        """
        seen = self.feature.look(observation, info)
        self.feature.require(seen, type(self).__name__, self.env, info)
        return seen

    def seen(self, action: Any, observation: Any, info: dict[str, Any]) -> Any:
        """Return what is looked at after a turn; None where it is missing.

        Args:
            action: what the agent did.
            observation: what it sees next.
            info: of the turn.
        """
        return self.feature.look(observation, info)

    def bonus(self, action: Any, seen: Any) -> float:
        """Return what a turn is worth before its weight, and take it in.

        Args:
            action: what the agent did.
            seen: what was looked at, not None.
        """
        after, learn, last = self._features(seen), not self.frozen, self._last
        before = after if last is None else last
        first = self._turn == 0 and last is not None
        bonuses = []
        for place, scope, own, needs, _ in self._parts:
            if own is not None:
                bonuses.append(own.bonus(before[needs], action, after[needs]))
                continue
            task = self._task if scope == "task" else ""
            bonuses.append(self.shared.pay(place, task, before[needs], action, after[needs], first=first, learn=learn))
        worth = self._combine(bonuses, self._turn)
        self._last = after
        self._turn += 1
        if self._scale is None or worth != worth:
            return worth
        return self.shared.pay(self._scale.place, "", None, None, worth, learn=learn)

    @property
    def learners(self) -> list[Any]:
        """The learners that the methods read, to be trained between episodes.

        One without a feature of its own is given that of the first wrapper that reads it. Environments in processes of
        their own hold copies: ``envs.set_attr("learners", [[learner]] * n)`` hands each a trained one.
        """
        here = isinstance(self.shared, Memory)  # and not in another process
        owned = [part.own.learner for part in self._parts if part.own is not None]
        shared = [self.shared.learner(part.place) for part in self._parts if here and part.own is None]
        return [learner for learner in owned + shared if learner is not None]

    @learners.setter
    def learners(self, learners: Sequence[Any]) -> None:
        known = len(self.learners)
        if len(learners) != known:
            raise ValueError(
                f"{type(self).__name__} reads {known} learners; got {len(learners)} to put in their place."
            )
        left = list(learners)
        for own in [part.own for part in self._parts if part.own is not None and part.own.learner is not None]:
            own.learner = left.pop(0)
        for part in (part for part in self._parts if part.own is None and left):
            if self.shared.learner(part.place) is not None:
                self.shared.teach(part.place, left.pop(0))

    @property
    def recalled(self) -> Kept:
        """What the episode remembers, and the memory that outlives it; setting it restores both in place."""
        own = [part.own.state() for part in self._parts if part.own is not None]
        return Kept((self._last, self._task, self._turn, own, self.shared.kept() if self._outlives else None))

    @recalled.setter
    def recalled(self, kept: Kept) -> None:
        self._last, self._task, self._turn, own, shared = kept.state
        for bonus, state in zip([part.own for part in self._parts if part.own is not None], own, strict=True):
            bonus.load_state(state)
        if shared is not None:
            self.shared.recall(shared)

    def _opened(self, place: str, method: str, scope: str, options: Mapping[str, Any]) -> _Part:
        place = f"{self.term}/{place}"
        if scope != "episode":
            return _Part(place, scope, None, *self.shared.open(place, method, options))
        own = make_bonus(method, options)
        return _Part(place, scope, own, own.needs, own.can_be_negative)

    def _features(self, seen: Any) -> dict[str, Any]:
        return {needs: self.feature.of(seen, needs) for needs in self._needs}

    def _note(self, part: _Part, info: dict[str, Any]) -> None:
        """Write down which version of a learner pays."""
        learned = self.shared.version(part.place) if part.own is None else part.own.learned
        if learned is not None:
            asked = SimpleNamespace(identity=learned[0], version=learned[1])
            note_version(self.term if len(self._parts) == 1 else part.place, asked, info)

    def _task_of(self, info: dict[str, Any]) -> str:
        task = info.get("task")
        if task and "id" in task:
            return str(task["id"])
        if self._seed is None:
            raise ValueError(
                f"{type(self).__name__} of scope 'task' needs info['task']['id'], which {self.env} does not report, or "
                "a reset with a seed to tell tasks apart. Give a seed, or another scope."
            )
        return f"seed {self._seed}"
