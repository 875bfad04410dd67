"""The routing environment."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..base import CommandEnv, Turn
from ..commands import Call
from ..endpoint import EndpointError
from . import endpoints, expert, levels, pool, rules, text


class RouterEnv(CommandEnv):
    """Answer a question of several parts by asking models that differ in what they know and in what they cost.

    After Router-R1: the agent thinks, routes queries to models of a described pool and answers, all in one
    conversation. Question, facts and models are drawn from the seed, so nobody knows the facts but the models. What a
    simulated model says follows from the seed and the fact alone; it is right as often as its description says. The
    reward is 1.0 for the right answer (exact match without case, articles and punctuation); costs are measured, not
    taken off.

    The expert knows only what it was told. Without noise it asks the cheapest model that is always right in a field.
    With noise it asks on until no further model could change what is most likely true; how often it is right is
    ``info["task"]["optimal_value"]``. ``info["task"]["boundary"]`` is what the policies cost that ask the cheapest and
    the dearest model alone (BoPO), ``small_return`` and ``large_return`` what they are paid.

    Real models: with ``pool`` the models are chat endpoints. Each is given notes on its fields, the facts of the level
    among them. What it says may differ from run to run; forks restore what was said.

    Milestones: ``part_1_told``, ... (a model told the truth on a fact that the answer takes) and ``answered_right``.
    Channels: ``cost`` and ``calls`` of the turn, ``spent`` (coins so far), ``state_changed``.

    Args:
        facts: how many facts the answer takes, 1 to 6.
        hops: the most facts of a chain, each about what the one before led to, 1 to 4.
        models: in the pool, 3 to 6.
        noise: how often a model is wrong in what it is good at, up to 0.4.
        weak: how often it is right in the rest, from 0.2 to 0.5.
        pool: real models instead: a list of ``{"name", "description", "price" (for 1,000 tokens), "url", "model"}``,
            if need be with ``"fields"`` and ``"api_key_env"``, or the path of a JSON file with such a list.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        facts: int = 3,
        hops: int = 2,
        models: int = 5,
        noise: float = 0.0,
        weak: float = 0.3,
        pool: Sequence[Mapping[str, Any]] | str | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.whole("facts", facts, 1, 6)
        self.whole("hops", hops, 1, 4)
        self.require("facts", facts, facts <= 3 * hops, f"at most 3 * hops = {3 * hops}")
        self.whole("models", models, 3, 6)
        self.probability("noise", noise, 0.4)
        self.probability("weak", weak, 0.5)
        self.require("weak", weak, weak >= 0.2, "0.2 at least")
        self.real = () if pool is None else endpoints.read_pool(pool)
        self.noisy = bool(noise) and not self.real
        self._reported: tuple[levels.Level, dict[str, Any]] | None = None
        self.knobs: dict[str, Any] = dict(facts=facts, hops=hops, models=models, noise=float(noise), weak=float(weak))

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a question whose answer the opening does not hold."""
        while True:
            level = levels.draw_level(rng, **self.knobs, real=self.real)
            if level.answer.lower() not in text.opening(level).lower():
                return rules.State(level)

    def layout(self, state: rules.State) -> str:
        """Return the seed and the question."""
        level = state.level
        return repr((level.seed, level.question, level.answer, level.pool))

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state.level)

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Ask a model, or answer."""
        *named, said = (str(argument).strip() for argument in call.arguments)
        if not said:
            return state, "", text.EMPTY
        if call.name == "answer":
            state = rules.answered(state, said)
            return state, text.ended(state), ""
        model = state.level.model(named[0])
        if model is None:
            return state, "", text.no_model(state.level, named[0])
        if len(said) > text.LONGEST_QUERY:
            return state, "", text.TOO_LONG
        try:
            exchange = self._exchange(state, model, said)
        except EndpointError as error:
            return state, "", text.silent(model.name, str(error))
        state = rules.heard(state, exchange)
        return state, text.said(state, exchange), ""

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the right answer; any answer ends the episode."""
        return float(state.right), state.answer is not None, state.right

    def plan(self, state: rules.State) -> list[str]:
        """Return the next message, which what was said so far leads to."""
        move = expert.next_query(state)
        if isinstance(move, str):
            return [self.commands.write("answer", move)]
        return [self.commands.write("route", move[0].name, move[1])]

    def foreseen(self, before: rules.State, message: str, state: rules.State) -> bool:
        """Return False: what a model says is not known before."""
        return False

    def legal(self, state: rules.State) -> list[str]:
        """Return a question to each model about each thing that the question names, and what was said as an answer."""
        level = state.level
        first = [chain.fact(0, chain.thing) for chain in level.question.chains]
        queries = [expert.query_for(level, fact) for fact in dict.fromkeys(first)]
        asked = [self.commands.write("route", model.name, query) for query in queries for model in level.pool]
        told = [exchange.reply.value for exchange in state.log if exchange.reply.value is not None]
        return [*asked, *(self.commands.write("answer", value) for value in dict.fromkeys([*told, 0, 1]))]

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure what the turn cost."""
        fresh = state.log[len(before.log) :]
        cost = float(sum(exchange.cost for exchange in fresh))
        return super().channels(before, state) | {"cost": cost, "calls": float(len(fresh)), "spent": state.spent}

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report what was told truly, and whether the answer is right."""
        level = state.level
        told = [(exchange.reply.fact, exchange.reply.value) for exchange in state.log]
        parts = [(fact, level.world.values[fact]) in told for fact in level.facts]
        return {f"part_{place}_told": known for place, known in enumerate(parts, 1)} | {"answered_right": state.right}

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the question, the pool and what was spent."""
        level = state.level
        found: dict[str, str | int | float | bool] = {
            "question.parts": len(level.facts),
            "question.operation": level.question.operation or "none",
            "pool.models": len(level.pool),
            "purse.spent": round(state.spent, 9),
            "answer.given": state.answer is not None,
        }
        for model in level.pool:
            found[f"{model.name.lower()}.price"] = model.price
            found[f"{model.name.lower()}.calls"] = sum(exchange.model == model.name for exchange in state.log)
        return found

    def answer(self, state: rules.State) -> str:
        """Return the right answer."""
        return state.level.answer

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings and, of simulated models, what three policies cost and are worth."""
        if self._reported is None or self._reported[0] is not state.level:
            self._reported = state.level, super().task(state) | self._worth(state.level)
        return copy.deepcopy(self._reported[1])

    def _worth(self, level: levels.Level) -> dict[str, Any]:
        found: dict[str, Any] = {"parameters": {**self.knobs, "split": self.split}}
        if self.real:
            return found
        best = expert.played(level)
        small, large = (
            expert.played(level, (choose(level.pool, key=lambda model: model.price),)) for choose in (min, max)
        )
        found |= {"boundary": [small.cost, large.cost], "small_return": float(small.right)}
        found |= {"large_return": float(large.right), "expert_cost": best.cost, "expert_length": best.turns}
        return found | {"optimal_value": expert.value(level) if self.noisy else 1.0}

    def _exchange(self, state: rules.State, model: pool.Model, query: str) -> rules.Exchange:
        level = state.level
        if model.address:
            reply, counted = endpoints.ask(level, model, query)
        else:
            reply, counted = pool.say(model, level.world, level.seed, query), None
        return rules.Exchange(model.name, query, reply, rules.cost_of(model, query, reply.text, counted))
