"""The commands of the laboratory, for each experiment."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .heat import COLDEST, HOTTEST
from .names import CIRCUIT, GROWING, HEAT, MIXING, QUESTIONS, SOILS, STATION_OF, STATIONS

LOOKING = (
    Command("look", ("look", "look around"), "Look around the laboratory. Takes no time."),
    Command("examine", ("examine {thing}", "look at {thing}", "inspect {thing}"), "Look at one thing. Takes no time."),
    Command("wait", ("wait", "wait an hour"), "Let an hour pass."),
)
PUT = Command(
    "put",
    ("put {thing} on {place}", "put {thing} in {place}", "put {thing} into {place}", "put {thing} at {place}"),
    "Put a thing somewhere.",
)
EMPTY = Command("empty", ("empty {vessel}",), "Throw away what a beaker or the pot holds.")
AT = {
    HEAT: (
        Command(
            "measure",
            ("measure {sample}", "measure the temperature of {sample}", "measure temperature of {sample}"),
            "Read the temperature of a substance. Takes no time.",
        ),
        PUT,
        Command("turn_on", ("turn on {device}", "switch on {device}"), "Turn a heating or cooling device on."),
        Command("turn_off", ("turn off {device}", "switch off {device}"), "Turn a heating or cooling device off."),
        Command(
            "set_oven",
            ("set oven to {degrees}", "set the oven to {degrees}", "set oven to {degrees} °C"),
            f"Set the oven to a temperature from {COLDEST} to {HOTTEST} °C.",
            {"degrees": Slot("integer")},
        ),
    ),
    CIRCUIT: (
        PUT,
        Command("connect", ("connect {thing}",), "Put a battery or a thing into the circuit."),
        Command("press_switch", ("press switch", "press the switch"), "Press the switch of the circuit."),
    ),
    MIXING: (
        Command(
            "pour",
            ("pour {liquid} into {vessel}", "pour {liquid} in {vessel}"),
            "Pour a liquid, or all that a beaker holds, into a beaker.",
        ),
        EMPTY,
        Command("read_book", ("read book", "read the book"), "Read the book of reactions. Takes no time."),
    ),
    GROWING: (
        Command(
            "fill",
            ("fill pot with {soil}",),
            "Fill the pot with dry soil; a plant is kept.",
            {"soil": Slot(options=SOILS)},
        ),
        Command("plant", ("plant {species}",), "Plant a seed in the pot."),
        Command("water", ("water pot", "water the pot", "water plant"), "Water the pot."),
        PUT,
        EMPTY,
    ),
}
DELIVER = Command("deliver", ("deliver {thing}",), "Deliver what the task asks for; ends the experiment.")
ANSWER = Command("answer", ("answer {answer}",), "Answer the question; ends the experiment.")


def commands_of(experiment: str, distractors: int) -> Commands:
    """Return the commands that an experiment may need.

    Args:
        experiment: its name, or ``"any"``.
        distractors: how many other stations there are; with any, their commands are there too.
    """
    every = experiment == "any" or distractors
    stations = STATIONS if every else (STATION_OF[experiment],)
    found = {command.name: command for station in stations for command in AT[station]}
    ends = [DELIVER] if experiment not in QUESTIONS else []
    if experiment in ("any", "melting_point", "reaction"):
        ends.append(ANSWER)
    return Commands((*LOOKING, *found.values(), *ends), example="wait")
