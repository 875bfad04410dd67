"""The rules of a help desk: what a message does to the database and to the customer, and which rules it breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..function_calls import FunctionCall
from . import customer
from .database import Database, ToolRefusalError
from .desk import Action, Desk
from .mind import Mind, first_mind
from .requests import Task
from .tasks import DESKS

ENDS = ("close_case", "transfer_case")


@dataclass(frozen=True)
class State:
    """One moment at a help desk.

    Attributes:
        task: the customer and the company.
        database: as it is now.
        mind: the customer's.
        identified: the customer that was found by what the caller told; empty if none was.
        doubted: whether what the caller told of themselves was tried and is wrong.
        reads: the records that were looked up.
        violations: the rules of the policy that were broken, in order.
        tool_errors: how often a tool refused.
        writes: how often the database was written to.
        over: the tool that ended the conversation; empty while it goes on.
        talk: what was said, by turns, the customer first.
    """

    task: Task
    database: Database
    mind: Mind
    identified: str = ""
    doubted: bool = False
    reads: tuple[FunctionCall, ...] = ()
    violations: tuple[str, ...] = ()
    tool_errors: int = 0
    writes: int = 0
    over: str = ""
    talk: tuple[str, ...] = ()

    @property
    def desk(self) -> Desk:
        """The company's tools."""
        return DESKS[self.task.domain]

    @property
    def solved(self) -> bool:
        """Whether the conversation ended with the one right database and no rule was broken."""
        return bool(self.over) and not self.violations and self.database.same(self.task.goal)

    def found(self, index: int) -> bool:
        """Whether everything was looked up that decides about a request."""
        if not self.task.known:
            return self.doubted
        return bool(self.identified) and all(record in self.reads for record in self.task.requests[index].records)

    def done(self, index: int) -> bool:
        """Whether all writes that a request asks for were made."""
        wanted = map(self.desk.normal, self.mind.wish(self.task, index).wanted)
        return all(call in self.database.log for call in wanted)


class Answer(NamedTuple):
    """What comes back: ``"customer"`` speaks, or a tool gives a ``"result"``, makes a ``"refusal"`` or an ``"end"``."""

    kind: str
    content: Any


def initial_state(task: Task) -> State:
    """Return the state in which the customer has said what they want."""
    return State(task, task.database, first_mind(task), talk=(customer.greeting(task),))


def transition(state: State, call: FunctionCall) -> tuple[State, Answer]:
    """Return the state after a call that its tool takes, and what comes back."""
    desk = state.desk
    call = desk.normal(call)
    if call.name == "say":
        return _spoken(state, str(call.arguments["message"]))
    action = desk.actions[call.name]
    try:
        database, result = desk.run(state.database, state.task.office, call)
    except ToolRefusalError as refusal:
        doubted = state.doubted or (call.name == "find_customer" and call.arguments == dict(state.task.identity))
        return replace(state, tool_errors=state.tool_errors + 1, doubted=doubted), Answer("refusal", str(refusal))
    broken = tuple(_broken(state, action, call))
    state = replace(state, database=database, violations=state.violations + broken)
    if action.writes:
        over = call.name if call.name in ENDS else ""
        return replace(state, writes=state.writes + 1, over=over), Answer("end" if over else "result", result)
    if call.name == "find_customer":
        return replace(state, identified=result["customer_id"]), Answer("result", result)
    reads = state.reads if call in state.reads else (*state.reads, call)
    return replace(state, reads=reads), Answer("result", result)


def _spoken(state: State, words: str) -> tuple[State, Answer]:
    """Return the state after the customer has heard what the agent says, and their reply."""
    open_ = [index for index in range(state.mind.raised) if state.found(index) and not state.done(index)]
    mind, reply = customer.reply(state.desk, state.task, state.mind, words, open_, len(state.talk))
    return replace(state, mind=mind, talk=(*state.talk, words, reply)), Answer("customer", reply)


def _broken(state: State, action: Action, call: FunctionCall) -> list[str]:
    """Return the rules that a call breaks, the tool having done it."""
    if call.name in ENDS:
        return _broken_by_end(state, call)
    if not state.identified and not action.public:
        return ["not_identified"]
    if not action.writes:
        return []
    task, desk = state.task, state.desk
    broken = desk.broken(state.database, task.office, call)
    if desk.owner(state.database, call) != state.identified:
        broken.append("other_account")
    if call not in [desk.normal(agreed) for agreed in state.mind.agreed_calls(task)]:
        broken.append("not_confirmed")
    return broken


def _broken_by_end(state: State, call: FunctionCall) -> list[str]:
    refused = call.arguments.get("outcome") == "refused"
    unknown = refused and call.arguments["reason"] == "not_identified" and state.doubted
    if not state.identified and not unknown:
        return ["not_identified"]
    told = any(state.task.requests[index].verdict == "refused" for index in state.mind.refusals)
    return ["not_told"] if refused and not told else []


def reworded(state: State, words: str) -> State:
    """Return the state in which the customer has said their last sentence in these words."""
    return replace(state, talk=(*state.talk[:-1], words))
