"""The Reasoning environment."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..base import CommandEnv, Turn
from ..commands import Call
from . import rules, text
from .source import Source, names

AGAIN = "Let's try again."
SAMPLE = 6


class ReasoningEnv(CommandEnv):
    """Answer a task of reasoning-gym, with several attempts and no other word than "try again" after a wrong one.

    Every dataset of the package ``reasoning-gym`` is one of ours (UFO's unary feedback; RISE's repeated attempts). An
    answer is right if the dataset's own verifier gives it the full score: verifiers that pay for a right answer
    somewhere in a text, or for the form alone, pay nothing here. Answers that a verifier would run as Python, and that
    are no plain values or formulas, count as wrong. The episode ends with a right answer or after the last attempt;
    the reward is 1.0 for a right one.

    For UFO's reward, which falls with every attempt and punishes repeats, wrap ``attempts=1`` in ``Retry``.

    Milestones: ``answered``, ``scored`` (some answer had a score of the verifier's above 0.5), ``solved``. Channels:
    ``state_changed``, ``score`` (the verifier's, of this turn's answer), ``repeated`` (1 where it was given before).

    Args:
        dataset: the name of a dataset, or a list of names of which each episode draws one.
        attempts: how many answers may be given, 1 to 100.
        message: the observation after a wrong answer.
        scoring: ``"strict"``, or ``"graded"``: an episode that ends unsolved is paid the verifier's score of its last
            answer, less than 1.
        config: settings of the dataset's own configuration (for one dataset only).
        dataset_seed: of the dataset; its tasks are drawn by the episode's seed.
        split: ``"all"``, ``"train"`` or ``"test"``, by the content of the question.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.

    Raises:
        ValueError: an argument is not allowed; an unknown dataset is told with the nearest names there are.
        gymnasium.error.DependencyNotInstalled: ``reasoning-gym`` is not installed.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        dataset: str | Sequence[str] = "chain_sum",
        attempts: int = 5,
        message: str = AGAIN,
        scoring: str = "strict",
        config: Mapping[str, Any] | None = None,
        dataset_seed: int = 0,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.whole("attempts", attempts, 1, 100)
        self.choice("scoring", scoring, ("strict", "graded"))
        self.whole("dataset_seed", dataset_seed, 0, 2**31)
        self.require("message", message, isinstance(message, str) and bool(message), "a text")
        self.attempts, self.message, self.scoring = attempts, message, scoring
        wanted = [dataset] if isinstance(dataset, str) else list(dataset)
        self._require_known(wanted)
        self.require(
            "config",
            config,
            config is None or (isinstance(config, Mapping) and len(wanted) == 1),
            "settings of one dataset, or None",
        )
        self.sources = {name: Source(name, config or {}, dataset_seed) for name in wanted}
        if config:
            _ = self.sources[wanted[0]].dataset  # wrong settings are told here

    def _require_known(self, wanted: list[Any]) -> None:
        every = names()
        unknown = [name for name in wanted if name not in every]
        if unknown or not wanted:
            near = difflib.get_close_matches(str(unknown[0]), every, 3) if unknown else []
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise ValueError(
                f"ReasoningEnv needs dataset to be one of reasoning-gym's {len(every)} datasets, or a list of some; "
                f"got dataset={unknown[0] if unknown else wanted!r}.{hint} All: {', '.join(every)}."
            )

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a task of one of the datasets."""
        source = list(self.sources.values())[int(rng.integers(len(self.sources)))]
        return rules.State(source.item(int(rng.integers(source.size))))

    def layout(self, state: rules.State) -> str:
        """Return the question."""
        return f"{state.item.dataset}: {state.item.question}"

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state.item.question, self.attempts)

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Judge an answer."""
        answer = call.arguments[0]
        score = self.sources[state.item.dataset].score(state.item, answer)
        state = rules.transition(state, answer, score)
        return state, text.view(state, self.attempts, self.message), ""

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward a right answer, and end there or after the last attempt."""
        if state.solved:
            return 1.0, True, True
        over = len(state.answers) >= self.attempts
        return (state.scores[-1] if over and self.scoring == "graded" else 0.0), over, False

    def legal(self, state: rules.State) -> list[str]:
        """Return right answers of the tasks that come behind this one in its dataset."""
        source = self.sources[state.item.dataset]
        others = [(state.item.number + step) % source.size for step in range(1, SAMPLE + 1)]
        return [self.commands.write("answer", source.item(number).answer) for number in others]

    def expert(self) -> Iterator[str]:
        """Give an answer that is right."""
        while self._running:
            yield self.commands.write("answer", self.state.item.answer)

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the verifier's score of the turn's answer, and whether it was given before."""
        answered = len(state.answers) > len(before.answers)
        return super().channels(before, state) | {
            "score": state.scores[-1] if answered else 0.0,
            "repeated": float(answered and state.answers[-1] in before.answers),
        }

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report whether something was answered, nearly right, right."""
        return {"answered": bool(state.answers), "scored": max(state.scores, default=0) > 0.5, "solved": state.solved}

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the task and the answers."""
        return {
            "task.dataset": state.item.dataset,
            "task.number": state.item.number,
            "attempts.count": len(state.answers),
            "attempts.left": self.attempts - len(state.answers),
            "answer.last": state.answers[-1] if state.answers else "",
        }

    def answer(self, state: rules.State) -> str:
        """Return a right answer."""
        return state.item.answer

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the dataset, the task's place in it and its difficulty as the dataset tells it."""
        source = self.sources[state.item.dataset]
        told = state.item.entry.get("metadata", {}).get("difficulty", {})
        parameters = {
            "dataset": state.item.dataset,
            "number": state.item.number,
            "config": source.config,
            "difficulty": json.loads(json.dumps(told, default=str)),
            "attempts": self.attempts,
            "split": self.split,
        }
        return super().task(state) | {"parameters": parameters, "optimal_length": 1}
