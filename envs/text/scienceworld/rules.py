"""The rules of ScienceWorld, kept by its simulator: a state is a scene and what was sent since."""

from __future__ import annotations

from typing import NamedTuple

from .world import AMBIGUOUS, UNKNOWN, Look, Scene, World

SOLVED = 100
"""The score of a completed task."""

CANCEL = ""
"""What is sent in place of a number, to take back what was unclear."""


class State(NamedTuple):
    """A state of a house.

    Attributes:
        scene: what the episode began with.
        sent: every message that the simulator has got.
        look: what can be seen.
        choices: how many meanings the last message had, if the simulator asks which; else 0.
    """

    scene: Scene
    sent: tuple[str, ...]
    look: Look
    choices: int = 0

    @property
    def solved(self) -> bool:
        """Whether the task is completed."""
        return self.look.score >= SOLVED


def initial_state(world: World, scene: Scene) -> State:
    """Return the state that a scene begins with."""
    world.reach(scene, ())
    return State(scene, (), world.look()._replace(score=0, over=False))  # the simulator still tells the last score


def transition(world: World, state: State, message: str) -> tuple[State, str]:
    """Return the state after a message, and the simulator's reply; empty where it knew no such action.

    Args:
        world: a house to play in; where it stands does not matter.
        state: where the message is sent.
        message: an action, or the number of a choice.
    """
    sent = state.sent
    if state.choices and not message.isdecimal():
        sent = (*sent, CANCEL)
    world.reach(state.scene, sent)
    reply = world.send(message)
    if reply.startswith(UNKNOWN):
        return state, ""
    choices = sum(line.partition(":")[0].isdecimal() for line in reply.splitlines())
    return State(state.scene, (*sent, message), world.look(), choices if reply.startswith(AMBIGUOUS) else 0), reply
