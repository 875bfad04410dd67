"""The commands of Quest, for each kind of quest."""

from __future__ import annotations

from ..commands import Command, Commands, Slot
from .names import APPLIANCES, DIRECTIONS, FORMS

WALKING = (
    Command("look", ("look", "look around", "l"), "Look around the room."),
    Command("inventory", ("inventory", "check inventory", "i"), "List what you carry."),
    Command("examine", ("examine {thing}", "look at {thing}", "inspect {thing}", "x {thing}"), "Look at one thing."),
    Command(
        "go",
        ("go {direction}", "walk {direction}", "move {direction}", "head {direction}"),
        "Leave the room in a direction.",
        {"direction": Slot(options=tuple(DIRECTIONS))},
    ),
    Command("open", ("open {thing}",), "Open a door or a box."),
    Command("close", ("close {thing}", "shut {thing}"), "Close a door or a box."),
    Command("take", ("take {item}", "pick up {item}", "get {item}", "grab {item}"), "Take a thing that you see."),
    Command("drop", ("drop {item}", "put down {item}"), "Lay a thing that you carry on the floor."),
    Command(
        "put",
        ("put {item} on {place}", "put {item} in {place}", "put {item} into {place}", "place {item} on {place}"),
        "Put a thing that you carry on a stand or into an open box.",
    ),
)
KEYS = (
    Command("unlock", ("unlock {thing} with {key}",), "Unlock a door or a box with the key that fits."),
    Command("craft", ("craft {item}", "assemble {item}"), "Join the two parts of a thing, both in your hands."),
)
COOKING = (
    Command("read", ("read {thing}", "read the {thing}"), "Read what is written in a book."),
    Command(
        "cut",
        ("cut {food} into {form}", "cut {food} in {form}"),
        "Cut a food that you carry, with the knife in your hands.",
        {"form": Slot(options=FORMS[1:])},
    ),
    Command(
        "cook",
        ("cook {food} with {appliance}", "cook {food} in {appliance}", "cook {food} on {appliance}"),
        "Cook a food that you carry.",
        {"appliance": Slot(options=APPLIANCES)},
    ),
    Command("prepare_meal", ("prepare meal", "prepare the meal"), "Make the meal of its ingredients, in the kitchen."),
    Command("eat", ("eat {food}",), "Eat a food or the meal."),
)

COMMANDS = {
    "coin": Commands(WALKING, example="go north"),
    "treasure": Commands((*WALKING, *KEYS), example="go north"),
    "cooking": Commands((*WALKING, *KEYS, *COOKING), example="go north"),
    "any": Commands((*WALKING, *KEYS, *COOKING), example="go north"),
}
"""The commands of each kind of quest."""
