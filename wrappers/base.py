"""The base class of reward wrappers: one wrapper adds one named term to the reward.

    reward_t = sum of info_t["reward_terms"].values()

holds at every step, for every stack of wrappers (to 1e-9).
"""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NoReturn, Self

import gymnasium as gym
from gymnasium.envs.registration import EnvSpec, WrapperSpec

from . import fork

NEUTRAL = (
    gym.wrappers.TimeLimit,
    gym.wrappers.OrderEnforcing,
    gym.wrappers.PassiveEnvChecker,
    gym.wrappers.RecordEpisodeStatistics,
    gym.wrappers.Autoreset,
    gym.ObservationWrapper,
    gym.ActionWrapper,
)
"""Gymnasium's wrappers that leave the reward alone."""


class RewardTerm(gym.Wrapper[Any, Any, Any, Any]):
    """Add one term to the reward and write it into ``info["reward_terms"]``.

    A subclass sets ``term``, names its episode state in ``memory``, sets that state in :meth:`begin` and returns what
    a turn earns from :meth:`turn_reward`. On an environment without a ledger the reward below becomes the term
    ``outcome``; where a foreign wrapper below has changed the reward, the change becomes a term of its class's name.

    Args:
        env: the environment; its layers must not already pay a term of this name.
        name: another name for the term.

    Raises:
        ValueError: if an inner wrapper already adds a term of this name.

    Attributes:
        only_noted: the names in ``memory`` that no reward depends on: they are kept to write late values alone.
        arguments: what the constructor was given beside ``env``, by name. If it is all plain data ``env.spec`` can
            rebuild the wrapper; with a live object in it rebuilding is refused.
    """

    term: str = ""
    memory: ClassVar[tuple[str, ...]] = ()
    only_noted: ClassVar[tuple[str, ...]] = ()
    can_be_negative: bool = True

    arguments: dict[str, Any]
    _starts_ledger = False

    def __new__(cls, *args: Any, **keywords: Any) -> Self:
        """Note the arguments as they were given."""
        self = super().__new__(cls)
        given = inspect.signature(cls.__init__).bind_partial(self, *args, **keywords).arguments
        self.arguments = {key: as_lists(value) for key, value in list(given.items())[2:]}
        return self

    def __init__(self, env: gym.Env[Any, Any], *, name: str | None = None) -> None:
        super().__init__(env)
        self.term = self.term if name is None else name
        if not isinstance(self.term, str) or not self.term or self.term == "outcome":
            raise ValueError(
                f"{type(self).__name__} needs a name for its term, a non-empty string other than 'outcome' "
                f"(the environment's own); got {self.term!r}."
            )
        self._foreign = self._look_below(env)
        self._link()

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Set the state of an episode; called by :meth:`reset` with what it returns."""

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what this turn earns.

        Args:
            action: what the agent did.
            observation: what it sees next.
            reward: what the layers below paid for the turn.
            terminated: the episode ended by its own rules; wins where both flags are set.
            truncated: the episode was cut.
            info: of this turn, with the terms of the layers below.
        """
        raise NotImplementedError

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset the environment and this term's state."""
        observation, info = self.env.reset(seed=seed, options=options)
        if self._starts_ledger or "reward_terms" not in info:
            self._starts_ledger, info["reward_terms"] = True, {}
        self._link()
        self.begin(observation, info)
        return observation, info

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Step the environment, add the term and write it down.

        Where reward terms stand directly in one another the outermost does this for all of them, innermost first.
        """
        observation, reward, terminated, truncated, info = self._below.step(action)
        reward = float(reward)
        if self._foreign_below:
            self._bottom._mend(reward, info)
        terms = info["reward_terms"]
        for term, turn_reward in self._chain:
            terms[term] = paid = turn_reward(action, observation, reward, terminated, truncated, info)
            reward += paid
        return observation, reward, terminated, truncated, info

    def write_late(self, info: dict[str, Any], values: Sequence[float | None]) -> None:
        """Write the exact value of each turn, for a term that was paid as a lump on the last step.

        Args:
            info: of the last step.
            values: length T, one a turn, None where it is missing; they sum to what the term has paid over the episode.
        """
        info.setdefault("late", {})[self.term] = values

    def snapshot(self) -> Any:
        """Return the state of this stack, from here inwards, for :meth:`restore`."""
        return fork.snapshot(self)

    def restore(self, state: Any) -> None:
        """Go back to what :meth:`snapshot` returned."""
        fork.restore(self, state)

    @property
    def spec(self) -> EnvSpec | None:  # type: ignore[override] # as in gym.Wrapper
        """The environment's spec with this wrapper added; it says so where the wrapper cannot be rebuilt."""
        if self._cached_spec is None and self.env.spec is not None:
            cls = type(self)
            entry_point, kwargs = f"{cls.__module__}:{cls.__name__}", self.arguments
            live = [key for key, value in kwargs.items() if not is_plain(value)]
            if live:
                entry_point, kwargs = f"{__name__}:refuse_to_rebuild", {"wrapper": cls.__name__, "live": live}
            spec = EnvSpec.from_json(self.env.spec.to_json())
            spec.additional_wrappers += (WrapperSpec(cls.class_name(), entry_point, kwargs),)
            self._cached_spec = spec
        return self._cached_spec

    def _mend(self, reward: float, info: dict[str, Any]) -> None:
        """Begin the ledger where nothing below keeps one; write down what a foreign wrapper below has changed."""
        if self._starts_ledger:
            info["reward_terms"] = {"outcome": reward}
        terms = info["reward_terms"]
        correction = reward - sum(terms.values()) if self._foreign else 0.0
        if correction:
            terms[self._foreign] = terms.get(self._foreign, 0.0) + correction

    def _link(self) -> None:
        """Find the reward terms that stand directly in this one and do not step in a way of their own."""
        layer = self.env
        linked = isinstance(layer, RewardTerm) and type(layer).step is RewardTerm.step and "step" not in vars(layer)
        inner: Any = layer if linked else None
        self._bottom: RewardTerm = inner._bottom if linked else self
        self._below: gym.Env[Any, Any] = self._bottom.env
        self._foreign_below = self._bottom._starts_ledger or bool(self._bottom._foreign)
        self._chain: list[tuple[str, Callable[..., float]]] = list(inner._chain) if linked else []
        self._chain.append((self.term, self.turn_reward))

    def _look_below(self, env: gym.Env[Any, Any]) -> str:
        """Refuse a second term of this name; return the name of a foreign wrapper that may change the reward."""
        foreign, ledger = "", False
        layer = env
        while isinstance(layer, gym.Wrapper):
            if isinstance(layer, RewardTerm):
                ledger = True
                if layer.term == self.term:
                    raise ValueError(
                        f"{type(self).__name__} adds the reward term {self.term!r}, but an inner wrapper already "
                        f"added it ({layer}). Remove one, or give another `name`."
                    )
            elif not ledger and not foreign and _may_change_reward(layer):
                foreign = type(layer).__name__
            layer = layer.env
        return foreign


def _may_change_reward(layer: gym.Wrapper[Any, Any, Any, Any]) -> bool:
    ours = type(layer).__module__.startswith(__package__ or "turnwise")
    return not ours and not isinstance(layer, NEUTRAL) and type(layer).step is not gym.Wrapper.step


def as_lists(value: Any) -> Any:
    """Return ``value`` with every tuple in it a list, as JSON has it.

    Args:
        value: anything; what holds no tuple is returned as it is.
    """
    if isinstance(value, list | tuple):
        return [as_lists(each) for each in value]
    return {key: as_lists(each) for key, each in value.items()} if isinstance(value, dict) else value


def is_plain(value: Any) -> bool:
    """Whether ``value`` survives a round trip through JSON."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError):
        return False


def load(target: Callable[..., Any] | str) -> Callable[..., Any]:
    """Return a callable, given itself or its dotted path ``"package.module:name"``.

    Raises:
        ValueError: if the path does not lead to a callable.
    """
    if callable(target):
        return target
    module_name, _, name = target.partition(":") if isinstance(target, str) else ("", "", "")
    try:
        found: Any = importlib.import_module(module_name)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"A callable is given as itself or as the dotted path 'package.module:name'; {target!r} leads nowhere "
            f"({error}). Check the spelling and that the module can be imported here."
        ) from error
    if not callable(found):
        raise ValueError(f"The dotted path {target!r} leads to {found!r}, which cannot be called.")
    loaded: Callable[..., Any] = found
    return loaded


def refuse_to_rebuild(env: gym.Env[Any, Any], wrapper: str, live: list[str]) -> NoReturn:
    """Raise: this wrapper was made with objects that a spec cannot hold.

    Raises:
        ValueError: always.
    """
    raise ValueError(
        f"{wrapper} on {env} was made with live objects ({', '.join(live)}) and cannot be rebuilt from its spec. "
        "Give them as dotted paths ('package.module:name'), or make the wrapper again by hand."
    )
