"""ScienceWorld in words: what an agent may say, and what it reads first."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .rules import State

OBJECT = Slot(description="An object, as the texts call it.")


def _on_one(name: str, words: str, description: str, *more: str) -> Command:
    """Return a command on one object."""
    templates = (f"{words} {{object}}", *(f"{other} {{object}}" for other in more))
    return Command(name, templates, description, {"object": OBJECT})


def _on_two(name: str, words: str, joint: str, description: str) -> Command:
    """Return a command on two objects; a name may hold the joint, so every wording is a command of its own."""
    return Command(name, (f"{words} {{object}} {joint} {{other}}",), description, {"object": OBJECT, "other": OBJECT})


COMMANDS = Commands(
    (
        Command("look_around", ("look around", "look"), "Describe the room."),
        Command("inventory", ("inventory",), "Say what you carry."),
        Command("task", ("task",), "Say what the task is."),
        Command("wait_one", ("wait1", "wait 1"), "Let one moment pass."),
        Command("wait", ("wait",), "Let ten moments pass."),
        _on_one("look_at", "look at", "Describe an object.", "examine"),
        _on_one("look_in", "look in", "Say what is in a container."),
        _on_one("go", "go to", "Go into a room next to this one; the door has to be open.", "go"),
        _on_one("teleport", "teleport to", "Be in any room at once, where that is allowed."),
        _on_one("open", "open", "Open a door or a container."),
        _on_one("close", "close", "Close a door or a container."),
        _on_one("pick_up", "pick up", "Take an object into the inventory.", "take"),
        _on_one("put_down", "put down", "Put an object down here.", "drop"),
        _on_two("move", "move", "to", "Move an object into a container or a room."),
        _on_one("focus", "focus on", "Declare what the task is about; the wrong thing ends it."),
        _on_one("activate", "activate", "Turn a device on.", "turn on"),
        _on_one("deactivate", "deactivate", "Turn a device off.", "turn off"),
        _on_two("use", "use", "on", "Use a tool on an object."),
        _on_one("use_alone", "use", "Use a tool or a device."),
        _on_one("read", "read", "Read a text."),
        _on_one("mix", "mix", "Mix what is in a container."),
        _on_two("pour", "pour", "into", "Pour a liquid or a container's content."),
        _on_two("pour_in", "pour", "in", "The same as to pour into."),
        _on_two("dunk", "dunk", "into", "Dip a container into a liquid."),
        _on_two("dunk_in", "dunk", "in", "The same as to dunk into."),
        _on_one("eat", "eat", "Eat something."),
        _on_one("flush", "flush", "Flush a toilet."),
        _on_two("connect", "connect", "to", "Connect two ends of an electric circuit."),
        _on_one("disconnect", "disconnect", "Undo an object's electric connections."),
        Command("choose", ("{number}",), "Answer which meaning was meant.", {"number": Slot("integer")}),
    ),
    example="look around",
)

UNKNOWN = "There is no such thing here, or that can't be done with it."
NO_CHOICE = "No choice of that number is open."
OUTLANDISH = "An object's name has plain letters and digits only."
ENDED = "\nThe task is completed."
FAILED = "\nThe task has failed."


def opening(state: State, description: str) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    return (
        f"You are in a house with a laboratory's things, to solve a task of science.\n{description}\n"
        '"Focus on" declares which object the task means: on a wrong one the task may fail at once. A name that could '
        "mean several things is asked about; answer with a number. Time passes with every action that does something.\n"
        f"{COMMANDS.accepted()}\n\n{seen(state)}"
    )


def seen(state: State) -> str:
    """Return the room and the inventory."""
    return f"{state.look.room}\n{state.look.held}"


def told(state: State, reply: str) -> str:
    """Return what is read after a turn."""
    ending = ENDED if state.solved else FAILED if state.look.over else ""
    return reply.strip() + ending
