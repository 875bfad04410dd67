"""``turnwise play ID``: play an environment at the terminal."""

from __future__ import annotations

from typing import Any

import click
import gymnasium as gym
from rich.console import Console
from rich.text import Text

from ..agents.human_agent import HumanAgent
from ..agents.rollouts.rollout import rollout
from ..report.numbers import number
from ..report.visible import visible
from .options import reward_option
from .plan import maker, read_plan

EXAMPLES = """\b
Examples:
  turnwise play FrozenLake
  turnwise play KeyRooms:rooms=2 --reward Milestones --seed 3

Ctrl-D leaves.
"""


class Telling(gym.Wrapper[Any, Any, Any, Any]):
    """Tell what each turn paid, and which milestones hold."""

    def __init__(self, env: gym.Env[Any, Any], console: Console) -> None:
        super().__init__(env)
        self.console = console
        self.held: dict[str, bool] = {}

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Reset and note which milestones hold."""
        observation, info = self.env.reset(seed=seed, options=options)
        self.held = dict(info.get("milestones") or {})
        return observation, info

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Step and tell."""
        result = self.env.step(action)
        _, reward, _, _, info = result
        paid = [f"{name} {number(value, 'signed')}" for name, value in info.get("reward_terms", {}).items() if value]
        now = dict(info.get("milestones") or {})
        reached = [f"✓ {name}" for name, holds in now.items() if holds and not self.held.get(name)]
        self.held = now
        if paid or reached:
            total = [f"= {number(float(reward), 'signed')}"] if len(paid) > 1 else []
            self.console.print(Text("  ".join([*reached, *paid, *total]), style="green"))
        return result


@click.command(epilog=EXAMPLES)
@click.argument("env_id", metavar="ID[:key=value,...]")
@reward_option
@click.option("--seed", type=int, help="Of the environment; drawn if not given.")
def play(env_id: str, rewards: tuple[str, ...], seed: int | None) -> None:
    """Play an environment yourself.

    Each turn shows what it pays and which milestones it reaches.
    """
    console = Console(highlight=False)
    try:
        plan = read_plan(None, {"env": (env_id,), "agent": ("random",), "reward": rewards})
        env = Telling(maker(plan.env[0], plan)(), console)
    except ValueError as error:
        raise click.UsageError(str(error)) from error

    def tell(text: str) -> None:
        console.print(Text(visible(text)), soft_wrap=True)

    try:
        episode = rollout(env, HumanAgent(ask=input, show=tell), seed=seed)
    except EOFError:
        console.print(Text("\nstopped", style="dim"))
        return
    finally:
        env.close()
    tell(episode.observations[-1])
    how = "solved" if episode.solved else "cut off" if episode.truncated else "over, not solved"
    console.print(
        Text(f"{how} after {len(episode)} turns, return {number(episode.total_reward)}, seed {episode.seed}", "bold")
    )
