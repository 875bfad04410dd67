"""What a turn of curiosity costs that reads a trained network, read from copied weights and, for comparison, by torch.

A step reads NumPy copies of the weights; torch trains between episodes. The observations are KeyRooms' own.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import gymnasium as gym
import torch
from curiosity import Rooms
from measure import seconds_per_call

import turnwise
from turnwise.reward_shaping.learners import EnsembleModel, ForwardModel, RandomNetwork
from turnwise.reward_shaping.learners.networks import ngrams
from turnwise.wrappers import Curiosity, InfoGainExploration
from wrappers import costs

METHODS = ("surprise", "uncertainty", "learning_progress", "rnd", "ngu", "icm", "ride_icm", "disagreement", "info_gain")
MORE = ("ensemble_surprise", "ensemble_uncertainty", "ensemble_progress")
PAIR = ["Curiosity", "EpisodicNovelty"]
BOTH = ["curiosity", "episodic_novelty"]


def main() -> None:
    compared: dict[str, Callable[[gym.Env[Any, Any]], gym.Env[Any, Any]]] = {
        "RecordEpisodeStatistics": gym.wrappers.RecordEpisodeStatistics,
        "impact (n-grams, no network)": lambda env: Curiosity(env, "impact"),
        **{name: (lambda env, name=name: Curiosity(env, name)) for name in (*METHODS, *MORE)},
        "InfoGainExploration": InfoGainExploration,
        "two counts": lambda env: turnwise.stack(env, PAIR),
        "HybridIntrinsic on them": lambda env: turnwise.stack(env, [*PAIR, {"name": "HybridIntrinsic", "of": BOTH}]),
        "AutoIntrinsic on them": lambda env: turnwise.stack(env, [*PAIR, {"name": "AutoIntrinsic", "of": BOTH}]),
    }
    steps, resets = costs(compared, Rooms)
    width = max(map(len, steps))
    print("µs added to a stub environment")
    print(f"  {'':{width}}    a step   a reset")
    for name, microseconds in steps.items():
        print(f"  {name:{width}}  {microseconds:8.2f}  {resets[name]:8.2f}")
    networks()


def networks() -> None:
    """Print what reading each network costs, from the copied weights and by torch, and an update."""
    rooms = Rooms()
    texts = [result[0] for result in rooms.results]
    feature = ngrams(128)
    before, after, action = (feature(text) for text in (texts[0], texts[1], "forward"))
    rnd, icm, ensemble = RandomNetwork(), ForwardModel(), EnsembleModel()
    episodes = [SimpleNamespace(observations=texts, actions=["forward"] * (len(texts) - 1))] * 16
    timed: dict[str, Callable[[], object]] = {
        "RandomNetwork, copied weights": lambda: rnd.error(after),
        "RandomNetwork, torch": lambda: by_torch(rnd.network.children(), after),
        "ForwardModel, copied weights": lambda: icm.error(before, action, after),
        "EnsembleModel, copied weights": lambda: ensemble.disagreement(before, action),
        "EnsembleModel, torch": lambda: by_torch(ensemble.network.children(), before[:64]),
        **{
            f"{type(each).__name__}, an update with {16 * (len(texts) - 1)} turns": (
                lambda each=each: each.update(episodes)
            )
            for each in (rnd, icm, ensemble)
        },
    }
    print("µs a call")
    for name, seconds in seconds_per_call(timed, repeats=5).items():
        print(f"  {name:44}  {1e6 * seconds:10.2f}")


def by_torch(networks: Any, vector: Any) -> Any:
    """Run networks on one vector, as a step would have to without copies."""
    with torch.no_grad():
        inputs = torch.tensor(vector, dtype=torch.float32)[None]
        return [network(inputs).numpy() for network in networks]


if __name__ == "__main__":
    main()
