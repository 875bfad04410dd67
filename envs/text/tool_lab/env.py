"""The tool environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium.error import ResetNeeded

from ...base import Played
from ..base import CommandEnv
from ..endpoint import ChatEndpoint
from ..function_calls import FunctionCall
from . import levels, measures, rules, text
from .servers import SERVERS
from .simulator import simulated
from .tasks import SPREADS, possible

MOST_CALLS = 8


class ToolLabEnv(CommandEnv):
    """Do a task with tools that were made for it, some of them on the results of others.

    Tools come from servers (staff, shop, travel, converter, calendar, maths, documents), the names of tools and
    arguments and what the tools know from the seed. Messages call them as functions, several to a message. Tasks are of
    four classes: ``single`` needs one call, ``parallel`` calls side by side, ``nested`` calls on the results of calls,
    ``steps`` results that meet in a last call. With ``spread`` these are MCP-AgentBench's six classes: one or several
    servers, a single call, calls in parallel, calls in sequence. A call that a tool can't do is a valid turn, and the
    observation tells its error. The reward is 1.0 for the right answer.

    ``info["task"]["tool_calls"]`` lists the calls expected on each turn, as ToolRL's reward reads them. The same tools
    are served over the Model Context Protocol by ``python -m turnwise.envs.text.tool_lab.serve``.

    Milestones: ``level_1_done``, ... (all calls that need the results of so many others were made) and
    ``answered_right``. Channels: ``state_changed``; of the turn's calls ``calls``, ``failed_calls``,
    ``repeated_calls``, ``name_match`` and ``value_match`` (how far they are those that are wanted next); of all calls
    so far ``precision`` (the share that was needed) and ``completeness`` (the share of the needed ones made).

    Args:
        classes: of tasks: some of ``"single"``, ``"parallel"``, ``"nested"`` and ``"steps"``; None for all that the
            other arguments allow.
        depth: the most calls that depend on one another in nested tasks, 2 to 4.
        servers: how many are offered, 1 to 7.
        spread: whether a task needs ``"one"`` server, ``"several"`` or ``"any"`` number.
        calls_per_turn: the most calls of a message, 1 to 8.
        simulator: a language model that words what tools send back, as ``"http://host:port/v1#model"`` (CM2); it is
            told what they return. Results, facts and the answer are the same as without.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    state: Any

    def __init__(
        self,
        *,
        classes: Sequence[str] | None = None,
        depth: int = 3,
        servers: int = 5,
        spread: str = "any",
        calls_per_turn: int = 4,
        simulator: str | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        self.whole("depth", depth, 2, 4)
        self.whole("servers", servers, 1, len(SERVERS))
        self.choice("spread", spread, SPREADS)
        self.require("servers", servers, servers > 1 or spread != "several", "2 at least with spread='several'")
        self.whole("calls_per_turn", calls_per_turn, 1, MOST_CALLS)
        known = possible(spread, servers)
        chosen = known if classes is None else classes
        ok = isinstance(chosen, Sequence) and not isinstance(chosen, str) and len(chosen) > 0
        self.require("classes", classes, ok and all(each in known for each in chosen), f"None or some of {known}")
        self.calls_per_turn = calls_per_turn
        named = isinstance(simulator, str) and simulator.partition("#")[2] != ""
        self.require("simulator", simulator, simulator is None or named, 'None or "http://host:port/v1#model"')
        self.simulator = ChatEndpoint.of(simulator) if simulator else None
        self.knobs: dict[str, Any] = dict(classes=tuple(chosen), depth=depth, servers=servers, spread=spread)

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw tools and a task."""
        return rules.State(levels.draw_level(rng, **self.knobs, limit=self.calls_per_turn))

    def layout(self, state: rules.State) -> str:
        """Return what the tools know and are called, and the task."""
        level = state.level
        return repr((level.world, level.names, level.task.text()))

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state.level)

    def play(self, message: str) -> Played:
        """Make the calls of a message."""
        level = self.state.level
        calls, error = level.calls.read(message)
        if error:
            return error, 0.0, False, False, error
        before, self.state = self.state, rules.transition(self.state, calls)
        made = self.state.made[len(before.made) :]
        said = simulated(self.simulator, level, calls, made) if self.simulator else [text.result(each) for each in made]
        observation = text.results(level, calls, said)
        if self.state.answer is not None:
            observation = f"{observation}\n{text.ended(self.state)}".strip()
        return observation, *self.outcome(self.state), ""

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward the right answer; any answer ends the episode."""
        return float(state.right), state.answer is not None, state.right

    def plan(self, state: rules.State) -> list[str]:
        """Return the next message: the calls whose arguments are known, or the answer."""
        level = state.level
        ready = level.ready(state.known)[: level.limit]
        calls = [level.call_of(step) for step in ready] or [("answer", {"values": level.values(state.known)})]
        return [level.calls.write_calls(calls)]

    def foreseen(self, before: rules.State, message: str, state: rules.State) -> bool:
        """Return False: the next message follows from what the calls return."""
        return False

    def legal(self, state: rules.State) -> list[str]:
        """Return one call of each tool that takes names only, and the last result as an answer."""
        level = state.level
        samples = {"person": next(iter(level.world.people)), "city": next(iter(level.world.cities))}
        samples |= {"product": next(iter(level.world.products)), "date": "2020-02-29", "category": "garden"}
        found = []
        for name, function in level.functions.items():
            kinds = [given.kind for given in function.inputs]
            if all(kind in samples for kind in kinds):
                named = zip(level.names[function.name].arguments, (samples[kind] for kind in kinds), strict=True)
                found.append(level.calls.write(name, dict(named)))
        told = state.made[-1].result if state.made and not state.made[-1].error else 0
        return [*found, level.calls.write("answer", {"values": told if isinstance(told, list) else [told]})]

    def command_words(self) -> tuple[str, ...]:
        """Return the tool that is offered in every level."""
        return ("answer",)

    def tools(self) -> list[dict[str, Any]]:
        """Return the tools of the level."""
        return list(self._level().calls.tools())

    def call(self, name: str, arguments: dict[str, Any]) -> str:
        """Return the call in natural form."""
        return str(self._level().calls.write_calls([FunctionCall(name, arguments)]))

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the turn's calls against those that are needed."""
        return super().channels(before, state) | measures.measured(before, state)

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report which needed calls were made, and whether the answer is right."""
        made = {each.step for each in state.made}
        done = {f"level_{place}_done": made.issuperset(turn) for place, turn in enumerate(state.level.schedule, 1)}
        return {**done, "answered_right": state.right}

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the task and the calls."""
        level = state.level
        found: dict[str, str | int | float | bool] = {
            "task.class": level.task.kind,
            "task.servers": len(level.task.servers()),
            "task.calls": len(level.needed),
            "task.levels": len(level.schedule),
            "toolbox.tools": len(level.tools),
            "calls.made": len(state.made),
            "calls.failed": sum(bool(made.error) for made in state.made),
            "answer.given": state.answer is not None,
        }
        for name, function in level.functions.items():
            found[f"{name}.calls"] = sum(made.step.function == function.name for made in state.made)
        return found

    def answer(self, state: rules.State) -> str:
        """Return the right values, parted by semicolons."""
        return "; ".join(map(str, state.level.answer))

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings, the calls expected on each turn, and how many turns that takes."""
        level = state.level
        turns = [[_expected(*level.call_of(step)) for step in ready] for ready in level.turns]
        turns.append([_expected("answer", {"values": level.answer})])
        knobs = {**self.knobs, "classes": list(self.knobs["classes"]), "calls_per_turn": self.calls_per_turn}
        knobs |= {"simulated": self.simulator is not None, "split": self.split}
        return super().task(state) | {
            "parameters": knobs,
            "class": level.task.kind,
            "servers": list(level.task.servers()),
            "tool_calls": turns,
            "expert_length": len(turns),
        }

    def _level(self) -> levels.Level:
        if self.state is None:
            raise ResetNeeded("ToolLabEnv draws its tools with each level; call reset() before tools() and call().")
        return self.state.level  # type: ignore[no-any-return]


def _expected(name: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "parameters": parameters}
