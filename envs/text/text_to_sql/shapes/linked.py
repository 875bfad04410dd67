"""Questions that follow links between tables, and questions about groups."""

from __future__ import annotations

from typing import NamedTuple

from ..phrases import COMPARED, Condition, Draft, Question, bounds_of, listed, misses, where
from ..schema import Column, Table
from .single import described

Chain = list[tuple[Table, Column, Table]]


class Counting(NamedTuple):
    """How the children of parents are counted.

    Attributes:
        counted: the count, in SQL.
        conditions: on the children.
        every: whether parents without children are counted.
        fewest: children of a parent that is not left out.
    """

    counted: str
    conditions: tuple[str, ...]
    every: bool
    fewest: int


def chain(draft: Draft) -> Chain:
    """Return one or two links, the second from where the first leads."""
    first = draft.link()
    further = [link for link in draft.schema.links() if link[0] == first[2]]
    return [first, draft.pick(further)] if further and draft.likely(0.5) else [first]


def source(draft: Draft, links: Chain, kind: str = "JOIN") -> str:
    """Return the tables of a chain, joined."""
    joins = "".join(f" {kind} {parent.name} ON {draft.on(child, link, parent)}" for child, link, parent in links)
    return f"{links[0][0].name}{joins}"


def led(links: Chain) -> str:
    """Return where a chain leads, after the plural of its first table."""
    return " ".join(f"{link.up} {parent.one}" for _, link, parent in links)


def joined(draft: Draft) -> Question:
    """Ask for rows by what they are linked to, with columns of one or both sides."""
    links = chain(draft)
    child, last = links[0][0], links[-1][2]
    outer = [draft.condition(last, draft.pick(last.of_kind(*COMPARED)))]
    inner = draft.conditions(child)[: draft.most - 1]
    columns = [(child, column) for column in draft.shown(child, 1)]
    parent = links[0][2]
    says = [column.says for _, column in columns]
    if draft.likely(0.5) and parent.of_kind("name", "choice"):
        column = draft.pick(parent.of_kind("name", "choice"))
        columns.append((parent, column))
        says.append(f"{column.says} of the {parent.singular}")
    rows = f"{child.plural} {led(links)} {outer[0].says}"
    if inner:
        those = " and ".join(condition.says for condition in inner)
        text = f"Among the {rows}, take those {those}. For each of them, give {listed(says)}."
    else:
        text = f"For each of the {rows}, give {listed(says)}."
    refs = ", ".join(draft.ref(table, column) for table, column in columns)
    conditions = [*outer, *inner]
    whole = where([condition.sql for condition in conditions])
    start = f"SELECT {refs} FROM {source(draft, links)}"
    near = [start + where(missed) for missed in misses(conditions)]
    near += [f"SELECT DISTINCT {start.removeprefix('SELECT ')}{whole}"] * (columns[0][1] != child.key)
    return Question("join", text, start + whole, tuple(near), _names(links), bounds=bounds_of(conditions))


def grouped(draft: Draft) -> Question:
    """Ask for a number for each group: of a column's values, or of what is linked to a row."""
    return _by_link(draft) if draft.likely(0.6) else _by_value(draft)


def _by_value(draft: Draft) -> Question:
    table = draft.table("choice")
    column, numbers = draft.pick(table.of_kind("choice")), table.of_kind("whole", "money")
    number = draft.pick(numbers) if numbers and draft.likely(0.5) else None
    conditions = draft.conditions(table, besides=[column] if number is None else [column, number])
    ref, rows = draft.ref(table, column), described(table, conditions)
    if number:
        measured, says = f"AVG({draft.ref(table, number)})", f"average {number.says}"
        other = f"SUM({draft.ref(table, number)})"
    else:
        measured, says, other = "COUNT(*)", f"number of {table.plural}", f"COUNT(DISTINCT {ref})"
    fewest = int(draft.rng.integers(2, 5)) if draft.likely(0.5) else 0
    text = f"Group the {rows} by {column.says}; give each {column.says} and its {says}."
    text += f" Leave out {column.many} with fewer than {fewest} {table.plural}." if fewest else ""
    having = f" HAVING COUNT(*) >= {fewest}" if fewest else ""
    start, tail = f"SELECT {ref}, {measured} FROM {table.name}", f" GROUP BY {ref}"
    whole = where([condition.sql for condition in conditions])
    sql = f"{start}{whole}{tail}{having}"
    near = [f"{start}{where(missed)}{tail}{having}" for missed in misses(conditions)]
    near.append(f"SELECT {ref}, {other} FROM {table.name}{whole}{tail}{having}")
    near += [f"{start}{whole}{tail} HAVING COUNT(*) > {fewest}", f"{start}{whole}{tail}"] * bool(fewest)
    return Question("group", text, sql, tuple(near), (table.name,), bounds=bounds_of(conditions))


def _by_link(draft: Draft) -> Question:
    child, link, parent = draft.link()
    columns = draft.shown(parent, 2) if draft.likely(0.4) else [parent.key]
    inner = draft.conditions(child)[:1] if draft.likely(0.5) else []
    rows, every = described(child, inner), draft.likely(0.4)
    fewest = 0 if every else int(draft.rng.integers(1, 4))
    says = listed([*(column.says for column in columns), f"number of {rows} that the {parent.singular} {link.has}"])
    if every:
        text = f"For every {parent.singular}, give {says}; the number may be 0."
    else:
        some = f"at least {fewest} {described(child, inner)}" if fewest > 1 else f"any {rows}"
        text = f"For each {parent.singular} {parent.who} {link.has} {some}, give {says}."
    refs = ", ".join(draft.ref(parent, column) for column in columns)
    counted = f"COUNT({draft.ref(child, child.key)})"
    joint = child, link, parent
    right = Counting(counted, tuple(condition.sql for condition in inner), every, fewest)
    near = tuple(_counted(draft, joint, refs, wrong) for wrong in _wrong(right, inner, draft.ref(parent, parent.key)))
    sql = _counted(draft, joint, refs, right)
    return Question("group", text, sql, near, (child.name, parent.name), bounds=bounds_of(inner))


def _wrong(right: Counting, inner: list[Condition], key: str) -> list[Counting]:
    """Return what counts wrongly."""
    found = [right._replace(conditions=tuple(missed)) for missed in misses(inner)]
    found += [right._replace(counted=f"COUNT(DISTINCT {key})"), right._replace(every=False, fewest=right.fewest + 1)]
    return [*found, Counting("COUNT(*)", right.conditions, True, 0), right._replace(every=not right.every, fewest=0)]


def _counted(draft: Draft, joint: tuple[Table, Column, Table], refs: str, how: Counting) -> str:
    """Return the query that counts the children of each parent."""
    child, _, parent = joint
    conditions = [draft.on(*joint), *how.conditions]
    if how.every:
        joined = f"LEFT JOIN {child.name} ON {' AND '.join(conditions)}"
    else:
        joined = f"JOIN {child.name} ON {conditions[0]}{where(conditions[1:])}"
    having = f" HAVING {how.counted} >= {how.fewest}" if how.fewest > 1 else ""
    return f"SELECT {refs}, {how.counted} FROM {parent.name} {joined} GROUP BY {draft.ref(parent, parent.key)}{having}"


def _names(links: Chain) -> tuple[str, ...]:
    return (links[0][0].name, *(parent.name for _, _, parent in links))
