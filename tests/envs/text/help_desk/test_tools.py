"""What each tool does, and what it refuses; worked by hand on small databases."""

from datetime import date

import pytest

from turnwise.envs.text.help_desk.airline.tools import free_bags, letters_changed, worth
from turnwise.envs.text.help_desk.database import Database, ToolRefusalError
from turnwise.envs.text.help_desk.desk import Office
from turnwise.envs.text.help_desk.requests import call
from turnwise.envs.text.help_desk.tasks import DESKS

TODAY = date(2030, 6, 30)
PAY = ({"payment_id": "PM1", "kind": "debit card", "last_digits": "1234"},)
SHOP = Database(
    {
        "customers": {
            "C1": {
                "customer_id": "C1",
                "name": "Ann",
                "email": "a@x",
                "postcode": "12345",
                "tier": "gold",
                "payments": PAY,
            }
        },
        "products": {"P1": {"product_id": "P1", "name": "kettle"}},
        "items": {
            "I1": {"item_id": "I1", "product_id": "P1", "name": "kettle", "price": 40, "stock": 3},
            "I2": {"item_id": "I2", "product_id": "P1", "name": "kettle", "price": 55, "stock": 1},
            "I3": {"item_id": "I3", "product_id": "P1", "name": "kettle", "price": 41, "stock": 0},
        },
        "orders": {
            "W1": {
                **{"order_id": "W1", "customer_id": "C1", "status": "delivered", "promised": "2030-06-01"},
                **{"delivered": "2030-06-05", "refund": None, "voucher": 0},
                "items": (
                    {"item_id": "I1", "price": 40, "bought_in_sale": False, "state": "bought"},
                    {"item_id": "I2", "price": 50, "bought_in_sale": True, "state": "bought"},
                ),
            },
            "W2": {"order_id": "W2", "customer_id": "C1", "status": "packed", "items": ()},
            "W3": {"order_id": "W3", "customer_id": "C1", "status": "shipped", "items": ()},
        },
    }
)
TERMS = {"return_days": 20, "gold_days": 5, "price_gap": 10, "late_days": 3, "voucher": 15}
OFFICE = Office(TODAY, TERMS)


def run(made, database=SHOP, domain="retail", office=OFFICE):
    return DESKS[domain].run(database, office, made)


def broken(made, database=SHOP, domain="retail", office=OFFICE):
    return DESKS[domain].broken(database, office, made)


def test_a_write_makes_a_new_database_and_leaves_the_old_one_alone():
    after, _ = run(call("cancel_order", order_id="W2", reason="found_cheaper"))
    assert SHOP.tables["orders"]["W2"]["status"] == "packed"
    assert after.tables["orders"]["W2"] == {
        **SHOP.tables["orders"]["W2"],
        "status": "cancelled",
        "cancelled_for": "found_cheaper",
    }
    assert after.tables["items"] is SHOP.tables["items"]
    assert [made.name for made in after.log] == ["cancel_order"]


def test_an_exchange_takes_an_item_from_stock():
    made = call("exchange_item", order_id="W1", item_id="I1", new_item_id="I2", payment_id="PM1")
    after, _ = run(made)
    assert after.tables["items"]["I2"]["stock"] == 0
    assert after.tables["orders"]["W1"]["items"][0]["state"] == "exchanged for I2, difference to PM1"
    with pytest.raises(ToolRefusalError, match="could be exchanged"):
        run(made, after)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (call("cancel_order", order_id="W3", reason="x"), "neither pending nor packed"),
        (call("cancel_order", order_id="W9", reason="x"), "no entry W9 among the orders"),
        (call("change_address", order_id="W1", street="a", town="b", postcode="c"), "neither pending nor packed"),
        (call("return_items", order_id="W2", item_ids=["I1"], refund_to="x"), "not delivered"),
        (call("return_items", order_id="W1", item_ids=["I3"], refund_to="x"), "name items of order W1"),
        (call("return_items", order_id="W1", item_ids=["I1", "I1"], refund_to="x"), "each once"),
        (call("return_items", order_id="W1", item_ids=[], refund_to="x"), "name items"),
        (call("exchange_item", order_id="W1", item_id="I1", new_item_id="I3", payment_id="PM1"), "out of stock"),
        (call("exchange_item", order_id="W1", item_id="I1", new_item_id="I1", payment_id="PM1"), "no other item"),
        (call("exchange_item", order_id="W1", item_id="I1", new_item_id="I2", payment_id="PM9"), "no way to pay"),
        (call("grant_voucher", order_id="W1", amount=0), "1 to 200 euros"),
        (call("find_customer", email="a@x", postcode="54321"), "No customer has these details"),
        (call("get_product", product_id="P2"), "no entry P2 among the products"),
    ],
)
def test_the_shops_tools_refuse_what_cannot_be(made, why):
    with pytest.raises(ToolRefusalError, match=why):
        run(made)


def test_items_of_an_order_are_returned_once():
    after, _ = run(call("return_items", order_id="W1", item_ids=["I1"], refund_to="store_credit"))
    assert [line["state"] for line in after.tables["orders"]["W1"]["items"]] == ["returned", "bought"]
    with pytest.raises(ToolRefusalError, match="returned before"):
        run(call("return_items", order_id="W1", item_ids=["I2"], refund_to="store_credit"), after)


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        (call("cancel_order", order_id="W2", reason="x"), ["not_pending"]),
        (call("return_items", order_id="W1", item_ids=["I1"], refund_to="original_payment"), []),
        (call("return_items", order_id="W1", item_ids=["I1", "I2"], refund_to="original_payment"), ["sale_refund"]),
        (call("return_items", order_id="W1", item_ids=["I2"], refund_to="store_credit"), []),
        (call("exchange_item", order_id="W1", item_id="I1", new_item_id="I2", payment_id="PM1"), ["price_gap"]),
        (call("exchange_item", order_id="W1", item_id="I2", new_item_id="I1", payment_id="PM1"), []),
        (call("grant_voucher", order_id="W1", amount=30), []),
        (call("grant_voucher", order_id="W1", amount=15), ["wrong_amount"]),
    ],
)
def test_the_shops_rules_by_hand(made, rules):
    assert broken(made) == rules  # delivered 25 days ago, 4 days late, to a gold customer


def test_the_last_day_for_a_return_is_the_last():
    made = call("return_items", order_id="W1", item_ids=["I1"], refund_to="store_credit")
    assert broken(made, office=Office(date(2030, 6, 30), TERMS)) == []
    assert broken(made, office=Office(date(2030, 7, 1), TERMS)) == ["too_late"]


def test_bags_names_and_compensation_by_hand():
    assert free_bags("basic", "economy", {"free_bags": 1}) == 1
    assert free_bags("gold", "business", {"free_bags": 0}) == 2
    assert letters_changed("Hguo", "Hugo") == 2
    assert letters_changed("Bela", "Bella") == 1
    assert letters_changed("Greta Moreau", "Paula Winter") > 3
    assert letters_changed("", "abc") == 3
    terms = {"delay_hours": 3, "delay_pays": 50, "cancelled_pays": 200}
    assert worth({"status": "landed", "delay_hours": 3}, 2, terms) == 100
    assert worth({"status": "landed", "delay_hours": 2}, 2, terms) == 0
    assert worth({"status": "cancelled", "delay_hours": 0}, 3, terms) == 600


def airline(fare, ahead, since):
    """Return a database with one booking."""
    day = date.fromordinal(TODAY.toordinal() + ahead).isoformat()
    way = {"origin": "A", "destination": "B", "status": "scheduled", "delay_hours": 0, "price": 90}
    booking = {
        **{"booking_id": "BK1", "customer_id": "C1", "flight_id": "LK1", "status": "booked", "fare": fare, "bags": 0},
        **{"cabin": "economy", "booked": date.fromordinal(TODAY.toordinal() - since).isoformat()},
        **{"passengers": ("Ann Abbott", "Bob Abbott"), "compensation": 0},
    }
    return Database(
        {
            "customers": {"C1": {"customer_id": "C1", "tier": "silver", "payments": PAY}},
            "flights": {
                "LK1": {"flight_id": "LK1", "date": day, "departs": "10:05", "seats": 5, **way},
                "LK2": {"flight_id": "LK2", "date": day, "departs": "12:30", "seats": 2, **way},
                "LK3": {"flight_id": "LK3", "date": day, "departs": "14:55", "seats": 1, **way},
            },
            "bookings": {"BK1": booking},
        }
    )


AIR = Office(TODAY, {"grace_days": 2, "cancel_days": 5, "change_days": 3, "free_bags": 1, "most_bags": 4, "letters": 2})
CANCEL = call("cancel_booking", booking_id="BK1", refund_to="travel_credit")
MOVE = call("change_flight", booking_id="BK1", flight_id="LK2", payment_id="PM1")


@pytest.mark.parametrize(
    ("fare", "ahead", "since", "cancel", "move"),
    [
        ("saver", 20, 2, [], ["saver_fare"]),
        ("saver", 20, 3, ["saver_fare"], ["saver_fare"]),
        ("standard", 5, 9, [], []),
        ("standard", 4, 9, ["too_late"], []),
        ("standard", 2, 9, ["too_late"], ["too_late"]),
        ("flex", 1, 9, [], []),
    ],
)
def test_fares_by_hand(fare, ahead, since, cancel, move):
    database = airline(fare, ahead, since)
    assert broken(CANCEL, database, "airline", AIR) == cancel
    assert broken(MOVE, database, "airline", AIR) == move


def test_seats_go_back_and_forth_with_a_booking():
    after, _ = run(MOVE, airline("flex", 5, 5), "airline", AIR)
    assert [row["seats"] for row in after.tables["flights"].values()] == [7, 0, 1]
    cancelled, _ = run(CANCEL, after, "airline", AIR)
    assert [row["seats"] for row in cancelled.tables["flights"].values()] == [7, 2, 1]


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (call("change_flight", booking_id="BK1", flight_id="LK3", payment_id="PM1"), "not enough seats"),
        (call("change_flight", booking_id="BK1", flight_id="LK1", payment_id="PM1"), "no other scheduled flight"),
        (call("change_flight", booking_id="BK1", flight_id="LK2", payment_id="PM2"), "no way to pay"),
        (call("set_bags", booking_id="BK1", bags=0, paid_bags=0, payment_id="PM1"), "more than now"),
        (call("set_bags", booking_id="BK1", bags=1, paid_bags=2, payment_id="PM1"), "paid_bags"),
        (call("rename_passenger", booking_id="BK1", passenger="Cy", name="Di"), "no passenger"),
        (call("pay_compensation", booking_id="BK1", amount=0), "1 to 5000 euros"),
    ],
)
def test_the_airlines_tools_refuse_what_cannot_be(made, why):
    with pytest.raises(ToolRefusalError, match=why):
        run(made, airline("flex", 5, 5), "airline", AIR)


def test_a_flight_that_has_left_is_not_cancelled():
    with pytest.raises(ToolRefusalError, match="its flight has left"):
        run(CANCEL, airline("flex", 0, 5), "airline", AIR)


def test_a_silver_customer_pays_for_the_third_bag():
    database = airline("saver", 5, 5)
    bags = {"booking_id": "BK1", "payment_id": "PM1"}
    assert broken(call("set_bags", bags=3, paid_bags=1, **bags), database, "airline", AIR) == []
    assert broken(call("set_bags", bags=3, paid_bags=0, **bags), database, "airline", AIR) == ["wrong_amount"]
    assert broken(call("set_bags", bags=5, paid_bags=3, **bags), database, "airline", AIR) == ["too_many_bags"]


TELEPHONE = Database(
    {
        "customers": {"C1": {"customer_id": "C1", "payments": PAY}},
        "plans": {
            "PL1": {"plan_id": "PL1", "price": 10, "on_sale": True},
            "PL2": {"plan_id": "PL2", "price": 20, "on_sale": True},
            "PL3": {"plan_id": "PL3", "price": 30, "on_sale": False},
        },
        "areas": {"AR1": {"area_id": "AR1", "outage_days": 3}},
        "lines": {
            "L1": {
                **{"line_id": "L1", "customer_id": "C1", "plan_id": "PL2", "status": "active", "area_id": "AR1"},
                **{"contract_until": "2030-06-30", "extra_gigabytes": 8, "roaming": False},
            },
            "L2": {"line_id": "L2", "customer_id": "C1", "plan_id": "PL1", "status": "suspended, unpaid"},
        },
        "bills": {
            "B1": {"bill_id": "B1", "customer_id": "C1", "line_id": "L1", "status": "open", "credit": 0},
            "B2": {"bill_id": "B2", "customer_id": "C1", "line_id": "L2", "status": "overdue", "credit": 0},
        },
    }
)
PHONE = Office(TODAY, {"data_limit": 10, "outage_days": 3, "day_rate": 4})


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        (call("change_plan", line_id="L1", plan_id="PL1", starts="next_month"), ["contract_runs"]),
        (call("change_plan", line_id="L1", plan_id="PL3", starts="now"), ["withdrawn_plan"]),
        (call("change_plan", line_id="L1", plan_id="PL3", starts="next_month"), ["withdrawn_plan", "wrong_start"]),
        (call("change_plan", line_id="L2", plan_id="PL2", starts="now"), []),
        (call("end_contract", line_id="L1"), ["contract_runs"]),
        (call("set_roaming", line_id="L1", enabled=True), []),
        (call("set_roaming", line_id="L2", enabled=True), ["overdue_bill"]),
        (call("set_roaming", line_id="L2", enabled=False), []),
        (call("resume_line", line_id="L2"), ["overdue_bill"]),
        (call("add_data", line_id="L1", gigabytes=2), []),
        (call("add_data", line_id="L1", gigabytes=3), ["data_limit"]),
        (call("credit_bill", bill_id="B1", amount=12), []),
        (call("credit_bill", bill_id="B1", amount=4), ["wrong_amount"]),
        (call("take_payment", bill_id="B2", payment_id="PM1"), []),
    ],
)
def test_the_telephone_companys_rules_by_hand(made, rules):
    assert broken(made, TELEPHONE, "telecom", PHONE) == rules


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (call("change_plan", line_id="L1", plan_id="PL2", starts="now"), "has that plan already"),
        (call("change_plan", line_id="L2", plan_id="PL2", starts="now"), "not active"),
        (call("add_data", line_id="L1", gigabytes=0), "from 1 to 100"),
        (call("take_payment", bill_id="B2", payment_id="PM2"), "no way to pay"),
        (call("credit_bill", bill_id="B2", amount=4), "while it is open"),
        (call("resume_line", line_id="L1"), "not suspended"),
        (call("suspend_line", line_id="L2", reason="lost"), "not active"),
    ],
)
def test_the_telephone_companys_tools_refuse_what_cannot_be(made, why):
    with pytest.raises(ToolRefusalError, match=why):
        run(made, TELEPHONE, "telecom", PHONE)


def test_a_paid_bill_lets_a_line_be_resumed():
    paid, _ = run(call("take_payment", bill_id="B2", payment_id="PM1"), TELEPHONE, "telecom", PHONE)
    assert broken(call("resume_line", line_id="L2"), paid, "telecom", PHONE) == []
    resumed, _ = run(call("resume_line", line_id="L2"), paid, "telecom", PHONE)
    assert resumed.tables["lines"]["L2"]["status"] == "active"
    ended, _ = run(call("end_contract", line_id="L2"), resumed, "telecom", PHONE)
    with pytest.raises(ToolRefusalError, match="ended already"):
        run(call("end_contract", line_id="L2"), ended, "telecom", PHONE)


def test_databases_are_the_same_whatever_the_order_of_their_log():
    one, other = call("cancel_order", order_id="W1"), call("end_contract", line_id="L1")
    assert SHOP.logged(one).logged(other).same(SHOP.logged(other).logged(one))
    assert not SHOP.logged(one).same(SHOP.logged(other))
    assert not SHOP.logged(one).same(SHOP.logged(one).logged(one))
    assert not SHOP.put("orders", "W2", status="gone").same(SHOP)


def test_calls_that_mean_the_same_are_the_same():
    desk = DESKS["retail"]
    one = call("return_items", refund_to="store_credit", item_ids=["I2", "I1"], order_id="W1")
    other = call("return_items", order_id="W1", item_ids=["I1", "I2"], refund_to="store_credit")
    assert repr(desk.normal(one)) == repr(desk.normal(other)) == repr(other)
    credit = DESKS["telecom"].normal(call("credit_bill", bill_id="B1", amount=6.0))
    assert repr(credit.arguments["amount"]) == "6"


def test_an_account_shows_its_records_and_no_pin():
    database = Database({**TELEPHONE.tables, "customers": {"C1": {"customer_id": "C1", "pin": "1234", "payments": ()}}})
    _, shown = run(call("get_customer", customer_id="C1"), database, "telecom", PHONE)
    assert shown == {"customer_id": "C1", "payments": (), "lines": ["L1", "L2"], "bills": ["B1", "B2"]}
