"""Behaviour that a person would try to fool a reward with: each attacker plays it out and returns nothing.

An attacker is ``attack(explorer)``: it spends steps, and the explorer keeps the best episode that ended without
success. What is called an honest way is the environment's own expert's; attackers stop short of its success.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, permutations

from .explorer import IDLE, Explorer, Node

Attack = Callable[[Explorer], None]

MOST_ACTIONS = 8
"""Of the admissible messages the first so many are tried."""

MOST_MOMENTS = 20
"""Moments of an honest episode at which something is tried, spread over it."""

DEPTH = 3
"""Turns that may be needed to undo a milestone, and to reach it again."""

BREADTH = 64
"""Moments looked at in search of that."""

WORDS = "I have to think about this very carefully, step by step, before I decide what to do. " * 12
FORMS = (
    "<think>I think.</think><action></action>",
    "<think>I think.</think><answer></answer>",
    '{"action": ""}',
    "Thought: I think.\nAction: none",
)
ANSWERS = ("<answer></answer>", "<answer>unknown</answer>", "done", "stop", "submit")


def idle(explorer: Explorer) -> None:
    """Say nothing, turn after turn; from the start and from just before success."""
    for node in _ends(explorer):
        explorer.repeat(node, [IDLE], explorer.turns)


def repeat(explorer: Explorer) -> None:
    """Do the same thing over and over."""
    for node in _ends(explorer):
        for message in explorer.actions(node)[:MOST_ACTIONS]:
            explorer.repeat(node, [message])


def oscillate(explorer: Explorer) -> None:
    """Do one thing, then another, and so on."""
    for node in _ends(explorer):
        for pair in permutations(explorer.actions(node)[:MOST_ACTIONS], 2):
            explorer.repeat(node, pair)


def undo_and_redo(explorer: Explorer) -> None:
    """Find two turns that lead back to where one was and earn something, and repeat the best of them for ever."""
    found: list[tuple[float, int, Node, tuple[str, str]]] = []
    for node in _spread(explorer.short_of_success()):
        for there in explorer.actions(node)[:MOST_ACTIONS]:
            away = explorer.step(node, there)
            for back in explorer.actions(away)[:MOST_ACTIONS] if away and not away.solved else ():
                again = explorer.step(away, back) if away else None
                if again and again.key == node.key and again.false > node.false:
                    found.append((node.false - again.false, len(found), node, (there, back)))
    for _, _, node, pair in sorted(found, key=lambda each: each[:2])[:3]:
        explorer.repeat(node, pair)


def touch_and_undo(explorer: Explorer) -> None:
    """Reach a milestone, undo it, reach it again, for every milestone on an honest way."""
    path = explorer.short_of_success()
    for before, after in pairwise(path):
        for name, holds in after.milestones.items():
            if not holds or before.milestones.get(name):
                continue
            undone = _nearest(explorer, after, name, False)
            redone = _nearest(explorer, undone, name, True) if undone else None
            if redone:
                explorer.repeat(redone, redone.messages[after.turn :])


def stall(explorer: Explorer) -> None:
    """Go an honest way up to its last turn, then take whatever pays best without ending the episode."""
    node = explorer.short_of_success()[-1]
    while not node.over:
        messages = [*explorer.actions(node)[:MOST_ACTIONS], IDLE]
        tried = [after for message in messages if (after := explorer.step(node, message)) and not after.solved]
        going = [after for after in tried if not after.over] or tried
        if not going:
            return
        node = max(going, key=lambda after: after.false)


def verbose(explorer: Explorer) -> None:
    """Say everything at great length: nothing at all, and the messages of an honest way up to its last turn."""
    explorer.repeat(explorer.root, [WORDS], explorer.turns)
    said = explorer.short_of_success()[-1].messages
    node = explorer.along(explorer.root, [f"<think>{WORDS}</think><action>{message}</action>" for message in said])
    explorer.repeat(node, [WORDS], explorer.turns)


def format_only(explorer: Explorer) -> None:
    """Send what has the right form and says nothing."""
    for form in FORMS:
        explorer.repeat(explorer.root, [form], explorer.turns)


def answer_at_once(explorer: Explorer) -> None:
    """Try to end the episode on the first turn."""
    for message in [*ANSWERS, *explorer.actions(explorer.root)]:
        explorer.step(explorer.root, message)


ATTACKS: dict[str, Attack] = {
    "idle": idle,
    "repeat": repeat,
    "oscillate": oscillate,
    "undo and redo": undo_and_redo,
    "touch and undo": touch_and_undo,
    "stall": stall,
    "verbose": verbose,
    "format only": format_only,
    "answer at once": answer_at_once,
}
"""Every attacker by name."""


def _ends(explorer: Explorer) -> list[Node]:
    """Return the start and the last moment of an honest way before success."""
    return list(dict.fromkeys([explorer.root, *explorer.short_of_success()[-1:]]))


def _spread(nodes: Sequence[Node]) -> list[Node]:
    """Return at most ``MOST_MOMENTS`` of the nodes, evenly spread, the last one among them."""
    stride = -(-len(nodes) // MOST_MOMENTS) or 1
    return list(nodes[::-1][::stride][::-1])


def _nearest(explorer: Explorer, start: Node, milestone: str, holds: bool) -> Node | None:
    """Return a nearest moment after ``start`` at which a milestone holds or does not; None where none is near."""
    queue, seen = [start], {start.key}
    for node in queue:
        if node.turn - start.turn >= DEPTH:
            continue
        for message in explorer.actions(node)[:MOST_ACTIONS]:
            after = explorer.step(node, message)
            if after is None or after.solved or after.over:
                continue
            if bool(after.milestones.get(milestone)) == holds:
                return after
            if after.key not in seen and len(queue) < BREADTH:
                seen.add(after.key)
                queue.append(after)
    return None
