"""The expert: identifies the customer, asks, looks up, has changes confirmed, makes them, refuses what is forbidden."""

from __future__ import annotations

from ..function_calls import FunctionCall
from .requests import Request, Task, call
from .rules import State, initial_state, transition
from .tasks import DESKS

LONGEST = 200


def next_call(state: State) -> FunctionCall | None:
    """Return the next call on the way to the right end, or None if there is no such way any more."""
    if state.over or state.violations:
        return None
    if not state.identified and not (state.doubted and not state.task.known):
        return _identify(state)
    for index, request in state.mind.raised_requests(state.task):
        step = _serve(state, index, request)
        if step is not None:
            return step
    if state.task.verdict != "transferred" and not state.mind.content:
        return _say("Is there anything else I can do for you?")
    return state.task.end


def script(task: Task) -> list[FunctionCall]:
    """Return the calls of an episode that the expert plays from its beginning."""
    state = initial_state(task)
    calls: list[FunctionCall] = []
    while (step := next_call(state)) is not None and len(calls) < LONGEST:
        calls.append(step)
        state, _ = transition(state, step)
    return calls


def _identify(state: State) -> FunctionCall:
    told = {name for owner, name in state.mind.told if owner < 0}
    missing = [words for name, words in state.desk.domain.identity.items() if name not in told]
    if missing:
        return _say(f"Good morning. Please tell me your {' and your '.join(missing)}, so that I find your account.")
    return call("find_customer", **state.task.identity)


def _serve(state: State, index: int, request: Request) -> FunctionCall | None:
    """Return the next step for one request, None once it is settled."""
    if request.verdict == "transferred":
        return None
    if request.verdict == "refused" and index in state.mind.refusals:
        return _say("I am sorry, but I cannot make an exception.") if state.mind.pressing else None
    return (_ask(state, index) or _look(state, index, request) if state.task.known else None) or _settle(
        state, index, request
    )


def _ask(state: State, index: int) -> FunctionCall | None:
    """Ask for what the customer has not told yet; they answer about what they brought up last."""
    if index != state.mind.raised - 1:
        return None
    topics = state.desk.domain.topics
    details = state.mind.wish(state.task, index).details
    missing = [
        words for topic, (words, _) in topics.items() if topic in details and (index, topic) not in state.mind.told
    ]
    if not missing:
        return None
    return _say(f"Please tell me {', '.join(missing[:-1])}{' and ' if missing[1:] else ''}{missing[-1]}.")


def _look(state: State, index: int, request: Request) -> FunctionCall | None:
    """Look up what decides about the request and what exactly is wanted."""
    account = call("get_customer", customer_id=state.identified)
    wanted = [account, *request.records, *state.mind.wish(state.task, index).looks]
    return next((read for read in map(state.desk.normal, wanted) if read not in state.reads), None)


def _settle(state: State, index: int, request: Request) -> FunctionCall | None:
    """Refuse, or have the writes confirmed and make them."""
    if request.verdict == "refused":
        return _say(f"I am sorry, but I cannot do that. {_why(state, request)}")
    wanted = list(enumerate(state.mind.wish(state.task, index).wanted))
    unheard = [each for number, each in wanted if (index, number) not in state.mind.agreed]
    if unheard:
        return _say(f"I would do this: {'; '.join(map(_described, unheard))}. Do you confirm this?")
    return next((each for _, each in wanted if state.desk.normal(each) not in state.database.log), None)


def _why(state: State, request: Request) -> str:
    """Return the rule that forbids a request."""
    texts = {name: text for name, text in DESKS[state.task.domain].domain.rules(state.task.office.terms) if name}
    texts |= {
        "not_identified": "I could not find an account with these details.",
        "other_account": "This belongs to another account than yours.",
    }
    return texts[request.reason]


def _described(each: FunctionCall) -> str:
    values = [
        f"{name.replace('_', ' ')} {' and '.join(value) if isinstance(value, list) else value}"
        for name, value in each.arguments.items()
    ]
    return f"{each.name.replace('_', ' ')} ({', '.join(values)})"


def _say(words: str) -> FunctionCall:
    return call("say", message=words)
