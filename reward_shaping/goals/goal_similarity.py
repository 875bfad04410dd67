r"""Goal similarity on factored states (StateFactory): how like the goal's objects the state's objects are.

    s(g)  = max over objects o of the state:  cos(g, o) · mean over attributes (k, v) of g of cos(v, v_k*)
            k* = the attribute of o whose key is most like k;   cos(g, o) compares the objects' names
            a goal object without attributes: the name alone;   never negative, 0 for a state without objects
    level = clip(mean over goal objects of s(g), 0, 1),   cut to two decimals if asked, as released

It is a level: a state that keeps it earns it again on every turn. As a step reward take its change.

Doubts: the cosine of unrelated phrases is 0.2 to 0.5 in sentence embeddings, so levels never reach 0; opposite values
("open", "closed") lie close; an object that a later description leaves out drops the level. The released code also
strips ``goal_`` and ``intermediate_`` from keys, which its own extractor writes. It calls sqrt((1 - Pearson) / 2) of
levels an EPIC distance, which it is not: nothing is canonicalised.

Certainty: code (yijunshens/StateFactory, ``agent/reward/reward.py``; arXiv 2603.09400).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

Objects = Mapping[str, Mapping[str, Any]]
"""A state or a goal: object → attribute → value."""

Similarity = Callable[[str, str], float]
"""``similarity(one, other)``: the cosine of two texts."""


def goal_similarity(state: Objects, goal: Objects, similarity: Similarity, *, cut: bool = False) -> float:
    """Return how like the goal a state is, from 0 to 1.

    Args:
        state: its objects.
        goal: the objects that are wanted, with the attributes that matter.
        similarity: of two texts; values are compared as text.
        cut: cut the level to two decimals, as the released code does.

    Raises:
        ValueError: the goal has no objects.
    """
    if not goal:
        raise ValueError("goal_similarity needs a goal of at least one object; got none.")
    scores = [_best(state, name, attributes, similarity) for name, attributes in goal.items()]
    level = min(max(sum(scores) / len(scores), 0.0), 1.0)
    return int(level * 100) / 100 if cut else level


def objects_of(facts: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return facts ``object.attribute`` → value as objects; a fact without a dot is an attribute of the object "".

    Args:
        facts: as ``info["facts"]`` has them.
    """
    objects: dict[str, dict[str, Any]] = {}
    for name, value in facts.items():
        owner, _, attribute = name.rpartition(".")
        objects.setdefault(owner, {})[attribute] = value
    return objects


def _best(state: Objects, name: str, wanted: Mapping[str, Any], similarity: Similarity) -> float:
    """Return the score of the object that is most like one goal object."""
    best = 0.0
    for other, attributes in state.items():
        score = similarity(name, other)
        if wanted and abs(score) > best:  # else no attribute could make it the best
            matches = [_match(key, str(value), attributes, similarity) for key, value in wanted.items()]
            score *= math.fsum(matches) / len(matches)
        best = max(best, score)
    return best


def _match(key: str, value: str, attributes: Mapping[str, Any], similarity: Similarity) -> float:
    """Return the similarity of a value to that of the attribute whose key is most alike, 0 where there is none."""
    if not attributes:
        return 0.0
    nearest = max(attributes, key=lambda other: similarity(key, other))
    return similarity(value, str(attributes[nearest]))
