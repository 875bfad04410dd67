"""The text-to-SQL environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base import CommandEnv, Turn
from ..commands import Call
from . import levels, rules, text
from .engine import LONGEST_QUERY
from .shapes import SHAPES
from .tokens import name_overlap, pair_overlap, tokens

MOST_ROWS_SHOWN = 100


class TextToSQLEnv(CommandEnv):
    """Explore a database, then answer a question about it with one query.

    The database, the question and its query are drawn from the seed. An answer is right if it returns the rows of the
    gold query on the database that can be read and on hidden ones of the same schema with other rows (test-suite
    accuracy, Zhong et al. 2020), so that constants that were read off a result don't count. Rows count as often as they
    occur; their order matters where the question asks for one. The reward is 1.0 for a right answer.

    Queries can only read. A query that SQLite refuses, or that takes too long, is a valid turn; the observation says
    why it fails. ``info["answer"]`` is the gold query, ``info["task"]["script"]`` builds the database that can be read.

    Milestones: ``tables_listed``, ``needed_tables_described``, ``query_ran``, ``right_rows_found`` (by a query on the
    database that can be read), ``answered_right``. Channels: ``state_changed``; of the turn's query, 0 where there is
    none: ``query_ran``, ``right_rows`` (on the database that can be read), ``name_overlap`` and ``pair_overlap`` (with
    the gold query: tables and columns, and pairs of tokens; intersection over union, after Reasoning-SQL); and
    ``databases_right``, the share of all databases on which an answer given this turn is right.

    Args:
        shapes: of questions: some of ``"filter"``, ``"aggregate"``, ``"order"``, ``"join"``, ``"group"``, ``"nested"``
            and ``"sets"``; None for all.
        conditions: the most conditions of a question, 1 to 3.
        tables: how many there are, 2 to 5.
        rows: of a table, about; 8 to 60.
        missing: the share of the optional values that are missing, up to 0.5.
        repeated: the share of rows that repeat another in all but their key, up to 0.5.
        misleading: whether columns may go by misleading names.
        hidden: how many hidden databases an answer is tried on, 0 to 8.
        attempts: how many answers may be given, 1 to 5.
        shown: the most rows of a result that are shown, 1 to 100.
        split: ``"all"``, ``"train"`` or ``"test"``.
        render_mode: None or ``"ansi"``.
        info_keys: lazy entries of ``info`` to compute at every step.
    """

    commands = text.COMMANDS

    def __init__(
        self,
        *,
        shapes: Sequence[str] | None = None,
        conditions: int = 2,
        tables: int = 4,
        rows: int = 24,
        missing: float = 0.15,
        repeated: float = 0.1,
        misleading: bool = True,
        hidden: int = 3,
        attempts: int = 1,
        shown: int = 20,
        split: str = "all",
        render_mode: str | None = None,
        info_keys: Sequence[str] = (),
    ) -> None:
        super().__init__(split=split, render_mode=render_mode, info_keys=info_keys)
        known = tuple(SHAPES)
        chosen = known if shapes is None else shapes
        listed = isinstance(chosen, Sequence) and not isinstance(chosen, str) and len(chosen) > 0
        self.require("shapes", shapes, listed and all(shape in known for shape in chosen), f"None or some of {known}")
        self.whole("conditions", conditions, 1, 3)
        self.whole("tables", tables, 2, 5)
        self.whole("rows", rows, 8, 60)
        self.probability("missing", missing, 0.5)
        self.probability("repeated", repeated, 0.5)
        self.truth("misleading", misleading)
        self.whole("hidden", hidden, 0, 8)
        self.whole("attempts", attempts, 1, 5)
        self.whole("shown", shown, 1, MOST_ROWS_SHOWN)
        self.shapes, self.attempts, self.shown = tuple(chosen), attempts, shown
        self.conditions, self.tables, self.misleading = conditions, tables, misleading
        self.size = levels.Size(rows, float(missing), float(repeated), hidden)

    def draw(self, rng: np.random.Generator) -> rules.State:
        """Draw a database and a question."""
        level = levels.draw_level(
            rng,
            shapes=self.shapes,
            tables=self.tables,
            conditions=self.conditions,
            misleading=self.misleading,
            size=self.size,
        )
        return rules.State(level)

    def layout(self, state: rules.State) -> str:
        """Return the seed of the rows and the question."""
        return repr((state.level.seed, state.level.size, state.level.question))

    def opening(self, state: rules.State) -> str:
        """Return the first observation."""
        return text.opening(state.level, self.shown, self.attempts)

    def turn(self, state: rules.State, call: Call) -> Turn:
        """Look at tables, run a query, or answer."""
        level = state.level
        if call.name == "tables":
            return rules.look(state), text.tables(level), ""
        if call.name == "describe":
            named = [table for table in level.schema.tables if table.name == call.arguments[0].lower().strip("`\"'")]
            if not named:
                return state, "", text.no_table(level, call.arguments[0])
            return rules.describe(state, named[0].name), text.description(level, named[0]), ""
        query = text.query_of(call.arguments[0])
        if not query:
            return state, "", text.EMPTY
        if call.name == "run":
            state = rules.run(state, query)
            return state, text.ran(state.result, self.shown), ""
        state = rules.answer(state, query)
        return state, text.RIGHT if state.right else text.wrong(state.result, self.attempts - state.answers), ""

    def outcome(self, state: rules.State) -> tuple[float, bool, bool]:
        """Reward a right answer; end there, or where no answer is left."""
        return float(state.right), state.right or state.answers >= self.attempts, state.right

    def plan(self, state: rules.State) -> list[str]:
        """Return to describe what the gold query reads, then to answer with it."""
        looks = [] if state.listed else ["tables"]
        reads = [name for name in dict.fromkeys(state.level.question.tables) if name not in state.described]
        answer = self.commands.write("answer", state.level.question.sql)
        return [*looks, *(self.commands.write("describe", name) for name in reads), answer]

    def foreseen(self, before: rules.State, message: str, state: rules.State) -> bool:
        """Return False: planning anew is cheaper than playing a turn twice."""
        return False

    def legal(self, state: rules.State) -> list[str]:
        """Return looks at every table, and how many rows each has as a query and as an answer."""
        names = [table.name for table in state.level.schema.tables]
        asked = [f"SELECT COUNT(*) FROM {name}" for name in names]
        seen = [self.commands.write("run", f"SELECT * FROM {name} LIMIT 5") for name in names]
        looks = ["tables", *(self.commands.write("describe", name) for name in names), *seen]
        return [*looks, *(self.commands.write(verb, query) for verb in ("run", "answer") for query in asked)]

    def channels(self, before: rules.State, state: rules.State) -> dict[str, float]:
        """Measure the turn's query against the gold query."""
        found = super().channels(before, state)
        measured = dict.fromkeys(("query_ran", "right_rows", "name_overlap", "pair_overlap", "databases_right"), 0.0)
        if state.queries > before.queries:
            level, words = state.level, tokens(state.query[:LONGEST_QUERY])
            gold = tokens(level.question.sql)
            measured["query_ran"] = float(not state.result.error)
            measured["right_rows"] = float(level.agrees(state.result))
            measured["name_overlap"] = name_overlap(words, gold, level.names)
            measured["pair_overlap"] = pair_overlap(words, gold)
            measured["databases_right"] = state.agreement if state.answers > before.answers else 0.0
        return found | measured

    def milestones(self, state: rules.State) -> dict[str, bool]:
        """Report what was explored and found."""
        return {
            "tables_listed": state.listed,
            "needed_tables_described": set(state.level.question.tables) <= set(state.described),
            "query_ran": state.queries > 0 and not state.result.error,
            "right_rows_found": state.met,
            "answered_right": state.right,
        }

    def facts(self, state: rules.State) -> dict[str, str | int | float | bool]:
        """Report the database, the question and the last query."""
        level = state.level
        found: dict[str, str | int | float | bool] = {
            "database.domain": level.schema.domain,
            "database.tables": len(level.schema.tables),
            "question.shape": level.question.shape,
            "question.ordered": level.question.ordered,
            "query.count": state.queries,
            "query.rows": len(state.result.rows),
            "query.failed": bool(state.result.error),
            "answer.count": state.answers,
        }
        return found | {f"{table.name}.described": table.name in state.described for table in level.schema.tables}

    def answer(self, state: rules.State) -> str:
        """Return the gold query."""
        return state.level.question.sql

    def task(self, state: rules.State) -> dict[str, Any]:
        """Report the settings, the script of the database, its columns, and how many turns the expert takes."""
        level, size = state.level, self.size
        knobs = {"shapes": list(self.shapes), "conditions": self.conditions, "tables": self.tables, "rows": size.rows}
        knobs |= {"missing": size.missing, "repeated": size.repeated, "misleading": self.misleading}
        knobs |= {"hidden": size.hidden, "attempts": self.attempts, "shown": self.shown, "split": self.split}
        called = level.schema.called
        columns = {table.name: [called(table, each) for each in table.columns] for table in level.schema.tables}
        return super().task(state) | {
            "parameters": knobs,
            "question": level.question.text,
            "shape": level.question.shape,
            "script": level.script(),
            "columns": columns,
            "expert_length": len(self.plan(rules.State(level))),
        }
