"""Small networks that are trained with torch and read without it.

A forward pass of a network this small costs more in torch's calls than in arithmetic, so after every update the weights
are copied into NumPy arrays, and a step of an environment reads the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..intrinsic.features import ngram_vector
from ..number import Floats
from .learner import load_torch

if TYPE_CHECKING:
    import torch

Feature = Callable[[Any, dict[str, Any]], "ArrayLike | None"]
"""``feature(observation, info)``: a vector of fixed length, or None where there is nothing to look at.

Of a recorded episode ``info`` holds the facts and channels that were recorded, and of its opening what was."""
ActionFeature = Callable[[Any], ArrayLike]
"""``feature(action)``: a vector of fixed length."""
Layers = list[tuple[NDArray[np.float32], NDArray[np.float32]]]
"""Weights of shape (..., in, out) and biases of shape (..., 1, out), from the first layer to the last."""


_ALL_BUT_LAST, _ALL_BUT_FIRST = slice(None, -1), slice(1, None)


def perceptron(sizes: Sequence[int]) -> torch.nn.Sequential:
    """Return linear layers of these sizes with ReLU between them.

    Args:
        sizes: of the input, of each hidden layer, of the output.
    """
    nn: Any = load_torch("perceptron").nn
    layers: list[torch.nn.Module] = []
    for width_in, width_out in pairwise(sizes):
        layers += [nn.Linear(width_in, width_out), nn.ReLU()]
    made: torch.nn.Sequential = nn.Sequential(*layers[:-1])
    return made


def copied(network: torch.nn.Module) -> Layers:
    """Return a copy of a perceptron's weights.

    Args:
        network: of :func:`perceptron`.
    """
    weights = [tensor.detach().numpy() for tensor in network.parameters()]
    return [
        (np.array(matrix.T, order="C"), np.array(bias)[None])
        for matrix, bias in zip(weights[::2], weights[1::2], strict=True)
    ]


def stacked(networks: Sequence[torch.nn.Module]) -> Layers:
    """Return copies of the weights of perceptrons of one form, members first.

    Args:
        networks: of :func:`perceptron`, of the same sizes.
    """
    members = [copied(network) for network in networks]
    return [
        (np.stack([matrix for matrix, _ in layer]), np.stack([bias for _, bias in layer]))
        for layer in zip(*members, strict=True)
    ]


def forward(layers: Layers, inputs: ArrayLike) -> NDArray[np.float32]:
    """Run copied weights.

    Args:
        layers: of :func:`copied` or :func:`stacked`.
        inputs: shape (N, in).

    Returns:
        Shape (N, out), or (M, N, out) for M stacked networks.
    """
    values: NDArray[np.float32] = np.asarray(inputs, dtype=np.float32)
    last = len(layers) - 1
    for index, (matrix, bias) in enumerate(layers):
        values = values @ matrix
        values += bias
        if index < last:
            np.maximum(values, 0, out=values)
    return values


def batches(rng: np.random.Generator, count: int, size: int, epochs: int) -> Iterator[NDArray[np.int64]]:
    """Yield indices: ``epochs`` times all of ``range(count)`` in a new order, ``size`` at a time.

    Args:
        rng: draws the orders.
        count: how many samples there are; for 0 nothing is yielded.
        size: of a batch; the last of an epoch may be smaller.
        epochs: passes.
    """
    for _ in range(epochs):
        order = rng.permutation(count)
        for begin in range(0, count, size):
            yield order[begin : begin + size]


def ngrams(size: int) -> ActionFeature:
    """Return the feature that actions have by default: hashed n-grams of a message; an array stays as it is.

    Args:
        size: of the vectors of messages.
    """
    return partial(_described, size=size)


def _described(value: Any, size: int) -> ArrayLike:
    if isinstance(value, np.ndarray | list | tuple):
        return np.asarray(value, dtype=np.float64).reshape(-1)
    return _of_text(str(value), size)


@lru_cache(maxsize=4096)
def _of_text(text: str, size: int) -> Floats:
    """Return the n-grams of a text, as agents say the same things often."""
    vector = ngram_vector(text, size)
    vector.setflags(write=False)
    return vector


def looked_at(feature: Feature | None, size: int, episodes: Sequence[Any]) -> list[Floats]:
    """Return the feature of every observation of some episodes.

    Args:
        feature: see :data:`Feature`; hashed n-grams of the observation if None.
        size: the length of its vectors.
        episodes: with ``observations``; ``opening``, ``facts`` and ``channels`` where the feature reads them.

    Returns:
        For each episode of T turns shape (T + 1, size), NaN where a feature is missing.

    Raises:
        ValueError: the feature returns another shape.
    """
    plain = ngrams(size)
    rows = []
    for episode in episodes:
        seen = episode.observations
        found = [plain(each) for each in seen] if feature is None else map(feature, seen, infos(episode))
        rows.append(_table(found, size))
    return rows


def infos(episode: Any) -> list[dict[str, Any]]:
    """Return what a trace holds of ``info``, at the reset and after each turn.

    Args:
        episode: with ``observations`` (T + 1), and ``opening``, ``facts`` and ``channels`` if it has them.

    Returns:
        Length T + 1.
    """
    told: list[dict[str, Any]] = [dict(getattr(episode, "opening", {}))]
    for turn in range(len(episode.observations) - 1):
        columns = {name: getattr(episode, name, {}) for name in ("facts", "channels")}
        told.append(
            {
                name: {key: values[turn] for key, values in column.items() if values[turn] is not None}
                for name, column in columns.items()
            }
        )
    return told


def transitions(
    feature: Feature | None, size: int, action_feature: ActionFeature, action_size: int, episodes: Sequence[Any]
) -> tuple[Floats, Floats, Floats]:
    """Return the features of every turn of some episodes; turns of which one is missing are left out.

    Args:
        feature: of observations; see :func:`looked_at`.
        size: of its vectors.
        action_feature: of actions.
        action_size: of its vectors.
        episodes: with ``actions`` (T) and what :func:`looked_at` reads.

    Returns:
        Of the N turns of all episodes: what was read before, shape (N, size); the actions, (N, action_size); what was
        read after, (N, size).
    """
    seen = looked_at(feature, size, episodes)
    actions = _table([action_feature(each) for episode in episodes for each in episode.actions], action_size)
    none = np.zeros((0, size))
    before, after = (np.concatenate([none, *(rows[part] for rows in seen)]) for part in (_ALL_BUT_LAST, _ALL_BUT_FIRST))
    known = ~(np.isnan(before).any(axis=1) | np.isnan(after).any(axis=1))
    return before[known], actions[known], after[known]


def _table(vectors: Iterable[ArrayLike | None], size: int) -> Floats:
    missing = np.full(size, np.nan)
    rows = [missing if vector is None else np.asarray(vector, dtype=np.float64) for vector in vectors]
    wrong = [row.shape for row in rows if row.shape != (size,)]
    if wrong:
        raise ValueError(f"A learner of vectors of shape ({size},) was given one of {wrong[0]}. Set its size to fit.")
    return np.stack(rows) if rows else np.zeros((0, size))
