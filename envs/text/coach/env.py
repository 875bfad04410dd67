"""The Coach environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..dialogue.env import DialogueEnv
from ..dialogue.interview import Interview
from ..dialogue.rules import Level, State
from ..dialogue.user import User
from . import fitness as levels
from . import lifestyles as ways
from . import rules, text


class CoachEnv(DialogueEnv):
    """Find out a client's way of life and fitness in conversation, then hand out the plan that is made for both.

    After the fitness dialogues of "Enhancing Personalized Multi-Turn Dialogue with Curiosity Reward" (CURIO). The
    client does not name their type, but tells in plain language what is typical of it: when they get up, their work,
    their evenings, whom they live with, how they travel; stairs, running, training. The reward is 1.0 for the
    right plan; the first one ends the episode. The hidden type is ``info["answer"]``, as in "night nurse, fair", and
    the facts ``user.lifestyle`` and ``user.fitness``.

    The expert asks what is expected to tell most, then hands out the likeliest plan. With ``candour`` below 1 nobody is
    certain to succeed.

    Milestones: ``lifestyle_asked``, ``lifestyle_known``, ``fitness_asked``, ``fitness_known``, ``solved``. Channels:
    those of every dialogue: ``questions``, ``understood``, ``user_silent``, ``bits_left``, ``parts_right``.

    Args:
        lifestyles: for how many ways of life there are plans, 2 to 16; they are drawn.
        patience: how many questions the client answers, 1 to 100.
        candour: probability of a complete answer.
        user: who plays the client: None for the rules, a callable ``user(persona, conversation)``, or a text
            ``"http://host:port/v1#model"``.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS
    verdicts = text.VERDICTS

    def __init__(
        self,
        *,
        lifestyles: int = 8,
        patience: int = 8,
        candour: float = 1.0,
        user: User | str | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(
            patience=patience,
            candour=candour,
            user=user,
            split=split,
            render_mode=render_mode,
            info_keys=info_keys,
        )
        self.whole("lifestyles", lifestyles, 2, len(ways.LIFESTYLES))
        self.lifestyles = lifestyles
        parts = [ways.LIFESTYLE_PART, levels.FITNESS_PART]
        self._interview = Interview(parts, [*ways.TOPICS, *levels.TOPICS], self.candour, 0.0)

    def draw(self, rng: np.random.Generator) -> State:
        """Draw a client."""
        return rules.initial_state(rng, self.lifestyles)

    def opening(self, state: State) -> str:
        """Return the first observation."""
        return text.opening(state.level, self._interview, self.patience)

    def interview(self, profile: Sequence[str] | Level) -> Interview:
        """Return what clients can be asked; it is the same for all."""
        return self._interview

    def role(self, level: Level) -> str:
        """Return who the client is, for a model that plays them."""
        return f"You talk to a fitness coach who will make a plan for you. {level.setting[0]}"

    def first_words(self, level: Level) -> str:
        """Return what the client says first."""
        return text.first_words(level)

    def write(self, profile: Sequence[str]) -> str:
        """Return way of life and fitness."""
        return ", ".join(profile)

    def parse(self, answer: str) -> tuple[str, ...]:
        """Return way of life and fitness."""
        return tuple(answer.split(", "))

    def delivery(self, profile: Sequence[str]) -> str:
        """Return the message that hands out a plan."""
        return self.commands.write("plan", *profile)

    def delivered(self, interview: Interview, call: Call) -> tuple[str, ...]:
        """Return the way of life and the fitness that a plan is for."""
        return tuple(map(text.read_name, call.arguments))

    def deliver(self, state: State, call: Call) -> Turn:
        """Hand out a plan."""
        profile = self.delivered(self._interview, call)
        for given, (name, _), offered in zip(profile, self._interview.parts, state.level.candidates, strict=True):
            if given not in offered:
                return state, "", f"There is no plan for the {name} {given[:40]!r}, only for: {', '.join(offered)}."
        return self.judged(state, profile)

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings."""
        settings = {"lifestyles": self.lifestyles, "patience": self.patience, "candour": self.candour}
        return super().task(state) | {"parameters": {**settings, "split": self.split}}
