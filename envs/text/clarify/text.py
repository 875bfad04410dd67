"""Clarify in words: the request, the specification, and how a specification is read."""

from __future__ import annotations

import re
from typing import Any

from ..commands import Call, Command, Commands, Reading, Slot
from ..dialogue import text
from ..dialogue.interview import Interview
from ..dialogue.rules import Level
from ..dialogue.topics import Reply
from ..dialogue.wordings import Wordings
from .domain import Domain

LONGEST = 2_000
"""How many characters of a specification are read."""

_DELIVERY = re.compile(r"(?im)^[^\w\n]*deliver(?P<gap>\W*)(?P<first>[^\n]*)")


class DeliveryCommands(Commands):
    """Commands of which one, the delivery, may also be a list below a line that says "deliver"."""

    def read(self, message: Any) -> Reading:
        """Return the one command in ``message``; a list below a "deliver" that stands alone is a delivery."""
        call, error = super().read(message)
        if call is not None and call.name == "ask":
            words = call.arguments[0][:LONGEST]
            for found in _DELIVERY.finditer(words):
                if "\n" in found["gap"] and re.search("[=:]", found["first"]):
                    return Call("deliver", (words[found.start("first") :],)), ""
        return call, error


COMMANDS = DeliveryCommands(
    [
        Command(
            "deliver",
            ("deliver {specification}",),
            "Deliver what was asked for.",
            {"specification": Slot(description="every slot with its option, as in: size=small, day=friday")},
        ),
        Command("ask", ("ask {question}",), "Ask the user something.", {"question": Slot("text")}),
    ],
    speech="ask",
    example="ask Which would you like?",
)

VERDICTS = Wordings(
    {
        Reply("right"): ("That is exactly what I wanted.", "Perfect, thank you!", "You understood me completely."),
        Reply("wrong"): ("That isn't what I wanted.", "No, that's wrong. Never mind.", "What am I to do with this?"),
    }
)

_ENTRY = re.compile(r"([^=:,;]{1,60})[=:]([^=:,;]{1,60})")


def opening(level: Level, domain: Domain, interview: Interview, patience: int) -> str:
    """Return the first observation."""
    name, slots = level.name, [slot.name for slot in domain.slots]
    accepted = COMMANDS.accepted().replace(COMMANDS.example, f"ask {domain.slots[0].question}")
    lines = "\n".join(f"- {slot.name}: {_options(interview, slot.name)}" for slot in domain.slots)
    return (
        f"{name} wants something but has not told everything about it. Find out the rest, then deliver the right "
        "specification; you can deliver once.\nA specification has these slots, each with one of its options:\n"
        f"{lines}\n"
        f"What {name} does not tell is any of the options, each as likely as any other.\n"
        f"Ask in your own words about {', '.join(slots[:-1])} or {slots[-1]}. Then deliver all slots, those told at "
        "first too: deliver slot=option, slot=option, ...\n"
        f"{text.patience(name, patience)} {text.candour(name, interview.candour)} "
        f"{text.PAY.format(it='the right specification')}\n"
        f"{accepted} Whatever is no command is said to {name}.\n\n"
        f"{text.quoted(name, level.setting[1])}\n{text.status(name, patience, False)}"
    )


def _options(interview: Interview, slot: str) -> str:
    shown = []
    for cell in interview.topics[slot].cells:
        value = cell.name.partition("=")[2]
        shown.append(value if value == cell.short.lower() else f"{value} ({cell.short})")
    return ", ".join(shown)


def read_specification(told: str, domain: Domain) -> tuple[tuple[str, ...] | None, str]:
    """Return the profile that a specification is, or None and what is wrong with it."""
    slots = {slot.name: slot for slot in domain.slots}
    found: dict[str, str] = {}
    for entry in _entries(told):
        match = _ENTRY.fullmatch(entry)
        if match is None:
            return None, f"A specification is slot=option, slot=option, ...; {entry.strip()[:40]!r} is no slot=option."
        name, value = map(_bare, match.groups())
        if name not in slots:
            return None, f"There is no slot {name!r}; slots: {', '.join(slots)}."
        value = slots[name].spoken.get(value, value)
        if value not in slots[name].options:
            return None, f"{value!r} is no option of {name}; options: {', '.join(slots[name].options)}."
        if found.setdefault(name, value) != value:
            return None, f"The slot {name} is filled twice, with {found[name]} and {value}."
    missing = [name for name in slots if name not in found]
    if missing:
        return None, f"The specification lacks {', '.join(missing)}."
    return tuple(f"{name}={found[name]}" for name in slots), ""


def _entries(told: str) -> list[str]:
    """Return what a specification lists, in lines or between commas; other lines below a list are left out."""
    lines = told[:LONGEST].strip("{} \t\r\n").split("\n")
    kept = [line for line in lines if "=" in line or ":" in line] if len(lines) > 1 else lines
    return [entry for line in kept for entry in re.split(r"[,;]", line) if _bare(entry)]


def _bare(text: str) -> str:
    """Return a name or an option as it is compared: in lower case, without marks around it, hyphens for gaps."""
    return re.sub(r"[\s_-]+", "-", text.strip(" \t\r\"'`*-{}.").lower())
