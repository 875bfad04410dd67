"""What the customer understands of free speech, and how they reply."""

import re
from dataclasses import replace

import pytest

from turnwise.envs.text.function_calls import FunctionCall
from turnwise.envs.text.help_desk import phrases
from turnwise.envs.text.help_desk.customer import mentioned
from turnwise.envs.text.help_desk.expert import next_call
from turnwise.envs.text.help_desk.rules import initial_state, transition
from turnwise.envs.text.help_desk.tasks import DESKS

CALL = FunctionCall("set_bags", {"booking_id": "BK1234", "bags": 3, "paid_bags": 0, "payment_id": "PM1111"})
ALIASES = {"PM1111": ("4411",)}


def spoken(answers):
    return [answer.content for answer in answers]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("set bags of BK1234 to 3, 0 of them paid, with PM1111", True),
        ("BK1234: three bags, zero paid, on the card ending in 4411", True),
        ("bk1234, 3, 0, pm1111", True),
        ("BK12345: 3 bags, 0 paid, PM1111", False),
        ("BK1234: 13 bags, 0 paid, PM1111", False),
        ("BK1234: 3.5 bags, 0 paid, PM1111", False),
        ("BK1234: 3 bags, 0 paid", False),
        ("", False),
    ],
)
def test_a_write_is_named_by_all_of_its_values(words, named):
    assert mentioned(words, CALL, ALIASES) == named


def test_reasons_and_yes_or_no_values_need_not_be_named_and_underscores_are_spaces():
    assert mentioned("cancel W1234", FunctionCall("cancel_order", {"order_id": "W1234", "reason": "found_cheaper"}), {})
    assert mentioned("roaming for L1234", FunctionCall("set_roaming", {"line_id": "L1234", "enabled": True}), {})
    assert mentioned("refund W1234 as store credit", FunctionCall("x", {"a": "W1234", "b": "store_credit"}), {})
    assert mentioned("25.00 euros", FunctionCall("x", {"amount": 25}), {})


@pytest.mark.parametrize(
    "question",
    [
        "Can I have your email address and your postcode, please?",
        "Before I help, I need to verify your identity.",
        "What is your e-mail? And your zip code?",
        "Please provide your email\nand the postal code.",
        "Sure! Could you give me:\n1. Your email address\n2. Your postcode\nThank you.",
    ],
)
def test_customers_tell_who_they_are_when_asked(task_of, play, question):
    task = task_of("retail", "cancel")
    state, [answer] = play(task, [question])
    assert all(value in answer.content for value in task.identity.values())
    assert state.mind.told[:2] == ((-1, "email"), (-1, "postcode"))


def test_customers_tell_only_what_they_are_asked(task_of, play):
    task = task_of("retail", "cancel")
    [told] = spoken(play(task, ["What is your email address?"])[1])
    assert task.identity["email"] in told
    assert task.identity["postcode"] not in told
    [told] = spoken(play(task, ["Why do you want to cancel?"])[1])
    assert told == task.requests[0].wish.details["reason"]


def test_customers_answer_several_questions_at_once(task_of, play):
    task = task_of("airline", "move")
    details = task.requests[0].wish.details
    [told] = spoken(play(task, ["Which booking is it, when do you want to fly instead, and how will you pay?"])[1])
    assert all(details[topic] in told for topic in ("booking", "choice", "payment"))


def proposal(task, number=-1):
    """Return a question that names all values of the writes that a wish asks for."""
    calls = task.requests[0].wishes[number].wanted
    named = "; ".join(f"{call.name} {list(call.arguments.values())}" for call in calls)
    return f"I can {named.replace('_', ' ')}. Shall I go ahead?"


@pytest.mark.parametrize("domain", list(DESKS))
def test_customers_agree_to_what_they_want_and_hear_in_full(task_of, play, domain):
    for kind in DESKS[domain].domain.kinds:
        task = task_of(domain, kind)
        state, [answer] = play(task, [proposal(task)])
        assert answer.content in phrases.YES
        assert len(state.mind.agreed) == len(task.requests[0].wish.wanted)
        vague = re.sub(r"\[.*?\]", "it", proposal(task))
        assert play(task, [vague])[0].mind.agreed == ()


@pytest.mark.parametrize(
    "form",
    [
        "Do you confirm?",
        "Does that sound good?",
        "Does everything look right?",
        "Correct?",
        "Is that right?",
        "Would that be okay?",
        "Please reply yes or no.",
    ],
)
def test_a_yes_may_be_asked_for_in_many_ways(task_of, play, form):
    task = task_of("retail", "cancel")
    asked = proposal(task).replace("Shall I go ahead?", form)
    assert play(task, [asked])[0].mind.agreed == ((0, 0),)


def test_telling_is_not_asking(task_of, play):
    task = task_of("retail", "cancel")
    told = proposal(task).replace("Shall I go ahead?", "")
    assert play(task, [told])[0].mind.agreed == ()


def test_customers_do_not_agree_when_other_numbers_are_named_too(task_of, play):
    task = task_of("retail", "cancel")
    state, [answer] = play(task, [proposal(task) + " Or W11111?"])
    assert state.mind.agreed == ()
    assert "W11111" in answer.content


def test_customers_do_not_agree_to_another_deed_with_the_right_number(task_of, play):
    task = task_of("retail", "cancel")
    order = task.requests[0].wish.wanted[0].arguments["order_id"]
    state, [answer] = play(task, [f"Shall I return everything in {order}?"])
    assert state.mind.agreed == ()
    assert answer.content not in phrases.YES


def test_a_customer_who_changes_their_mind_agrees_to_the_later_wish_only(task_of, play):
    task = task_of("airline", "bags", fickle=1.0)
    first, second = task.requests[0].wishes
    state, [answer] = play(task, [proposal(task, 0)])
    assert answer.content == second.change
    assert (state.mind.versions, state.mind.agreed) == ((1,), ())
    state, [again] = play(task, [proposal(task, 0)], state)
    assert again.content not in phrases.YES
    state, [yes] = play(task, [proposal(task, 1)], state)
    assert yes.content in phrases.YES
    assert first.wanted != second.wanted


def test_customers_insist_as_often_as_they_are_patient(drawn, play):
    tasks = [task for task in drawn("retail", 200, requests=1) if task.requests[0].kind == "voucher, not_late"]
    assert {task.patience for task in tasks} == {0, 1, 2}
    for task in tasks:
        order = task.requests[0].records[0].arguments["order_id"]
        find = f"find_customer(email='{task.identity['email']}', postcode='{task.identity['postcode']}')"
        no = "I am sorry, but this is not possible."
        _, answers = play(task, [find, f"get_order('{order}')", *[no] * (task.patience + 1)])
        assert all(said in phrases.INSIST for said in spoken(answers)[2:-1])
        assert answers[-1].content in phrases.ACCEPT


@pytest.mark.parametrize(
    "words",
    [
        "I'm sorry, but I can’t return this for you.",
        "The period has passed, so it can no longer be returned.",
        "Unfortunately our policy does not allow it.",
        "It is too late to send it back. Would you like to keep it?",
        "I have to decline: this item isn't eligible for a return. Anything else?",
        "A return is not possible any more.",
    ],
)
def test_a_refusal_is_understood_in_many_words(task_of, play, words):
    task = task_of("retail", "return, too_late")
    order = task.requests[0].records[0].arguments["order_id"]
    find = f"find_customer(email='{task.identity['email']}', postcode='{task.identity['postcode']}')"
    assert play(task, [find, f"get_order('{order}')", words])[0].mind.refusals == (0,)


def looked_up(task, play):
    """Return the state in which the customer is known and the first request's records are read."""
    state, _ = play(task, [DESKS[task.domain].calls.write("find_customer", task.identity)])
    reads = [DESKS[task.domain].calls.write(*read) for read in task.requests[0].records]
    return play(task, reads, state)[0]


@pytest.mark.parametrize("patience", [0, 2])
def test_customers_take_a_wrong_refusal_like_a_right_one(drawn, play, patience):
    """So that nobody finds out what is allowed by refusing it."""
    heard = {}
    for task in drawn("retail", 80, requests=1):
        task = replace(task, patience=patience, voice=7)
        if task.known and task.verdict != "transferred" and "other_account" not in task.requests[0].kind:
            state = replace(looked_up(task, play), talk=("", "", ""))
            words = ["Unfortunately I can't do that."] * 3 + ["Anything else?"]
            heard.setdefault(tuple(spoken(play(task, words, state)[1])), set()).add(task.verdict)
    assert list(heard.values()) == [{"solved", "refused"}]


def test_what_was_wrongly_refused_can_still_be_done(task_of, play):
    task = task_of("retail", "cancel")
    state, _ = play(task, ["Unfortunately I can't do that.", proposal(task)], looked_up(task, play))
    assert (state.mind.refusals, state.mind.agreed) == ((0,), ((0, 0),))
    wanted = [*task.requests[0].wish.wanted, task.end]
    assert play(task, [DESKS["retail"].calls.write(*call) for call in wanted], state)[0].solved


@pytest.mark.parametrize("kind", ["cancel", "cancel, not_pending"])
def test_a_refusal_before_the_records_were_read_is_not_taken(task_of, play, kind):
    task = task_of("retail", kind)
    state, [answer] = play(task, ["I'm sorry, that is not possible."])
    assert answer.content in phrases.NOT_LOOKED
    assert state.mind.refusals == ()


def test_a_refusal_that_names_everything_and_asks_whether_that_is_all_right_is_a_refusal(task_of, play):
    task = task_of("retail", "cancel, not_pending")
    order = task.requests[0].records[0].arguments["order_id"]
    words = f"I'm sorry, but I cannot cancel order {order} because it is packed. Is that all right with you?"
    state, [answer] = play(task, [words], looked_up(task, play))
    assert answer.content in phrases.ACCEPT
    assert (state.mind.refusals, state.mind.agreed) == ((0,), ())


def test_after_a_change_a_sentence_with_not_is_no_refusal(task_of, play):
    task = task_of("retail", "cancel")
    cancel = DESKS["retail"].calls.write(*task.requests[0].wish.wanted[0])
    words = "Your order is cancelled. Unfortunately the refund can't be faster than five days."
    state, answers = play(task, [proposal(task), cancel, words], looked_up(task, play))
    assert answers[-1].content in phrases.FINE
    assert (state.mind.refusals, state.mind.pressing) == ((), False)


def test_a_change_agreed_to_may_still_be_refused_after_the_next_wish_came_up(drawn, play):
    tasks = (task for task in drawn("retail", 60, refusals=1.0, fickle=0.0) if len(task.requests) > 1)
    task = next(each for each in tasks if each.requests[0].reason == "not_pending")
    state, _ = play(task, [proposal(task), "Anything else?"], looked_up(task, play))
    assert (state.mind.raised, state.mind.refusals) == (2, ())
    for _ in range(60):
        if (step := next_call(state)) is None:
            break
        state, _ = transition(state, step)
    assert state.solved


def test_the_flight_that_is_left_may_be_named_in_a_proposal(task_of, play):
    task = task_of("airline", "move")
    [old] = [look.arguments["flight_id"] for look in task.requests[0].wish.looks if look.name == "get_flight"]
    state, [answer] = play(task, [f"From {old}: {proposal(task)}"])
    assert answer.content in phrases.YES
    assert state.mind.agreed == ((0, 0),)


def test_a_second_question_about_the_same_is_answered_with_yes_again(task_of, play):
    state, answers = play(task := task_of("retail", "cancel"), [proposal(task), proposal(task)])
    assert answers[-1].content in phrases.AS_SAID
    assert state.mind.agreed == ((0, 0),)


def test_customers_tell_their_name_and_all_details_when_asked(task_of, play):
    task = task_of("retail", "cancel")
    assert spoken(play(task, ["What is your full name?"])[1]) == [f"My name is {task.name}."]
    [told] = spoken(play(task, ["I need a bit more information. Could you share the details?"])[1])
    assert all(detail in told for topic, detail in task.requests[0].wish.details.items() if topic == "reason")


@pytest.mark.parametrize(("domain", "kind"), [("airline", "compensation"), ("telecom", "credit")])
def test_what_is_said_about_an_amount_does_not_tell_whether_it_is_due(drawn, domain, kind):
    said = {}
    for task in drawn(domain, 90, refusals=0.6):
        for request in task.requests:
            if request.kind.startswith(kind) and "not_identified" not in request.kind:
                said.setdefault(request.verdict, set()).add(request.wish.details["amount"])
    assert said["solved"] == said["refused"]


def test_plans_asked_for_by_name_may_be_on_sale_or_not(drawn):
    requests = [each for task in drawn("telecom", 150, refusals=0.6) for each in task.requests]
    named = {each.verdict for each in requests if "my neighbour has" in each.wish.details.get("choice", "")}
    assert named == {"solved", "refused"}


def test_the_next_wish_comes_up_when_the_agent_asks_for_it_and_not_before_the_first_is_settled(drawn, play):
    task = next(task for task in drawn("telecom", 50, refusals=0.0, fickle=0.0) if len(task.requests) > 1)
    state, answers = play(task, ["Anything else?"])
    assert state.mind.raised == 1
    assert task.requests[0].ask in answers[0].content
    state, answers = play(task, [proposal(task), "Can I help you with anything else?"])
    assert state.mind.raised == 2
    assert task.requests[1].ask in answers[1].content
    assert not state.mind.content


@pytest.mark.parametrize("words", ["Nice weather today.", "What is your favourite colour?", "x" * 10_000, "?", "😀"])
def test_other_talk_is_met_politely_and_changes_nothing(task_of, play, words):
    task = task_of("airline", "cancel")
    state, [answer] = play(task, [words])
    assert answer.content
    assert state.mind == initial_state(task).mind
    assert state.database is task.database


def test_customers_do_not_repeat_themselves_in_one_breath(tasks):
    for task in tasks:
        state = initial_state(task)
        [say], _ = state.desk.calls.read("Please tell me which order, booking, line, item and flight it is.")
        reply = transition(state, say)[1].content
        sentences = re.split(r"(?<=[.?!]) ", reply)
        assert len(set(sentences)) == len(sentences)
