"""Small networks that are trained with torch and read without it.

A forward pass of a network this small costs more in torch's calls than in arithmetic, so after every update the weights
are copied into NumPy arrays, and a step of an environment reads the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..intrinsic.features import ngram_vector, vector_of
from ..number import Floats
from .learner import load_torch

if TYPE_CHECKING:
    import torch

Feature = Callable[[Any], ArrayLike]
"""``feature(observation)``: a vector of fixed length."""
Layers = list[tuple[NDArray[np.float32], NDArray[np.float32]]]
"""Weights of shape (..., in, out) and biases of shape (..., 1, out), from the first layer to the last."""


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
    values = np.asarray(inputs, dtype=np.float32)
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


def ngrams(size: int) -> Feature:
    """Return the feature that learners have by default: hashed n-grams of a text; an array stays as it is.

    Args:
        size: of the vectors of texts.
    """
    return partial(vector_of, embed=partial(ngram_vector, dimension=size))


def vectors(feature: Feature, size: int, observations: Sequence[Any]) -> Floats:
    """Return the features of observations.

    Args:
        feature: see :data:`Feature`.
        size: the length of its vectors.
        observations: N of them.

    Returns:
        Shape (N, size).

    Raises:
        ValueError: the feature returns another shape.
    """
    rows = [np.asarray(feature(each), dtype=np.float64) for each in observations]
    wrong = [row.shape for row in rows if row.shape != (size,)]
    if wrong:
        raise ValueError(f"A learner of features of shape ({size},) was given one of {wrong[0]}. Set `size` to fit.")
    return np.stack(rows) if rows else np.zeros((0, size))
