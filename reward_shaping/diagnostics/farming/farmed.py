"""What farming found: the episode, what paid for it, and whether failing pays more than solving the task."""

from __future__ import annotations

from dataclasses import dataclass

from ..played_episode import MakeEnv, PlayedEpisode, play
from ..tabular.tabulated import NotDefined


@dataclass(frozen=True)
class Farmed:
    """The best false reward that was found.

    Attributes:
        episode: the episode, played anew: a test case. None where nothing ended without success.
        attack: what found it: an attacker's name, ``"search"`` or ``"exact"``.
        false_return: what it earned beside the outcome and neutral terms; NaN where there is none.
        honest: the expert's episode on this seed; None where the environment has no expert.
        honest_return: what the expert earns in all; where chance plays, what is expected of a policy that wants the
            outcome alone, or else the expert's mean over other dice. NaN where neither is known.
        tried: the best false return of each attack; NaN where it ended no episode without success.
        exact: the most that can be had in the turn limit, in expectation; or why that is not known.
        lasting: what to compare with an honest return: the false return or, where chance plays, ``exact`` or the mean
            return of the same messages over other dice, whichever is more.
        steps: how many steps were taken.
    """

    episode: PlayedEpisode | None
    attack: str
    false_return: float
    honest: PlayedEpisode | None
    honest_return: float
    tried: dict[str, float]
    exact: float | NotDefined
    lasting: float
    steps: int

    @property
    def beats_honest(self) -> bool:
        """Whether failing pays more than solving the task."""
        return self.lasting > self.honest_return + 1e-9

    @property
    def paying(self) -> dict[str, float]:
        """The terms that paid for it, most first, each with what it paid."""
        totals = self.episode.term_totals if self.episode is not None else {}
        paid = {term: value for term, value in totals.items() if term != "outcome" and value > 1e-9}
        return dict(sorted(paid.items(), key=lambda each: -each[1]))

    @property
    def says(self) -> str:
        """A sentence for a person."""
        if self.episode is None:
            return "No behaviour without success was found."
        terms = " + ".join(f"{term} {paid:.3g}" for term, paid in self.paying.items()) or "no term"
        mean = "" if self.lasting == self.false_return else f"; {self.lasting:.3g} on average"
        verdict = "more than" if self.beats_honest else "not more than"
        return (
            f"'{self.attack}' earned {self.false_return:.3g} without success in {len(self.episode)} turns ({terms}"
            f"{mean}), which is {verdict} the {self.honest_return:.3g} of an honest episode."
        )


def replay(make_env: MakeEnv, case: PlayedEpisode) -> list[str]:
    """Play a found episode again and return what differs, each difference as a sentence; nothing if it still pays.

    Args:
        make_env: makes the environment with its wrappers.
        case: the episode of a :class:`Farmed`.
    """
    again = play(make_env(), case.actions, seed=case.seed)
    if len(again) != len(case):
        return [f"the episode ended after {len(again)} turns instead of {len(case)}"]
    found = [
        f"turn {turn + 1}: paid {now:.6g} instead of {then:.6g}"
        for turn, (now, then) in enumerate(zip(again.rewards, case.rewards, strict=True))
        if abs(now - then) > 1e-9
    ]
    return found + (["it was solved"] if again.solved != case.solved else [])
