"""The base of learners that say a number for each turn, or for each state, from features and a tiny head.

    v_t = head(features(history up to turn t))

A subclass says what an episode is a target for (:meth:`TurnModel.target`) and what is minimised
(:meth:`TurnModel.loss`). An update makes some steps of Adam over all turns of the episodes it is given; which episodes
those are, a batch or a buffer, is the caller's choice. The head is linear - ReLU - linear unless another is given; its
weights are copied after each update, so that reading it needs no torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..number import Floats
from .learner import TorchLearner, load_torch
from .networks import copied, forward, perceptron
from .outcomes import histories_of
from .turn_features import StateText, TurnFeatures, TurnText, size_of

if TYPE_CHECKING:
    import torch

Head = Callable[[int], "torch.nn.Module"]
"""``head(size)``: a network from (N, size) to (N, 1)."""


@dataclass(frozen=True)
class Batch:
    """The turns of some episodes, one row a turn.

    Attributes:
        episodes: E of them.
        inputs: shape (N, F).
        owner: shape (N,); which episode each row is of.
        lengths: length E; how many rows each episode has.
        targets: what :meth:`TurnModel.target` returned, concatenated.
    """

    episodes: list[Any]
    inputs: torch.Tensor
    owner: torch.Tensor
    lengths: list[int]
    targets: torch.Tensor

    def sums(self, values: torch.Tensor) -> torch.Tensor:
        """Return the sum of each episode's rows.

        Args:
            values: shape (N,).

        Returns:
            Shape (E,).
        """
        zeros: torch.Tensor = values.new_zeros(len(self.lengths))
        return zeros.index_add(0, self.owner, values)


class TurnModel(TorchLearner):
    """Say a number for each turn; the arguments after ``size`` are those of training, of every subclass too.

    Args:
        features: ``features(history)``; hashed n-grams of the last turn, or of the last message for states, if None.
        size: how long its vectors are; its attribute ``size`` if None.
        hidden: width of the hidden layer; 0 makes the head linear.
        head: ``head(size)`` returns another network.
        lr: step size of Adam.
        steps: of Adam in each update.
        seed: of the first weights and of whatever is drawn.

    Raises:
        ValueError: an argument is out of its range.
        ImportError: torch is not installed.
    """

    states: ClassVar[bool] = False

    def __init__(
        self,
        features: TurnFeatures | None = None,
        size: int | None = None,
        *,
        hidden: int = 16,
        head: Head | None = None,
        lr: float = 1e-2,
        steps: int = 50,
        seed: int = 0,
    ) -> None:
        super().__init__(lr=lr, seed=seed)
        if hidden < 0 or steps < 1:
            raise ValueError(f"{type(self).__name__} needs hidden >= 0 and steps >= 1; got {hidden}, {steps}.")
        self.features: TurnFeatures = features or (StateText() if self.states else TurnText())
        self.size = width = size_of(type(self).__name__, self.features, size)
        self.steps = steps
        self._tiny = head is None
        made: Head = head or (lambda width: perceptron([width, hidden, 1] if hidden else [width, 1]))
        self.adopt(lambda: made(width))
        self._copy()

    def target(self, episode: Any) -> Floats | float:
        """Return what an episode is a target for; with a NaN in it the episode is left out.

        Args:
            episode: finished.
        """
        raise NotImplementedError

    def loss(self, values: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Return what is minimised, a scalar.

        Args:
            values: shape (N,); what the head says of each row.
            batch: the rows and their targets.
        """
        raise NotImplementedError

    def read(self, values: Floats) -> Floats:
        """Return what a number of the head stands for; the number itself unless a subclass says otherwise.

        Args:
            values: shape (N,).
        """
        return values

    def __call__(self, history: Sequence[Any], info: dict[str, Any] | None = None) -> float:
        """Return the number of the last turn, or state, of a history.

        Args:
            history: observation, action, ..., observation.
            info: not read; a wrapper hands it to whatever it asks.
        """
        return float(self._said([history])[0])

    def values(self, episode: Any) -> Floats:
        """Return the number of each turn of an episode.

        Args:
            episode: with ``observations`` and ``actions``.

        Returns:
            Shape (T,); (T + 1,) for a learner of states.
        """
        return self._said(histories_of(episode, states=self.states))

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Learn from finished episodes.

        Args:
            episodes: those without turns, without a target or with features that are not finite are left out.

        Returns:
            ``loss`` at the last step, before it was made (NaN if there was nothing to learn from), and ``episodes``,
            how many were learned from.
        """
        batch = self._batch(episodes)
        loss = float("nan")
        if batch.episodes:
            for _ in range(self.steps):
                loss = self.descend(self.loss(self.network(batch.inputs)[:, 0], batch))
            self._copy()
        self.version += 1
        return {"loss": loss, "episodes": float(len(batch.episodes))}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a learner made with the same arguments.

        Raises:
            ValueError: the state is of a network of another form.
        """
        super().load_state_dict(state)
        self._copy()

    def _copy(self) -> None:
        """Copy the weights of a tiny head, to be read without torch."""
        self._layers = copied(self.network) if self._tiny else None

    def _said(self, histories: Sequence[Sequence[Any]]) -> Floats:
        """Return what the head says of each history, as it is to be read."""
        inputs = self._rows(histories)
        if self._layers is not None:
            said = forward(self._layers, inputs)[:, 0]
        else:
            torch = load_torch(type(self).__name__)
            with torch.no_grad():
                said = self.network(torch.as_tensor(inputs, dtype=torch.float32))[:, 0].numpy()
        return self.read(said.astype(np.float64))

    def _rows(self, histories: Sequence[Sequence[Any]]) -> Floats:
        """Return the features of histories, shape (N, F)."""
        rows = [np.asarray(self.features(history), dtype=np.float64) for history in histories]
        wrong = [row.shape for row in rows if row.shape != (self.size,)]
        if wrong:
            raise ValueError(
                f"{type(self).__name__} learns from features of shape ({self.size},); was given {wrong[0]}. "
                "Set `size` to fit the extractor."
            )
        return np.stack(rows) if rows else np.zeros((0, self.size))

    def _batch(self, episodes: Sequence[Any]) -> Batch:
        """Return the rows of the episodes that can be learned from."""
        torch = load_torch(type(self).__name__)
        kept, rows, targets = [], [], []
        for episode in episodes:
            found = self._rows(histories_of(episode, states=self.states)) if len(episode.actions) else None
            wanted = np.atleast_1d(np.asarray(self.target(episode) if found is not None else np.nan, dtype=np.float64))
            if found is not None and np.isfinite(wanted).all() and np.isfinite(found).all():
                kept.append(episode)
                rows.append(found)
                targets.append(wanted)
        lengths = [len(row) for row in rows]
        return Batch(
            episodes=kept,
            inputs=torch.as_tensor(np.concatenate([np.zeros((0, self.size)), *rows]), dtype=torch.float32),
            owner=torch.as_tensor(np.repeat(np.arange(len(kept)), lengths), dtype=torch.int64),
            lengths=lengths,
            targets=torch.as_tensor(np.concatenate([np.zeros(0), *targets]), dtype=torch.float32),
        )
