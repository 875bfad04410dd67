"""The ScienceLab environment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..base import CommandEnv
from ..commands import Call
from . import beliefs, knowledge, levels, measures, policy, possible, solver, told, turns
from .grammar import commands_of
from .names import EXPERIMENTS, QUESTIONS, STATIONS
from .state import RIGHT, RUNNING, State, initial_state


class ScienceLabEnv(CommandEnv):
    """Do an experiment in a small laboratory: bring something about, or find something out.

    After ScienceWorld's tasks (Wang et al. 2022), with a simulator that keeps to causes: substances melt and boil at
    points of their own in what heats and cools, a lamp lights if the circuit allows it, liquids react, plants grow in
    the right soil and light. The hidden properties are drawn from the seed, so that they have to be observed.

    Experiments that bring something about: ``"melt"``, ``"boil"``, ``"freeze"`` (bring a substance of unknown points
    into a phase and deliver it so), ``"mixing"`` (make a product after the book of reactions), ``"growing"`` (find what
    a plant needs until it flowers). Their expert knows everything; its plan is a shortest one from any state
    (``optimal_length``; channel ``goal_distance``, 1000 once the wrong thing was delivered). Experiments that find
    something out: ``"melting_point"``, ``"conductivity"`` (sort things into two boxes) and ``"reaction"`` (which two of
    the liquids react). They give ``info["answer"]``, hypotheses and exact likelihoods, and channels
    ``hypotheses_left`` and ``bits``; their expert goes by what it has seen (``expert_length``). The reward is 1.0 if
    what was delivered, answered or sorted is right; it ends the episode, right or wrong. Nothing else can be spoilt.

    Milestones, by experiment: ``device_ready``, ``sample_on_it``, ``sample_<phase>``;
    ``<product>_made``, ``product_ready``; ``seed_planted``, ``soil_right``, ``light_right`` and the plant's stages;
    ``sample_in_oven``, ``battery_known``, ``<thing>_known``, ``reaction_seen`` with ``half_left`` and ``one_left`` of
    the hypotheses; and ``done``.

    Args:
        experiment: one of those above, or ``"any"``, drawn anew for every episode.
        substances: how many substances, things, liquids or species there are to work with, 3 to 8.
        distractors: how many other stations there are, not needed for the experiment, 0 to 3.
        steps: how many reactions the product of ``"mixing"`` takes, 1 to 3 and fewer than ``substances``.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        experiment: str = "any",
        substances: int = 6,
        distractors: int = 1,
        steps: int = 2,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.choice("experiment", experiment, (*EXPERIMENTS, "any"))
        self.whole("substances", substances, 3, 8)
        self.whole("distractors", distractors, 0, len(STATIONS) - 1)
        self.whole("steps", steps, 1, min(3, substances - 1))
        self.experiment = experiment
        self.knobs: dict[str, Any] = {"substances": substances, "distractors": distractors, "steps": steps}
        self.commands = commands_of(experiment, distractors)
        self._reading: beliefs.Reading | None = None

    def draw(self, rng: np.random.Generator) -> State:
        """Draw an experiment and a laboratory."""
        drawn = EXPERIMENTS[int(rng.integers(len(EXPERIMENTS)))] if self.experiment == "any" else self.experiment
        return initial_state(levels.generate(rng, drawn, **self.knobs))

    def layout(self, state: State) -> str:
        """Return the laboratory with its hidden properties."""
        return repr(state.level)

    def opening(self, state: State) -> str:
        """Return the first observation."""
        return told.opening(state, self.commands.accepted())

    def turn(self, state: State, call: Call) -> tuple[State, str, str]:
        """Do what a command says."""
        return turns.turn(state, call)

    def outcome(self, state: State) -> tuple[float, bool, bool]:
        """Reward what is right, and end with the verdict."""
        right = state.verdict == RIGHT
        return float(right), state.verdict != RUNNING, right

    def legal(self, state: State) -> list[str]:
        """Return the commands that are possible now."""
        return possible.commands(state)

    def plan(self, state: State) -> list[str] | None:
        """Return a shortest plan of an experiment that brings something about."""
        return solver.plan(state)

    def expert(self) -> Iterator[str]:
        """Follow a shortest plan, or find out what is asked from what is seen."""
        if self.state.level.experiment not in QUESTIONS:
            yield from super().expert()
            return
        while self._running:
            yield policy.message(self.state)

    def hypotheses(self) -> tuple[str, ...]:
        """Return every answer that is possible in this laboratory; none where nothing is asked."""
        return () if self.state is None else knowledge.hypotheses(self.state.level)

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return the share of each hypothesis' worlds that would have shown the last observation.

        A world of ``"conductivity"`` says which battery is charged beside what conducts; elsewhere a hypothesis is one
        world, and the likelihood 0 or 1.
        """
        experiment = beliefs.question_of(history[0])
        if not experiment:
            return super().likelihoods(hypotheses, history)
        before = self._read(experiment, history[:-2])
        after = self._reading = beliefs.go_on(before, history[-2], history[-1], self.commands)
        names = knowledge.hypotheses(beliefs.level_of(history[0], experiment))
        old, new = beliefs.shares(before, len(names)), beliefs.shares(after, len(names))
        likely = {name: new[number] / old[number] if old[number] else 0.0 for number, name in enumerate(names)}
        return np.array([likely[name] for name in hypotheses])

    def channels(self, before: State, state: State) -> dict[str, float]:
        """Measure whether anything changed, and the commands left, or what is left of the hypotheses."""
        found = super().channels(before, state)
        if state.level.experiment not in QUESTIONS:
            return found | {"goal_distance": float(solver.distance(state))}
        left = len(knowledge.answers_left(state))
        told_ = np.log2(len(knowledge.answers_left(before)) / left)
        return found | {"hypotheses_left": float(left), "bits": float(told_)}

    def milestones(self, state: State) -> dict[str, bool]:
        """Report how far the experiment is."""
        return measures.milestones(state)

    def facts(self, state: State) -> dict[str, str | int | float | bool]:
        """Report what stands where, how it is, and what is hidden about it."""
        return measures.facts(state)

    def answer(self, state: State) -> str | None:
        """Return what is to be found out, or None where nothing is asked."""
        return knowledge.answer(state.level)

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings, the experiment, and the commands of a shortest plan or of the expert."""
        level, first = state.level, initial_state(state.level)
        asked = level.experiment in QUESTIONS
        known = {"expert_length": policy.length(first, self.commands)} if asked else {}
        known |= {} if asked else {"optimal_length": solver.distance(first)}
        parameters = {"experiment": self.experiment, **self.knobs, "split": self.split}
        return super().task(state) | {"parameters": parameters, "experiment": level.experiment, **known}

    def _read(self, experiment: str, history: Sequence[str]) -> beliefs.Reading:
        """Return what is read from a history, going on from the last reading where it continues that."""
        said = tuple(history)
        if self._reading is not None and said[: len(self._reading.history)] == self._reading.history:
            reading = self._reading
        else:
            reading = beliefs.begin(said[0], experiment)
        for index in range(len(reading.history), len(said), 2):
            reading = beliefs.go_on(reading, said[index], said[index + 1], self.commands)
        return reading
