"""Faults that show in how a stack is built, before anything is played.

Layers are read by attribute: ``term``, ``can_be_negative``; a gate has ``levels`` (the names of the gated terms) and
``allow_negative``; a potential has ``gamma`` and, where it can pay otherwise too, ``mode``.
"""

from __future__ import annotations

from typing import Any

from ..tabular.state_key import layers
from .findings import AMNESTY, DISCOUNT, INERT, RE_EARNABLE, Finding


def inspect_stack(env: Any, *, gamma: float | None = None) -> list[Finding]:
    """Return what a stack of wrappers shows about its reward terms.

    Args:
        env: the stack.
        gamma: the learner's discount per turn; None leaves out what depends on it.
    """
    terms = {layer.term: layer for layer in layers(env) if isinstance(getattr(layer, "term", None), str)}
    found: list[Finding] = []
    for term, layer in terms.items():
        found += _gate(term, layer, terms)
        found += _level(term, layer)
        found += _potential(term, layer, gamma)
    return found


def is_potential(layer: Any) -> bool:
    """Whether a layer says that it pays the change of a potential: it has ``gamma`` and no other ``mode``.

    Args:
        layer: a wrapper.
    """
    return (
        hasattr(layer, "gamma")
        and not hasattr(layer, "attempts")
        and getattr(layer, "mode", "potential") == "potential"
    )


def _gate(term: str, layer: Any, terms: dict[str, Any]) -> list[Finding]:
    if not getattr(layer, "allow_negative", False):
        return []
    gated = [name for level in getattr(layer, "levels", ()) for name in level]
    negative = [name for name in gated if getattr(terms.get(name), "can_be_negative", name in terms)]
    if not negative:
        return []
    says = (
        f"{term!r} withholds {'+'.join(negative)}, which can be negative, while it is closed: failing then beats "
        "succeeding with penalties. Leave penalties outside the gate."
    )
    return [Finding(AMNESTY, term, True, says, {"gated": negative})]


def _level(term: str, layer: Any) -> list[Finding]:
    if getattr(layer, "mode", None) != "level":
        return []
    says = (
        f"{term!r} pays on every turn on which something holds, so standing still is paid. Use 'first' or 'potential'."
    )
    return [Finding(RE_EARNABLE, term, True, says, {"mode": "level"})]


def _potential(term: str, layer: Any, gamma: float | None) -> list[Finding]:
    if not is_potential(layer):
        return []
    says = (
        f"{term!r} telescopes: over an episode it adds up to a last potential less the first, which all episodes of a "
        "task share. Estimators over episode sums see the last one at most, and nothing if it is zeroed."
    )
    found = [Finding(INERT, term, False, says, {"gamma": layer.gamma})]
    if gamma is not None and gamma != layer.gamma:
        says = f"{term!r} shapes with gamma={layer.gamma:g}, but the learner's is {gamma:g}. Give it the learner's."
        found.append(Finding(DISCOUNT, term, False, says, {"term": layer.gamma, "learner": gamma}))
    return found
