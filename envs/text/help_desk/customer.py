"""The customer's side of the conversation: what they understand of what the agent says, and what they reply.

They hear, in this order: a question whether to go ahead with something, which they agree to if it is what they want and
named with all its numbers; that something is not possible; questions about themselves and about what they want; and the
question whether there is anything else. They answer all that they hear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import dropwhile

from ..function_calls import FunctionCall
from . import phrases
from .desk import SILENT, Desk
from .mind import Mind
from .requests import Task

LONGEST = 4_000
"""How many characters of a message the customer listens to."""

_ASKS_LEAVE = re.compile(
    r"\bconfirm|\b(shall|should|may|can) i\b|\byou (like|want) me to\b|\bgo(ing)? ahead\b|\bproceed|\bagree\b"
    r"|\b(is|are|would) (that|this|these|you) (be )?(all )?(right|correct|ok|okay|fine|alright|happy)\b"
    r"|\b(do|does) (that|this|these|it|everything|all) (all )?(of (this|that|it) )?(sound|look|seem|work)"
    r"|\b(correct|right|ok|okay|alright|agreed)\?"
    r"|\b(permission|approv\w+|consent)\b|\b(reply|say|answer|respond|type)\b[^.?!]{0,20}\byes\b"
    r"|\byes\b[^.?!]{0,20}\bno\b"
)
_NEGATIVE = re.compile(
    r"\b(cannot|can't|can not|could not|couldn't|unable|impossible|(not|isn't|aren't) (possible|allowed|permitted|able"
    r"|eligible|entitled|available|refundable|qualify|covered)|can no longer|nothing i can do"
    r"|no longer (possible|allowed)|may not|won't|will not|must not|decline|refuse|unfortunately|against (our|the)"
    r"|too late|non-?refundable"
    r"|forbid|forbidden|no exceptions?|not make an exception|doesn't (allow|permit)|does not (allow|permit))\b"
)
_DENIED = re.compile(  # what is said not to be done
    r"\b(?:cannot|can['’]t|can not|could(?: not|n['’]t)|unable to|(?:not|isn['’]t) (?:possible|able|allowed|permitted)"
    r" (?:for me )?to|won['’]t|will not|must not|may not|not going to)\b[^.?!;:]*",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\b(any|some|what)(thing)? (else|more|other|further)\b|\bfurther (questions?|help|requests?)\b")
_REQUEST = re.compile(r"\?|\b(please|tell me|give me|let me know|i('d)? need|provide|send me)\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_ID = re.compile(r"\b[A-Z]{1,2}[0-9]{4,5}\b")
_THEIR_NAME = re.compile(r"\byour (full |first |last )?name\b|\bwho (am i (speaking|talking)|are you)\b")
_EVERYTHING = re.compile(r"\b(more|further|additional|all|the) (details|information)\b|\btell me more\b|\bdescribe\b")
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ABOUT_THEM = {
    "email": r"e-?mail",
    "postcode": r"post ?code|postal|zip",
    "born": r"\bborn\b|birth",
    "phone": r"contact number|phone|mobile|your number",
    "pin": r"\bpin\b",
}
_WHO = r"verif|identif|who (am i|you are|are you)|your (details|identity|account)|yourself"


def greeting(task: Task) -> str:
    """Return how the customer begins."""
    hello = phrases.HELLO[task.voice % len(phrases.HELLO)]
    return f"{hello.format(name=task.name)} {task.requests[0].ask}"


def reply(desk: Desk, task: Task, mind: Mind, words: str, open_: Sequence[int], turn: int) -> tuple[Mind, str]:
    """Return the customer's mind and reply after the agent has spoken.

    Args:
        desk: the company's tools.
        task: the customer.
        mind: before.
        words: what the agent says.
        open_: the requests brought up about which the agent has looked up what decides, and which are not done.
        turn: chooses among ways to say the same.
    """
    heard = words[:LONGEST].replace("’", "'")
    mind = replace(mind, pressing=False)
    voice = task.voice + turn
    sentences = _SENTENCES.split(heard.lower())
    closing = any(_CLOSING.search(sentence) for sentence in sentences)
    asking = " ".join(each for each in dropwhile(_is_no_request, sentences) if not _CLOSING.search(each))
    refusing = any(_NEGATIVE.search(each) for each in sentences if "?" not in each)
    parts: list[str] = []
    if _ASKS_LEAVE.search(heard.lower()):
        mind, said = _asked_leave(desk, task, mind, _DENIED.sub(" ", heard), voice)
        parts += said
    if not parts:
        if refusing:
            mind, said = _refused(task, mind, open_, voice)
            parts += said
        mind, said = _asked(desk, task, mind, asking)
        parts += said
    if closing and not mind.pressing:
        mind, said = _closing(task, mind, voice)
        parts += said
    return mind, " ".join(parts) or _puzzled(task, mind, heard, closing, refusing, voice)


def _puzzled(task: Task, mind: Mind, heard: str, closing: bool, refusing: bool, voice: int) -> str:
    """Return what they say to words that they can do nothing with."""
    last = mind.raised - 1
    choices: tuple[str, ...]
    if refusing and not mind.agreed_to(task, last):
        choices = phrases.NOT_LOOKED
    elif _ASKS_LEAVE.search(heard.lower()) and not closing:
        choices = phrases.WHAT
    else:
        choices = phrases.UNSURE if "?" in heard else phrases.FINE
    return choices[voice % len(choices)].format(ask=task.requests[last].ask)


def mentioned(words: str, call: FunctionCall, aliases: dict[str, tuple[str, ...]]) -> bool:
    """Whether a text names every value of a call that a customer has to hear."""
    values = [value for name, value in call.arguments.items() if name not in SILENT and not isinstance(value, bool)]
    flat = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return all(_named(words, str(value), aliases.get(str(value), ())) for value in flat)


def _is_no_request(sentence: str) -> bool:
    """Whether a sentence asks for nothing; what stands behind one that does may be a list of what is asked for."""
    return not _REQUEST.search(sentence) or bool(_CLOSING.search(sentence))


def _named(words: str, value: str, aliases: tuple[str, ...]) -> bool:
    numbers = (_NUMBER_WORDS[int(value)],) if value.isdecimal() and int(value) < len(_NUMBER_WORDS) else ()
    return any(_pattern(form).search(words) for form in (value, *aliases, *numbers))


@lru_cache(maxsize=1024)
def _pattern(form: str) -> re.Pattern[str]:
    inside = r"[\s_]+".join(re.escape(part) for part in re.split(r"[\s_]+", form))
    return re.compile(rf"(?<![\w-]){inside}(?:\.00?)?(?!\w|\.\d)", re.IGNORECASE)


def _asked_leave(desk: Desk, task: Task, mind: Mind, heard: str, voice: int) -> tuple[Mind, list[str]]:
    """Agree to what is wanted, or change their mind about it."""
    named = [
        (index, number)
        for index, request in mind.raised_requests(task)
        for number, call in enumerate(mind.wish(task, index).wanted)
        if any(re.search(rf"\b{verb}", heard, re.IGNORECASE) for verb in desk.actions[call.name].verbs)
        and mentioned(heard, call, dict(request.aliases))
    ]
    matched = [pair for pair in named if pair not in mind.agreed]
    if not named:
        return mind, []
    if other := _other(task, mind, heard):
        return mind, [phrases.NOT_THAT[voice % len(phrases.NOT_THAT)].format(other=other)]
    for index in dict.fromkeys(index for index, _ in matched):
        version = mind.versions[index] + 1
        if version < len(task.requests[index].wishes):
            versions = (*mind.versions[:index], version, *mind.versions[index + 1 :])
            agreed = tuple(pair for pair in mind.agreed if pair[0] != index)
            return replace(mind, versions=versions, agreed=agreed), [task.requests[index].wishes[version].change]
    choices = phrases.YES if matched else phrases.AS_SAID
    return replace(mind, agreed=(*mind.agreed, *matched)), [choices[voice % len(choices)]]


def _other(task: Task, mind: Mind, heard: str) -> str:
    """Return a number in a text that is of the kind of those the customer wants, but has nothing to do with them.

    It is empty if there is none. The numbers of records that have to be looked at have to do with what they want.
    """
    wanted = [call for index, _ in mind.raised_requests(task) for call in mind.wish(task, index).wanted]
    kinds = {found.rstrip("0123456789") for found in _ID.findall(repr(wanted))}
    looks = [(request.records, mind.wish(task, index).looks) for index, request in mind.raised_requests(task)]
    known = set(_ID.findall(repr((wanted, looks))))
    named = _ID.findall(heard.upper())
    return next((each for each in named if each.rstrip("0123456789") in kinds and each not in known), "")


def _refused(task: Task, mind: Mind, open_: Sequence[int], voice: int) -> tuple[Mind, list[str]]:
    """Hear that something is not possible, and insist, whether it is possible or not.

    It is about what they brought up last, or about what comes before if they were told so of that already.
    """
    about = sorted(open_, key=lambda index: (index in mind.refusals, -index))
    if not about:
        return mind, []
    insists = mind.insisted < task.patience
    refusals = tuple(dict.fromkeys((*mind.refusals, about[0])))
    mind = replace(mind, refusals=refusals, insisted=mind.insisted + insists, pressing=insists)
    choices = phrases.INSIST if insists else phrases.ACCEPT
    return mind, [choices[voice % len(choices)]]


def _asked(desk: Desk, task: Task, mind: Mind, asking: str) -> tuple[Mind, list[str]]:
    """Answer questions about themselves and about what they brought up last."""
    parts, told = [f"My name is {task.name}."] * bool(_THEIR_NAME.search(asking)), list(mind.told)
    all_of_it, everything = re.search(_WHO, asking), _EVERYTHING.search(asking)
    for name, words in desk.domain.identity.items():
        if all_of_it or re.search(_ABOUT_THEM[name], asking):
            parts.append(f"My {words} is {task.identity[name]}.")
            told.append((-1, name))
    last = mind.raised - 1
    details = mind.wish(task, last).details
    for topic, (_, pattern) in desk.domain.topics.items():
        if topic in details and (everything or re.search(pattern, asking)):
            parts += [details[topic]] * (not any(details[topic] in part for part in parts))
            told.append((last, topic))
    return replace(mind, told=tuple(dict.fromkeys(told))), parts


def _closing(task: Task, mind: Mind, voice: int) -> tuple[Mind, list[str]]:
    """Bring up what is left, or say that there is nothing else."""
    last = mind.raised - 1
    if not mind.resolved(task, last):
        return mind, [phrases.NOT_YET[voice % len(phrases.NOT_YET)].format(ask=task.requests[last].ask)]
    if mind.raised < len(task.requests):
        ask = task.requests[mind.raised].ask
        return replace(mind, raised=mind.raised + 1), [phrases.MORE[voice % len(phrases.MORE)].format(ask=ask)]
    return replace(mind, content=True), [phrases.NOTHING_ELSE[voice % len(phrases.NOTHING_ELSE)]]
