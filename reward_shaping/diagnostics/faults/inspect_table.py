"""Faults that show on a table: potentials that are inert or not zeroed, and reward that can be earned for ever.

A term is a potential if its reward is γΦ(s') - Φ(s) for a Φ of the environment's own situation (what wrappers remember
does not count: whatever is paid is the change of what was collected so far). It is then

- inert under estimators over episode sums, if Φ is the same at every end: they see -Φ(s₀), which all episodes of a task
  share; under return-to-go it acts as the baseline -Φ(s),
- a hidden reward for ending in the right place, if Φ differs between ends, or at γ < 1 is not 0 there.

An inert potential with the learner's γ is left out where loops are looked for: discounted, no loop earns by it. With
another γ one can, as γΦ - Φ is paid for standing still.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..tabular.mdp import Floats
from ..tabular.tabulated import Tabulated
from ..tabular.value_iteration import optimal_values
from .endless_gain import MOST_TURNS, endless_gain
from .findings import DISCOUNT, INERT, RE_EARNABLE, UNZEROED, Finding
from .potential_fit import fit_potential


def inspect_table(table: Tabulated, *, gamma: float = 1.0, turns: int | None = None) -> list[Finding]:
    """Return what a table shows about its reward terms.

    Args:
        table: of an environment with its wrappers.
        gamma: the learner's discount per turn.
        turns: the turn limit; a loop that cannot earn more within it than an honest episode is worth knowing and no
            fault. None for no limit.
    """
    found = [finding for term in table.terms if term != "outcome" for finding in _potential(table, term, gamma)]
    neutral = [each.term for each in found if each.kind == INERT and each.evidence["gamma"] == gamma]
    loop = _loop(table, [term for term in table.terms if term not in ("outcome", *neutral)], turns)
    return found if loop is None else [*found, loop]


def situation_potential(table: Tabulated, term: str, gamma: float) -> Floats | None:
    """Return Φ of each state, if the term is the change of a potential of the environment's situation.

    Args:
        table: of an environment with its wrappers.
        term: the name of a reward term.
        gamma: the discount in the potential's change, above 0.

    Returns:
        Shape (S,), at γ = 1 with 0 in the first state; None where there is no such potential, where it says the same
        everywhere the episode goes on, or where too little was seen to tell.
    """
    place = table.situations if len(table.situations) else np.arange(len(table.ended))
    state, action, branch = np.nonzero(table.probability > 0)
    after = table.next_state[state, action, branch]
    paid = table.terms[term][state, action, branch]
    fit = fit_potential(place[state], place[after], paid, int(place.max(initial=-1)) + 1, gamma)
    if fit is None or not fit.checked or not paid.any():
        return None
    potential: Floats = fit.potential[place]
    flat = np.ptp(potential[~table.ended]) <= 1e-6 * max(1.0, float(np.abs(potential).max()))
    return None if flat else potential


def _potential(table: Tabulated, term: str, gamma: float) -> list[Finding]:
    """Return what there is to say about a term that is the change of a potential."""
    found: list[Finding] = []
    used, potential = gamma, situation_potential(table, term, gamma) if gamma > 0 else None
    if potential is None and gamma != 1:
        used, potential = 1.0, situation_potential(table, term, 1.0)
        if potential is not None:
            says = (
                f"{term!r} is the change of a potential at gamma=1, but the learner's is {gamma:g}: what it pays then "
                "does not cancel. Give the term the learner's gamma."
            )
            found.append(Finding(DISCOUNT, term, False, says, {"term": 1.0, "learner": gamma}))
    if potential is None or not table.terminated.any():
        return found
    return [*found, _at_ends(table, term, potential, used)]


def _at_ends(table: Tabulated, term: str, potential: Floats, gamma: float) -> Finding:
    """Return whether a potential is zeroed where episodes end."""
    ends = potential[table.terminated]
    scale = 1e-6 * max(1.0, float(np.abs(potential).max()))
    evidence: dict[str, Any] = {"gamma": gamma, "least": float(ends.min()), "most": float(ends.max())}
    if np.ptp(ends) > scale or (gamma < 1 and np.abs(ends).max() > scale):
        highest = np.flatnonzero(table.terminated)[ends >= ends.max() - scale]
        best = min(highest.tolist(), key=lambda state: bool(table.success[state]))
        evidence |= {"path": table.path(best), "solved": bool(table.success[best])}
        says = (
            f"{term!r} is the change of a potential that is not 0 where episodes end: it pays up to "
            f"{ends.max() - ends.min():.3g} more for ending in one place than in another. Zero it at a termination."
        )
        return Finding(UNZEROED, term, True, says, evidence)
    says = (
        f"{term!r} pays every episode that terminates the same, so estimators over episode sums (GRPO, RLOO) do not "
        "see it. Under return-to-go it acts as a baseline for each turn: use that, or leave the term out."
    )
    return Finding(INERT, term, False, says, evidence)


def _loop(table: Tabulated, terms: list[str], turns: int | None) -> Finding | None:
    """Return a finding about the best loop that earns by these terms without success."""
    gain = endless_gain(table, sum((table.terms[term] for term in terms), np.zeros_like(table.rewards)), table.success)
    if gain is None:
        return None
    paid = {term: _round(table, table.terms[term], gain.states, gain.messages) for term in terms}
    paying = [term for term in terms if (paid[term] > 1e-9 if gain.states else (table.terms[term] > 0).any())]
    honest = honest_return(table, turns)
    says = (
        f"{' + '.join(paying)} can be earned for ever without success: {gain.rate:.3g} a turn in the long run, where "
        f"an honest solution earns {honest:.3g} in all. Pay for first times or for changes, not for states."
    )
    evidence = {
        "rate": gain.rate,
        "gain": gain.gain,
        "honest": honest,
        "path": table.path(gain.states[0]) if gain.states else [],
        "loop": [table.messages[message] for message in gain.messages],
    }
    return Finding(RE_EARNABLE, "+".join(paying), turns is None or gain.rate * turns > honest, says, evidence)


def _round(table: Tabulated, values: Floats, states: tuple[int, ...], messages: tuple[int, ...]) -> float:
    return float(sum(values[state, message, 0] for state, message in zip(states, messages, strict=False)))


def honest_return(table: Tabulated, turns: int | None = None, *, without: Sequence[str] = ()) -> float:
    """Return what a policy that only wants the outcome earns of everything that is paid, in expectation.

    Args:
        table: of an environment with its wrappers.
        turns: the policy knows that it has so many; None for a thousand.
        without: terms that do not count.
    """
    rewards = table.rewards - sum((table.terms[term] for term in without if term in table.terms), 0.0)
    # With many turns left all ways to the outcome are worth the same; the discounted values tell the shorter ones.
    hurry = np.where(table.allowed, 1e-6 * optimal_values(table, table.outcome, 0.99).actions, -np.inf)
    outcome, total = table.expected(table.outcome), table.expected(rewards)
    state, going = np.arange(len(table.ended)), table.allowed.any(axis=1)
    wanted, earned = np.zeros(len(state)), np.zeros(len(state))
    for _ in range((turns or MOST_TURNS) if total.shape[1] else 0):
        reached = outcome + np.einsum("sab,sab->sa", table.probability, wanted[table.next_state])
        message = (reached + hurry).argmax(axis=1)
        likely, after = table.probability[state, message], table.next_state[state, message]
        wanted = np.where(going, reached[state, message], 0.0)
        earned = np.where(going, total[state, message] + (likely * earned[after]).sum(axis=1), 0.0)
    return float(earned[0])
