"""What a reward wrapper costs a step and a reset, beside an empty wrapper and Gymnasium's own, in one process.

Targets: at most 0.5 µs a wrapper, 2.5 µs for a stack of five, on a machine on which ``RecordEpisodeStatistics`` takes
0.15 µs; the ratio to it carries over to other machines. The environment below is a stub that returns what it made
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


def costs(
    layers: Mapping[str, Callable[[gym.Env[Any, Any]], gym.Env[Any, Any]]], stub: Callable[[], Stub] = Stub
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the microseconds that each adds to a turn of the stub's episode, and to a reset."""
    envs = {"stub": stub()} | {name: wrap(stub()) for name, wrap in layers.items()}
    played = seconds_per_call({name: episode(env) for name, env in envs.items()}, repeats=15, seconds=0.01)
    resets = seconds_per_call({name: env.reset for name, env in envs.items()}, repeats=15, seconds=0.002)
    steps = {name: (played[name] - resets[name]) / TURNS for name in envs}
    return _added(steps), _added(resets)


def _added(seconds: dict[str, float]) -> dict[str, float]:
    return {name: 1e6 * (each - seconds["stub"]) for name, each in seconds.items() if name != "stub"}


def main() -> None:
    compared: dict[str, Callable[[gym.Env[Any, Any]], gym.Env[Any, Any]]] = {
        "empty gym.Wrapper": gym.Wrapper,
        "RecordEpisodeStatistics": gym.wrappers.RecordEpisodeStatistics,
        "NormalizeReward": gym.wrappers.NormalizeReward,
    }
    ours = {
        name: (lambda env, layers=layers: turnwise.stack(env, layers))
        for name, layers in {**SINGLE, "a stack of five": FIVE}.items()
    }
    steps, resets = costs(compared | ours)
    width, unit = max(map(len, steps)), steps["RecordEpisodeStatistics"]
    print(f"µs added to a stub environment {'a step':>{width}}  a reset  a step / RecordEpisodeStatistics'")
    for name, microseconds in steps.items():
        print(f"  {name:{width}}  {microseconds:21.2f}  {resets[name]:7.2f}  {microseconds / unit:7.1f}")
    for name, target in ((max(SINGLE, key=steps.__getitem__), 0.5), ("a stack of five", 2.5)):
        print(
            f"{name}: {steps[name]:.2f} µs a step; target {target} where RecordEpisodeStatistics takes 0.15,", end=" "
        )
        print(f"{target / 0.15:.1f} times that; here {steps[name] / unit:.1f} times")


if __name__ == "__main__":
    main()
