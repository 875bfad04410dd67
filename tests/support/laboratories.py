"""A small laboratory for ScienceLab, built by hand, and how to play in one."""

from turnwise.envs.text.science_lab import turns
from turnwise.envs.text.science_lab.grammar import commands_of
from turnwise.envs.text.science_lab.level import Device, Level, Reaction, Species, Substance
from turnwise.envs.text.science_lab.state import initial_state

GRAMMAR = commands_of("any", 3)

HEAT = {
    "devices": (Device("hot plate", 220), Device("furnace", 1020), Device("freezer", -40), Device("oven", None)),
    "substances": (Substance("velium", 100, 700), Substance("tarsine", -30, 60)),
}
CIRCUIT = {"objects": ("grey rod", "clear disc"), "conducts": (True, False), "charged": 1}
MIXING = {
    "liquids": ("amber solution", "teal solution", "jade solution"),
    "products": ("ember oil", "night oil"),
    "reactions": (Reaction(0, 1, 3), Reaction(2, 3, 4)),
    "book": True,
}
GROWING = {"species": (Species("mirabell", 1, 0, 1), Species("tansel", 0, 1, 2))}


def laboratory(experiment, *stations, target=0, **more):
    """Return the first state of a laboratory with some of the stations above."""
    drawn = {}
    for station in stations:
        drawn |= station
    return initial_state(Level(experiment, **{**drawn, "target": target, **more}))


def play(state, *messages):
    """Return the state after commands, all of them possible, and the last observation."""
    observation = ""
    for message in messages:
        call, error = GRAMMAR.read(message)
        assert not error, message
        state, observation, error = turns.turn(state, call)
        assert not error, (message, error)
    return state, observation


def refused(state, message):
    """Return why a command is not possible."""
    after, _, error = turns.turn(state, GRAMMAR.read(message)[0])
    assert after is state
    return error
