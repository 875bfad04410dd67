"""The help-desk environment."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium.error import ResetNeeded

from ...base import Played
from ..base import CommandEnv
from ..dialogue.user import User, seat
from . import expert, measures, rules, tasks, text
from .desk import Desk
from .model_customer import persona
from .requests import Task


class HelpDeskEnv(CommandEnv):
    """Serve a customer at a company's help desk: by tools on its database, and by its written policy.

    After tau-bench (Yao et al. 2024): success is the final database and no rule broken. There are three companies,
    each generated from the seed: a shop, an airline, a telephone company. A message is one tool call or speech. The
    tools check types and what is possible; what is allowed stands in the policy alone, whose numbers vary. The reward
    is 1.0 when the conversation ends with the one final database that is accepted (equal but for the order of its log)
    and no rule was broken.

    A customer answers questions, agrees only to what they want and hear in full, may change their mind, may bring up
    further wishes, and in a share ``refusals`` of the tasks wants something that is to be refused, with the right rule
    as the reason, or to be handed over to the right department. What the agent refuses wrongly they take like what it
    refuses rightly, once it has looked up what the wish is about. They follow rules; with ``user`` a model puts into
    its own words what the rules make them say.

    Milestones: ``identified`` (or found to be unknown), ``request_1_found``, ``request_1_agreed`` (or refused to their
    face), ``request_1_done``, ..., ``closed``. Channels: ``state_changed``, ``writes``, ``policy_violations``,
    ``tool_errors`` (a tool refused; calls of wrong form are invalid messages and not counted).

    Args:
        domain: ``"retail"``, ``"airline"``, ``"telecom"`` or ``"any"``.
        requests: the most wishes of one customer, 1 to 3.
        refusals: share of the tasks with something to refuse or to hand over.
        fickle: probability that a customer changes their mind, where the wish allows it.
        patience: the most that a customer insists, 0 to 3.
        customers: how many the company has, 3 to 200.
        user: None for a customer by rules, a callable ``user(persona, conversation)``, or a text
            ``"http://host:port/v1#model"``. Such a user is told what to say and says it in their own words; if they
            say nothing, the rules' own words are used.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    def __init__(
        self,
        *,
        domain: str = "any",
        requests: int = 2,
        refusals: float = 0.25,
        fickle: float = 0.3,
        patience: int = 1,
        customers: int = 12,
        user: User | str | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.choice("domain", domain, [*tasks.DESKS, "any"])
        self.whole("requests", requests, 1, 3)
        self.probability("refusals", refusals, 1)
        self.probability("fickle", fickle, 1)
        self.whole("patience", patience, 0, 3)
        self.whole("customers", customers, 3, 200)
        self.settings = tasks.Settings(domain, requests, float(refusals), float(fickle), patience, customers)
        self.seat = seat(type(self).__name__, user)
        self._reported: tuple[Task, dict[str, Any]] | None = None

    @property
    def desk(self) -> Desk:
        """The company's tools.

        Raises:
            gymnasium.error.ResetNeeded: before the first reset, if the company is any.
        """
        if self.state is not None:
            return self.state.desk  # type: ignore[no-any-return]
        if self.settings.domain == "any":
            raise ResetNeeded("HelpDeskEnv with domain='any' has no company, and no tools, before the first reset().")
        return tasks.DESKS[self.settings.domain]

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a task."""
        return rules.initial_state(tasks.draw(rng, self.settings))

    def layout(self, state: rules.State) -> str:
        """Return the whole task."""
        return repr(state.task)

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state)

    def play(self, message: str) -> Played:
        """Play the call of a message, or say it to the customer."""
        calls, error = self.state.desk.calls.read(message)
        if error:
            return error, 0.0, False, False, error
        state, answer = rules.transition(self.state, calls[0])
        if answer.kind == "customer" and self.seat is not None:
            said = self.seat.reply(persona(state), state.talk[:-1]) or state.talk[-1]
            state, answer = rules.reworded(state, said), answer._replace(content=said)
        self.state = state
        return text.observation(answer), *self.outcome(state), ""

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the right end."""
        return float(state.solved), bool(state.over), state.solved

    def legal(self, state: rules.State) -> list[str]:
        """Return some of what may be said or called."""
        return measures.sample(state)

    def plan(self, state: rules.State) -> list[str]:
        """Return the expert's next message."""
        step = expert.next_call(state)
        return [] if step is None else [measures.message(state, step)]

    def foreseen(self, before: rules.State, message: str, state: rules.State) -> bool:
        """Whatever came was to be expected: each message is planned anew."""
        return True

    def command_words(self) -> tuple[str, ...]:
        """Return the names of the tools."""
        return self.desk.calls.verbs

    def tools(self) -> list[dict[str, Any]]:
        """Return the company's tools; an episode must have begun if the company is any."""
        return self.desk.calls.tools()

    def call(self, name: str, arguments: dict[str, Any]) -> str:
        """Return the message that a call is."""
        return self.desk.calls.write(name, arguments)

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure whether anything changed, writes, broken rules and errors of tools on this turn."""
        return super().channels(before, state) | measures.counts(before, state)

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report how far each request is."""
        return measures.milestones(state)

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the caller's records and how the case stands."""
        return measures.facts(state)

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the company, what is wanted, and the expert's calls."""
        if self._reported is None or self._reported[0] is not state.task:
            settings = {name: getattr(self.settings, name) for name in self.settings.__dataclass_fields__}
            parameters = {**settings, "split": self.split}
            told = super().task(state) | {"parameters": parameters} | measures.reference(state)
            self._reported = state.task, told
        return copy.deepcopy(self._reported[1])
