r"""Credit re-assignment by a judge (CollabUIAgents): scores for each agent's turn, and preference data made of them.

    s_t in {0, 1}            what a judge says of turn t, in place of an environment's reward
    R_a = Σ_{t of role a} s_t

    pairs of the same history: (history, action with the higher score, action with the lower one)
    made up:                   (history, action with a good score, action that an adversary proposes there)

The pairs are for preference learning (DPO). They teach what the judge believes: where the judge and the policy are one
family, its errors are learned too.

Certainty: secondary (arXiv 2502.14496, read in a summary: an LLM critic rewards each agent's action in each round,
preference data is synthesised with adversarial actions and trained on by DPO); pairing by equal history is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..number import sequence

Adversary = Callable[[Sequence[Any], Any], Any]
"""``adversary(history, action)``: a worse action than this one, in its place."""


@dataclass(frozen=True)
class Preference:
    """Of two actions in the same place, the better one.

    Attributes:
        history: observation, action, ..., observation: what both answer.
        chosen: the better action.
        rejected: the worse action.
        margin: by how much the scores differ; NaN where the worse action was made up.
        role: whose turn it is.
    """

    history: tuple[Any, ...]
    chosen: Any
    rejected: Any
    margin: float
    role: str


def by_role(scores: ArrayLike, roles: Sequence[str]) -> dict[str, float]:
    """Return what each role earns.

    Args:
        scores: shape (T,); NaN where missing, which counts for nobody.
        roles: length T; whose turn each was.

    Returns:
        Role → the sum of its turns' scores, by first appearance.

    Raises:
        ValueError: there is not one role a turn.
    """
    values = sequence("by_role", "scores", scores)
    if len(roles) != values.size:
        raise ValueError(f"by_role needs one role for each of {values.size} turns; got {len(roles)}.")
    earned = dict.fromkeys(roles, 0.0)
    for role, value in zip(roles, np.nan_to_num(values), strict=True):
        earned[role] += float(value)
    return earned


def preference_pairs(
    episodes: Sequence[Any],
    scores: Sequence[ArrayLike],
    *,
    margin: float = 0.0,
    adversary: Adversary | None = None,
    good: float = 1.0,
) -> list[Preference]:
    """Return preference data made of judged turns.

    Args:
        episodes: finished episodes, with ``observations``, ``actions`` and ``turns`` (for the roles).
        scores: for each episode shape (T,); NaN where missing.
        margin: scores that differ by no more than this make no pair.
        adversary: makes up a worse action for every turn whose score is good; none are made up if None.
        good: from which score on a turn is good.

    Returns:
        The real pairs by the first appearance of their histories, then those made up, in the order of the turns.

    Raises:
        ValueError: there is not one score a turn.
    """
    judged = [_judged(episode, values) for episode, values in zip(episodes, scores, strict=True)]
    places: dict[tuple[Any, ...], list[tuple[Any, float, str]]] = {}
    made = []
    for history, action, score, role in (row for rows in judged for row in rows):
        places.setdefault(history, []).append((action, score, role))
        if adversary is not None and score >= good:
            made.append(Preference(history, action, adversary(history, action), float("nan"), role))
    real = [pair for history, answers in places.items() for pair in _pairs(history, answers, margin)]
    return real + made


def _judged(episode: Any, scores: ArrayLike) -> list[tuple[tuple[Any, ...], Any, float, str]]:
    """Return history, action, score and role of each turn that has a score."""
    values = sequence("preference_pairs", "scores", scores)
    if values.size != len(episode.actions):
        raise ValueError(
            f"preference_pairs needs one score for each of the {len(episode.actions)} turns; got {values.size}."
        )
    told = [each for pair in zip(episode.observations, [*episode.actions, None], strict=True) for each in pair]
    rows = []
    for t, turn in enumerate(episode.turns):
        if not np.isnan(values[t]):
            rows.append((tuple(told[: 2 * t + 1]), turn.action, float(values[t]), turn.role))
    return rows


def _pairs(history: tuple[Any, ...], answers: list[tuple[Any, float, str]], margin: float) -> list[Preference]:
    """Return the pairs of different actions in one place, the better first."""
    pairs = []
    for index, (action, score, role) in enumerate(answers):
        for other, its_score, its_role in answers[index + 1 :]:
            if action != other and abs(score - its_score) > margin:
                first = score > its_score
                chosen, rejected, whose = (action, other, role) if first else (other, action, its_role)
                pairs.append(Preference(history, chosen, rejected, abs(score - its_score), whose))
    return pairs
