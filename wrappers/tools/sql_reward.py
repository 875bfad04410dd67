"""Reasoning-SQL: pay a query for running right, for running at all, and for what it shares with the gold query."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import gymnasium as gym

from ...reward_shaping.judged.verdict import number_or_nan
from ...reward_shaping.tools.sql_execution import Database
from ...reward_shaping.tools.sql_reward import WEIGHTS, sql_parts, sql_reward
from ...reward_shaping.tools.sql_text import extract_sql
from ..base import load
from ..judged.entries import add_channels
from ..scored_term import PER, ScoredTerm, note_version

FromInfo = Callable[[dict[str, Any]], str]
"""``text(info)``, called with ``info`` of each reset."""


DOTTED = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")


class SQLReward(ScoredTerm):
    """Pay the query of a message the weighted sum of its parts, each of which is a channel ``sql.<part>``.

    The database is read and never changed. What a message's query is stands in
    :func:`turnwise.reward_shaping.tools.extract_sql`; the parts, their weights and doubts stand in
    :mod:`turnwise.reward_shaping.tools.sql_reward`.

    Args:
        env: takes messages.
        gold: the gold query; or ``gold(info) -> str``, called at each reset, or its dotted path; None reads
            ``info["answer"]`` of the reset.
        database: the path of an SQLite file; or ``database(info) -> str`` or its dotted path; None reads
            ``info["task"]["database"]`` of the reset, unless there is a script.
        script: statements that build the database in memory, instead of a file; without them, and where no file is
            given or reported, those of ``info["task"]["script"]``.
        weights: of ``execution``, ``syntax``, ``schema``, ``ngram`` and ``judge``; a part that is left out is worth
            nothing. The defaults are 3, 1, 1, 1, and 1 for a judge.
        judge: ``judge(history, info)``: a score from 0 to 1, None where it cannot tell; or its dotted path.
        per: ``"episode"`` pays the last message, ``"turn"`` every one.
        isolate: run each query, the gold one too, in a process of its own that is killed when its time is up and can
            take only so much memory, for some twenty milliseconds a query. False runs it in this process in a tenth of
            one, for messages that nobody writes to do harm: such a query can take minutes there, and all memory.
        name: another name for the term.

    Raises:
        ValueError: an argument is not allowed; at the reset, if there is no gold query or no database, or the gold
            query does not run on it.
    """

    term = "sql"
    memory = ("history", "query", "rows", "base", "schema")

    def __init__(
        self,
        env: gym.Env[Any, Any],
        gold: str | FromInfo | None = None,
        *,
        database: str | FromInfo | None = None,
        script: str = "",
        weights: Mapping[str, float] | None = None,
        judge: Callable[..., Any] | str | None = None,
        per: str = "episode",
        isolate: bool = True,
        name: str | None = None,
    ) -> None:
        super().__init__(env, name=name)
        self.judge = None if judge is None else load(judge)
        known = [*WEIGHTS, "judge"]
        chosen = {**WEIGHTS, **({} if judge is None else {"judge": 1.0})} if weights is None else dict(weights)
        if per not in PER or not set(chosen) <= set(known) or (database is not None and script):
            raise ValueError(
                f"SQLReward needs per to be one of {list(PER)}, weights of {known}, and a database or a script; "
                f"got per={per!r}, weights={chosen}, database={database!r} and {len(script)} characters of script."
            )
        self.gold = _loaded(gold)
        self.database = _loaded(database)
        self.script = script
        self.weights = chosen
        self.per = per
        self.isolate = isolate
        self.can_be_negative = min(chosen.values(), default=0.0) < 0

    def begin(self, observation: Any, info: dict[str, Any]) -> None:
        """Look up gold query and database of this task, and run the one on the other."""
        super().begin(observation, info)
        note_version(self.term, self.judge, info)
        task = info.get("task") or {}
        query = self._text(self.gold, info, info.get("answer"))
        path = "" if self.script else self._text(self.database, info, task.get("database"))
        script = "" if path else self.script or str(task.get("script") or "")
        if not query or not (path or script):
            raise ValueError(
                f"SQLReward needs a gold query (info['answer']) and a database (info['task']['database'] or "
                f"['script']), which {self.env} does not report at the reset. Give `gold`, and `database` or `script`."
            )
        self.query, self.base = query, Database(path=path, script=script, isolate=self.isolate)
        self.schema = self.base.schema()
        rows, error = self.base.run(self.query)
        if rows is None:
            raise ValueError(f"SQLReward cannot run the gold query {self.query!r} on {path or 'the script'}: {error}.")
        self.rows = rows

    def turn_reward(
        self, action: Any, observation: Any, reward: float, terminated: bool, truncated: bool, info: dict[str, Any]
    ) -> float:
        """Return what the query of the message earns."""
        self.hear(action, observation)
        if self.per == "episode" and not (terminated or truncated):
            return 0.0
        parts = sql_parts(extract_sql(str(action)), self.query, self.rows, self.base, self.schema)
        if self.judge is not None:
            parts["judge"] = number_or_nan(self.judge(tuple(self.history), info))
        add_channels(info, self.term, parts)
        return self.paid(sql_reward(parts, self.weights), info)

    def _text(self, given: str | FromInfo | None, info: dict[str, Any], reported: Any) -> str:
        """Return a text that is given, asked for or reported."""
        return str(given(info) if callable(given) else (reported if given is None else given) or "")


def _loaded(given: str | FromInfo | None) -> str | FromInfo | None:
    """Return the callable that a dotted path names; a query and the path of a file are left as they are."""
    return load(given) if isinstance(given, str) and DOTTED.fullmatch(given) else given
