"""What a reward wrapper costs a step, beside an empty wrapper and Gymnasium's own, in one process.

Targets: at most 0.5 µs a wrapper, 2.5 µs for a stack of five. The environment below is a stub that returns what it made
beforehand, so that the difference to it is the wrapper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gymnasium as gym
from measure import seconds_per_call

import turnwise
from turnwise.envs import Info

TURNS = 64
"""Turns of an episode: four milestones fall, every third turn comes nearer, every eighth message is illegal."""

DISTANCE = "GoalDistance"
MARKED = {"name": "RepetitionPenalty", "window": 1}
FIVE = ["Milestones", DISTANCE, MARKED, {"name": "ProcessClip", "of": "goal_distance", "eta": 0.0}]
FIVE.append({"name": "GatedRewards", "terms": ["milestones"]})

SINGLE: dict[str, list[Any]] = {
    "Milestones first": ["Milestones"],
    "Milestones potential": [{"name": "Milestones", "mode": "potential"}],
    "Milestones level": [{"name": "Milestones", "mode": "level"}],
    "GoalDistance": [DISTANCE],
    "ProgressTimesPenalty": [{"name": "ProgressTimesPenalty", "progress": "goal_distance"}],
    "TieredReward": ["TieredReward"],
    "RepetitionPenalty": [MARKED],
    "FormatReward": [{"name": "FormatReward", "tags": ["action"]}],
    "GatedRewards": [{"name": "GatedRewards", "terms": ["steps"]}],
    "GatedRewards by turn": [{"name": "GatedRewards", "terms": ["steps"], "hold": "turn"}],
    "ProcessClip": [{"name": "ProcessClip", "of": "steps", "eta": 0.1}],
    "ProcessDelta": [{"name": "ProcessDelta", "of": "steps"}],
    "Bounded": [{"name": "Bounded", "of": "steps"}],
    "ActionEfficacy": ["ActionEfficacy"],
    "NoisyReward": [{"name": "NoisyReward", "flip_prob": 0.1}],
    "Retry": ["Retry"],
    "TurnBudgetAnneal": [{"name": "TurnBudgetAnneal", "start": 10**9}],
}


class Stub(gym.Env[str, str]):
    """Answer with results that were made beforehand."""

    metadata: dict[str, Any] = {"render_modes": [], "reward_terms": ["steps"]}  # noqa: RUF012 - Gymnasium's own

    def __init__(self) -> None:
        self.observation_space = self.action_space = gym.spaces.Text(100)
        self.results = [
            ("You see a door.", float(turn == TURNS), turn == TURNS, False, _info(turn)) for turn in range(1, TURNS + 1)
        ]

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Begin an episode."""
        self.results[-1][4].pop("episode", None)  # RecordEpisodeStatistics's own, from the last time
        self.next = iter(self.results).__next__
        return "You see a door.", _info(0)

    def step(self, action: str) -> tuple[str, float, bool, bool, dict[str, Any]]:
        """Return the next result."""
        return self.next()


def _info(turn: int) -> Info:
    return Info(
        success=turn == TURNS,
        valid=turn % 8 != 3,
        error="",
        reward_terms={"outcome": float(turn == TURNS), "steps": 0.0} if turn else {},
        channels={"goal_distance": 24.0 - turn // 3, "state_changed": 1.0},
        milestones={name: turn > 12 * number for number, name in enumerate(("key", "door", "box", "goal"), 1)},
    )


def episode(env: gym.Env[Any, Any]) -> Callable[[], None]:
    """Return a function that plays one episode."""
    messages = [f"<action>go {('left', 'right', 'up')[turn % 3]}</action>" for turn in range(TURNS)]
    step, reset = env.step, env.reset

    def play() -> None:
        reset()
        for message in messages:
            step(message)

    return play


def costs(layers: Mapping[str, Callable[[gym.Env[Any, Any]], gym.Env[Any, Any]]]) -> dict[str, float]:
    """Return the microseconds that each adds to a turn of the stub's episode, its reset included."""
    plays = {"stub": episode(Stub())} | {name: episode(wrap(Stub())) for name, wrap in layers.items()}
    times = seconds_per_call(plays, repeats=15, seconds=0.01)
    return {name: 1e6 * (seconds - times["stub"]) / TURNS for name, seconds in times.items() if name != "stub"}


def main() -> None:
    compared: dict[str, Callable[[gym.Env[Any, Any]], gym.Env[Any, Any]]] = {
        "empty gym.Wrapper": gym.Wrapper,
        "RecordEpisodeStatistics": gym.wrappers.RecordEpisodeStatistics,
        "NormalizeReward": gym.wrappers.NormalizeReward,
    }
    ours = {
        name: (lambda env, layers=layers: turnwise.stack(env, layers))
        for name, layers in {**SINGLE, "five": FIVE}.items()
    }
    cost = costs(compared | ours)
    five = cost.pop("five")
    width = max(map(len, cost))
    print(f"µs a turn, added to a stub environment (resets of episodes of {TURNS} turns included)")
    for name, microseconds in cost.items():
        print(f"  {name:{width}}  {microseconds:6.2f}")
    print(f"  {'a stack of five':{width}}  {five:6.2f}   (target 2.5)")
    worst = max(SINGLE, key=cost.__getitem__)
    print(f"the dearest of ours: {worst}, {cost[worst]:.2f} µs (target 0.5)")


if __name__ == "__main__":
    main()
