"""Several text environments in one process, whose batched ``info`` is put together when it is looked at.

``gym.make_vec(id, n)`` makes this of every text environment: Gymnasium's synchronous vector environment, with the same
spaces, autoreset modes and values. Gymnasium's own gathers every entry of every ``info`` into arrays at every step,
which costs more than a short step of a game; here that waits until someone reads the batched ``info``. Messages are
not copied: they cannot change.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, ValuesView
from functools import partial
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.vector import AutoresetMode, SyncVectorEnv, VectorEnv


class BatchedInfo(dict[str, Any]):
    """The infos of several environments as one, gathered on first use: an array an entry, and its mask behind ``_``.

    Args:
        count: how many environments there are.
    """

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.parts: list[tuple[dict[str, Any], int]] = []

    def gathered(self) -> BatchedInfo:
        """Gather what has not been gathered yet."""
        if self.parts:
            parts, self.parts = self.parts, []
            gather = _Gatherer(self.count)
            found: dict[str, Any] = dict(dict.items(self))
            for info, number in parts:
                found = gather._add_info(found, info, number)
            dict.update(self, found)
        return self

    def __missing__(self, key: str) -> Any:
        """Return an entry once all are gathered."""
        if not self.parts:
            raise KeyError(key)
        return self.gathered()[key]

    def __contains__(self, key: object) -> bool:
        """Whether some environment reports the entry."""
        return dict.__contains__(self.gathered(), key)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the entries."""
        return dict.__iter__(self.gathered())

    def __len__(self) -> int:
        """Return the number of entries."""
        return dict.__len__(self.gathered())

    def __eq__(self, other: object) -> bool:
        """Whether another has the same entries."""
        return dict.__eq__(self.gathered(), other.gathered() if isinstance(other, BatchedInfo) else other)

    def __ne__(self, other: object) -> bool:
        """Whether another has other entries."""
        return not self == other

    def __or__(self, other: Any) -> dict[str, Any]:  # type: ignore[override]
        """Return a plain dictionary with all entries and another's."""
        found: dict[str, Any] = self.copy() | other
        return found

    def __ror__(self, other: Any) -> dict[str, Any]:  # type: ignore[override]
        """Return a plain dictionary with another's entries and all of these."""
        found: dict[str, Any] = other | self.copy()
        return found

    def __ior__(self, other: Any) -> BatchedInfo:  # type: ignore[override]
        """Set another's entries."""
        self.update(other)
        return self

    def __reversed__(self) -> Iterator[str]:
        """Iterate over the entries from the last."""
        return dict.__reversed__(self.gathered())

    def __setitem__(self, key: str, value: Any) -> None:
        """Set an entry."""
        dict.__setitem__(self.gathered(), key, value)

    def __delitem__(self, key: str) -> None:
        """Take an entry out."""
        dict.__delitem__(self.gathered(), key)

    def setdefault(self, key: str, default: Any = None) -> Any:
        """Return the entry, which is ``default`` from now on where there was none."""
        return dict.setdefault(self.gathered(), key, default)

    def update(self, *given: Any, **entries: Any) -> None:
        """Set entries."""
        dict.update(self.gathered(), *given, **entries)

    def popitem(self) -> tuple[str, Any]:
        """Take the last entry out."""
        return dict.popitem(self.gathered())

    def clear(self) -> None:
        """Take all entries out."""
        dict.clear(self.gathered())

    def __repr__(self) -> str:
        """Return the entries as those of a dictionary."""
        return dict.__repr__(self.gathered())

    def get(self, key: str, default: Any = None) -> Any:
        """Return the entry, or ``default``."""
        return dict.get(self.gathered(), key, default)

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """Return the entries' names."""
        return dict.keys(self.gathered())

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        """Return the entries."""
        return dict.values(self.gathered())

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        """Return names and entries."""
        return dict.items(self.gathered())

    def pop(self, *given: Any) -> Any:
        """Take an entry out."""
        return dict.pop(self.gathered(), *given)

    def copy(self) -> dict[str, Any]:
        """Return a plain dictionary with all entries."""
        return dict(self.items())

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        """Pickle and deep-copy as a plain dictionary."""
        return dict, (self.copy(),)


class _Gatherer(VectorEnv[Any, Any, Any]):
    """Gymnasium's own way to gather infos."""

    def __init__(self, count: int) -> None:
        self.num_envs = count


class TextVectorEnv(SyncVectorEnv):
    """Several environments of one id, stepped in turns.

    Args:
        env_id: the id.
        num_envs: how many.
        autoreset_mode: when an environment whose episode ended is reset; Gymnasium's default is the next step.
        kwargs: arguments of every environment, ``max_episode_steps`` among them.
    """

    def __init__(
        self,
        env_id: str,
        num_envs: int = 1,
        autoreset_mode: str | AutoresetMode = AutoresetMode.NEXT_STEP,
        **kwargs: Any,
    ) -> None:
        makers = [partial(gym.make, env_id, **kwargs) for _ in range(num_envs)]
        super().__init__(makers, copy=False, autoreset_mode=autoreset_mode)

    def step(self, actions: Any) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        """Send each environment its message, or reset it, by the autoreset mode.

        Args:
            actions: a message for each environment.

        Returns:
            Observations, a text each; rewards, terminations and truncations, shape (num_envs,); and the batched info.
        """
        if isinstance(actions, str) or len(actions) != self.num_envs:
            raise ValueError(
                f"TextVectorEnv needs a message for each of {self.num_envs} environments; got {actions!r:.80}."
            )
        infos = BatchedInfo(self.num_envs)
        noted = infos.parts.append
        resets = self._autoreset_envs.tolist()
        mode, played = self.autoreset_mode, []
        for number, (env, action) in enumerate(zip(self.envs, actions, strict=True)):
            if resets[number] and mode is AutoresetMode.NEXT_STEP:
                observation, info = env.reset()
                result = (observation, 0.0, False, False)
            else:
                assert not resets[number] or mode is not AutoresetMode.DISABLED, f"{self._autoreset_envs=}"
                *seen, info = env.step(action)
                result = tuple(seen)
                if mode is AutoresetMode.SAME_STEP and (result[2] or result[3]):
                    noted(({"final_obs": result[0], "final_info": info}, number))
                    observation, info = env.reset()
                    result = (observation, *result[1:])
            played.append(result)
            noted((info, number))
        self._env_obs, rewards, terminations, truncations = map(list, zip(*played, strict=True))
        self._rewards[:], self._terminations[:], self._truncations[:] = rewards, terminations, truncations
        self._observations = tuple(self._env_obs)
        over = np.logical_or(self._terminations, self._truncations)
        self._autoreset_envs = np.zeros_like(over) if mode is AutoresetMode.SAME_STEP else over
        return self._observations, self._rewards.copy(), self._terminations.copy(), self._truncations.copy(), infos

    def _add_info(self, vector_infos: dict[str, Any], env_info: dict[str, Any], env_num: int) -> dict[str, Any]:
        """Note an environment's info for later."""
        batched = vector_infos if isinstance(vector_infos, BatchedInfo) else BatchedInfo(self.num_envs)
        batched.parts.append((env_info, env_num))
        return batched


def __getattr__(name: str) -> Callable[..., TextVectorEnv]:
    """Return what makes the vector environment of an id, ``Name_v0``; how the table of ids names it."""
    if name.startswith("__") or "_v" not in name:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return partial(TextVectorEnv, f"turnwise/{name.replace('_v', '-v')}")
