"""Curiosity: pay for what the agent has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gymnasium as gym

from ...reward_shaping.intrinsic.bonus import METHODS, Bonus, compose
from ..scored_term import ScoredTerm, note_version
from .features import Embed, Feature
from .memory import Kept, Memory, make_bonus


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
        weight: β, of the whole term. 0.5 is the published weight of counts and RIDE; over a long episode that is more
            than an outcome of 1.
        decay: κ: the weight fades as β(1 - κ)^n over the n turns of the run.
        normalise: divide by the running standard deviation over the run.
        dimension: of n-gram vectors.
        memory: a :class:`~turnwise.wrappers.intrinsic.memory.Memory` shared with other environments; its own if None.
        frozen: pay without changing any memory that outlives the episode, as for evaluation.
        options: of the method.
        name: another name for the term; places in a shared memory go by it.

    Raises:
        ValueError: the method, an option, the scope or the feature is unknown; at the reset, if the environment does
            not report the feature, or scope task has neither ``info["task"]`` nor a seed to go by.

    Attributes:
        shared: the memory that outlives episodes.
        frozen: may be set between episodes.
    """

    term = "curiosity"
    memory = ("recalled",)

    def __init__(
        self,
        env: gym.Env[Any, Any],
        method: str = "counts",
        *,
        scope: str | None = None,
        feature: str | Sequence[str] | Embed = "text",
        ignore: Sequence[str] = (),
        weight: float = 0.5,
        decay: float = 0.0,
        normalise: bool = False,
        dimension: int = 128,
        memory: Memory | None = None,
        frozen: bool = False,
        options: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.composition = compose(method, scope, options)
        self.feature = Feature(feature, ignore, dimension)
        self.weight = weight
        self.frozen = frozen
        self.shared = Memory() if memory is None else memory
        self._parts: list[tuple[str, str, Bonus | None, bool]] = []
        for index, part in enumerate(self.composition.parts):
            place = f"{self.term}/{index}/{part.method}"
            own = make_bonus(part.method, part.options) if part.scope == "episode" else None
            if own is None:
                self.shared.open(place, part.method, part.options)
            self._parts.append((place, part.scope, own, METHODS[part.method].needs == "vector"))
        self._by_task = any(scope == "task" for _, scope, _, _ in self._parts)
        self._scale = f"{self.term}/scale" if decay or normalise else ""
        if self._scale:
            self.shared.open(self._scale, "scale", {"decay": decay, "normalise": normalise})
        self._outlives = bool(self._scale) or any(own is None for _, _, own, _ in self._parts)
        self.can_be_negative = weight < 0 or any(METHODS[p.method].can_be_negative for p in self.composition.parts)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset the environment; the seed names the task where nothing else does."""
        self._seed = seed
        return super().reset(seed=seed, options=options)

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Look at the first state, and forget the last episode."""
        seen = self.feature.look(observation, info)
        self._last = self._features(seen) if seen is not None else None
        self._task = self._task_of(info) if self._by_task else ""
        self._turn = 0
        for place, _, own, vector in self._parts:
            if own is not None:
                own.forget()
                if self._last is not None:
                    own.start(self._last[vector])
            learner = self.shared.version(place) if own is None else own.learner
            if learner is not None:
                note_version(self.term if len(self._parts) == 1 else place, learner, info)

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return the bonus of the state that was reached."""
        seen = self.feature.look(observation, info)
        if seen is None:
            return self.paid(float("nan"), info)
        after, learn = self._features(seen), not self.frozen
        before = after if self._last is None else self._last
        turn, first = self._turn, self._turn == 0
        bonuses = []
        for place, scope, own, vector in self._parts:
            if own is not None:
                bonuses.append(own.bonus(before[vector], action, after[vector]))
                continue
            task = self._task if scope == "task" else ""
            bonuses.append(
                self.shared.pay(place, task, before[vector], action, after[vector], first=first, learn=learn)
            )
        self._last, self._turn = after, turn + 1
        bonus = self.composition.combine(bonuses, turn)
        if self._scale and bonus == bonus:
            bonus = self.shared.pay(self._scale, "", None, None, bonus, learn=learn)
        return self.paid(self.weight * bonus, info)

    @property
    def recalled(self) -> Kept:
        """What the episode remembers, and the memory that outlives it; setting it restores both in place."""
        own = [bonus.state() for _, _, bonus, _ in self._parts if bonus is not None]
        shared = self.shared.kept() if self._outlives else None
        return Kept((self._last, self._task, self._turn, own, shared))

    @recalled.setter
    def recalled(self, kept: Kept) -> None:
        self._last, self._task, self._turn, own, shared = kept.state
        owned = [bonus for _, _, bonus, _ in self._parts if bonus is not None]
        for bonus, state in zip(owned, own, strict=True):
            bonus.load_state(state)
        if shared is not None:
            self.shared.recall(shared)

    def _features(self, seen: Any) -> tuple[Any, Any]:
        """Return the key and the vector of a state, as far as they are needed."""
        vectors = [vector for _, _, _, vector in self._parts]
        return (
            self.feature.key(seen) if not all(vectors) else None,
            self.feature.vector(seen) if any(vectors) else None,
        )

    def _task_of(self, info: dict[str, Any]) -> str:
        task = info.get("task")
        if task and "id" in task:
            return str(task["id"])
        if self._seed is None:
            raise ValueError(
                f"Curiosity of scope 'task' needs info['task']['id'], which {self.env} does not report, or a reset "
                "with a seed to tell tasks apart. Give a seed, or another scope."
            )
        return f"seed {self._seed}"
