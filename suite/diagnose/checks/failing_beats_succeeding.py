"""Does some episode that fails earn as much as one that succeeds in the same level?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...reward_shaping.diagnostics.played_episode import PlayedEpisode
from ..case import Case
from ..check import Check
from ..finding import FAILED, UNDEFINED, WARNING, Finding
from ..worth import SAME
from .needs import NO_EXPERT

NAME = "failing-beats-succeeding"


def failing_beats_succeeding(case: Case) -> Iterator[Finding]:
    """Compare the best failed episode of each level with the expert's, and with solutions that were clumsy.

    Args:
        case: what is diagnosed.
    """
    if not case.honest:
        yield Finding(NAME, UNDEFINED, NO_EXPERT)
        return
    episodes = [*case.nonsense.values(), *case.clumsy, *case.honest.values()]
    gaps = [gap for seed in case.honest if (gap := _gap(case, [each for each in episodes if each.seed == seed]))]
    gaps.sort(key=lambda gap: case.earned(gap[1]) - case.earned(gap[0]))
    honest = [gap for gap in gaps if gap[1] is case.honest[gap[1].seed]]
    if not gaps:
        return
    failed, solved = (honest or gaps)[0]
    who = "the expert's" if honest else "a clumsy"
    says = (
        f"failing pays: an unsolved episode of {len(failed)} turns earns {case.earned(failed):.3g}, and {who} solution "
        f"of the same level in {len(solved)} turns {case.earned(solved):.3g} ({len({gap[0].seed for gap in gaps})} of "
        f"{len(case.honest)} levels). Let the worst success earn more than the best failure."
    )
    evidence = {
        "failed": failed.term_totals,
        "solved": solved.term_totals,
        "level": failed.seed,
        "messages": list(failed.actions),
    }
    yield Finding(NAME, FAILED if honest else WARNING, says, _term(case, failed, solved), evidence)


def _gap(case: Case, episodes: Sequence[PlayedEpisode]) -> tuple[PlayedEpisode, PlayedEpisode] | None:
    """Return the best failure of a level and the worst success, the expert's first, where the failure earns as much."""
    best = max((each for each in episodes if not each.solved), key=case.earned, default=None)
    solved = [each for each in episodes if each.solved]
    if best is None or not solved:
        return None
    expert = solved[-1]
    worst = expert if case.earned(best) >= case.earned(expert) - SAME else min(solved, key=case.earned)
    return (best, worst) if case.earned(best) >= case.earned(worst) - SAME else None


def _term(case: Case, failed: PlayedEpisode, solved: PlayedEpisode) -> str:
    """Return the term that speaks most for the failure."""
    names = dict.fromkeys([*failed.paid, *solved.paid])
    return max(names, key=lambda term: case.earned(failed, term) - case.earned(solved, term))


CHECK = Check({NAME: "no failed episode earned as much as a solved one of its level"}, failing_beats_succeeding)
