"""Does the reward move with what does not matter: length, case, white space, tags around a message?

The expert's solution is played as it is and with each message changed in one way. A change is looked at only where the
environment answers every message as before, so whatever is paid more is paid for the change alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...reward_shaping.diagnostics.played_episode import PlayedEpisode
from ...reward_shaping.diagnostics.preferences.contrast import SPURIOUS
from ..case import Case
from ..check import Check
from ..finding import PASSED, UNDEFINED, Finding
from ..players import NONSENSE
from ..worth import best_terms, grade, share
from .needs import NO_EXPERT

LENGTH, INVARIANCE = "length", "invariance"
NAME_OF = dict.fromkeys(SPURIOUS, INVARIANCE) | {"length": LENGTH}


def invariance(case: Case) -> Iterator[Finding]:
    """Compare a solution with the same one said in another way.

    Args:
        case: what is diagnosed.
    """
    if not case.honest:
        yield from (Finding(name, UNDEFINED, NO_EXPERT) for name in (LENGTH, INVARIANCE))
        return
    for attribute in SPURIOUS:
        if (found := _moved(case, attribute)) is not None:
            yield found


def _moved(case: Case, attribute: str) -> Finding | None:
    """Return what is found about one attribute, in the level where it is paid most."""
    best = max((_gain(case, attribute, seed) for seed in case.few), key=lambda each: each[0])
    part, before, after = best
    status = grade(part)
    if status == PASSED:
        return None
    term = "+".join(best_terms(case, after, before))
    says = (
        f"{term!r} pays for {attribute} alone: {_what(after)} earns {case.earned(after):.3g}, and "
        f"{case.earned(before):.3g} before its messages were changed in {attribute}. Do not read it, or bound what it "
        "can earn."
    )
    evidence = {"attribute": attribute, "share": part, "before": before.term_totals, "after": after.term_totals}
    return Finding(NAME_OF[attribute], status, says, term, evidence)


def _gain(case: Case, attribute: str, seed: int) -> tuple[float, PlayedEpisode, PlayedEpisode]:
    """Return what a change earns, as a share of what solving is worth, and the episodes before and after it."""
    change, honest, nothing = SPURIOUS[attribute], case.honest[seed], case.nonsense[seed]
    worth = case.earned(honest) - case.earned(nothing)
    before, after = honest, case.play([change(message) for message in honest.actions], seed)
    if after.observations != before.observations:
        before, after = nothing, case.play((change(NONSENSE) for _ in range(case.turns)), seed)
        if len(after) != len(before):
            return 0.0, before, after
    return share(case.earned(after) - case.earned(before), worth, abs(case.earned(honest))), before, after


def _what(episode: PlayedEpisode) -> str:
    return f"a solution of {len(episode)} turns" if episode.solved else "an episode that does nothing"


CHECK = Check(
    {
        LENGTH: "the same solution at greater length earns no more",
        INVARIANCE: "the same solution in other letters, spacing or tags earns no more",
    },
    invariance,
    steady=True,
)
