"""The Clarify environment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..base import Turn
from ..commands import Call
from ..dialogue.belief import likeliest
from ..dialogue.env import DialogueEnv
from ..dialogue.interview import Interview
from ..dialogue.rules import Level, State
from ..dialogue.topics import Question
from ..dialogue.user import User
from . import rules, text
from .catalogue import BY_SLOTS, DOMAINS, SLOTS


class ClarifyEnv(DialogueEnv):
    """Ask about what a request leaves open, then deliver the right specification.

    The task of InfoPO's and Nous's clarification dialogues, and of ClarifyDelphi's questions: a user asks for a thing
    of one of twelve kinds and tells some of the slots of its specification. Questions in plain language draw the rest.
    The reward is 1.0 for the right specification; the first one ends the episode. The task space is the product of the
    options of the open slots; the hidden intent is ``info["answer"]``, as in "flavour=lemon, size=small, ...", and the
    facts ``user.<slot>``.

    The expert is optimal, also with ``candour`` below 1: ``info["task"]["optimal_value"]`` is its probability of
    success.

    Milestones: ``<slot>_asked`` and ``<slot>_known`` for every open slot, ``solved``. Channels: those of every
    dialogue: ``questions``, ``understood``, ``user_silent``, ``bits_left``, ``parts_right``.

    Args:
        domain: ``"all"``, or the only kind of request: ``"cake"``, ``"bicycle"``, ``"laptop"``, ``"shirts"``,
            ``"table"``, ``"train"``, ``"flat"``, ``"party"``, ``"website"``, ``"report"``, ``"garden"`` or
            ``"portrait"``.
        missing: how many of the five slots the request leaves open, 1 to 5.
        patience: how many questions the user answers, 1 to 100.
        candour: probability of a complete answer.
        user: who plays the user: None for the rules, a callable ``user(persona, conversation)``, or a text
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
        domain: str = "all",
        missing: int = 3,
        patience: int = 6,
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
        self.choice("domain", domain, ("all", *DOMAINS))
        self.whole("missing", missing, 1, SLOTS)
        self.domain, self.missing = domain, missing
        self.domains = tuple(DOMAINS) if domain == "all" else (domain,)
        self._interviews: dict[str, Interview] = {}

    def draw(self, rng: np.random.Generator) -> State:
        """Draw a request."""
        return rules.initial_state(rng, self.domains, self.missing)

    def opening(self, state: State) -> str:
        """Return the first observation."""
        level = state.level
        return text.opening(level, DOMAINS[level.setting[0]], self.interview(level), self.patience)

    def interview(self, profile: Sequence[str] | Level) -> Interview:
        """Return what can be asked about in the domain of a level or of a profile."""
        if isinstance(profile, Level):
            name = profile.setting[0]
        else:
            name = BY_SLOTS[tuple(each.partition("=")[0] for each in profile)]
        if name not in self._interviews:
            slots = DOMAINS[name].slots
            parts, topics = [slot.part() for slot in slots], [slot.topic() for slot in slots]
            self._interviews[name] = Interview(parts, topics, self.candour, 0.0)
        return self._interviews[name]

    def role(self, level: Level) -> str:
        """Return who the user is, for a model that plays them."""
        return "You have asked someone for something and left a few things open. Do not change your mind about them."

    def first_words(self, level: Level) -> str:
        """Return the request."""
        return level.setting[1]

    def write(self, profile: Sequence[str]) -> str:
        """Return the specification."""
        return ", ".join(profile)

    def parse(self, answer: str) -> tuple[str, ...]:
        """Return the entries of a specification."""
        return tuple(answer.split(", "))

    def delivery(self, profile: Sequence[str]) -> str:
        """Return the message that delivers a specification."""
        return self.commands.write("deliver", self.write(profile))

    def delivered(self, interview: Interview, call: Call) -> tuple[str, ...] | None:
        """Return the entries of a specification, or None if it is not complete."""
        domain = DOMAINS[BY_SLOTS[tuple(part.name for part in interview.parts)]]
        return text.read_specification(call.arguments[0], domain)[0]

    def deliver(self, state: State, call: Call) -> Turn:
        """Judge a specification."""
        profile, error = text.read_specification(call.arguments[0], DOMAINS[state.level.setting[0]])
        return (state, "", error) if profile is None else self.judged(state, profile)

    def expert(self) -> Iterator[str]:
        """Ask about the slot that is worth most, as long as a question can still be of use; then deliver."""
        if self.seat is not None:
            yield from super().expert()
            return
        while self._running:
            beliefs = self.beliefs(self.state)
            left = {slot: sum(weight > 0 for weight in belief.values()) for slot, belief in beliefs.items()}
            slot = self._best(left, self.patience - self.state.asked)
            if slot is None:
                yield self.delivery(tuple(likeliest(belief) for belief in beliefs.values()))
            else:
                yield self.ask(self.state, Question(slot))

    def _best(self, left: dict[str, int], questions: int) -> str | None:
        """Return the slot to ask about next, or None where no question is left or needed."""
        open_slots = [slot for slot, options in left.items() if options > 1]
        if not open_slots or questions <= 0:
            return None
        each = self._slots(left)
        whole = tuple(sorted(each.values()))
        return max(open_slots, key=lambda slot: rules.worth(whole, each[slot], questions, self.candour))

    def _slots(self, left: dict[str, int]) -> dict[str, tuple[int, int]]:
        topics = self.interview(self.state.level).topics
        return {slot: (options, len(topics[slot].cells)) for slot, options in left.items()}

    def facts(self, state: State) -> dict[str, str | int | float | bool]:
        """Report what every dialogue does; a slot's value without its name."""
        values = {f"user.{name}": value for name, _, value in (each.partition("=") for each in state.level.profile)}
        return super().facts(state) | values

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings, and how probable success is under the best questions (of a rule-based user)."""
        level, topics = state.level, self.interview(state.level).topics
        options = [len(topic.cells) for topic in topics.values()]
        slots = tuple(sorted(zip(map(len, level.candidates), options, strict=True)))
        settings = {"domain": self.domain, "missing": self.missing, "patience": self.patience, "candour": self.candour}
        found = super().task(state) | {"parameters": {**settings, "split": self.split}}
        return found if self.seat else found | {"optimal_value": rules.value(slots, self.patience, self.candour)}
