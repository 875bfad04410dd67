"""How good a written reward is without training anything: does it rank recorded episodes as they are known to be?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...reward_shaping.diagnostics.preferences.accuracy import preference_accuracy
from ...reward_shaping.search import reflection
from ...wrappers.stack import stack
from ..rollouts import CONTRACT, Episode, RecordedEnv
from .recordings import Recordings

Layer = Mapping[str, Any]
"""A wrapper as plain data, as ``stack`` takes it."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """What is said of a reward.

    Attributes:
        score: how good it is; larger is better.
        text: what is told to who writes the next one.
        returns: what it paid over each episode, where episodes were paid.
    """

    score: float
    text: str = ""
    returns: list[float] = field(default_factory=list)


Judge = Callable[[Layer], Fitness]
"""``judge(layer)``: how good the reward of a layer is."""


class PreferenceFitness:
    """Score a reward by the share of pairs of recorded episodes that it ranks right (CARD's TPE).

    The formula and its doubts stand in :mod:`turnwise.reward_shaping.diagnostics.preferences.accuracy`. The text tells
    the greatest, mean and least value of each component on the turns of the better and of the worse episodes (Eureka's
    reflection), and how many turns the reward could not be worked out on.

    Args:
        recordings: the episodes.
    """

    def __init__(self, recordings: Recordings) -> None:
        self.recordings = recordings

    def __call__(self, layer: Layer) -> Fitness:
        """Return the fitness of a reward.

        Args:
            layer: a reward wrapper as plain data, such as ``{"name": "WrittenReward", ...}``.
        """
        paid = [pay(episode, layer) for episode in self.recordings.episodes]
        returns = [sum(row["reward"] for row in rows) for rows in paid]
        pairs = self.recordings.pairs
        score = preference_accuracy(
            [returns[better] for better, _ in pairs], [returns[worse] for _, worse in pairs]
        ).share
        kinds = {True: "episodes that solved the task", False: "episodes that did not"}
        components: dict[str, list[float]] = {}
        for episode, rows in zip(self.recordings.episodes, paid, strict=True):
            for row in rows:
                for name, value in row.items():
                    components.setdefault(f"{name}, {kinds[bool(episode.solved)]}", []).append(value)
        unknown = sum(len(episode) for episode in self.recordings.episodes) - sum(map(len, paid))
        pays = [row["reward"] != 0 for rows in paid for row in rows]
        lines = [
            f"Of {len(pairs)} pairs of a better and a worse episode, the reward ranks a share of {score:.2f} right. It "
            f"is other than 0 on a share of {sum(pays) / max(len(pays), 1):.2f} of the turns.",
            reflection(components),
        ]
        if unknown:
            lines.append(f"On {unknown} turns it could not be worked out.")
        return Fitness(score, "\n".join(lines), returns)


def pay(episode: Episode, layer: Layer) -> list[dict[str, float]]:
    """Return what a reward pays on each turn of a recorded episode: ``reward`` and its components.

    Turns on which it could not be worked out are left out.

    Args:
        episode: recorded with all of the step contract.
        layer: the reward wrapper.
    """
    env: Any = stack(RecordedEnv(episode, CONTRACT), [layer])
    env.reset()
    rows = []
    for action in episode.actions:
        info = env.step(action)[4]
        if env.term not in info.get("missing", ()):
            told = {name: value for name, value in info["channels"].items() if name.startswith(f"{env.term}.")}
            rows.append({"reward": info["reward_terms"][env.term], **told})
    return rows
