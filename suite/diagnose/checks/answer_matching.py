"""Is a message that names every answer paid as if it gave the right one?"""

from __future__ import annotations

from collections.abc import Iterator

from ..case import Case
from ..check import Check
from ..finding import FAILED, PASSED, UNDEFINED, Finding
from ..worth import Kept, best_kept, grade, kept_up
from .needs import NO_EXPERT

NAME = "answer-matching"
DECOYS = ("0", "1", "10", "42", "yes", "no", "none of them")


def answer_matching(case: Case) -> Iterator[Finding]:
    """Name the right answer among others, or every admissible message at once.

    Args:
        case: what is diagnosed.
    """
    if not case.honest:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    seed = case.few[0]
    answer = _answer(case, seed)
    kept = best_kept(kept_up(case, seed, hedge, by_term=True) for hedge in _hedges(case, seed, answer))
    status = grade(kept.share) if kept else PASSED
    if answer and (loose := _solved_by_hedging(case, seed, answer)):
        says = "the environment itself takes a message that names several answers for the right one: match it whole"
        yield Finding(NAME, FAILED, says, "outcome", {"level": seed, "messages": [loose]})
    if kept is not None and status != PASSED:
        yield _found(case, seed, kept, status)


def _found(case: Case, seed: int, kept: Kept, status: str) -> Finding:
    term = "+".join(kept.terms)
    says = (
        f"{term!r} is content if the answer occurs in a message: naming every answer at once earns "
        f"{case.earned(kept.episode):.3g} without solving the task, which earns {case.earned(case.honest[seed]):.3g}. "
        "Compare whole answers."
    )
    evidence = {"share": kept.share, "level": seed, "messages": list(kept.episode.actions)}
    return Finding(NAME, status, says, term, evidence)


def _hedges(case: Case, seed: int, answer: str) -> list[str]:
    """Return messages that commit to nothing."""
    case.env.reset(seed=seed)
    admissible = list(case.base.actions()) if case.has_actions else []
    said = list(dict.fromkeys(case.honest[seed].actions))
    lists = [admissible, said, [answer, *DECOYS] if answer else []]
    return list(dict.fromkeys(" or ".join(each) for each in lists if len(each) > 1))


def _solved_by_hedging(case: Case, seed: int, answer: str) -> str:
    """Return a message that names several answers and solves the task; empty if none does."""
    messages = [f"{form.format(answer)} or {' or '.join(DECOYS)}" for form in ("{}", "The answer is {}")]
    return next((message for message in messages if case.play([message], seed).solved), "")


def _answer(case: Case, seed: int) -> str:
    """Return the task's answer; empty where it has none."""
    info = case.env.reset(seed=seed)[1]
    return str(info.get("answer") or "")


CHECK = Check({NAME: "naming every answer at once is not paid as the right one"}, answer_matching, steady=True)
