"""What is measured at a help desk: milestones, facts, counts, and what the expert would call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..function_calls import FunctionCall
from . import expert
from .rules import State
from .tasks import settled

Value = str | int | float | bool


def message(state: State, call: FunctionCall) -> str:
    """Return the message of a call; speech as it is said."""
    if call.name == "say":
        return str(call.arguments["message"])
    return state.desk.calls.write(call.name, call.arguments)


def counts(before: State, state: State) -> dict[str, float]:
    """Return what one turn added."""
    return {
        "writes": float(state.writes - before.writes),
        "policy_violations": float(len(state.violations) - len(before.violations)),
        "tool_errors": float(state.tool_errors - before.tool_errors),
    }


def milestones(state: State) -> dict[str, bool]:
    """Return how far the case is."""
    task, mind, log = state.task, state.mind, state.database.log
    found = {"identified": bool(state.identified) or (state.doubted and not task.known)}
    for index, request in enumerate(task.requests):
        wanted = [state.desk.normal(call) for call in request.wish.wanted]
        handed = state.over == "transfer_case" and task.end in log
        done = all(call in log for call in wanted) if request.verdict == "solved" else index in mind.refusals
        found[f"request_{index + 1}_found"] = state.found(index)
        agreed = mind.agreed_to(task, index) if request.verdict == "solved" else index in mind.refusals
        found[f"request_{index + 1}_agreed"] = handed if request.verdict == "transferred" else agreed
        found[f"request_{index + 1}_done"] = handed if request.verdict == "transferred" else done
    return found | {"closed": task.end in log}


def facts(state: State) -> dict[str, Value]:
    """Return the caller's records and how the case stands."""
    task, desk = state.task, state.desk
    found: dict[str, Value] = {
        "desk.domain": task.domain,
        "desk.today": task.office.today.isoformat(),
        "desk.identified": state.identified,
        "desk.violations": ", ".join(state.violations),
        "desk.over": state.over,
        "customer.requests_raised": state.mind.raised,
        "customer.insisted": state.mind.insisted,
    }
    for table in ("customers", *desk.domain.owned):
        for row in state.database.owned(table, task.caller):
            found |= {f"{table[:-1]}_{row[f'{table[:-1]}_id']}.{name}": value for name, value in _flat(row)}
    return found


def reference(state: State) -> dict[str, Any]:
    """Return what the task is and how the expert plays it."""
    task = state.task
    calls = expert.script(task)
    named = [{"name": call.name, "parameters": call.arguments} for call in calls]
    return {
        "domain": task.domain,
        "kind": "; ".join(request.kind for request in task.requests),
        "outcome": task.verdict,
        "writes": [{"name": call.name, "parameters": call.arguments} for call in [*settled(task), task.end]],
        "tool_calls": [[] if call["name"] == "say" else [call] for call in named],
        "expert_length": len(calls),
    }


def sample(state: State) -> list[str]:
    """Return some messages that are understood in any state, with what the agent has heard and read."""
    desk, domain = state.desk, state.desk.domain
    said = [
        f"Please tell me your {' and your '.join(domain.identity.values())}.",
        f"Please tell me {', '.join(words for words, _ in domain.topics.values())}.",
        "I am sorry, but that is not possible.",
        "Is there anything else?",
    ]
    department, reason = next(iter(domain.departments)), domain.reasons[-1]
    calls = [
        ("close_case", {"outcome": "solved", "reason": "none"}),
        ("close_case", {"outcome": "refused", "reason": reason}),
        ("transfer_case", {"department": department}),
    ]
    if all((-1, name) in state.mind.told for name in domain.identity):
        calls.append(("find_customer", dict(state.task.identity)))
    if state.identified:
        calls.append(("get_customer", {"customer_id": state.identified}))
        tables = [(table[:-1], state.database.owned(table, state.identified)) for table in domain.owned]
        calls += [(f"get_{one}", {f"{one}_id": row[f"{one}_id"]}) for one, rows in tables for row in rows[:3]]
    return said + [desk.calls.write(name, arguments) for name, arguments in calls]


def _flat(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Value]]:
    """Yield the single values of a row, those inside of lists and mappings under joined names."""
    for name, value in row.items():
        if isinstance(value, tuple):
            inner = {str(index): each for index, each in enumerate(value, 1)}
            yield from _flat(inner, f"{prefix}{name}_")
        elif isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}_")
        else:
            yield f"{prefix}{name}", "" if value is None else value
