"""Search an environment's own messages for reward without success, led by the reward itself (REFORM).

A beam by turns: of all that the kept moments lead to, half of those kept on are the best paid, the other half the best
paid of situations that were never met before. The turn limit is part of the search, so that a loop is worth what it
pays in the turns that are left.

Certainty: abstract (arXiv 2507.06419 steers a language model's decoding by the reward; here the reward steers which
messages are tried).
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from .explorer import IDLE, Explorer, Node


def beam_search(explorer: Explorer, width: int = 8, *, rng: np.random.Generator) -> None:
    """Search; the explorer keeps the best episode that ended without success.

    Args:
        explorer: where to search, and the budget.
        width: moments kept on each turn.
        rng: decides between moments that are paid alike.
    """
    kept, met = [explorer.root], {explorer.root.key}
    while kept:
        reached = [after for node in kept for after in _next(explorer, node)]
        going: dict[Hashable, Node] = {}
        for node in reached:
            known = going.get(node.key)
            if known is None or node.false > known.false:
                going[node.key] = node
        kept = _chosen(list(going.values()), met, width, rng)
        met.update(going)


def _next(explorer: Explorer, node: Node) -> list[Node]:
    """Return the moments that a message leads to without success and without end."""
    messages = [*explorer.actions(node), IDLE]
    reached = [explorer.step(node, message) for message in messages]
    return [after for after in reached if after is not None and not after.solved and not after.over]


def _chosen(nodes: list[Node], met: set[Hashable], width: int, rng: np.random.Generator) -> list[Node]:
    """Return the best paid, half of them of situations that are met for the first time."""
    order = rng.permutation(len(nodes)).tolist()
    ranked = [nodes[place] for place in sorted(order, key=lambda place: -round(nodes[place].false, 9))]
    fresh = [node for node in ranked if node.key not in met]
    return list(dict.fromkeys([*ranked[: -(-width // 2)], *fresh, *ranked]))[:width]
