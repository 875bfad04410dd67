"""One pass over the episodes of one or several runs: the numbers of the report, per environment and agent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from ..agents.rollouts.episode import Episode
from ..reward_shaping.diagnostics.length_histogram import length_histogram
from ..reward_shaping.diagnostics.return_parts import return_parts
from ..reward_shaping.diagnostics.wilson_interval import wilson_interval

SOLVED, FAILED, CRASHED, UNKNOWN = "solved", "not solved", "crashed", "unknown"
OUTCOMES = (SOLVED, FAILED, CRASHED, UNKNOWN)
"""How an episode can end; ``unknown`` where the environment doesn't say whether the task is solved."""


def outcome(episode: Episode) -> str:
    """Return which of :data:`OUTCOMES` an episode had; one that crashed did not solve its task."""
    if episode.crash:
        return CRASHED
    if episode.solved is None:
        return UNKNOWN
    return SOLVED if episode.solved else FAILED


@dataclass(slots=True)
class Cell:
    """What one agent did in one environment of one run.

    Attributes:
        run: the run's label.
        env: the environment's label.
        agent: the agent's name.
        outcomes: episodes by outcome.
        lengths: turns of each episode.
        truncated: episodes that a limit cut off.
        invalid: messages that could not be parsed or were not legal.
        returns: the return of each episode.
        paid: for each reward term, the sum of its positive rewards over all episodes.
        taken: the same of its negative rewards.
        label: the agent's name, with the run's where several runs have this agent in this environment.
    """

    run: str
    env: str
    agent: str
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    lengths: list[int] = field(default_factory=list)
    truncated: int = 0
    invalid: int = 0
    returns: list[float] = field(default_factory=list)
    paid: dict[str, float] = field(default_factory=dict)
    taken: dict[str, float] = field(default_factory=dict)
    label: str = ""

    def add(self, episode: Episode) -> None:
        """Count one more episode."""
        self.outcomes[outcome(episode)] += 1
        self.lengths.append(len(episode))
        self.truncated += episode.truncated
        self.invalid += len(episode) - sum(episode.valid)
        self.returns.append(episode.total_reward)
        for name, column in episode.paid.items():
            paid, taken = return_parts(np.array(column, dtype=np.float64)[:, None])
            self.paid[name] = self.paid.get(name, 0.0) + float(paid[0])
            self.taken[name] = self.taken.get(name, 0.0) + float(taken[0])

    @property
    def episodes(self) -> int:
        """How many episodes were counted."""
        return len(self.lengths)

    @property
    def judged(self) -> int:
        """How many of them the environment said of whether they solved the task; crashed ones count as unsolved."""
        return self.episodes - self.outcomes[UNKNOWN]

    @property
    def success(self) -> float | None:
        """The share of judged episodes that solved the task."""
        return self.outcomes[SOLVED] / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the success rate."""
        low, high = wilson_interval(self.outcomes[SOLVED], self.judged)
        return float(low), float(high)

    @property
    def mean_return(self) -> float:
        """The mean undiscounted return."""
        return float(np.mean(self.returns))

    @property
    def parts(self) -> dict[str, tuple[float, float]]:
        """For each term what it paid and what it took in an episode, on average; they sum to the mean return."""
        return {name: (self.paid[name] / self.episodes, self.taken[name] / self.episodes) for name in self.paid}

    @property
    def quartiles(self) -> list[float]:
        """The shortest, lower quartile, median, upper quartile and longest number of turns."""
        return [float(value) for value in np.percentile(self.lengths, [0, 25, 50, 75, 100])]

    @property
    def turns(self) -> int:
        """How many messages the agent sent."""
        return sum(self.lengths)

    @property
    def invalid_rate(self) -> float:
        """The share of the messages that were invalid; 0 without messages."""
        return self.invalid / self.turns if self.turns else 0.0

    def histogram(self, limit: int, bins: int = 30) -> tuple[list[int], int]:
        """Return how many episodes each bin of lengths up to ``limit`` holds, and the bins' width in turns."""
        counts, width = length_histogram(self.lengths, limit, bins=bins)
        return counts.tolist(), width


@dataclass(slots=True)
class Summary:
    """The cells of a report.

    Attributes:
        cells: by run, environment and agent, in the order in which they were first met.
        order: environments in the order in which they are to stand; others follow.
    """

    cells: dict[tuple[str, str, str], Cell] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def add(self, episode: Episode) -> None:
        """Count one more episode, in its own cell."""
        key = (episode.run, episode.env, episode.agent)
        if key not in self.cells:
            twins = [cell for cell in self.cells.values() if (cell.env, cell.agent) == key[1:]]
            self.cells[key] = Cell(*key, label=episode.agent)
            for cell in [*twins, self.cells[key]] if twins else []:
                cell.label = f"{cell.agent} · {cell.run}"
        self.cells[key].add(episode)

    @property
    def environments(self) -> dict[str, list[Cell]]:
        """The cells of each environment."""
        found: dict[str, list[Cell]] = {env: [] for env in self.order}
        for cell in self.cells.values():
            found.setdefault(cell.env, []).append(cell)
        return {env: cells for env, cells in found.items() if cells}

    @property
    def agents(self) -> list[str]:
        """Every agent's name."""
        return list(dict.fromkeys(cell.agent for cell in self.cells.values()))

    @property
    def terms(self) -> list[str]:
        """Every reward term's name."""
        return list(dict.fromkeys(name for cell in self.cells.values() for name in cell.paid))

    @property
    def episodes(self) -> int:
        """How many episodes were counted in all."""
        return sum(cell.episodes for cell in self.cells.values())

    @property
    def turns(self) -> int:
        """How many messages were sent in all."""
        return sum(cell.turns for cell in self.cells.values())


def summarise(episodes: Iterable[Episode]) -> Summary:
    """Return the numbers of all episodes."""
    summary = Summary()
    for episode in episodes:
        summary.add(episode)
    return summary
