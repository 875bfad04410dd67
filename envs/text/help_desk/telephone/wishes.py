"""What customers of the telephone company want. Each wish plants the records it is about, to keep or break a rule."""

from __future__ import annotations

from ...function_calls import FunctionCall
from ..drafts import Draft
from ..requests import Request, Wish, call
from .lines import Row, bill, cheapest, plant
from .tools import due

NOW = {"now": ("today", "immediately", "at once", "right away")}


def dearer_plan(draft: Draft, breach: str) -> Request:
    """Get a bigger plan, perhaps one that is not sold any more."""
    plans = draft.rows("plans")
    sold = sorted((plan for plan in plans if plan["on_sale"]), key=lambda plan: plan["price"])
    withdrawn = [plan for plan in plans if not plan["on_sale"] and plan["price"] > sold[0]["price"]]
    line = plant(draft, sold[0], months=draft.number(-6, 18))
    asks = ("My plan has become too small for me.", "I need a bigger plan.", "I run out of data every month.")
    wanted = _plans_meant(draft, sold[0])
    if breach:
        plan = draft.pick(withdrawn)
        wanted = [(_by_name(plan), plan)]
    return _plan_request(draft, line, wanted, "now", draft.pick(asks))


def cheaper_plan(draft: Draft, breach: str) -> Request:
    """Get a cheaper plan."""
    sold = sorted((plan for plan in draft.rows("plans") if plan["on_sale"]), key=lambda plan: plan["price"])
    line = plant(draft, sold[-1], months=draft.number(1, 18) if breach else draft.number(-12, -1))
    asks = ("I pay too much for my plan.", "I would like to go to a cheaper plan.")
    return _plan_request(
        draft, line, _plans_meant(draft, sold[-1])[: 1 if breach else 2], "next_month", draft.pick(asks)
    )


def roaming(draft: Draft, breach: str) -> Request:
    """Get roaming."""
    line = plant(draft, draft.pick(draft.rows("plans")), months=draft.number(-6, 18))
    bill(draft, line, "overdue" if breach else "open")
    asks = ("I am going abroad and want to use my telephone there.", "Please turn on roaming for me.")
    made = call("set_roaming", line_id=line["line_id"], enabled=True)
    return Request(draft.pick(asks), (Wish((made,), _which(draft, line)),), (_look(line),))


def more_data(draft: Draft, breach: str) -> Request:
    """Get more data."""
    limit = draft.terms["data_limit"]
    extra = draft.number(0, limit - 4)
    line = plant(draft, draft.pick(draft.rows("plans")), months=draft.number(-6, 18), extra_gigabytes=extra)
    bill(draft, line, "overdue" if breach == "overdue_bill" else "open")
    amounts = draft.some(range(1, limit - extra + 1), 2)
    if breach:
        amounts = [limit - extra + draft.number(1, 5)] if breach == "data_limit" else amounts[:1]
    which = _which(draft, line)
    wishes: list[Wish] = []
    for amount in amounts if draft.changes() else amounts[:1]:
        made = call("add_data", line_id=line["line_id"], gigabytes=amount)
        change = f"No, wait. Let me have {amount} GB." if amount != amounts[0] else ""
        wishes.append(Wish((made,), {**which, "amount": f"I would like {amount} GB more."}, change=change))
    asks = ("My data is used up and I need more this month.", "Can I get some extra data for this month?")
    return Request(draft.pick(asks), tuple(wishes), (_look(line),))


def pay_and_resume(draft: Draft, breach: str) -> Request:
    """Pay what is overdue, so that a suspended line works again."""
    line = plant(draft, draft.pick(draft.rows("plans")), months=draft.number(-6, 18), status="suspended, unpaid")
    overdue = [bill(draft, line, "overdue", months_ago) for months_ago in range(1, 1 + draft.number(1, 2))]
    payment = draft.pick(draft.row("customers", draft.owner)["payments"])
    made = [call("take_payment", bill_id=each["bill_id"], payment_id=payment["payment_id"]) for each in overdue]
    told = f"I will pay whatever is overdue, with my {payment['kind']} ending in {payment['last_digits']}."
    wish = Wish((*made, call("resume_line", line_id=line["line_id"])), {**_which(draft, line), "payment": told})
    asks = ("My line does not work any more. Please make it work again.", "I can't call anybody; my line is blocked.")
    aliases = {payment["payment_id"]: (payment["last_digits"],)}
    return Request(draft.pick(asks), (wish,), (_look(line),), aliases=aliases)


def block(draft: Draft, breach: str) -> Request:
    """Block a line whose telephone is gone."""
    line = plant(draft, draft.pick(draft.rows("plans")), months=draft.number(-6, 18))
    reason = draft.pick(("lost", "stolen"))
    asks = ("Please block one of my lines.", "My telephone is gone. Nobody should be able to call with it.")
    told = {"lost": "I lost the telephone somewhere on a train.", "stolen": "The telephone was stolen from my bag."}
    made = call("suspend_line", line_id=line["line_id"], reason=reason)
    wish = Wish((made,), {**_which(draft, line), "reason": told[reason]})
    return Request(draft.pick(asks), (wish,), (_look(line),))


def credit(draft: Draft, breach: str) -> Request:
    """Be credited for an outage."""
    least = draft.terms["outage_days"]
    days = draft.number(0, least - 1) if breach else draft.number(least, least + 5)
    area = draft.add("areas", "AR", {"name": draft.pick(("Riverside", "Parkview", "Eastgate")), "outage_days": days})
    line = plant(draft, draft.pick(draft.rows("plans")), months=draft.number(-6, 18), area_id=area["area_id"])
    open_bill = bill(draft, line, "open")
    bill(draft, line, "paid", 1)
    amount = due(area, draft.terms) or draft.terms["day_rate"] * least
    made = call("credit_bill", bill_id=open_bill["bill_id"], amount=amount)
    asks = (
        "There was no signal at my place for days. I want a credit for that.",
        "The network was down again and again this month. I would like some money back.",
    )
    wish = Wish((made,), {**_which(draft, line), "amount": "Whatever your rules say."})
    return Request(draft.pick(asks), (wish,), (_look(line), call("get_area", area_id=area["area_id"])))


def leave(draft: Draft, breach: str) -> Request:
    """End a contract."""
    months = draft.number(1, 18) if breach else draft.number(-12, -1)
    line = plant(draft, draft.pick(draft.rows("plans")), months=months)
    asks = ("I want to end a contract.", "I don't need one of my lines any more and want to be rid of the contract.")
    made = call("end_contract", line_id=line["line_id"])
    return Request(draft.pick(asks), (Wish((made,), _which(draft, line)),), (_look(line),))


def _plans_meant(draft: Draft, present: Row) -> list[tuple[str, Row]]:
    """Return ways to mean one plan that is on sale and not the present one, each another plan, in drawn order."""
    plans = draft.rows("plans")
    found: dict[str, tuple[str, Row]] = {}
    for gigabytes in draft.some(range(2, 60), 58):
        wants_roaming = draft.chance(0.4)
        meant = cheapest(plans, gigabytes, wants_roaming)
        if len(meant) == 1 and meant[0] is not present:
            more = " and roaming included" if wants_roaming else ""
            words = f"the cheapest plan on sale with at least {gigabytes} GB{more}"
            words = _by_name(meant[0]) if draft.chance(0.3) else words
            found.setdefault(meant[0]["plan_id"], (words, meant[0]))
    return list(found.values())[:2]


def _by_name(plan: Row) -> str:
    return f"the plan {plan['name']}, which my neighbour has"


def _plan_request(draft: Draft, line: Row, meant: list[tuple[str, Row]], starts: str, ask: str) -> Request:
    """Return the request for a plan, and for another one if the customer changes their mind."""
    which = _which(draft, line)
    wishes: list[Wish] = []
    for words, plan in meant if draft.changes() else meant[:1]:
        made = call("change_plan", line_id=line["line_id"], plan_id=plan["plan_id"], starts=starts)
        change = f"Hm, let me think again. I would rather have {words}." if wishes else ""
        look = call("list_plans")
        wishes.append(Wish((made,), {**which, "choice": f"I would like {words}."}, (look,), change))
    aliases = {plan["plan_id"]: (plan["name"],) for _, plan in meant} | NOW
    return Request(ask, tuple(wishes), (_look(line),), aliases=aliases)


def _which(draft: Draft, line: Row) -> dict[str, str]:
    told = f"It is line {line['line_id']}."
    vague = f"I don't know the number of the line in your system. The telephone number is {line['number']}."
    known = draft.owner != draft.caller or draft.chance(0.3)
    return {"line": told if known else vague}


def _look(line: Row) -> FunctionCall:
    return call("get_line", line_id=line["line_id"])
