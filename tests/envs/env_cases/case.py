"""One registered id with some settings, and what is true of it."""

from dataclasses import dataclass, field
from typing import Any

import gymnasium as gym


@dataclass
class Case:
    """One registered id with some settings, and what is true of it.

    Attributes:
        name: the id without the namespace.
        kwargs: settings.
        stochastic: chance or an opponent decides, so the expert is compared with ``info["task"]["optimal_value"]``, the
            expected return of best play, over 1000 seeds instead of winning 100 of 100.
        random_rate: the largest share of episodes that a random agent, or one that repeats itself, may solve.
        hostile: how many hostile messages it is sent.
        wrong: wrong constructor arguments: name and value.
        grid: takes ``observation`` styles and ``moves_per_turn``, and reports ``goal_distance``.
        guessing: lists its hypotheses.
        noiseless: of a guessing game: a reply is certain under each hypothesis.
        found: the answer stands in what the agent may read on its way, as in a search; the opening must not hold it.
        varied: its openings differ from seed to seed; its own tests show that they don't tell what is hidden.
        posed: the question is given by others and may hold its answer, as "which of these words comes first" does.
        forks: whether it can be forked.
        needs: packages and engines without which its tests are skipped.
        seeds: how many seeds the expert plays.
        episodes: how many a random agent plays.
        pace: by how much walks are shorter, for worlds whose steps take long.
    """

    name: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    stochastic: bool = False
    random_rate: float = 0.10
    hostile: int = 10_000
    wrong: tuple[tuple[str, Any], ...] = (("info_keys", "x"), ("split", "half"))
    grid: bool = False
    guessing: bool = False
    noiseless: bool = True
    found: bool = False
    varied: bool = False
    posed: bool = False
    forks: bool = True
    needs: tuple[str, ...] = ()
    seeds: int = 100
    episodes: int = 100
    pace: int = 1

    @property
    def label(self) -> str:
        return ",".join([self.name, *(f"{key}={value}" for key, value in self.kwargs.items())])

    def make(self, **more: Any) -> gym.Env[str, str]:
        return gym.make(f"turnwise/{self.name}", **{**self.kwargs, **more})
