"""The Interleaved environment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..base import CommandEnv, Turn
from ..commands import Call
from ..dialogue.user import LONGEST, User, seat
from . import kinds as tasks_of
from . import rules, text
from .rules import State

NOTHING_ASKED = "All right."


class InterleavedEnv(CommandEnv):
    """Keep several tasks going in one long conversation whose user switches between them.

    After "Beyond Prompts: Dynamic Conversational Benchmarking of Large Language Models": long-term memory, continual
    learning and integration of information are tried within one conversation. Kinds of tasks: ``list`` (keep a list
    that changes), ``count`` (count things mentioned in passing), ``recall`` (the last value of what was told and
    changed), ``sum`` (add numbers told one at a time and corrected), ``rule`` (answer a word with another whenever it
    comes up), ``relation`` (put together two things told apart). Before a task's question other things are talked of.
    The reward is 1.0 at the end of the conversation if every answer was right. A conversation has as many turns as
    ``info["task"]["optimal_length"]``: for more than 100 give ``gym.make`` a larger ``max_episode_steps``.

    Milestones: one for each task, such as ``task_1_list``: all its questions were asked and answered rightly. Channels:
    for each kind ``<kind>_asked`` and ``<kind>_right`` (1 on a turn that answered a question of it, and answered it
    rightly), ``tasks_right`` (the share of tasks that are done), ``user_silent``, ``state_changed``.

    Args:
        tasks: how many tasks there are, at least 1; no two are about the same thing, so there are at most 26 of all
            kinds.
        kinds: ``"all"`` or a list of kinds; every kind comes once before one comes again.
        updates: how often each task changes after it was told, 0 to 5.
        span: the least number of lines between what a task was told last and a question about it, 0 to 100.
        filler: lines of small talk, at least, 0 to 1000.
        user: who says the lines: None for the rules, a callable ``user(persona, conversation)``, or a text
            ``"http://host:port/v1#model"``; other words than the script's are used where they keep what matters.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        tasks: int = 4,
        kinds: str | Sequence[str] = "all",
        updates: int = 1,
        span: int = 4,
        filler: int = 4,
        user: User | str | None = None,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        known = list(tasks_of.KINDS)
        listed = isinstance(kinds, Sequence) and not isinstance(kinds, str) and bool(kinds)
        fine = kinds == "all" or (listed and all(kind in known for kind in kinds) and len(set(kinds)) == len(kinds))
        self.require("kinds", kinds, fine, f'"all" or a list of different ones of {known}')
        self.kinds = tuple(known if kinds == "all" else kinds)
        self.whole("tasks", tasks, 1, tasks_of.most_tasks(self.kinds))
        self.whole("updates", updates, 0, 5)
        self.whole("span", span, 0, 100)
        self.whole("filler", filler, 0, 1000)
        self.seat = seat(type(self).__name__, user)
        self.tasks, self.updates, self.span, self.filler = tasks, updates, span, filler

    def draw(self, rng: np.random.Generator) -> State:
        """Draw a conversation."""
        level = tasks_of.draw(rng, self.kinds, self.tasks, self.updates, self.span, self.filler)
        return rules.initial_state(level)

    def layout(self, state: State) -> str:
        """Return everything that is said."""
        return repr(tuple(state.level))

    def opening(self, state: State) -> str:
        """Return the first observation."""
        return text.opening(state.level)

    def turn(self, state: State, call: Call) -> Turn:
        """Grade the reply to the present line and say the next one."""
        reply = call.arguments[0]
        after = state if state.waiting else rules.transition(state, reply)
        if after.over:
            return after, text.farewell(state.level.name), ""
        after, said = self._say(after, reply)
        return after, text.view(after, said), ""

    def _say(self, state: State, reply: str) -> tuple[State, str | None]:
        """Return the state in which the present line was said, and the words; None if the user did not answer."""
        level, line = state.level, state.level.lines[state.place]
        if self.seat is None:
            return state, line.text
        before = state.conversation or (level.lines[0].text,)
        said = self.seat.reply(text.persona(level, line), (*before, reply[:LONGEST]))
        if said is None:
            return state._replace(waiting=True, silences=state.silences + 1), None
        if not text.says_the_same(line, said, tasks_of.matters()):
            said = line.text
        return state._replace(waiting=False, conversation=(*before, reply[:LONGEST], said)), said

    def outcome(self, state: State) -> tuple[float, bool, bool]:
        """Reward that every answer was right, at the end."""
        done = rules.solved(state)
        return float(done), state.over, done

    def expert(self) -> Iterator[str]:
        """Answer what is asked; nothing that is still to come is looked at."""
        while self._running:
            state = self.state
            line = state.level.lines[state.place]
            yield ", ".join(line.expects) if line.expects and not state.waiting else NOTHING_ASKED

    def legal(self, state: State) -> list[str]:
        """Return replies of every sort."""
        found = [NOTHING_ASKED, "I don't know.", "3", "12"]
        line = state.level.lines[min(state.place, len(state.level.lines) - 1)]
        words = line.pool[state.place % 3 :: 3]
        return [*found, *words[:3], *([", ".join(words)] if words else [])]

    def channels(self, before: State, state: State) -> dict[str, float]:
        """Measure which kind of task was asked for on the turn and whether the answer was right."""
        found = dict.fromkeys((f"{kind}_{what}" for kind in tasks_of.KINDS for what in ("asked", "right")), 0.0)
        for kind, old, marks in zip(state.level.kinds, before.marks, state.marks, strict=True):
            found[f"{kind}_asked"] += len(marks) - len(old)
            found[f"{kind}_right"] += sum(marks[len(old) :])
        done = [rules.right(state, task) for task in range(len(state.level.kinds))]
        silent = float(state.silences > before.silences)
        more = {"tasks_right": sum(done) / len(done), "user_silent": silent}
        return super().channels(before, state) | found | more

    def milestones(self, state: State) -> dict[str, bool]:
        """Report which tasks are done."""
        return {f"task_{task + 1}_{kind}": rules.right(state, task) for task, kind in enumerate(state.level.kinds)}

    def facts(self, state: State) -> dict[str, str | int | float | bool]:
        """Report how far the conversation is and what each task's last question expects."""
        lines = state.level.lines
        found: dict[str, str | int | float | bool] = {
            "conversation.user": state.level.name,
            "conversation.turn": state.place,
            "conversation.length": len(lines),
        }
        for task, kind in enumerate(state.level.kinds):
            last = [line for line in lines if line.task == task and line.expects][-1]
            found[f"task_{task + 1}.kind"] = kind
            found[f"task_{task + 1}.expects"] = ", ".join(last.expects)
            found[f"task_{task + 1}.answers"] = len(state.marks[task])
            found[f"task_{task + 1}.right"] = rules.right(state, task)
        return found

    def task(self, state: State) -> dict[str, Any]:
        """Report the settings and the number of turns."""
        settings = {"tasks": self.tasks, "kinds": list(self.kinds), "updates": self.updates, "span": self.span}
        parameters = settings | {"filler": self.filler, "split": self.split}
        return super().task(state) | {"parameters": parameters, "optimal_length": len(state.level.lines)}
