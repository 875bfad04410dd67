"""Episodes that are known to be better or worse, recorded once: what candidate rewards are tried and ranked on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...wrappers.goals.written_inputs import PREVIOUS, TurnInputs
from ..expert_agent import ExpertAgent
from ..rollouts import CONTRACT, Episode, RecordedEnv, collect

STEP = ("observation", "action", "turn", "terminated", "truncated", "valid")


class Recordings:
    """Play an environment with its expert, and with players that slip more or less often, on the same tasks.

    Args:
        env: what rollouts play: an id, a stack as plain data, a function that makes an environment, an environment.
        tasks: how many.
        noise: how often the worse players slip; 1 is a random player.
        seed: of the run.

    Raises:
        ValueError: no task has both an episode that solved it and one that did not.

    Attributes:
        episodes: all of them.
        pairs: places of a better and a worse episode of one task: one that solved it and one that did not.
        available: the inputs that a reward may declare. ``success`` is not among them: a reward that reads what it is
            judged by would pass for nothing. A milestone that is the goal itself tells as much.
    """

    def __init__(self, env: Any, *, tasks: int = 8, noise: Sequence[float] = (0.5, 1.0), seed: int = 0) -> None:
        self.episodes: list[Episode] = []
        for slips in (0.0, *noise):
            played = collect(
                env, ExpertAgent(slips), episodes=tasks, seed=seed, slots=1, record=CONTRACT, progress=False
            )
            self.episodes += played
        rows = list(enumerate(self.episodes))
        self.pairs = [
            (better, worse)
            for better, one in rows
            for worse, other in rows
            if one.seed == other.seed and one.solved and not other.solved
        ]
        if not self.pairs:
            solved = sum(bool(episode.solved) for episode in self.episodes)
            raise ValueError(
                f"Recordings needs a task that one episode solved and another did not; of {len(rows)} episodes "
                f"{solved} were solved. Play more tasks, or players that slip more or less often: "
                f"got tasks={tasks}, noise={list(noise)}."
            )
        self.available = _available(self.episodes[0])

    def cases(self, names: Sequence[str], count: int) -> list[dict[str, Any]]:
        """Return the inputs of some turns, spread over all episodes.

        Args:
            names: of the inputs.
            count: how many, where there are so many turns.
        """
        turns = [case for episode in self.episodes for case in inputs_of(episode, names)]
        step = max(len(turns) // count, 1)
        return turns[::step][:count]


def inputs_of(episode: Episode, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the inputs of each turn of a recorded episode.

    Args:
        episode: with facts, channels and milestones recorded, as far as they are named.
        names: of the inputs.
    """
    reader, env = TurnInputs(names), RecordedEnv(episode, CONTRACT)
    past = reader.first(*env.reset())
    for turn, action in enumerate(episode.actions, start=1):
        observation, _, terminated, truncated, info = env.step(action)
        step = {
            "observation": observation,
            "action": action,
            "turn": turn,
            "terminated": terminated,
            "truncated": truncated,
        }
        values, past = reader.read(past, step, info)
        yield values


def _available(episode: Episode) -> list[str]:
    """Return the inputs that an episode's environment reports."""
    opening = episode.opening
    told = [
        *opening.get("facts", {}),
        *(f"channels.{name}" for name in opening.get("channels", {})),
        *(f"milestones.{name}" for name in opening.get("milestones", {})),
    ]
    return [*STEP, *told, f"{PREVIOUS}observation", *(f"{PREVIOUS}{name}" for name in told)]
