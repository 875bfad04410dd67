"""The PettingZoo environment behind :func:`aec`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gymnasium as gym
from pettingzoo import AECEnv  # type: ignore[import-untyped]

from ...text_space import TextSpace
from .env import TwoPlayerEnv
from .match import ROLES

Observation = dict[str, str]


class MessageSpace(TextSpace):
    """Texts; a sample drawn under a mask is one of the messages that the mask lists."""

    def sample(self, mask: Any = None, probability: None = None) -> str:
        """Draw any text, or one of some messages.

        Args:
            mask: the messages to draw from; None for any text.
            probability: must be None.
        """
        if mask is None:
            return super().sample(probability=probability)
        messages: Sequence[str] = mask
        return messages[int(self.np_random.integers(len(messages)))]


class SeatsEnv(AECEnv):  # type: ignore[misc] # its base has no types
    """A game for two whose seats are two PettingZoo agents.

    ``infos[agent]["action_mask"]`` lists the messages that are legal for the agent to move, so that
    ``env.action_space(agent).sample(info["action_mask"])`` is one of them; ``infos`` also tells ``valid``, ``error``
    and ``success`` of the agent's last message.

    Args:
        env_id: of a game for two.
        settings: of the environment.

    Raises:
        ValueError: if the id is no game for two.
    """

    metadata: dict[str, Any] = {"render_modes": ["ansi"], "is_parallelizable": False}  # noqa: RUF012

    def __init__(self, env_id: str, settings: dict[str, Any]) -> None:
        super().__init__()
        entry = gym.spec(env_id).entry_point
        cls: Any = gym.envs.registration.load_env_creator(entry) if isinstance(entry, str) else entry
        if not isinstance(cls, type) or not issubclass(cls, TwoPlayerEnv):
            raise ValueError(f"aec needs the id of a game for two, such as 'turnwise/KuhnPoker-v0'; got {env_id!r}.")
        self.env: gym.Env[Any, Any] = gym.make(env_id, opponent="self", **settings)
        self.game: Any = self.env.unwrapped
        self.metadata = {**self.metadata, "name": env_id.rpartition("/")[2].replace("-", "_").lower()}
        self.render_mode = settings.get("render_mode")
        self.possible_agents = list(ROLES)
        self.agents: list[str] = []
        self.observation_spaces: dict[str, gym.Space[Any]] = {
            role: gym.spaces.Dict({"text": TextSpace()}) for role in ROLES
        }
        self.action_spaces: dict[str, gym.Space[Any]] = {role: MessageSpace() for role in ROLES}

    def observation_space(self, agent: str) -> gym.Space[Any]:
        """Return the space of an agent's observations."""
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> gym.Space[Any]:
        """Return the space of an agent's messages."""
        return self.action_spaces[agent]

    def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> None:
        """Begin a game.

        Args:
            seed: of the deal.
            options: taken for the form's sake and not read.
        """
        observation, info = self.env.reset(seed=seed)
        self.agents = list(ROLES)
        self.rewards = dict.fromkeys(ROLES, 0.0)
        self._cumulative_rewards = dict.fromkeys(ROLES, 0.0)
        self.terminations = dict.fromkeys(ROLES, False)
        self.truncations = dict.fromkeys(ROLES, False)
        self.infos: dict[str, dict[str, Any]] = {role: {"action_mask": []} for role in ROLES}
        self.heard = dict.fromkeys(ROLES, "")
        self._address(info["role"], observation, info)

    def step(self, action: str | None) -> None:
        """Play the message of the agent whose turn it is; None for one that is done.

        Raises:
            gymnasium.error.ResetNeeded: before the first reset, or when both agents are done and gone.
        """
        if not self.agents:
            raise gym.error.ResetNeeded("The game has no agents; call reset() before step().")
        agent = self.agent_selection
        if self.terminations[agent] or self.truncations[agent]:
            self._was_dead_step(action)
            return
        self._cumulative_rewards[agent] = 0.0
        self._clear_rewards()
        observation, _, terminated, truncated, info = self.env.step(action)
        self.infos[agent] = {"action_mask": []}
        if terminated:
            self._end()
        elif truncated:
            self.heard[info["role"]] = observation
            self.truncations = dict.fromkeys(ROLES, True)
        else:
            self._address(info["role"], observation, info)
        self._accumulate_rewards()

    def observe(self, agent: str) -> Observation:
        """Return what an agent has read last."""
        return {"text": self.heard[agent]}

    def render(self) -> str | None:
        """Return what was read last, in mode ``ansi``."""
        shown: Any = self.env.render()
        return None if shown is None else str(shown)

    def close(self) -> None:
        """Close the environment."""
        self.env.close()

    def _end(self) -> None:
        """Pay both agents and tell each how the game ended."""
        match = self.game.state
        self.rewards = dict(zip(ROLES, map(float, self.game.payoffs(match)), strict=True))
        self.heard = {role: self.game.ending(match.game, seat) for seat, role in enumerate(ROLES)}
        self.terminations = dict.fromkeys(ROLES, True)

    def _address(self, role: str, observation: str, info: dict[str, Any]) -> None:
        """Hand the turn to the agent that an observation speaks to."""
        self.agent_selection = role
        self.heard[role] = observation
        told = {key: info[key] for key in ("valid", "error", "success")}
        self.infos[role] = {"action_mask": self.game.actions(), **told}
