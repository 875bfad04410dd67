"""The walk behind :func:`~turnwise.reward_shaping.diagnostics.tabular.tabulate.tabulate`: places and their branches."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np

from .state_key import frozen, layers, memory, situation, stop_clocks

MOST_DRAWS = 10_000
"""How often chance is tried until it has gone every way it can."""

ENOUGH = 300
"""States after which a memory that grows on every turn is taken to grow for ever."""


class Unending(Exception):
    """There is no table; says why."""


class Place(NamedTuple):
    """A state where it was first met."""

    snapshot: Any
    state: Any
    situation: Hashable
    memory: dict[str, Hashable]
    observation: Any
    terminated: bool
    truncated: bool
    success: bool
    parent: int
    message: str


class Branch(NamedTuple):
    """What a message leads to: the place, how likely, and what each term pays."""

    to: int
    probability: float
    terms: dict[str, float]


class Exploration:
    """Every state that play reaches, in the order of a breadth-first search.

    Args:
        env: the stack.
        messages: to try everywhere beside the admissible ones.
        turn_limit: keep Gymnasium's turn limit.
        draws: how often a message is played where chance decides and nobody says how.
        snapshot: returns the state of the stack.
        restore: goes back to one.

    Attributes:
        places: the states.
        branches: of each state that goes on, by message.
        exact: whether all probabilities are exact.
    """

    def __init__(
        self,
        env: Any,
        messages: Sequence[str],
        turn_limit: bool,
        draws: int,
        snapshot: Callable[[Any], Any],
        restore: Callable[[Any, Any], None],
    ) -> None:
        self.env, self.snapshot, self.restore = env, snapshot, restore
        self.base = list(layers(env))[-1]
        self.messages, self.turn_limit, self.draws = list(messages), turn_limit, draws
        self.places: list[Place] = []
        self.branches: dict[int, dict[str, list[Branch]]] = {}
        self.exact = True
        self._numbers: dict[Hashable, int] = {}
        self._twins: dict[int, Any] = {}
        self._growing: dict[str, bool] = {}
        self._admissible: list[str] = []
        self._rolled = False

    def begin(self, seed: int) -> None:
        """Reset the stack; its first state is place 0."""
        observation, info = self.env.reset(seed=seed)
        self._arrive(observation, False, False, bool(info.get("success", False)), -1, "")

    def run(self, limit: int) -> None:
        """Walk until nothing is new.

        Raises:
            Unending: there is no end within ``limit`` places, or rewards depend on more than the place.
        """
        for number in range(limit + 1):
            if number == len(self.places):
                break
            self._expand(number)
            self._refuse_growth(limit)
        for number, twin in list(self._twins.items()):
            self._compare(number, twin)

    def wander(self, count: int, rng: np.random.Generator) -> list[tuple[int, str, int]]:
        """Play admissible messages at random, from the start again after every end.

        Args:
            count: of turns.
            rng: chooses the messages.

        Returns:
            Of each turn the numbers of the places before and after it, and the message between.
        """
        turns: list[tuple[int, str, int]] = []
        number = 0
        while len(turns) < count:
            self._go(self.places[number].snapshot)
            messages = self.base.actions()
            message = messages[int(rng.integers(len(messages)))]
            to, _ = self._step(number, self.places[number].snapshot, message, int(rng.integers(2**31)))
            turns.append((number, message, to))
            number = 0 if self.places[to].terminated or self.places[to].truncated else to
        return turns

    def _expand(self, number: int) -> None:
        place = self.places[number]
        if place.terminated or place.truncated:
            return
        self._go(place.snapshot)
        self._admissible = list(self.base.actions())
        messages = dict.fromkeys([*self._admissible, *self.messages])
        self.branches[number] = {message: self._play(number, message) for message in messages}

    def _go(self, snapshot: Any) -> None:
        self.restore(self.env, snapshot)
        if not self.turn_limit:
            stop_clocks(self.env)

    def _play(self, number: int, message: str) -> list[Branch]:
        """Return where a message leads from a place, with every branch of chance."""
        to, terms = self._step(number, self.places[number].snapshot, message)
        if not self._rolled:
            return [Branch(to, 1.0, terms)]
        likely = self._listed(number, message)
        if likely is None:
            return self._drawn(number, message)
        found: dict[Hashable, Branch] = {}
        for draw in range(MOST_DRAWS):
            to, terms = self._step(number, self.places[number].snapshot, message, draw)
            key = situation(self.base)
            if key not in likely:
                raise Unending(f"After {message!r} came a state that the environment's chances() do not list.")
            found[key] = Branch(to, likely[key], terms)
            if len(found) == len(likely):
                return [found[key] for key in likely]
        raise Unending(f"After {message!r} chance has not gone every way in {MOST_DRAWS} draws.")

    def _listed(self, number: int, message: str) -> dict[Hashable, float] | None:
        """Return the probability of each situation that a message leads to, where the environment says."""
        listed = getattr(self.base, "chances", None)
        if listed is None or message not in self._admissible:
            return None
        try:
            chances = listed(self.places[number].state, message)
        except NotImplementedError:
            return None
        likely: dict[Hashable, float] = {}
        for probability, state in chances:
            key = frozen(self.base.situation(state))
            likely[key] = likely.get(key, 0.0) + probability
        return {key: probability for key, probability in likely.items() if probability > 0}

    def _drawn(self, number: int, message: str) -> list[Branch]:
        """Return the branches by how often they were drawn."""
        self.exact = False
        steps = [self._step(number, self.places[number].snapshot, message, draw) for draw in range(self.draws)]
        reached = [to for to, _ in steps]
        return [Branch(to, reached.count(to) / len(reached), terms) for to, terms in dict(steps).items()]

    def _step(self, number: int, snapshot: Any, message: str, draw: int | None = None) -> tuple[int, dict[str, float]]:
        """Play a message and return the number of the place it leads to and what the terms pay."""
        self._go(snapshot)
        if draw is not None:
            self.base.np_random = np.random.default_rng(draw)
        dice = self._dice()
        observation, reward, terminated, truncated, info = self.env.step(message)
        self._rolled = self._dice() != dice
        terms = {term: float(paid) for term, paid in info.get("reward_terms", {"outcome": reward}).items()}
        ended, cut = bool(terminated), bool(truncated) and not terminated
        to = self._arrive(observation, ended, cut, bool(info.get("success", False)), number, message)
        return to, terms

    def _arrive(
        self, observation: Any, terminated: bool, truncated: bool, success: bool, parent: int, message: str
    ) -> int:
        """Return the number of the place where the stack is; a new one if it was never there."""
        remembered = memory(self.env, turns=self.turn_limit)
        over = terminated or truncated
        where = situation(self.base)
        key = where, terminated, truncated, None if over else frozenset(remembered.items())
        number = self._numbers.setdefault(key, len(self.places))
        state = getattr(self.base, "state", None)
        if number == len(self.places):
            taken = self.snapshot(self.env)
            self.places.append(
                Place(taken, state, where, remembered, observation, terminated, truncated, success, parent, message)
            )
        elif not over and number not in self._twins and state != self.places[number].state:
            self._twins[number] = self.snapshot(self.env)
        if parent >= 0:
            self._watch(self.places[parent].memory, remembered)
        return number

    def _watch(self, before: dict[str, Hashable], after: dict[str, Hashable]) -> None:
        """Note which memories have grown on every turn so far."""
        for name, value in after.items():
            old = before.get(name)
            longer = isinstance(value, tuple | frozenset) and isinstance(old, tuple | frozenset)
            grown = longer and len(value) > len(old)  # type: ignore[arg-type]
            self._growing[name] = self._growing.get(name, True) and grown

    def _refuse_growth(self, limit: int) -> None:
        growing = sorted(name for name, grows in self._growing.items() if grows)
        if growing and len(self.places) > min(ENOUGH, limit):
            raise Unending(f"{growing[0]} grows with every turn, so the states have no end.")
        if len(self.places) > limit:
            kinds = {name: len({place.memory.get(name) for place in self.places}) for name in self.places[0].memory}
            kinds["the environment"] = len({key[0] for key in self._numbers})  # type: ignore[index]
            most = max(kinds, key=lambda name: kinds[name])
            raise Unending(f"There are more than limit={limit} states; {most} alone took {kinds[most]} values.")

    def _compare(self, number: int, twin: Any) -> None:
        """Check that a state met in another way pays the same."""
        for message, row in self.branches.get(number, {}).items():
            if len(row) > 1:
                continue
            to, terms = self._step(number, twin, message)
            if to != row[0].to or frozen(terms) != frozen(row[0].terms):
                raise Unending(
                    f"What {message!r} pays depends on more than the state: once {row[0].terms}, once {terms}."
                )

    def _dice(self) -> Any:
        generator = getattr(self.base, "np_random", None)
        return None if generator is None else frozen(generator.bit_generator.state)
