"""Learners: what adapts between episodes, how it is told of them, and how it is saved.

    finished episodes → update → version + 1 → read by a wrapper inside ``step``, never changed there

An update happens outside ``step``, so that a step pays the same whoever steps it, and the version that paid an episode
stands in the trace. Saved state is plain data and NumPy arrays, optimiser and random generator included: a learner
that is loaded goes on exactly as the one that was saved. torch is loaded when a network is made, not before.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

import numpy as np

if TYPE_CHECKING:
    import torch


@runtime_checkable
class Learner(Protocol):
    """What adapts between episodes.

    Attributes:
        version: how many updates it has made; 0 when fresh.
    """

    version: int

    def update(self, episodes: Sequence[Any]) -> dict[str, float]:
        """Learn from finished episodes.

        Args:
            episodes: as rollouts return them; read by attribute.

        Returns:
            Named numbers, such as the loss.
        """

    def state_dict(self) -> dict[str, Any]:
        """Return everything the learner has learned, as plain data and NumPy arrays."""

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a learner made with the same arguments.
        """


def load_torch(asked_by: str) -> Any:
    """Return the module torch.

    Args:
        asked_by: who needs it, for the message.

    Raises:
        ImportError: torch is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise ImportError(f'{asked_by} trains a network with torch. Run pip install "turnwise[lm]".') from error
    return torch


class KeptLearner:
    """The base of learners without a network: saved by the names of their attributes.

    Attributes:
        kept: the attributes that hold what was learned: objects with ``state_dict``, random generators, arrays, or
            plain data.
        version: how many updates it has made.
    """

    kept: ClassVar[tuple[str, ...]] = ()
    version: int = 0

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return type(self).__name__

    def state_dict(self) -> dict[str, Any]:
        """Return the version and everything in :attr:`kept`, as plain data and NumPy arrays."""
        return {"version": self.version, **{name: _saved(getattr(self, name)) for name in self.kept}}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a learner made with the same arguments.

        Raises:
            ValueError: the state is of another kind of learner, or of arrays of another shape.
        """
        if set(state) != {"version", *self.kept}:
            raise ValueError(
                f"{type(self).__name__} is saved as {['version', *self.kept]}; the state holds {list(state)}."
            )
        for name in self.kept:
            setattr(self, name, _loaded(f"{type(self).__name__}.{name}", getattr(self, name), state[name]))
        self.version = int(state["version"])


def _saved(value: Any) -> Any:
    """Return a copy of an attribute as plain data and arrays."""
    if isinstance(value, np.random.Generator):
        return value.bit_generator.state
    return value.state_dict() if hasattr(value, "state_dict") else copy.deepcopy(value)


def _loaded(name: str, current: Any, saved: Any) -> Any:
    """Return what an attribute is to be, given what it is and what was saved."""
    if isinstance(current, np.random.Generator):
        current.bit_generator.state = saved
    elif hasattr(current, "load_state_dict"):
        current.load_state_dict(saved)
    elif isinstance(current, np.ndarray):
        array = np.array(saved, dtype=current.dtype)
        if array.shape[1:] != current.shape[1:] or array.ndim != current.ndim:
            raise ValueError(f"{name} has shape {current.shape}; the state holds {array.shape}.")
        return array
    else:
        return copy.deepcopy(saved)
    return current


class TorchLearner:
    """The base of learners that train a network with torch: seeded, counted, saved exactly.

    A subclass tells :meth:`adopt` how to make its network, and calls :meth:`descend` for every step of the optimiser.
    All randomness comes from ``self.rng``; torch's global generator is neither read nor moved.

    Args:
        lr: the step size of Adam.
        seed: of ``self.rng``.

    Attributes:
        version: how many updates it has made.
        parts: the attributes of a subclass that are saved beside the network; each has ``state_dict``.
        rng: the NumPy generator that draws first weights, subsets and batches.
        network: what is trained.
        optimiser: Adam over the parameters of the network that require a gradient.
    """

    parts: ClassVar[tuple[str, ...]] = ()
    network: torch.nn.Module
    optimiser: torch.optim.Optimizer

    def __init__(self, *, lr: float, seed: int = 0) -> None:
        if not lr > 0:
            raise ValueError(f"{type(self).__name__} needs lr > 0; got lr={lr}.")
        load_torch(type(self).__name__)
        self.lr = lr
        self.version = 0
        self.rng = np.random.default_rng(seed)

    @property
    def identity(self) -> str:
        """The name under which a trace notes this learner."""
        return type(self).__name__

    def adopt(self, make: Callable[[], torch.nn.Module]) -> None:
        """Make a network and train it from now on; its first weights follow from ``self.rng``.

        Args:
            make: returns the network, its weights drawn as torch draws them; what asks for no gradient stays as it is.
        """
        torch = load_torch(type(self).__name__)
        with torch.random.fork_rng(devices=[]):
            torch.random.default_generator.manual_seed(int(self.rng.integers(2**63)))
            self.network = make()
        trained = [weights for weights in self.network.parameters() if weights.requires_grad]
        self.optimiser = torch.optim.Adam(trained, lr=self.lr)

    def descend(self, loss: torch.Tensor) -> float:
        """Make one step of the optimiser.

        Args:
            loss: a scalar.

        Returns:
            The loss before the step.
        """
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
        self.optimiser.step()
        return float(loss.detach())

    def state_dict(self) -> dict[str, Any]:
        """Return network, optimiser, random generator, version and :attr:`parts`, all in plain data and NumPy."""
        network = {name: tensor.numpy().copy() for name, tensor in self.network.state_dict().items()}
        return {
            "version": self.version,
            "rng": self.rng.bit_generator.state,
            "network": network,
            "optimiser": {
                f"{index}/{name}": value.numpy().copy()
                for index, kept in self.optimiser.state_dict()["state"].items()
                for name, value in kept.items()
            },
            "parts": {name: getattr(self, name).state_dict() for name in self.parts},
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state_dict` returned.

        Args:
            state: of a learner made with the same arguments.

        Raises:
            ValueError: the state is of a network of another form.
        """
        torch = load_torch(type(self).__name__)
        shapes = {name: tuple(tensor.shape) for name, tensor in self.network.state_dict().items()}
        given = {name: np.shape(array) for name, array in state["network"].items()}
        if given != shapes:
            raise ValueError(
                f"{type(self).__name__} has weights of shapes {shapes}; the state holds {given}. "
                "Make the learner with the arguments it was saved with."
            )
        self.network.load_state_dict({name: torch.as_tensor(array) for name, array in state["network"].items()})
        moments: dict[int, dict[str, Any]] = {}
        for key, array in state["optimiser"].items():
            index, _, name = key.partition("/")
            moments.setdefault(int(index), {})[name] = torch.as_tensor(np.array(array))
        self.optimiser.load_state_dict({**self.optimiser.state_dict(), "state": moments})
        self.rng.bit_generator.state = state["rng"]
        self.version = int(state["version"])
        for name in self.parts:
            getattr(self, name).load_state_dict(state["parts"][name])
