"""KeyRooms in words: every style tells the same, and nothing that is hidden."""

import re

import numpy as np
import pytest

from turnwise.envs.grid.key_rooms import rules, text, view
from turnwise.envs.grid.key_rooms.levels import Settings

PLACE = r"\((\d+), (\d+)\)"


def truth(state):
    """Return what the whole-map styles must tell, positions relative to the agent."""
    row, column = divmod(state.position, state.level.width)
    found = set()
    for cell, code in enumerate(state.cells):
        if code > rules.WALL:
            thing = rules.THINGS[code]
            name = "goal" if code == rules.GOAL else text.NAMES[code]
            name = f"{rules.DOOR_STATES[thing.state]} {name}" if thing.kind == "door" else name
            found.add((name, cell // state.level.width - row, cell % state.level.width - column))
    return found


def inner(state):
    """Return the cells of the rooms, relative to the agent."""
    row, column = divmod(state.position, state.level.width)
    cells = [cell for cell, code in enumerate(state.cells) if code != rules.WALL and cell not in state.level.doors]
    return {(cell // state.level.width - row, cell % state.level.width - column) for cell in cells}


def from_ascii(seen, state):
    lines = [line.split(" ") for line in seen.splitlines() if line.startswith("##")]
    row, column = next((r, c) for r, line in enumerate(lines) for c, sign in enumerate(line) if sign[0] == "@")
    names = {sign: code for code, sign in enumerate(text.SIGNS) if not rules.THINGS[code].inside}
    found, rooms = set(), set()
    for r, line in enumerate(lines):
        for c, sign in enumerate(line):
            thing = rules.THINGS[names.get(sign, 0)]
            name = "goal" if sign == "GG" else text.NAMES[names.get(sign, 0)]
            if thing.kind == "door":
                name = f"{rules.DOOR_STATES[thing.state]} {name}"
            if sign not in ("..", "##") and sign[0] != "@":
                found.add((name, r - row, c - column))
            if sign != "##" and thing.kind != "door":
                rooms.add((r - row, c - column))
    return found, rooms


def from_coordinates(seen, state):
    places = {}
    for line in seen.splitlines():
        match = re.fullmatch(rf"(.+): {PLACE}", line)
        if match:
            places[match[1], int(match[2]), int(match[3])] = True
    ((_, row, column),) = [entry for entry in places if entry[0] == "you"]
    corners = re.findall(rf"{PLACE} to {PLACE}", seen)
    rooms = {
        (r - row, c - column)
        for top, left, bottom, right in (map(int, four) for four in corners)
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    }
    return {(name, r - row, c - column) for name, r, c in places if name != "you"}, rooms


def offset(words):
    steps = {way: int(count) for count, way in re.findall(r"(\d+) (north|south|east|west)", words)}
    return steps.get("south", 0) - steps.get("north", 0), steps.get("east", 0) - steps.get("west", 0)


def from_sentences(seen, state):
    found = {(name, *offset(where)) for name, where in re.findall(r"The ([a-z ]+) is ([^.]*) of you\.", seen)}
    rooms = set()
    for first, last in re.findall(r"A room reaches from ([^.]*?) of you to ([^.]*?) of you\.", seen):
        (top, left), (bottom, right) = offset(first), offset(last)
        rooms |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return found, rooms


READERS = {"ascii": from_ascii, "coordinates": from_coordinates, "sentences": from_sentences}


@pytest.mark.parametrize("style", READERS)
def test_every_whole_map_style_tells_every_room_door_and_object(style, kind, level, walk):
    for state in walk(level(1, kind), 1, 60):
        found, rooms = READERS[style](text.view(state, style, 7), state)
        here = {entry for entry in truth(state) if entry[1:] == (0, 0)}
        assert found - here == truth(state) - here
        assert rooms - {(0, 0)} == inner(state) - {(0, 0)}
        standing = text.status(state)
        assert all(name.removeprefix("open ") in standing for name, _, _ in here)


def test_every_style_tells_direction_and_hand(level, walk):
    for state in walk(level(2), 2, 60):
        carried = f"the {text.NAMES[state.carrying]}" if state.carrying else "nothing"
        for style in text.VIEWS:
            told = f"You face {rules.DIRECTIONS[state.direction]} and carry {carried}.\n"
            assert text.view(state, style, 7).startswith(told)


@pytest.mark.parametrize("size", [3, 5, 7, 9])
def test_the_egocentric_map_is_the_image_in_signs(size, kind, level, walk):
    for state in walk(level(3, kind), 3, 80):
        lines = text.view(state, "egocentric", size).splitlines()[-size:]
        image = view.image(state, size)
        for row, line in enumerate(lines):
            for column, sign in enumerate(line.split(" ")):
                if (row, column) == (size - 1, size // 2):
                    assert sign == "@^"
                    continue
                codes = [code for code, known in enumerate(text.SIGNS) if known == sign]
                codes = codes or [view.UNSEEN]
                np.testing.assert_array_equal(view.IMAGE[codes[0]], image[column, row])


@pytest.mark.parametrize("style", text.VIEWS)
def test_what_a_box_holds_is_not_told(style, level):
    state = rules.initial_state(level(0))
    boxes = [code for code in state.cells if rules.THINGS[code].kind == "box"]
    swapped = state.cells
    for code in boxes:
        colour = rules.THINGS[code].colour
        swapped = swapped.replace(bytes([code]), bytes([rules.box(colour, rules.ball(3))]))
    assert boxes
    assert swapped != state.cells
    assert text.view(state._replace(cells=swapped), style, 9) == text.view(state, style, 9)


def test_every_event_is_told(corridor):
    def told(drawing, *commands):
        state, says = rules.initial_state(corridor(drawing)), ""
        for name in commands:
            command = rules.COMMANDS.index(name)
            after = rules.transition(state, command)
            says, state = text.event(state, command, after), after
        return says.strip()

    assert told("> Ky", "pick up") == "You picked up the yellow key."
    assert told("> Ky", "pick up", "drop") == "You dropped the yellow key."
    assert told("> Ky Bg", "pick up", "forward", "pick up") == "You carry the yellow key already; drop it first."
    assert told("> Ky Bg", "pick up", "forward", "drop") == "You can't drop anything here: the green ball is ahead."
    assert told("> ..", "pick up") == "There is nothing to pick up ahead."
    assert told("> ..", "drop") == "You carry nothing to drop."
    assert told("> ..", "toggle") == "There is no door or box ahead."
    assert told("> ..", "forward") == ""
    assert told("> ..", "turn left") == ""
    assert told("> ..", "turn left", "forward") == "You can't walk on: a wall is ahead."
    assert told("> Bg", "forward") == "You can't walk on: the green ball is ahead."
    assert told("> Ly", "forward") == "The yellow door is not open."
    assert told("> Ly", "toggle") == "The yellow door is locked, and you don't carry the yellow key."
    assert told("> Ky Ly", "pick up", "forward", "toggle") == "You unlocked the yellow door."
    assert told("> Cr", "toggle") == "You opened the red door."
    assert told("> Cr", "toggle", "toggle") == "You closed the red door."
    assert told("> Xr", "toggle") == "You opened the red box. It was empty."


def test_an_opened_box_shows_what_was_inside(corridor):
    level = corridor("> Xr ..")
    cells = level.cells.replace(bytes([rules.box(0)]), bytes([rules.box(0, rules.key(4))]))
    state = rules.initial_state(level)._replace(cells=cells)
    after = rules.transition(state, rules.TOGGLE)
    assert text.event(state, rules.TOGGLE, after) == "You opened the red box. A yellow key was inside.\n"
    assert after.cells[state.position + 1] == rules.key(4)


def test_the_state_tells_the_goal_a_doorway_and_what_is_left(corridor):
    state = rules.initial_state(corridor("> Oe GG", errands=[rules.ball(0), rules.ball(2)]))
    assert "Still to pick up: the red ball and the blue ball." in text.status(state)
    state = rules.transition(state, rules.FORWARD)
    assert "You stand in the open grey door." in text.status(state)
    state = rules.transition(state, rules.FORWARD)
    assert "You stand on the goal." in text.status(state)
    assert "You reached the goal." in text.status(state._replace(fetched=3))


@pytest.mark.parametrize("style", text.VIEWS)
def test_the_first_observation_names_the_task_every_command_and_the_errands(style, level):
    state = rules.initial_state(level(0, Settings(subgoals=2)))
    opening = text.opening(state, style, 3, 4, 7)
    for words in ("Reach the goal", "picked up the", *rules.COMMANDS, "1 to 3 of", "locked"):
        assert words in opening
    assert opening.endswith(text.view(state, style, 7))


@pytest.mark.parametrize(
    ("message", "command"),
    [
        ("turn left", "turn left"),
        ("I'll take it: PICK-UP", None),
        ("<action>pick_up</action>", "pick up"),
        ("Pick  Up!", "pick up"),
        ('["unlock"]', "toggle"),
        ("move forward", "forward"),
        ("go forward now", "forward"),
        ("right", "turn right"),
        ("put down", "drop"),
        ("jump", None),
    ],
)
def test_commands_are_read_in_natural_words(message, command):
    assert text.GRAMMAR.read(message)[0] == ((command,) if command else ())
