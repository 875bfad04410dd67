"""Questions about one table: which rows, how many, how much."""

from __future__ import annotations

from collections.abc import Sequence

from ..phrases import Condition, Draft, Question, bounds_of, listed, misses, where
from ..schema import Table

SUMS = {"AVG": "average", "SUM": "sum of the", "MAX": "highest", "MIN": "lowest"}


def described(table: Table, conditions: Sequence[Condition], joint: str = "and") -> str:
    """Return the rows of a table that meet conditions, as a plural."""
    says = f" {joint} ".join(condition.says for condition in conditions)
    return f"{table.plural} {says}" if says else table.plural


def filtered(draft: Draft) -> Question:
    """Ask for columns of the rows that meet conditions."""
    table = draft.table("choice")
    different = draft.likely(0.25)
    columns = [draft.pick(table.of_kind("choice"))] if different else draft.shown(table, 1 + draft.likely(0.5))
    conditions = draft.conditions(table, 1, columns)
    joint = "or" if len(conditions) > 1 and draft.likely(0.3) else "and"
    shown = listed([f"different {column.many}" if different else column.says for column in columns])
    text = f"List {shown} of all {described(table, conditions, joint)}."
    refs = ", ".join(draft.ref(table, column) for column in columns)
    plain, other = f"SELECT {refs} FROM {table.name}", f"SELECT DISTINCT {refs} FROM {table.name}"
    start, turned = (other, plain) if different else (plain, other)
    whole = [condition.sql for condition in conditions]
    near = [start + where(missed, joint.upper()) for missed in misses(conditions)]
    near += [turned + where(whole, joint.upper())] * (table.key not in columns)
    if len(whole) > 1:
        near.append(start + where(whole, "AND" if joint == "or" else "OR"))
    return Question(
        "filter", text, start + where(whole, joint.upper()), tuple(near), (table.name,), bounds=bounds_of(conditions)
    )


def aggregated(draft: Draft) -> Question:
    """Ask for a number: how many rows or values there are, or what some come to."""
    table = draft.table("choice")
    numbers = table.of_kind("whole", "money")
    draw = draft.rng.random()
    column = draft.pick(table.of_kind("choice") if draw < 0.5 or not numbers else numbers)
    conditions = draft.conditions(table, 1, [column])
    rows, ref = described(table, conditions), draft.ref(table, column)
    others: tuple[str, ...] = ()
    if draw < 0.3 or not numbers:
        text, counted = f"How many {rows} are there?", "COUNT(*)"
    elif draw < 0.5:
        text = f"How many different {column.many} occur among the {rows}?"
        counted, others = f"COUNT(DISTINCT {ref})", (f"COUNT({ref})", "COUNT(*)")
    else:
        name = draft.pick(list(SUMS))
        text = f"What is the {SUMS[name]} {column.says} of all {rows}?"
        counted, others = f"{name}({ref})", tuple(f"{other}({ref})" for other in SUMS if other != name)
        others += (f"AVG(COALESCE({ref}, 0))",) * (name == "AVG" and column.optional)
    start, whole = f"SELECT {counted} FROM {table.name}", where([condition.sql for condition in conditions])
    near = [start + where(missed) for missed in misses(conditions)]
    near += [f"SELECT {other} FROM {table.name}{whole}" for other in others]
    return Question("aggregate", text, start + whole, tuple(near), (table.name,), bounds=bounds_of(conditions))
