"""Batched grid environments: what N copies in NumPy arrays share.

A subclass says how rows begin, how they move and what they show; this class owns the rest of
Gymnasium's vector contract: one random generator a row (row i of ``reset(seed=s)`` plays the same
episodes as a single environment reset with ``seed=s + i``), the turn limit, the three autoreset
modes, partial resets and the batched ``infos``.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import gymnasium as gym
import numpy as np
from gymnasium.spaces import Space
from gymnasium.utils import seeding
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import ArrayLike, NDArray

from .base import is_whole

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Observation = TypeVar("Observation")

AUTORESET_MODES = {
    "next_step": AutoresetMode.NEXT_STEP,
    "same_step": AutoresetMode.SAME_STEP,
    "disabled": AutoresetMode.DISABLED,
}

MAX_ROWS = 1_000_000


class GridVectorEnv(VectorEnv[Any, Any, Any], Generic[Observation]):
    """N environments of one kind, stepped together by NumPy.

    The reward is the sparse outcome, 1.0 on the step that solves the task. A step at the turn limit
    that also ends the episode is terminated, never both terminated and truncated.

    Args:
        num_envs: N, the number of rows.
        observation_space: what one row shows.
        actions: number of actions; row actions are integers in ``range(actions)``.
        max_episode_steps: truncate episodes after so many steps, or never when None.
        autoreset_mode: ``"next_step"``, ``"same_step"``, ``"disabled"`` or Gymnasium's ``AutoresetMode``.
    """

    def __init__(
        self,
        num_envs: int,
        observation_space: Space[Any],
        actions: int,
        *,
        max_episode_steps: int | None = None,
        autoreset_mode: str | AutoresetMode = "next_step",
    ) -> None:
        name = type(self).__name__
        if not is_whole(num_envs, 1, MAX_ROWS):
            raise ValueError(f"{name} needs num_envs to be a whole number from 1 to {MAX_ROWS}; got {num_envs!r}.")
        if max_episode_steps is not None and not is_whole(max_episode_steps, 1):
            raise ValueError(
                f"{name} needs max_episode_steps to be a whole number >= 1, or None for no limit; "
                f"got {max_episode_steps!r}."
            )
        self.num_envs = num_envs
        self.max_episode_steps = max_episode_steps
        self.autoreset_mode = _autoreset_mode(name, autoreset_mode)
        self.metadata = {**self.metadata, "autoreset_mode": self.autoreset_mode}
        self.single_observation_space = observation_space
        self.observation_space = batch_space(observation_space, num_envs)
        self.single_action_space = gym.spaces.Discrete(actions)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self.rngs: list[np.random.Generator | None] = [None] * num_envs
        self.seeds: list[int] = [-1] * num_envs
        self.steps: Ints = np.zeros(num_envs, dtype=np.int64)
        self.finished: Bools = np.zeros(num_envs, dtype=np.bool_)
        self._started: Bools = np.zeros(num_envs, dtype=np.bool_)
        self._all: Bools = np.ones(num_envs, dtype=np.bool_)
        self._all.flags.writeable = False  # infos hand it out
        self._no_error = np.full(num_envs, "", dtype=object)

    @abstractmethod
    def begin(self, rows: Ints) -> None:
        """Begin a new episode in each of ``rows``, drawing only from ``self.rngs[row]``."""

    @abstractmethod
    def play(self, actions: Ints, active: Bools) -> tuple[Bools, Bools]:
        """Move every row where ``active``; the others may change (they begin anew) but must not draw.

        Args:
            actions: shape (N,).
            active: shape (N,); False where the episode is over.

        Returns:
            terminated, success: shape (N,) each.
        """

    @abstractmethod
    def observe(self) -> Observation:
        """Return what every row shows now, in memory that later steps don't change."""

    def row_of(self, observation: Any, row: int) -> Any:
        """Return what one row shows in ``observation``; a dictionary of arrays needs its own way."""
        return observation[row]

    def reset(
        self, *, seed: int | Sequence[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin every episode, or those of ``options["reset_mask"]``.

        Args:
            seed: an integer gives row i ``seed + i``; a sequence gives each row its own; None goes on.
            options: only ``reset_mask``, a boolean array of shape (N,), is known.
        """
        mask = self._reset_mask(options)
        self._seed(seed, mask)
        self._begin(mask)
        self._started |= mask
        return self.observe(), self._infos(np.zeros_like(mask), None, mask)

    def step(self, actions: ArrayLike) -> tuple[Observation, Floats, Bools, Bools, dict[str, Any]]:
        """Play one action in every row.

        Args:
            actions: shape (N,), integers.

        Returns:
            observations, rewards, terminated, truncated, infos. Under ``next_step``, a row that ended on the
            last step ignores its action, begins anew and earns 0.
        """
        moves = self._checked(actions)
        over = self.finished
        active = ~over
        terminated, success = self.play(moves, active)
        terminated = terminated & active
        success = success & active
        self.steps += 1
        truncated = np.zeros_like(terminated)
        if self.max_episode_steps is not None:
            truncated = (self.steps >= self.max_episode_steps) & active & ~terminated
        rewards = success.astype(np.float64)
        if over.any():  # only under next_step
            self._begin(over)
        self.finished = terminated | truncated
        infos = self._infos(success, rewards, self._all, paid=active)
        if self.autoreset_mode is AutoresetMode.SAME_STEP and self.finished.any():
            return self._begin_same_step(infos, rewards, terminated, truncated)
        return self.observe(), rewards, terminated, truncated, infos

    @property  # type: ignore[misc]
    def np_random(self) -> tuple[np.random.Generator, ...]:  # type: ignore[override]
        """Return the rows' generators (rows that were never reset get one now)."""
        self._seed(None, self._all)
        return tuple(rng for rng in self.rngs if rng is not None)

    @property
    def np_random_seed(self) -> tuple[int, ...]:  # type: ignore[override]
        """Return the rows' seeds."""
        self._seed(None, self._all)
        return tuple(self.seeds)

    def rng(self, row: int) -> np.random.Generator:
        """Return the generator of ``row``, which exists once the row was reset."""
        rng = self.rngs[row]
        if rng is None:
            raise gym.error.ResetNeeded(f"{type(self).__name__}: reset row {row} before drawing from its generator.")
        return rng

    def _begin(self, mask: Bools) -> None:
        self.begin(np.flatnonzero(mask))
        self.steps[mask] = 0
        self.finished[mask] = False

    def _begin_same_step(
        self, infos: dict[str, Any], rewards: Floats, terminated: Bools, truncated: Bools
    ) -> tuple[Observation, Floats, Bools, Bools, dict[str, Any]]:
        """Begin the rows that just ended, and hand their last observations and infos over in ``infos``."""
        over = self.finished.copy()
        last: Any = self.observe()
        final = np.full(self.num_envs, None, dtype=object)
        for row in np.flatnonzero(over).tolist():
            final[row] = self.row_of(last, row)
        self._begin(over)
        fresh = self._infos(infos["success"] & ~over, rewards, self._all, paid=~over)
        fresh |= {"final_obs": final, "_final_obs": over, "_final_info": over}
        fresh["final_info"] = self._infos(infos["success"] & over, rewards, over, paid=over)
        return self.observe(), rewards, terminated, truncated, fresh

    def _infos(
        self, success: Bools, rewards: Floats | None, shown: Bools, *, paid: Bools | None = None
    ) -> dict[str, Any]:
        """Return the batched info: arrays by key, and under ``_key`` the rows that have it.

        Args:
            success: shape (N,).
            rewards: shape (N,), or None where every row was just reset.
            shown: shape (N,); the rows that this info speaks of.
            paid: shape (N,); the rows that played a step.
        """
        error = self._no_error.copy()
        error[~shown] = None
        terms: dict[str, Any] = {}
        if rewards is not None and paid is not None:
            terms = {"outcome": np.where(paid, rewards, 0.0), "_outcome": paid}
        return {
            "success": success,
            "_success": shown,
            "valid": shown.copy(),
            "_valid": shown,
            "error": error,
            "_error": shown,
            "reward_terms": terms,
            "_reward_terms": shown,
        }

    def _seed(self, seed: int | Sequence[int | None] | None, mask: Bools) -> None:
        if seed is None or isinstance(seed, int | np.integer):
            seeds: list[int | None] = [None if seed is None else int(seed) + row for row in range(self.num_envs)]
        elif isinstance(seed, Sequence | np.ndarray):
            seeds = list(seed)
        else:
            raise ValueError(
                f"{type(self).__name__}.reset takes a whole number, one a row, or None; got seed={seed!r}."
            )
        if len(seeds) != self.num_envs:
            raise ValueError(f"{type(self).__name__} has {self.num_envs} rows; got {len(seeds)} seeds.")
        for row in np.flatnonzero(mask):
            seed = seeds[row]
            if seed is not None or self.rngs[row] is None:
                self.rngs[row], self.seeds[row] = seeding.np_random(int(seed) if isinstance(seed, np.integer) else seed)

    def _reset_mask(self, options: dict[str, Any] | None) -> Bools:
        given = dict(options or {})
        mask = given.pop("reset_mask", None)
        if given:
            raise ValueError(f"{type(self).__name__}.reset knows the option 'reset_mask' only; got {sorted(given)}.")
        if mask is None:
            return self._all
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_ or mask.shape != (self.num_envs,):
            raise ValueError(f"reset_mask must be a boolean array of shape ({self.num_envs},); got {mask!r}.")
        return mask

    def _checked(self, actions: ArrayLike) -> Ints:
        count = int(self.single_action_space.n)  # type: ignore[attr-defined]
        moves = np.asarray(actions)
        if moves.shape != (self.num_envs,) or moves.dtype.kind not in "iu":
            raise ValueError(
                f"{type(self).__name__}.step takes {self.num_envs} integers; "
                f"got an array of shape {moves.shape} and type {moves.dtype}."
            )
        moves = moves.astype(np.int64)
        if moves.view(np.uint64).max() >= count:
            raise ValueError(f"{type(self).__name__} has the actions 0 to {count - 1}; got {np.asarray(actions)}.")
        if not self._started.all():
            raise gym.error.ResetNeeded(f"{type(self).__name__}: call reset before step.")
        if self.autoreset_mode is AutoresetMode.DISABLED and self.finished.any():
            raise gym.error.ResetNeeded(
                f"{type(self).__name__}: rows {np.flatnonzero(self.finished).tolist()} are over and autoreset is "
                "disabled. Reset them with options={'reset_mask': ...}."
            )
        return moves


def _autoreset_mode(name: str, mode: str | AutoresetMode) -> AutoresetMode:
    if isinstance(mode, AutoresetMode):
        return mode
    if not isinstance(mode, str) or mode not in AUTORESET_MODES:
        raise ValueError(f"{name} needs autoreset_mode in {sorted(AUTORESET_MODES)}; got {mode!r}.")
    return AUTORESET_MODES[mode]
