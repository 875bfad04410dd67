"""What a customer wants, and the task that an episode sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..function_calls import FunctionCall
from .database import Database
from .desk import NO_REASON, Office


def call(name: str, /, **arguments: Any) -> FunctionCall:
    """Return a call."""
    return FunctionCall(name, arguments)


@dataclass(frozen=True)
class Wish:
    """One form of a request.

    Attributes:
        wanted: the writes that fulfil it; the customer agrees to these and no others.
        details: topic → what the customer says when asked about it.
        looks: what has to be looked up to find out what is wanted, besides the request's records.
        change: what the customer says when this wish takes the place of an earlier one.
    """

    wanted: tuple[FunctionCall, ...]
    details: Mapping[str, str]
    looks: tuple[FunctionCall, ...] = ()
    change: str = ""


@dataclass(frozen=True)
class Request:
    """Something that a customer wants.

    Attributes:
        ask: how they bring it up.
        wishes: its forms in order; the customer goes on to the next when they hear what would be done.
        records: the reads without which nobody knows whether it is allowed.
        kind: what it is about, and the rule that it breaks.
        verdict: ``"solved"``, ``"refused"`` or ``"transferred"``.
        reason: for which it is refused, or the department.
        aliases: other ways to name a value of a call.
    """

    ask: str
    wishes: tuple[Wish, ...]
    records: tuple[FunctionCall, ...]
    kind: str = ""
    verdict: str = "solved"
    reason: str = NO_REASON
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def wish(self) -> Wish:
        """Its last form."""
        return self.wishes[-1]


@dataclass(frozen=True)
class Task:
    """A customer at a company's help desk.

    Attributes:
        domain: the company's name.
        office: the date and the numbers of the policy.
        database: as it is in the beginning.
        goal: the one final database that is accepted.
        caller: the customer's id; of the account that they speak of, if they are somebody else.
        name: by which the customer goes.
        identity: what they tell of themselves, by parameter of ``find_customer``; a text that is no value for what they
            don't know.
        known: whether these details are right.
        requests: what they want, in the order in which they bring it up.
        patience: how often they insist when something is refused.
        voice: chooses among ways to say the same.
    """

    domain: str
    office: Office
    database: Database
    goal: Database
    caller: str
    name: str
    identity: Mapping[str, str]
    known: bool
    requests: tuple[Request, ...]
    patience: int
    voice: int

    @property
    def verdict(self) -> str:
        """How the case has to end."""
        verdicts = [request.verdict for request in self.requests]
        return next((verdict for verdict in verdicts if verdict != "solved"), "solved")

    @property
    def end(self) -> FunctionCall:
        """The call that has to end the case."""
        reason = next((each.reason for each in self.requests if each.verdict != "solved"), NO_REASON)
        if self.verdict == "transferred":
            return call("transfer_case", department=reason)
        return call("close_case", outcome=self.verdict, reason=reason)
