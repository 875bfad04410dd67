"""The Diagnosis environment."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...levels import TEST_SHARE
from ..base import CommandEnv, Turn
from ..commands import Call
from . import rules, solver, text
from .clinic import STEMS, SYMPTOMS, TESTS, clinic

SURE = 0.9


class DiagnosisEnv(CommandEnv):
    """Find a patient's hidden illness by questions and tests that cost, and whose answers may mislead.

    Illnesses, symptoms and tests are invented. The first observation tells how frequent each illness is, how often it
    shows each symptom and each positive test, and what everything costs, so the exact posterior is known: replies are
    independent given the illness, and fixed for the patient. The reward is 1.0 for naming the right illness; the first
    diagnosis ends the episode. Best play is computed by dynamic programming, and the expert plays it;
    ``info["task"]["optimal_value"]`` is the share of patients that it gets right.

    Milestones: ``examined`` (something was asked), ``leading`` (no illness is more probable than the true one),
    ``likely`` (its probability is above one half), ``sure`` (at least 0.9), ``found``. Channels: ``state_changed``,
    ``cost`` (of the turn), ``spent``, ``belief`` (the true illness's exact probability), ``entropy`` (of the
    posterior, bits), ``bits`` (what the turn took off it).

    Args:
        illnesses: 2 to 12.
        symptoms: 1 to 8; asking about one costs 1.
        tests: 1 to 8; ordering one costs 2 to 4. At most 9 symptoms and tests together.
        noise: probability that a symptom misleads, 0 to 0.4; that of a test is half of it.
        budget: what questions and tests may cost together, 1 to 50.
        world: seed of the clinic: names, tables and costs. Other worlds are other clinics.
        split: ``"all"``, or ``"train"`` and ``"test"`` (a fifth of the illnesses, 2 at least), which share none; the
            belief and the best play know it.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        illnesses: int = 6,
        symptoms: int = 5,
        tests: int = 3,
        noise: float = 0.1,
        budget: int = 8,
        world: int = 0,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.whole("illnesses", illnesses, 2, min(12, len(STEMS)))
        self.whole("symptoms", symptoms, 1, min(8, len(SYMPTOMS)))
        self.whole("tests", tests, 1, min(8, len(TESTS)))
        few = symptoms + tests <= solver.MOST_SIGNS and illnesses <= 2 ** (symptoms + tests - 1)
        self.require(
            "tests",
            tests,
            few,
            f"so many that symptoms and tests are at most {solver.MOST_SIGNS} together, "
            "and enough to tell the illnesses apart",
        )
        self.probability("noise", noise, 0.4)
        self.whole("budget", budget, 1, 50)
        self.whole("world", world, 0, 2**31)
        self.settings = (world, illnesses, symptoms, tests, float(noise), budget)
        self.clinic = clinic(*self.settings)
        self.commands = text.commands(self.clinic)
        self.require("illnesses", illnesses, split == "all" or illnesses >= 4, "4 or more where they are split")
        order = sorted(range(illnesses), key=lambda number: zlib.crc32(self.clinic.illnesses[number].encode()))
        test = max(2, illnesses // TEST_SHARE)
        self.allowed = np.sort({"all": order, "test": order[:test], "train": order[test:]}[split])

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a patient."""
        return rules.initial_state(rng, self.clinic, self.allowed)

    def layout(self, state: rules.State) -> str:
        """Return the illness; the split goes by it alone."""
        return self.clinic.illnesses[state.illness]

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(self.clinic, self.commands.accepted())

    def begin(self, options: dict[str, Any]) -> str:
        """Draw a patient with an illness of the split."""
        self.state = self.draw(self.np_random)
        return self.opening(self.state)

    def named(self, call: Call) -> int | None:
        """Return the number of the sign or illness that a call names, or None."""
        first, end = {"ask": (0, self.clinic.symptoms), "order": (self.clinic.symptoms, None)}.get(call.name, (0, None))
        names = self.clinic.illnesses if call.name == "diagnose" else self.clinic.signs[first:end]
        said = " ".join(call.arguments[0].casefold().removeprefix("the ").split())
        return first + names.index(said) if said in names else None

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Look for a sign, or take a diagnosis."""
        number = self.named(call)
        if number is None:
            what = {"ask": "symptom", "order": "test", "diagnose": "illness"}[call.name]
            return state, "", f"There is no {what} {call.arguments[0][:40]!r} in the list."
        if call.name == "diagnose":
            right = number == state.illness
            return state._replace(diagnosis=number), text.diagnosed(self.clinic.illnesses[number], right), ""
        after = rules.examine(state, self.clinic, number)
        if after.spent > self.clinic.budget:
            left = self.clinic.budget - state.spent
            return state, "", f"That costs {self.clinic.costs[number]}, and {left} of the budget is left."
        return after, text.examined(self.clinic, number, state.signs[number], self.clinic.budget - after.spent), ""

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the right diagnosis; any ends the episode."""
        right = state.diagnosis == state.illness
        return float(right), state.diagnosis >= 0, right

    def legal(self, state: rules.State) -> list[str]:
        """Return what can be paid, and every diagnosis."""
        found = []
        for sign, name in enumerate(self.clinic.signs):
            if sign not in state.found and state.spent + self.clinic.costs[sign] <= self.clinic.budget:
                found.append(f"ask about {name}" if sign < self.clinic.symptoms else f"order {name}")
        return found + [f"diagnose {name}" for name in self.clinic.illnesses]

    @property
    def best(self) -> solver.Play:
        """The best play of this clinic and split."""
        return solver.best_play(self.settings, tuple(self.allowed.tolist()))

    def expert(self) -> Iterator[str]:
        """Play best, from what was found so far."""
        while self._running:
            state: rules.State = self.state
            situation = self.best.situation(state.found, state.signs)
            sign = int(self.best.move[situation])
            if sign < 0:
                yield f"diagnose {self.clinic.illnesses[int(self.best.named[situation])]}"
            else:
                yield f"{'ask about' if sign < self.clinic.symptoms else 'order'} {self.clinic.signs[sign]}"

    def hypotheses(self) -> tuple[str, ...]:
        """Return the illnesses of the split."""
        return tuple(self.clinic.illnesses[number] for number in self.allowed.tolist())

    def prior(self) -> list[float]:
        """Return how frequent each is."""
        share = self.clinic.prior[self.allowed]
        return [float(each) for each in share / share.sum()]

    def likelihoods(self, hypotheses: Sequence[str], history: Sequence[str]) -> NDArray[np.float64]:
        """Return how probable the last reply is under each illness."""
        numbers = np.array([self.clinic.illnesses.index(name) for name in hypotheses], dtype=np.int64)
        sign = self.commands.read(history[-2])[0]
        number = None if sign is None else self.named(sign)
        if sign is None or number is None or history[-1].endswith(self.commands.accepted()):
            return np.ones(len(numbers))
        if sign.name == "diagnose":
            right = history[-1].startswith("Right")
            return np.asarray((numbers == number) == right, dtype=np.float64)
        told = [self.heard(number, reply) for reply in history[2::2]]
        if any(each is not None for each in told[:-1]) or told[-1] is None:
            return np.ones(len(numbers))
        chance = self.clinic.chance[numbers, number]
        return np.asarray(chance if told[-1] else 1 - chance)

    def heard(self, sign: int, reply: str) -> bool | None:
        """Return whether a reply says that a sign is there, or None where it speaks of something else."""
        return next((there for there in (True, False) if reply.startswith(text.result(self.clinic, sign, there))), None)

    def answer(self, state: rules.State) -> str:
        """Return the illness."""
        return self.clinic.illnesses[state.illness]

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure costs and the exact belief."""
        belief = rules.belief(self.clinic, self.allowed, state)
        entropy = _entropy(belief)
        return super().channels(before, state) | {
            "cost": float(state.spent - before.spent),
            "spent": float(state.spent),
            "belief": float(belief[state.illness]),
            "entropy": entropy,
            "bits": _entropy(rules.belief(self.clinic, self.allowed, before)) - entropy if before != state else 0.0,
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report how far the illness is known."""
        belief = rules.belief(self.clinic, self.allowed, state)
        mine = float(belief[state.illness])
        return {
            "examined": bool(state.found),
            "leading": bool(state.found) and mine >= float(belief.max()) - 1e-12,
            "likely": mine > 0.5,
            "sure": mine >= SURE,
            "found": state.diagnosis == state.illness,
        }

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the illness, every sign, and what was spent."""
        found: dict[str, str | int | float | bool] = {"patient.illness": self.clinic.illnesses[state.illness]}
        found |= {f"patient.{name}": there for name, there in zip(self.clinic.signs, state.signs, strict=True)}
        return found | {"budget.spent": state.spent, "budget.left": self.clinic.budget - state.spent}

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings and what best play wins."""
        names = ("world", "illnesses", "symptoms", "tests", "noise", "budget")
        settings = {**dict(zip(names, self.settings, strict=True)), "split": self.split}
        return super().task(state) | {"parameters": settings, "optimal_value": float(self.best.value[0])}


def _entropy(belief: np.ndarray) -> float:
    """Return the entropy of a distribution, in bits."""
    shares: list[float] = belief.tolist()
    return -sum(share * math.log2(share) for share in shares if share > 0)
