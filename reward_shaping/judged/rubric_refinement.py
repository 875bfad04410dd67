r"""Rubric refinement (Chasing the Tail): rewrite a rubric until it tells excellent trajectories from great ones.

    great = {i : R_i >= max R - margin};   i the best, j among the ``among`` next best of them the most unlike it
    rubric' = proposer(rubric, i, j),   score all again,   until one is great or ``rounds`` are over

A reward that is wrong at its high end is what a policy learns to exploit, and at the high end a rubric's scores tie:
each round shows the proposer two trajectories that the rubric can hardly tell apart and that differ in other ways.
The number of great trajectories says how far there is to go; 1 is the end.

Defaults: 5 rounds; margin 0; ``among=4``; the proposer's rubric is always taken.
Certainty: code (Jun-Kai-Zhang/rubrics, ``generator/improve_rubrics.py``, ``workflow/orchestration``) for contrasting
two of the highest scores and replacing the whole rubric; there two of those that tie are drawn at random, or the two
best are taken (its default; ``among=1`` here), and rounds go on where nothing ties. The paper asks for great *and
diverse* ones (abstract); the choice by distance, the margin and ``keep="apart"`` are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .rubric import rubric_score
from .verdict import number_or_nan

Item = Mapping[str, Any]
"""``criterion`` and ``weight`` (1 if absent), and whatever else a judge reads."""

Trajectory = tuple[Sequence[Any], dict[str, Any]]
"""The history of an episode and ``info`` of its last step."""

ItemsJudge = Callable[[Sequence[Item], Sequence[Any], dict[str, Any]], Any]
"""``judge(items, history, info)``: for each item how far it holds; None or NaN where it cannot tell."""

Proposer = Callable[[Sequence[Item], Trajectory, Trajectory], Sequence[Item] | None]
"""``proposer(rubric, best, other)``: a better rubric, or None where there is nothing to add."""

KEEP = ("always", "apart")
"""Whether a proposed rubric is always taken, or only where it makes no more trajectories great."""


@dataclass(frozen=True)
class Round:
    """One round of refinement.

    Attributes:
        rubric: in force in this round.
        scores: of each trajectory by it.
        tied: how many trajectories are great by it.
        pair: the best and the one it was contrasted with; None in the last round.
    """

    rubric: list[Item]
    scores: list[float]
    tied: int
    pair: tuple[int, int] | None


def refine_rubric(
    rubric: Sequence[Item],
    trajectories: Sequence[Trajectory],
    judge: ItemsJudge,
    proposer: Proposer,
    *,
    rounds: int = 5,
    among: int = 4,
    margin: float = 0.0,
    keep: str = "always",
    distance: Callable[[Trajectory, Trajectory], float] | None = None,
) -> list[Round]:
    """Refine a rubric and return every round; ``refine_rubric(...)[-1].rubric`` is the result.

    Args:
        rubric: the items to begin with.
        trajectories: of one task, at least two.
        judge: scores a rubric's items on one trajectory.
        proposer: writes the next rubric.
        rounds: how often the proposer is asked at most; it is not asked once nothing ties.
        among: how many of the next best are looked at for the one most unlike the best.
        margin: how far below the highest a score still counts as tied with it.
        keep: ``"always"`` or ``"apart"``.
        distance: between two trajectories; the share of words they do not have in common if None.

    Raises:
        ValueError: there are fewer than two trajectories, or an argument is not allowed.
    """
    if len(trajectories) < 2 or min(rounds, among - 1, margin) < 0 or keep not in KEEP:
        raise ValueError(
            "refine_rubric needs at least 2 trajectories, rounds >= 0, among >= 1, margin >= 0 and keep to be one of "
            f"{list(KEEP)}; got {len(trajectories)} trajectories, rounds={rounds}, among={among}, margin={margin}, "
            f"keep={keep!r}."
        )
    items, played = list(rubric), []
    scores = _scores(items, trajectories, judge)
    for _ in range(rounds):
        best = great(scores, margin)
        if len(best) < 2:
            break
        pair = contrast(best[: 1 + among], trajectories, distance or word_distance)
        proposed = proposer(items, trajectories[pair[0]], trajectories[pair[1]])
        if not proposed:
            break
        played.append(Round(items, scores, len(best), pair))
        other = _scores(list(proposed), trajectories, judge)
        if keep == "always" or 0 < len(great(other, margin)) <= len(best):
            items, scores = list(proposed), other
    return [*played, Round(items, scores, len(great(scores, margin)), None)]


def great(scores: Sequence[float], margin: float = 0.0) -> list[int]:
    """Return the trajectories whose score ties with the highest, the best first; of equals the earlier first.

    Args:
        scores: of each trajectory; one that is NaN is never great.
        margin: how far below the highest a score still ties with it.
    """
    known = [index for index, score in enumerate(scores) if score == score]
    highest = max((scores[index] for index in known), default=0.0)
    return sorted((index for index in known if scores[index] >= highest - margin), key=lambda i: (-scores[i], i))


def contrast(
    candidates: Sequence[int], trajectories: Sequence[Trajectory], distance: Callable[[Trajectory, Trajectory], float]
) -> tuple[int, int]:
    """Return the first candidate and the one among the others that is most unlike it; of equals the earlier.

    Args:
        candidates: at least two trajectories, the best first.
        trajectories: all of them.
        distance: between two trajectories.
    """
    best, *others = candidates
    return best, max(others, key=lambda i: distance(trajectories[best], trajectories[i]))


def word_distance(one: Trajectory, other: Trajectory) -> float:
    """Return the share of the words of two histories that they do not have in common, from 0 to 1."""
    words, others = ({word for message in history for word in str(message).split()} for history, _ in (one, other))
    union = len(words | others)
    return 1.0 - len(words & others) / union if union else 0.0


def _scores(items: Sequence[Item], trajectories: Sequence[Trajectory], judge: ItemsJudge) -> list[float]:
    weights = [float(item.get("weight", 1.0)) for item in items]
    return [
        rubric_score(read_scores(judge(items, history, info), len(items)), weights) for history, info in trajectories
    ]


def read_scores(answers: Any, count: int) -> list[float]:
    """Return a judge's answers about ``count`` items as numbers; NaN each where it did not answer for each.

    Args:
        answers: what the judge returned.
        count: how many items it was asked about.
    """
    if not isinstance(answers, Sequence) and not hasattr(answers, "__array__"):
        return [float("nan")] * count
    numbers = [] if isinstance(answers, str | bytes) else [number_or_nan(answer) for answer in answers]
    return numbers if len(numbers) == count else [float("nan")] * count
