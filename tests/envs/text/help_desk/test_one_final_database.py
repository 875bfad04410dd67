"""Each task has exactly one accepted final database, up to the order of its log.

Three things make it one. What the customer says, and the policy, leave one value for each argument of each write; this
is found here from the words and the rows, without the task's own answer. The rules leave one verdict. And a database
that differs in any write from the accepted one is not accepted.
"""

import re
from dataclasses import replace
from itertools import permutations

from turnwise.envs.text.function_calls import FunctionCall
from turnwise.envs.text.help_desk.database import ToolRefusalError
from turnwise.envs.text.help_desk.expert import next_call
from turnwise.envs.text.help_desk.rules import initial_state, transition
from turnwise.envs.text.help_desk.shop.wishes import REASONS
from turnwise.envs.text.help_desk.tasks import DESKS, settled

AMOUNTS = {"grant_voucher": range(1, 201), "pay_compensation": range(1, 1501), "credit_bill": range(1, 201)}


def owner_of(task, call):
    """Return the customer whose record a write is about."""
    return DESKS[task.domain].owner(task.database, call)


def allowed(task, database, call, name, values):
    """Return the values of an argument with which a call breaks no rule."""
    desk = DESKS[task.domain]
    made = ((value, call._replace(arguments={**call.arguments, name: value})) for value in values)
    return [value for value, each in made if not desk.broken(database, task.office, each)]


def orders(task, request, wish, call):
    """Return the orders that the customer may mean."""
    told = wish.details["order"]
    if found := re.findall(r"W\d+", told):
        return found
    owned = task.database.owned("orders", owner_of(task, call))
    return [row["order_id"] for row in owned if any(described(line) in told for line in row["items"])]


def described(line):
    """Return an item as the customer calls it, from how the shop writes it."""
    name, first, second = line["description"].split(", ")
    return f"{first} {second} {name}"


def bookings(task, request, wish, call):
    told = wish.details["booking"]
    if found := re.findall(r"BK\d+", told):
        return found
    way = re.search(r"from (\w+) to (\w+) on ([\d-]+)", told).groups()
    flights = task.database.tables["flights"]
    owned = task.database.owned("bookings", owner_of(task, call))
    keys = ("origin", "destination", "date")
    return [row["booking_id"] for row in owned if tuple(flights[row["flight_id"]][key] for key in keys) == way]


def lines(task, request, wish, call):
    told = wish.details["line"]
    if found := re.findall(r"\bL\d+", told):
        return found
    return [row["line_id"] for row in task.database.owned("lines", owner_of(task, call)) if row["number"] in told]


def payments(task, request, wish, call):
    ends = re.search(r"ending in (\d+)", wish.details["payment"])[1]
    rows = task.database.tables["customers"][owner_of(task, call)]["payments"]
    return [row["payment_id"] for row in rows if row["last_digits"] == ends]


def bought(task, wish, call):
    """Return the items of the order that the customer names."""
    lines = task.database.tables["orders"][call.arguments["order_id"]]["items"]
    return [line["item_id"] for line in lines if described(line) in wish.details["item"]]


def replacements(task, request, wish, call):
    """Return the items that the customer may want instead."""
    tables, told = task.database.tables, wish.details["choice"]
    old = tables["items"][call.arguments["item_id"]]
    others = [row for row in tables["items"].values() if row["product_id"] == old["product_id"] and row is not old]
    if "cheapest" in told:
        stocked = [row for row in others if row["stock"]]
        least = min(row["price"] for row in stocked)
        return [row["item_id"] for row in stocked if row["price"] == least]
    options = [name for name in old if name not in ("item_id", "product_id", "name", "price", "stock")]
    return [row["item_id"] for row in others if all(f"{row[option]} " in told for option in options)]


def flights(task, request, wish, call):
    """Return the flights on the booking's route that the customer may want."""
    tables, told = task.database.tables, wish.details["choice"]
    old = tables["flights"][tables["bookings"][call.arguments["booking_id"]]["flight_id"]]
    day = re.search(r"\d{4}-\d\d-\d\d", told)[0]
    way = (old["origin"], old["destination"], day)
    found = [row for row in tables["flights"].values() if (row["origin"], row["destination"], row["date"]) == way]
    if time := re.search(r"at (\d\d:\d\d)", told):
        return [row["flight_id"] for row in found if row["departs"] == time[1]]
    field = "price" if "cheapest" in told else "departs"
    best = (max if "last" in told else min)(row[field] for row in found)
    return [row["flight_id"] for row in found if row[field] == best]


def plans(task, request, wish, call):
    """Return the plans that the customer may want."""
    rows, told = task.database.tables["plans"].values(), wish.details["choice"]
    least = re.search(r"at least (\d+) GB", told)
    if not least:
        return [row["plan_id"] for row in rows if row["name"] in told]
    fit = [row for row in rows if row["on_sale"] and row["gigabytes"] >= int(least[1])]
    fit = [row for row in fit if row["roaming_included"] or "roaming" not in told]
    price = min(row["price"] for row in fit)
    return [row["plan_id"] for row in fit if row["price"] == price]


def bills(task, request, wish, call, database):
    """Return the bills of the line that a payment or a credit may be about, in the database as it is then."""
    [line] = lines(task, request, wish, call)
    status = "overdue" if call.name == "take_payment" else "open"
    rows = [row for row in database.tables["bills"].values() if row["line_id"] == line]
    return [row["bill_id"] for row in rows if row["status"] == status]


def number_told(words):
    """Return the number in a text."""
    return 1 if "one bag" in words else int(re.search(r"\d+", words)[0])


FROM_WORDS = {
    "order_id": orders,
    "booking_id": bookings,
    "line_id": lines,
    "payment_id": payments,
    "new_item_id": replacements,
    "flight_id": flights,
    "plan_id": plans,
    "item_id": lambda task, request, wish, call: bought(task, wish, call),
    "item_ids": lambda task, request, wish, call: [sorted(bought(task, wish, call))],
    "street": lambda task, request, wish, call: [re.search(r"to (.+), \d{5} \w+\.", wish.details["address"])[1]],
    "postcode": lambda task, request, wish, call: re.findall(r", (\d{5}) ", wish.details["address"]),
    "town": lambda task, request, wish, call: re.findall(r"\d{5} (\w+)\.", wish.details["address"]),
    "bags": lambda task, request, wish, call: [number_told(wish.details["bags"])],
    "gigabytes": lambda task, request, wish, call: [number_told(wish.details["amount"])],
    "passenger": lambda task, request, wish, call: re.findall(r"says (.+);", wish.details["name"]),
    "name": lambda task, request, wish, call: re.findall(r"should be (.+)\.", wish.details["name"]),
    "enabled": lambda task, request, wish, call: [True],
}


def meant(task, request, wish, call, database, name):
    """Return every value of an argument that is right by what the customer says and the policy."""
    if name in FROM_WORDS:
        return FROM_WORDS[name](task, request, wish, call)
    if name == "bill_id":
        return bills(task, request, wish, call, database)
    if name == "amount":
        return allowed(task, database, call, name, AMOUNTS[call.name])
    if name == "paid_bags":
        return allowed(task, database, call, name, range(call.arguments["bags"] + 1))
    if name == "starts":
        return allowed(task, database, call, name, ("now", "next_month"))
    if name == "refund_to":
        ways = {"original_payment": "paid", "store_credit": "store credit", "travel_credit": "travel credit"}
        return [way for way, words in ways.items() if words in wish.details["refund"]]
    assert name == "reason"
    reasons = {reason: [words] for reason, words in REASONS.items()} | {"lost": ["lost"], "stolen": ["stolen"]}
    return [reason for reason, words in reasons.items() if any(each in wish.details["reason"] for each in words)]


def test_words_and_policy_leave_one_value_for_each_argument_of_each_write(tasks):
    checked = 0
    for task in tasks:
        desk, database = DESKS[task.domain], task.database
        for request in task.requests:
            for wish in request.wishes:
                then = database
                for call in wish.wanted:
                    for name, value in call.arguments.items():
                        if request.verdict == "refused" and name not in FROM_WORDS:
                            continue  # no value is allowed
                        found = meant(task, request, wish, call, then, name)
                        one_of_several_bills = name == "bill_id" and call.name == "take_payment"
                        assert value in found if one_of_several_bills else found == [value], (request.kind, name)
                        checked += 1
                    if request.verdict == "solved":
                        then, _ = desk.run(then, task.office, call)
    assert checked > 3000


def test_every_overdue_bill_of_a_line_to_be_resumed_is_paid(tasks):
    seen = set()
    for task in tasks:
        for request in task.requests:
            if request.kind == "resume":
                *paid, resumed = request.wish.wanted
                rows = task.database.tables["bills"].values()
                line = resumed.arguments["line_id"]
                due = {row["bill_id"] for row in rows if row["line_id"] == line and row["status"] == "overdue"}
                assert {call.arguments["bill_id"] for call in paid} == due
                seen.add(len(due))
    assert seen == {1, 2}


def test_the_policy_leaves_one_verdict_for_each_wish(tasks):
    verdicts = set()
    for task in tasks:
        desk, database = DESKS[task.domain], task.database
        assert sum(request.verdict != "solved" for request in task.requests) <= 1
        for request in task.requests:
            verdicts.add((task.domain, request.verdict, request.reason))
            broken = []
            for call in request.wish.wanted:
                broken += desk.broken(database, task.office, call)
                broken += ["other_account"] * (owner_of(task, call) != task.caller)
                if not broken:
                    database, _ = desk.run(database, task.office, call)
            broken = broken or ["not_identified"] * (not task.known)
            assert broken == ([request.reason] if request.verdict == "refused" else []), request.kind
            assert (request.verdict == "transferred") == (not request.wish.wanted)
    for name, desk in DESKS.items():
        refused = {reason for domain, verdict, reason in verdicts if (domain, verdict) == (name, "refused")}
        assert refused == set(desk.domain.reasons)
        assert {reason for domain, verdict, reason in verdicts if (domain, verdict) == (name, "transferred")} == set(
            desk.domain.departments
        )


def test_no_departments_matter_is_another_wish_too(tasks):
    asks = {request.ask: request.verdict for task in tasks for request in task.requests}
    told = {
        ask: department
        for desk in DESKS.values()
        for department, (_, asks_for) in desk.domain.departments.items()
        for ask in asks_for
    }
    assert all((verdict == "transferred") == (ask in told) for ask, verdict in asks.items())


def other_values(task, call, name):
    """Return values of the same kind that an argument might have instead: all that occur anywhere, and neighbours."""
    value = call.arguments[name]
    parameter = DESKS[task.domain].actions[call.name].tool.parameters[name]
    if parameter.options:
        return [option for option in parameter.options if option != value]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value - 1, value + 1, 2 * value + 2]
    text = repr(task.database.tables)
    if isinstance(value, list):
        others = [found for found in re.findall(r"\bI\d{5}\b", text) if found not in value]
        return [value[1:], [*value, others[0]], *([*value[1:], other] for other in dict.fromkeys(others[:40]))]
    prefix = re.match(r"[A-Z]{1,2}(?=\d)", value)
    ids = dict.fromkeys(re.findall(rf"\b{prefix[0]}\d{{4,5}}\b", text)) if prefix else {}
    return [found for found in [*ids, f"{value}x"] if found != value]


def end(task, calls):
    """Return the database after calls and an end, or None where a tool refuses."""
    desk, database = DESKS[task.domain], task.database
    try:
        for call in calls:
            database, _ = desk.run(database, task.office, desk.normal(call))
    except ToolRefusalError:
        return None
    return database


def test_a_database_that_differs_in_any_write_is_not_accepted(tasks):
    tried = taken = 0
    for task in tasks[::4]:
        calls = [*settled(task), task.end]
        assert end(task, calls).same(task.goal)
        for index, call in enumerate(calls):
            variants = [
                call._replace(arguments={**call.arguments, name: value})
                for name in call.arguments
                for value in other_values(task, call, name)
            ]
            for instead in [[], *([variant] for variant in variants), [call, call]]:
                tried += 1
                final = end(task, [*calls[:index], *instead, *calls[index + 1 :]])
                taken += final is not None
                assert final is None or not final.same(task.goal), (call, instead)
    assert tried > 5000
    assert taken > 1000


def test_every_write_that_nobody_asked_for_makes_another_database(tasks):
    for task in tasks[::6]:
        calls = [*settled(task), task.end]
        forbidden = [call for request in task.requests if request.verdict == "refused" for call in request.wish.wanted]
        abandoned = [call for request in task.requests for wish in request.wishes[:-1] for call in wish.wanted]
        for extra in [*forbidden, *abandoned]:
            final = end(task, [extra, *calls])
            assert final is None or not final.same(task.goal)


def test_the_order_in_which_requests_are_fulfilled_does_not_matter(tasks):
    several = 0
    for task in tasks:
        groups = [request.wish.wanted for request in task.requests if request.verdict == "solved"]
        for order in permutations(groups):
            final = end(task, [*(call for group in order for call in group), task.end])
            assert final.same(task.goal)
            several += final.log != task.goal.log
    assert several > 100


def test_an_episode_is_solved_by_the_accepted_database_alone(tasks):
    for task in tasks[::10]:
        state = initial_state(task)
        while (step := next_call(state)) is not None:
            assert not state.solved
            state, _ = transition(state, step)
        assert state.solved
        other = replace(state, database=state.database.logged(FunctionCall("say", {})))
        assert not other.solved
