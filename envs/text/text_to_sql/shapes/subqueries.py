"""Questions whose query holds another: compared with all, with none, with the best; and sets of values."""

from __future__ import annotations

from collections.abc import Callable

from ..phrases import COMPARED, Draft, Question, bounds_of, listed, misses, where
from .single import described

SETS = {
    "INTERSECT": "Which {many} occur both among the {one} and among the {other}?",
    "EXCEPT": "Which {many} occur among the {one}, but not among the {other}?",
    "UNION": "Which {many} occur among the {one}, or among the {other}, or among both?",
}


def nested(draft: Draft) -> Question:
    """Ask for rows by comparing them with other rows."""
    shapes: list[Callable[[Draft], Question]] = [_above_average, _extreme, _linked_to]
    return draft.pick(shapes)(draft)  # type: ignore[no-any-return]


def _above_average(draft: Draft) -> Question:
    """Ask for rows above the average, of all or of their own group."""
    table = draft.table("whole", "money")
    column, columns = draft.pick(table.of_kind("whole", "money")), draft.shown(table, 1)
    above, own = draft.likely(0.5), bool(table.of_kind("choice")) and draft.likely(0.4)
    ref, sign = draft.ref(table, column), ">" if above else "<"
    inner, whose = "", f"of all {table.plural}"
    if own:
        group = draft.pick([each for each in table.of_kind("choice")])
        inner = where([f"{draft.ref(table, group, 'peer')} = {draft.ref(table, group)}"])
        whose = f"of all {table.plural} with the same {group.says}"
    text = (
        f"List {listed([each.says for each in columns])} of all {table.plural} whose {column.says} is "
        f"{'above' if above else 'below'} the average {column.says} {whose}."
    )
    refs = ", ".join(draft.ref(table, each) for each in columns)
    start, peers = f"SELECT {refs} FROM {table.name} WHERE {ref}", f"{table.name} AS peer"
    mean = f"SELECT AVG({draft.ref(table, column, 'peer')}) FROM {peers}"
    near = [f"{start} {'<' if above else '>'} ({mean}{inner})", f"SELECT {refs} FROM {table.name}"]
    near += [f"{start} {sign} ({mean})"] * own
    filled = f"SELECT AVG(COALESCE({draft.ref(table, column, 'peer')}, 0)) FROM {peers}{inner}"
    near += [f"{start} {sign} ({filled})"] * column.optional
    return Question("nested", text, f"{start} {sign} ({mean}{inner})", tuple(near), (table.name,))


def _extreme(draft: Draft) -> Question:
    """Ask for all rows that share the highest or lowest value."""
    table = draft.table("whole", "money", "date")
    column, columns = draft.pick(table.of_kind("whole", "money", "date")), draft.shown(table, 1)
    conditions = draft.conditions(table, besides=[column])
    most, dated = draft.likely(0.5), column.kind == "date"
    end = ("latest" if most else "earliest") if dated else ("highest" if most else "lowest")
    ref, rows, says = draft.ref(table, column), described(table, conditions), columns[0].says
    start, of = f"List the {says} of every {table.singular}", f"all {table.plural}"
    if conditions:
        start, of = f"Among the {rows}, list the {says} of every one", "them all"
    text = f"{start} that has the {end} {column.says} of {of}."
    whole = [condition.sql for condition in conditions]
    start = f"SELECT {draft.ref(table, columns[0])} FROM {table.name}"

    def best(name: str, inside: list[str], outside: list[str]) -> str:
        return start + where([f"{ref} = (SELECT {name}({ref}) FROM {table.name}{where(inside)})", *outside])

    name, other = ("MAX", "MIN") if most else ("MIN", "MAX")
    way = "DESC" if most else "ASC"
    near = [best(other, whole, whole), f"{start}{where(whole)} ORDER BY {ref} {way} LIMIT 1"]
    near += [best(name, missed, missed) for missed in misses(conditions)]
    near += [best(name, [], whole), best(name, whole, [])] * bool(whole)
    return Question("nested", text, best(name, whole, whole), tuple(near), (table.name,), bounds=bounds_of(conditions))


def _linked_to(draft: Draft) -> Question:
    """Ask for rows that some, or none, of another table's rows lead to."""
    child, link, parent = draft.link()
    columns, none = draft.shown(parent, 1 + draft.likely(0.5)), draft.likely(0.5)
    inner = draft.conditions(child)[:1] if draft.likely(0.7) else []
    rows = described(child, inner) if none else " ".join([child.singular, *(each.says for each in inner)])
    says = f"{link.down} {'no' if none else 'at least one'} {rows}"
    text = f"List {listed([each.says for each in columns])} of all {parent.plural} {parent.who} {says}."
    refs = ", ".join(draft.ref(parent, each) for each in columns)
    start, key, on = f"SELECT {refs} FROM {parent.name}", draft.ref(parent, parent.key), draft.on(child, link, parent)
    whole = [condition.sql for condition in inner]
    is_in = f"{key} {'NOT IN' if none else 'IN'}"

    def linked(conditions: list[str], which: str = is_in) -> str:
        return f"{start} WHERE {which} (SELECT {draft.ref(child, link)} FROM {child.name}{where(conditions)})"

    near = [linked(missed) for missed in misses(inner)]
    near += [linked(whole, f"{key} {'IN' if none else 'NOT IN'}"), start]
    near.append(f"{start} JOIN {child.name} ON {on}{where(whole)}")
    return Question("nested", text, linked(whole), tuple(near), (child.name, parent.name), bounds=bounds_of(inner))


def combined(draft: Draft) -> Question:
    """Ask for values that occur among some rows and, or not, among others."""
    tables = [table for table in draft.schema.tables if any(not each.optional for each in table.of_kind("choice"))]
    table = draft.pick(tables)
    column = draft.pick([each for each in table.of_kind("choice") if not each.optional])
    others = [each for each in table.of_kind(*COMPARED) if each != column]
    one, other = (draft.condition(table, each) for each in (draft.several(others, 2) * 2)[:2])
    kind = draft.pick(list(SETS))
    text = SETS[kind].format(
        many=f"different {column.many}", one=described(table, [one]), other=described(table, [other])
    )
    start = f"SELECT {draft.ref(table, column)} FROM {table.name} WHERE "
    near = [f"{start}{one.sql} {wrong} {start}{other.sql}" for wrong in (*SETS, "UNION ALL") if wrong != kind]
    near += [f"{start}{other.sql} {kind} {start}{one.sql}"] * (kind == "EXCEPT")
    near += [f"{start}{one.sql}", f"{start}{other.sql}", f"{start}{one.sql} AND {other.sql}"]
    sql = f"{start}{one.sql} {kind} {start}{other.sql}"
    return Question("sets", text, sql, tuple(near), (table.name,), bounds=bounds_of([one, other]))
