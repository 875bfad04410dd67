"""A help desk in words: the policy, the tools, and what comes back."""

from __future__ import annotations

import json

from .desk import NO_REASON, Desk
from .requests import Task
from .rules import Answer, State

GENERAL = (
    "Identify the customer first with find_customer, by what they tell you. Use no tool on an account before, and end "
    "no conversation before, unless what they told you was tried and is wrong [not_identified].",
    "Change only what belongs to the identified customer, whoever asks for it [other_account].",
    "Before each change say what you would do, with every number and value that it takes, and ask the customer to "
    "confirm it. Make it only after a clear yes, exactly as you said it, and make no other change. If the customer "
    "changes their mind, ask again.",
    "What a rule forbids is not done, however much the customer insists. Look up what the wish is about, then tell the "
    "customer that it is not possible and why. Do what else they want, and close the case as refused, with the name "
    "of the rule (in brackets here) as the reason. Where the customer can't be identified, tell them so and close the "
    "case for that reason.",
    "Make each change once. A tool may let you do what the policy forbids: keep to the policy.",
)


def opening(state: State) -> str:
    """Return the first observation: task, policy, tools, how to act, and what the customer says."""
    task, desk = state.task, state.desk
    lines = [
        f"You work at the help desk of {desk.domain.company}. Today is {task.office.today.isoformat()}. Serve the "
        "customer who writes to you. You have done well if in the end the database is as the customer wants it and "
        "the policy allows it, with no other change, and you have broken no rule.",
        "",
        "Policy:",
        *(f"{number}. {rule}" for number, rule in enumerate(policy(desk, task), 1)),
        "",
        "Tools:",
        desk.calls.listing(),
        "",
        "Each message of yours is either one tool call, such as "
        f"{_example(desk)}, or what you say to the customer. A tool's answer and the customer's reply come back. The "
        "conversation ends with close_case or transfer_case.",
        "",
        f"Customer: {state.talk[0]}",
    ]
    return "\n".join(lines)


def policy(desk: Desk, task: Task) -> list[str]:
    """Return the rules in words, with the names of those for which something is refused."""
    company = [f"{text} [{name}]" if name else text for name, text in desk.domain.rules(task.office.terms)]
    departments = "; ".join(f"{name} ({told})" for name, (told, _) in desk.domain.departments.items())
    return [
        *GENERAL,
        *company,
        f"Some matters are for other departments: {departments}. Identify the customer, then use transfer_case at "
        "once.",
        "When a wish is settled, ask whether there is anything else; customers may have several wishes and bring them "
        "up one by one. When there is nothing else, close the case: as solved with the reason "
        f"{NO_REASON}, or as refused if something was refused.",
    ]


def observation(answer: Answer) -> str:
    """Return what comes back."""
    if answer.kind == "customer":
        return f"Customer: {answer.content}"
    if answer.kind == "refusal":
        return f"Tool error: {answer.content}"
    told = f"Tool: {json.dumps(answer.content, ensure_ascii=False)}"
    return f"{told}\nThe conversation is over." if answer.kind == "end" else told


def _example(desk: Desk) -> str:
    tool = next(action.tool for action in desk.domain.actions.values())
    return tool.example()
