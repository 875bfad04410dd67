"""Draw a task: a company's records, a customer, what they want, and the one final database that is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import numpy as np

from ..function_calls import FunctionCall
from .airline.company import AIRLINE
from .database import Database
from .desk import Desk, Office
from .drafts import Draft
from .requests import Request, Task, Wish, call
from .shop.company import SHOP
from .telephone.company import TELEPHONE

DESKS = {domain.name: Desk(domain) for domain in (SHOP, AIRLINE, TELEPHONE)}

FIRST_DAY = date(2030, 1, 1)
DAYS = 700
PROXIES = (
    "It belongs to my sister, who asked me to see to it.",
    "It is my neighbour's, but they are away and I do this for them.",
    "It runs under my partner's name, not mine.",
)


@dataclass(frozen=True)
class Settings:
    """How tasks are drawn.

    Attributes:
        domain: one of ``DESKS``, or ``"any"``.
        requests: the most wishes of one customer.
        refusals: share of the tasks in which a wish is to be refused or handed over.
        fickle: probability that a customer changes their mind, where a wish allows it.
        patience: the most that a customer insists on what is refused.
        customers: how many the company has.
    """

    domain: str
    requests: int
    refusals: float
    fickle: float
    patience: int
    customers: int


def draw(rng: np.random.Generator, settings: Settings) -> Task:
    """Draw a task."""
    names = list(DESKS)
    desk = DESKS[names[int(rng.integers(len(names)))] if settings.domain == "any" else settings.domain]
    domain = desk.domain
    office = Office(FIRST_DAY + timedelta(days=int(rng.integers(DAYS))), domain.terms(rng))
    draft = Draft(rng, office, settings.fickle)
    domain.stock(draft)
    people = [domain.people(draft) for _ in range(settings.customers)]
    draft.caller = draft.owner = draft.pick(people)
    draft.strangers = tuple(each for each in people if each != draft.caller)
    requests, known = _requests(draft, desk, settings)
    for person in (draft.caller, *people):
        domain.crowd(draft, person)
    caller = draft.row("customers", draft.caller)
    identity = {name: str(caller[name]) for name in domain.identity}
    if not known:
        last = list(identity)[-1]
        identity[last] = str(draft.row("customers", draft.strangers[0])[last])
    database = draft.database()
    task = Task(
        domain=domain.name,
        office=office,
        database=database,
        goal=database,
        caller=draft.caller,
        name=caller["name"],
        identity=identity,
        known=known,
        requests=requests,
        patience=draft.number(0, settings.patience),
        voice=draft.number(0, 59),
    )
    return replace(task, goal=accepted(desk, task))


def accepted(desk: Desk, task: Task) -> Database:
    """Return the one final database that is right."""
    database = task.database
    for made in [*settled(task), task.end]:
        database, _ = desk.run(database, task.office, desk.normal(made))
    return database


def settled(task: Task) -> list[FunctionCall]:
    """Return the writes that a task asks for, its end left out."""
    return [call for request in task.requests if request.verdict == "solved" for call in request.wish.wanted]


def _requests(draft: Draft, desk: Desk, settings: Settings) -> tuple[tuple[Request, ...], bool]:
    """Draw what the caller wants, and whether they know the details by which they are identified."""
    kinds = desk.domain.kinds
    names = draft.some(tuple(kinds), draft.number(1, min(settings.requests, len(kinds))))
    if not draft.chance(settings.refusals):
        return tuple(_solved(draft, desk, name) for name in names), True
    breaches = [(name, breach) for name, (_, rules) in kinds.items() for breach in rules]
    special = draft.pick(("transfer", "other_account", "not_identified", "rule", "rule", "rule", "rule", "rule"))
    if special == "transfer":
        return (_transferred(draft, desk),), True
    if special == "not_identified":
        refused = replace(_solved(draft, desk, names[0]), verdict="refused", reason=special)
        return (replace(refused, kind=f"{refused.kind}, {special}"),), False
    drawn = (
        partial(_refused, draft, desk, *draft.pick(breaches)) if special == "rule" else partial(_foreign, draft, desk)
    )
    refused = drawn()
    others = [_solved(draft, desk, name) for name in names[1:] if name != refused.kind.split(",")[0]]
    place = draft.number(0, len(others))
    return (*others[:place], refused, *others[place:]), True


def _solved(draft: Draft, desk: Desk, name: str) -> Request:
    return replace(desk.domain.kinds[name][0](draft, ""), kind=name)


def _refused(draft: Draft, desk: Desk, name: str, breach: str) -> Request:
    request = desk.domain.kinds[name][0](draft, breach)
    return replace(request, kind=f"{name}, {breach}", verdict="refused", reason=breach)


def _foreign(draft: Draft, desk: Desk) -> Request:
    """Return a request about somebody else's account, in which nobody has to pay."""
    draft.owner, mine = draft.pick(draft.strangers), draft.owner
    names = draft.some(tuple(desk.domain.kinds), len(desk.domain.kinds))
    drawn = (_solved(draft, desk, name) for name in names)
    request = next(each for each in drawn if "payment" not in each.wish.details)
    draft.owner = mine
    ask = f"{request.ask} {draft.pick(PROXIES)}"
    kind = f"{request.kind}, other_account"
    wishes = tuple(replace(wish, change="", looks=()) for wish in request.wishes[-1:])
    account = call("get_customer", customer_id=mine)
    told = replace(request, ask=ask, kind=kind, wishes=wishes, records=(account,))
    return replace(told, verdict="refused", reason="other_account")


def _transferred(draft: Draft, desk: Desk) -> Request:
    name = draft.pick(tuple(desk.domain.departments))
    ask = draft.pick(desk.domain.departments[name][1])
    return Request(ask, (Wish((), {}),), (), kind="transfer", verdict="transferred", reason=name)
