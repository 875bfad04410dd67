"""The Taxi environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import GridEnv
from . import levels, policy, rules, solver, text

MOST_STATIONS_OF_TWO = 6


class TaxiEnv(GridEnv):
    """Fetch every passenger and take each to the station where they want to go.

    The rules are Gymnasium's Taxi (Dietterich 2000), on a city drawn from the seed and with one or more passengers for
    a taxi with one seat. The reward is 1.0 when all are delivered. A pick-up or drop-off that is not possible is valid
    but has no effect; the observation says why (in a message with several commands: why the last one had none).

    Milestones: ``passenger_1_picked_up`` (in the taxi or delivered), ``passenger_1_delivered``, ... Channels:
    ``goal_distance`` (exact commands left; in rain or with fickle passengers the expected number under the optimal
    policy), ``state_changed``, ``delivered``.

    Args:
        size: cells a side, 3 to 12.
        stations: number of stations, 2 to 8.
        walls: walls between columns, each one cell long, at most ``(size - 1) ** 2``.
        passengers: number of passengers, 1 to 3; each waits at a station of their own.
        classic: play in Dietterich's city; leave ``size``, ``stations`` and ``walls`` alone.
        rain: probability, up to 0.5, that a move drifts to either side.
        fickle: probability that a passenger chooses another destination on the first move after they first got in.
            With rain or fickle passengers at most 2 passengers (and, for 2, at most 6 stations), and the expert plays
            the policy that needs the fewest commands on average (``info["task"]["expected_length"]``).
        min_solution: fewest commands of a shortest plan (in a city without rain and fickle passengers).
        max_solution: most commands of a shortest plan, or None for any number.
        observation: ``"ascii"``, ``"coordinates"``, ``"sentences"`` or ``"egocentric"`` (two cells around).
        moves_per_turn: the most commands in one message.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    grammar = text.GRAMMAR

    def __init__(
        self,
        *,
        size: int = 5,
        stations: int = 4,
        walls: int = 6,
        passengers: int = 1,
        classic: bool = False,
        rain: float = 0.0,
        fickle: float = 0.0,
        min_solution: int = 1,
        max_solution: int | None = None,
        observation: str = "ascii",
        moves_per_turn: int = 1,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            observation=observation,
            moves_per_turn=moves_per_turn,
            split=split,
            render_mode=render_mode,
            info_keys=info_keys,
        )
        self.whole("size", size, 3, 12)
        self.whole("stations", stations, 2, len(text.STATIONS))
        self.whole("walls", walls, 0, levels.most_walls(size))
        self.require("classic", classic, isinstance(classic, bool), "True or False")
        drawn = (size, stations, walls) != (5, 4, 6)
        self.require("classic", classic, not (classic and drawn), "False with other sizes, stations or walls")
        self.probability("rain", rain, 0.5)
        self.probability("fickle", fickle, 1)
        self.stochastic = bool(rain or fickle)
        self.whole("passengers", passengers, 1, min(2 if self.stochastic else 3, stations))
        if self.stochastic and passengers > 1:  # the policy of more takes too long
            self.whole("stations", stations, 2, MOST_STATIONS_OF_TWO)
        self.whole("min_solution", min_solution, 1, 200)
        if max_solution is not None:
            self.whole("max_solution", max_solution, min_solution, 200)
        self.knobs: dict[str, Any] = dict(size=size, stations=stations, walls=walls, passengers=passengers)
        self.knobs |= dict(classic=classic, rain=float(rain), fickle=float(fickle))
        self.knobs |= dict(min_solution=min_solution, max_solution=max_solution)

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a city, the taxi's start and the passengers."""
        return rules.initial_state(levels.generate(rng, **self.knobs))

    def layout(self, state: rules.State) -> str:
        """Return the city, the start and the passengers' plans."""
        return repr(state.level)

    def move(self, state: rules.State, command: str) -> rules.State:
        """Drive, pick up or drop off; rain and fickle passengers draw from the environment's generator."""
        if not self.stochastic or command not in rules.STEPS:
            return rules.transition(state, command)
        level, rng, drift, wish = state.level, self.np_random, 0, None
        if level.rain:
            chance = rng.random()
            drift = 0 if chance >= level.rain else -1 if chance < level.rain / 2 else 1
        passenger = rules.wavering(state)
        if passenger >= 0 and rng.random() < level.fickle:
            other = int(rng.integers(len(level.stations) - 1))
            wish = other + (other >= state.goals[passenger])
        return rules.transition(state, command, drift, wish)

    def situation(self, state: rules.State) -> tuple[Any, ...]:
        """Return all but the note on the last command."""
        return state[:5]

    def chances(self, state: rules.State, command: str) -> list[tuple[float, rules.State]]:
        """Return where rain and a fickle passenger may take a move."""
        level = state.level
        drifts = [(1 - level.rain, 0), (level.rain / 2, -1), (level.rain / 2, 1)] if level.rain else [(1.0, 0)]
        wishes: list[tuple[float, int | None]] = [(1.0, None)]
        passenger = rules.wavering(state)
        if passenger >= 0:
            others = [station for station in range(len(level.stations)) if station != state.goals[passenger]]
            wishes = [(1 - level.fickle, None), *((level.fickle / len(others), other) for other in others)]
        if command not in rules.STEPS:
            drifts, wishes = [(1.0, 0)], [(1.0, None)]
        return [
            (likely * wished, rules.transition(state, command, drift, wish))
            for likely, drift in drifts
            for wished, wish in wishes
            if likely * wished
        ]

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward that all are delivered and end there."""
        if state.solved:
            return 1.0, True, True
        return 0.0, False, False

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state, self.observation, self.moves_per_turn)

    def view(self, before: rules.State, state: rules.State) -> str:
        """Return what is seen now; a note belongs to the turn that made it only."""
        if state.note and before is state:
            state = state._replace(note="")
        return text.view(state, self.observation)

    def plan(self, state: rules.State) -> list[str]:
        """Return a shortest plan, or the best next command where chance plays."""
        if self.stochastic:
            return [] if state.solved else [policy.policy(state.level).best(state)]
        return solver.table(state.level).plan(state)

    def foresee(self, state: rules.State, commands: Sequence[str]) -> rules.State | None:
        """Return where the commands lead, or None where chance plays."""
        return None if self.stochastic else super().foresee(state, commands)

    def legal(self, state: rules.State) -> list[str]:
        """Return the commands that have an effect."""
        return [command for command in rules.COMMANDS if not rules.transition(state, command).note]

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the commands that are left, whether anything changed, and how many are delivered."""
        return {
            "goal_distance": self._distance(state),
            "state_changed": float(before[1:4] != state[1:4]),
            "delivered": float(state.places.count(rules.DELIVERED)),
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report who was picked up and who was delivered."""
        found = {}
        for index, place in enumerate(state.places):
            found[f"passenger_{index + 1}_picked_up"] = place < 0
            found[f"passenger_{index + 1}_delivered"] = place == rules.DELIVERED
        return found

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report where the taxi, the stations and the passengers are."""
        level, size = state.level, state.level.size
        found: dict[str, str | int | float | bool] = {
            "taxi.row": state.cell // size,
            "taxi.column": state.cell % size,
            "taxi.occupied": rules.IN_TAXI in state.places,
        }
        for name, cell in zip(text.STATIONS, level.stations, strict=False):
            found |= {f"{name.lower()}.row": cell // size, f"{name.lower()}.column": cell % size}
        for index, (place, goal) in enumerate(zip(state.places, state.goals, strict=True)):
            found[f"passenger_{index + 1}.place"] = text.place_name(place)
            found[f"passenger_{index + 1}.destination"] = text.STATIONS[goal]
        return found

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings and the commands of a shortest plan (where chance plays: their expected number)."""
        length = self._distance(rules.initial_state(state.level))
        known = {"expected_length": length} if self.stochastic else {"optimal_length": int(length)}
        return super().task(state) | {"parameters": {**self.knobs, "split": self.split}} | known

    def _distance(self, state: rules.State) -> float:
        if self.stochastic:
            return policy.policy(state.level).value(state)
        return float(solver.table(state.level).distance(state.cell, state.places))
