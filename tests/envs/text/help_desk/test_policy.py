"""What the policy forbids, and that nothing but the policy stands in the way."""

import pytest

from turnwise.envs.text.help_desk.expert import next_call, script
from turnwise.envs.text.help_desk.rules import initial_state, transition
from turnwise.envs.text.help_desk.tasks import DESKS
from turnwise.envs.text.help_desk.text import opening


def until(task, stop):
    """Play the expert until it would make a call of that name; return the state and the call."""
    state = initial_state(task)
    while (step := next_call(state)) is not None:
        if step.name == stop:
            return state, step
        state, _ = transition(state, step)
    raise AssertionError(f"the expert never calls {stop}")


def after(task, skipped):
    """Play the expert's whole script without the calls of some names."""
    state = initial_state(task)
    for step in script(task):
        if step.name not in skipped:
            state, _ = transition(state, step)
    return state


def test_an_account_looked_at_before_the_customer_is_known_breaks_a_rule(task_of, play):
    task = task_of("retail", "cancel")
    key = task.requests[0].records[0].arguments["order_id"]
    state, [answer] = play(task, [f'get_order(order_id="{key}")'])
    assert answer.kind == "result"
    assert state.violations == ("not_identified",)
    assert next_call(state) is None


def test_what_the_company_offers_may_be_looked_at_by_anybody(task_of, play):
    state, answers = play(task_of("retail", "cancel"), ["list_products()", "get_order(order_id='W1')"])
    assert [answer.kind for answer in answers] == ["result", "refusal"]
    assert (state.violations, state.tool_errors) == ((), 1)


@pytest.mark.parametrize(
    ("domain", "kind", "tool"),
    [
        ("retail", "cancel", "cancel_order"),
        ("retail", "return", "return_items"),
        ("airline", "move", "change_flight"),
        ("telecom", "dearer_plan", "change_plan"),
    ],
)
def test_a_change_without_a_yes_breaks_a_rule_though_it_is_the_right_one(task_of, domain, kind, tool):
    task = task_of(domain, kind)
    confirmed, call = until(task, tool)
    unasked = [each for each in script(task) if not (each.name == "say" and "confirm" in each.arguments["message"])]
    state = initial_state(task)
    for each in unasked:
        state, _ = transition(state, each)
    assert state.violations == ("not_confirmed",)
    assert state.database.same(task.goal)
    assert not state.solved
    assert transition(confirmed, call)[0].violations == ()


@pytest.mark.parametrize("domain", list(DESKS))
def test_each_rule_of_a_company_can_be_broken_and_is_noticed(task_of, domain):
    for kind, (_, rules) in DESKS[domain].domain.kinds.items():
        for rule in rules:
            task = task_of(domain, f"{kind}, {rule}")
            state, _ = until(task, "close_case")
            asked = [f"confirm: {call.name} {list(call.arguments.values())}" for call in task.requests[0].wish.wanted]
            for words, call in zip(asked, task.requests[0].wish.wanted, strict=True):
                [say], _ = state.desk.calls.read(f"say Shall I do this? {words.replace('_', ' ')}")
                state, answer = transition(state, say)
                assert "es" in answer.content or "right" in answer.content, (kind, answer.content)
                state, answer = transition(state, call)
                assert answer.kind == "result", (kind, rule)
            assert state.violations == (rule,)


def test_the_tools_of_other_customers_change_nothing_of_theirs_unpunished(task_of):
    task = task_of("telecom", "block, other_account")
    state, _ = until(task, "close_case")
    [call] = task.requests[0].wish.wanted
    state, _ = transition(state, call)
    assert state.violations == ("other_account", "not_confirmed")


@pytest.mark.parametrize("domain", list(DESKS))
def test_closing_at_once_is_no_way_out_of_a_task(tasks, domain):
    desk = DESKS[domain]
    ends = [
        "close_case(outcome='solved', reason='none')",
        *(f"close_case(outcome='refused', reason='{reason}')" for reason in desk.domain.reasons),
        *(f"transfer_case(department='{department}')" for department in desk.domain.departments),
    ]
    for task in [task for task in tasks if task.domain == domain][:60]:
        for end in ends:
            [call], _ = desk.calls.read(end)
            state, answer = transition(initial_state(task), call)
            assert answer.kind == "end"
            assert state.violations == ("not_identified",)
            assert not state.solved


@pytest.mark.parametrize("domain", list(DESKS))
def test_an_agent_that_refuses_everything_solves_few_tasks(drawn, play, domain):
    solved = 0
    reason = DESKS[domain].domain.reasons[3]
    for task in drawn(domain, 120, refusals=0.25):
        find = DESKS[domain].calls.write("find_customer", task.identity)
        state, _ = play(task, [find])
        if state.identified:
            looks = [f"get_customer(customer_id='{state.identified}')"]
            for table in DESKS[domain].domain.owned:
                keys = [row[f"{table[:-1]}_id"] for row in task.database.owned(table, state.identified)]
                looks += [f"get_{table[:-1]}('{key}')" for key in keys]
            state, _ = play(task, looks, state)
        given = reason if state.identified else "not_identified"
        end = f"close_case(outcome='refused', reason='{given}')"
        solved += play(task, ["I am sorry, but that is not possible.", end], state)[0].solved
    assert 0 < solved < 12


def test_a_refusal_has_to_be_told_to_the_customer(task_of):
    task = task_of("retail", "return, too_late")
    silent = initial_state(task)
    for step in script(task):
        if not (step.name == "say" and "cannot" in step.arguments["message"]):
            silent, _ = transition(silent, step)
    assert silent.over == "close_case"
    assert silent.violations == ("not_told",)
    assert silent.database.same(task.goal)


def test_a_refusal_counts_only_after_the_record_was_looked_at(task_of):
    task = task_of("retail", "return, too_late")
    state = after(task, {"get_order"})
    assert state.mind.refusals == ()
    assert state.violations == ("not_told",)


def test_a_stranger_is_refused_only_after_their_details_were_tried(task_of):
    task = task_of("airline", "bags, not_identified")
    assert after(task, ()).solved
    untried = after(task, {"find_customer"})
    assert untried.violations == ("not_identified",)


def test_a_wrong_reason_or_department_is_not_accepted(task_of):
    refused = task_of("telecom", "leave, contract_runs")
    state, call = until(refused, "close_case")
    other = call._replace(arguments={**call.arguments, "reason": "overdue_bill"})
    assert transition(state, call)[0].solved
    assert not transition(state, other)[0].solved
    handed = task_of("telecom", "transfer")
    state, call = until(handed, "transfer_case")
    departments = DESKS["telecom"].domain.departments
    solved = [
        transition(state, call._replace(arguments={"department": department}))[0].solved for department in departments
    ]
    assert sum(solved) == 1


def test_a_solved_case_has_no_reason_and_a_refused_one_has(task_of):
    state, _ = until(task_of("retail", "cancel"), "close_case")
    for wrong in ("close_case('solved', 'too_late')", "close_case('refused', 'none')"):
        [call], _ = state.desk.calls.read(wrong)
        after_it, answer = transition(state, call)
        assert answer.kind == "refusal"
        assert (after_it.over, after_it.database) == ("", state.database)


def test_the_policy_that_is_told_has_the_numbers_of_the_task(tasks):
    seen = set()
    for task in tasks[:400:7]:
        told = opening(initial_state(task))
        assert task.office.today.isoformat() in told
        for name, text in DESKS[task.domain].domain.rules(task.office.terms):
            assert text in told
            assert not name or f"[{name}]" in told
        seen.add(tuple(sorted(task.office.terms.items())))
    assert len(seen) > 30


@pytest.mark.parametrize("domain", list(DESKS))
def test_the_share_of_refusals_is_kept(domain, drawn):
    count = sum(task.verdict != "solved" for task in drawn(domain, 160, refusals=0.25))
    assert 24 <= count <= 56
    assert all(task.verdict == "solved" for task in drawn(domain, 30, refusals=0.0))
    assert all(task.verdict != "solved" for task in drawn(domain, 30, refusals=1.0))
