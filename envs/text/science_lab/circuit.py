"""What the circuit does: the lamp lights if the battery is charged and the thing in the clamp conducts."""

from __future__ import annotations

from .state import NONE, State


def connect_battery(state: State, battery: int) -> State | str:
    """Put a battery into the circuit in place of the one that is there."""
    circuit = state.circuit
    return "is connected" if circuit.battery == battery else state._replace(circuit=circuit._replace(battery=battery))


def connect(state: State, thing: int) -> State | str:
    """Clamp an object, or one of the references after them, into the circuit, out of its box if it lies in one."""
    circuit = state.circuit
    if circuit.thing == thing:
        return "is connected"
    boxes = tuple(0 if number == thing else box for number, box in enumerate(circuit.boxes))
    return state._replace(circuit=circuit._replace(thing=thing, boxes=boxes))


def put(state: State, thing: int, box: int) -> State | str:
    """Put an object into a box or on the table, out of the circuit if it is in there."""
    circuit = state.circuit
    if circuit.boxes[thing] == box and circuit.thing != thing:
        return "is there"
    boxes = (*circuit.boxes[:thing], box, *circuit.boxes[thing + 1 :])
    clamped = NONE if circuit.thing == thing else circuit.thing
    return state._replace(circuit=circuit._replace(thing=clamped, boxes=boxes))


def press(state: State) -> State | str:
    """Press the switch for a moment."""
    return "not closed" if NONE in (state.circuit.battery, state.circuit.thing) else state


def conducting(state: State, thing: int) -> bool:
    """Whether an object conducts, or one of the references after them: the first does, the second doesn't."""
    conducts = state.level.conducts
    return conducts[thing] if thing < len(conducts) else thing == len(conducts)


def lights(state: State) -> bool:
    """Whether the lamp lights when the switch is pressed."""
    battery, thing, _ = state.circuit
    return battery == state.level.charged and thing != NONE and conducting(state, thing)


def sorted_right(state: State) -> bool | None:
    """Whether every object lies in its box, red for what conducts; None while some lie in none."""
    boxes = state.circuit.boxes
    if not all(boxes):
        return None
    return all((box == 1) == conducts for box, conducts in zip(boxes, state.level.conducts, strict=True))
