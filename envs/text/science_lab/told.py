"""The laboratory in words: the first observation, the replies to commands, and why a command is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from . import circuit, heat, knowledge, text
from .level import Level
from .names import BATTERIES, BEAKERS, BENCH, BOXES, FOAM, PHASES, REFERENCES, SOILS, SPOTS, STATION_OF
from .rules import Thing
from .state import ON_BENCH, RIGHT, ROOM, RUNNING, State

REFUSALS = {
    "no such thing": "There is no such thing in this laboratory.",
    "not possible": "That is not possible with these things.",
    "is there": "The {0} is there already.",
    "is on": "The {0} is on already.",
    "is off": "The {0} is off already.",
    "is set": "The {0} is not turned on or off; set it to a temperature.",
    "is set so": "The oven is set to that already.",
    "no oven": "There is no oven in this laboratory.",
    "out of range": f"The oven can be set to {heat.COLDEST} to {heat.HOTTEST} °C.",
    "is connected": "The {0} is in the circuit already.",
    "not closed": "Nothing happens: the circuit needs a battery and a thing in it.",
    "no switch": "There is no switch in this laboratory.",
    "same beaker": "That is the same beaker.",
    "is empty": "The {0} is empty.",
    "is foaming": "A beaker is full of foam; empty it first.",
    "no book": "There is no book in this laboratory.",
    "no pot": "There is no pot in this laboratory.",
    "is filled so": "The pot is filled with that already.",
    "no soil": "There is no soil in the pot.",
    "is planted": "There is a plant in the pot already.",
    "nothing to deliver": "Nothing is to be delivered in this experiment.",
    "no question": "There is no question to answer in this experiment.",
    "no such answer": "That is none of the possible answers.",
}

TASKS = {
    "melt": "Melt the {target}, and deliver it while it is liquid.",
    "boil": "Turn the {target} into gas, and deliver it while it is gas.",
    "freeze": "Freeze the {target}, and deliver it while it is solid.",
    "melting_point": "Find the melting point of the {target}. It is a multiple of {step} from {least} to {most} "
    "degrees. Then answer with the number of degrees; you have one answer. At its melting point a substance is liquid.",
    "conductivity": "Find out which things conduct electricity. Put every thing that does into the red box and every "
    "thing that does not into the blue box. The copper wire and the rubber band stay out. The experiment ends when "
    "every other thing lies in a box.",
    "mixing": "Make {target}, and deliver the beaker that holds it and nothing else.",
    "reaction": "Exactly two of the liquids react: they foam up as soon as both are in one beaker. Find out which. "
    "Then answer with both names, such as: answer this and that; you have one answer.",
    "growing": "Grow {target} until it flowers, and deliver the pot. Each species needs a soil and a light of its own, "
    "and moist soil: dry and soggy soil harm it.",
}
TIME = "Every command takes an hour, except looking, examining, measuring, reading, delivering and answering. "
HEAT = (
    "In one hour a substance gets half-way to the temperature around it, in a second hour at the same temperature it "
    f"reaches it. The room, and whatever is turned off, has {ROOM} °C."
)
END = "What is delivered or answered ends the experiment, right or wrong."


def opening(state: State, accepted: str) -> str:
    """Return the first observation: task, rules, how to act, and what is seen."""
    level = state.level
    points = level.candidates or (0, 0)
    task = TASKS[level.experiment].format(
        target=target_name(level), least=points[0], most=points[-1], step=points[1] - points[0]
    )
    rule = TIME + (HEAT if level.substances else "")
    return "\n".join([f"You work in a laboratory. {task}", f"{rule.strip()} {END}", accepted, "", text.look(state)])


def target_name(level: Level) -> str:
    """Return what the task is about, or an empty text where nothing has a name."""
    every: dict[str, Sequence[str]] = {
        "heat": [substance.name for substance in level.substances],
        "mixing": level.stuffs,
        "growing": [species.name for species in level.species],
        "circuit": [""],
    }
    return every[STATION_OF[level.experiment]][level.target]


def reply(before: State, state: State, command: str, things: Sequence[Thing]) -> str:
    """Return what is observed after a command that led from ``before`` to ``state``."""
    lines = [REPLIES[command](before, state, *things)]
    if state.verdict != RUNNING:
        lines.append(f"That is {'right' if state.verdict == RIGHT else 'wrong'}. The experiment is over.")
    elif state.hours != before.hours:
        lines += changes(before, state)
    return "\n".join(lines)


def changes(before: State, state: State) -> Iterator[str]:
    """Yield what can be seen to have changed within the hour, apart from what was done."""
    for substance, old, new in zip(state.level.substances, before.samples, state.samples, strict=True):
        phase = heat.phase(substance, new.temperature)
        if phase != heat.phase(substance, old.temperature):
            yield f"The {substance.name} is {PHASES[phase]} now."
    if state.level.species and text.pot_line(state) != text.pot_line(before):
        yield text.pot_line(state)


def name_of(level: Level, thing: Thing) -> str:
    """Return what a thing is called."""
    kind, number = thing
    named: dict[str, Sequence[str]] = {
        "sample": [substance.name for substance in level.substances],
        "device": [device.name for device in level.devices],
        "bench": (),
        "battery": BATTERIES,
        "box": BOXES,
        "liquid": level.liquids,
        "beaker": BEAKERS,
        "species": [species.name for species in level.species],
        "soil": SOILS,
        "spot": SPOTS,
        "pot": ("pot",),
        "object": level.objects,
        "reference": (*level.objects, *REFERENCES),
    }
    return BENCH if number == ON_BENCH else named[kind][number]


def _put(before: State, state: State, thing: Thing, place: Thing) -> str:
    where = text.at(name_of(state.level, place))
    return f"You put the {name_of(state.level, thing)} {where}."


def _connected(before: State, state: State, thing: Thing) -> str:
    return f"You put the {name_of(state.level, thing)} into the circuit."


def _poured(before: State, state: State, what: Thing, beaker: Thing) -> str:
    kind, number = what
    held = before.beakers[number] if kind == "beaker" else (number,)
    mixed = {*before.beakers[beaker[1]], *held}
    name = BEAKERS[beaker[1]]
    told = f"You pour {'what is in ' if kind == 'beaker' else ''}the {name_of(state.level, what)} into the {name}."
    if not mixed.issubset(state.beakers[beaker[1]]):
        foams = FOAM in state.level.products
        told += f" The mixture in the {name} {'foams up' if foams else 'changes'}."
    return f"{told}\n{text.beaker_line(state, beaker[1])}"


def _book(level: Level) -> str:
    lines = [
        f"- {level.stuffs[first]} and {level.stuffs[second]} make {level.stuffs[product]}."
        for first, second, product in level.reactions
    ]
    return "\n".join(["The book says:", *lines])


REPLIES: dict[str, Callable[..., str]] = {
    "wait": lambda before, state: "An hour passes.",
    "measure": lambda before, state, sample: (
        f"The {name_of(state.level, sample)} has {state.samples[sample[1]].temperature} °C."
    ),
    "put": _put,
    "turn_on": lambda before, state, device: f"You turn on the {name_of(state.level, device)}.",
    "turn_off": lambda before, state, device: f"You turn off the {name_of(state.level, device)}.",
    "set_oven": lambda before, state, degrees: f"You set the oven to {degrees[1]} °C.",
    "connect": _connected,
    "press_switch": lambda before, state: f"The lamp {'lights up' if circuit.lights(state) else 'stays dark'}.",
    "pour": _poured,
    "empty": lambda before, state, vessel: f"You empty the {name_of(state.level, vessel)}.",
    "read_book": lambda before, state: _book(state.level),
    "fill": lambda before, state, soil: f"You fill the pot with {name_of(state.level, soil)}.",
    "plant": lambda before, state, species: f"You plant a seed of {name_of(state.level, species)}.",
    "water": lambda before, state: "You water the pot.",
    "deliver": lambda before, state, thing: f"You deliver the {name_of(state.level, thing)}.",
    "answer": lambda before, state, answer: f"You answer: {knowledge.hypotheses(state.level)[answer[1]]}.",
}
