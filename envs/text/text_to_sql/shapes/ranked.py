"""Questions that ask for an order, or for the first few."""

from __future__ import annotations

from ..phrases import Draft, Question, bounds_of, listed, misses, where
from .single import described

ENDS = {
    "DESC": ("highest", "high to low", "latest", "late to early"),
    "ASC": ("lowest", "low to high", "earliest", "early to late"),
}


def ordered(draft: Draft) -> Question:
    """Ask for rows in the order of a number or date, all or the first few."""
    table = draft.table("whole", "money", "date")
    column = draft.pick(table.of_kind("whole", "money", "date"))
    conditions = draft.conditions(table, besides=[column])
    columns = draft.shown(table, 1 + draft.likely(0.5))
    way = draft.pick(("DESC", "ASC"))
    back = "ASC" if way == "DESC" else "DESC"
    end, path = ENDS[way][2:] if column.kind == "date" else ENDS[way][:2]
    limit = int(draft.rng.integers(2, 6)) if draft.likely(0.6) else 0
    shown, rows = listed([each.says for each in columns]), described(table, conditions)
    ties = f"Where two are equal, the smaller {table.key.says} comes first."
    known = [f"{draft.ref(table, column)} IS NOT NULL"] * column.optional
    if limit:
        start = f"Among the {rows}, list" if conditions else "List"
        those = f"the {limit}" if conditions else f"the {limit} {rows}"
        text = f"{start} {shown} of {those} with the {end} {column.says}, {end} first. {ties}"
    else:
        aside = f", leaving out those whose {column.says} is missing" * column.optional
        text = f"List {shown} of all {rows}{aside}, ordered by {column.says} from {path}. {ties}"
    refs = ", ".join(draft.ref(table, each) for each in columns)
    start, ref, key = f"SELECT {refs} FROM {table.name}", draft.ref(table, column), draft.ref(table, table.key)
    cut = f" LIMIT {limit}" if limit else ""
    whole = where([*(condition.sql for condition in conditions), *known])
    tail = f" ORDER BY {ref} {way}, {key}{cut}"
    near = [start + where([*missed, *known]) + tail for missed in misses(conditions)]
    near += [f"{start}{whole} ORDER BY {ref} {back}, {key}{cut}", f"{start}{whole} ORDER BY {key}{cut}"]
    near += [f"{start}{where([condition.sql for condition in conditions])}{tail}"] * bool(known)
    near += [f"{start}{whole} ORDER BY {ref} {way}, {key} LIMIT {limit + 1}"] * bool(limit)
    return Question("order", text, start + whole + tail, tuple(near), (table.name,), True, bounds_of(conditions))
