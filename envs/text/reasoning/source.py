"""The datasets of reasoning-gym: made on use, asked without touching the process-wide generators."""

from __future__ import annotations

import importlib
import random
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from gymnasium.error import DependencyNotInstalled

from .rules import SOLVED, Item
from .safety import may_be_verified
from .solutions import right_answer
from .strictness import is_strict

SIZE = 1_000_000
SIZES = {"acre": 200, "word_ladder": 2_000}
"""Datasets that make all their tasks at once, and how many they make here."""

FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What verifiers raise on answers that they did not expect: a wrong answer."""

KEPT = 64


def names() -> list[str]:
    """Return the names of all datasets that need no further settings.

    Raises:
        gymnasium.error.DependencyNotInstalled: reasoning-gym is not there.
    """
    return sorted(set(_package("reasoning_gym.factory").DATASETS) - {"composite"})


class Source:
    """One dataset.

    Args:
        name: of the dataset.
        config: its own settings.
        seed: of its tasks.

    Raises:
        ValueError: there is no such dataset, or its settings are not allowed.
    """

    def __init__(self, name: str, config: Mapping[str, Any], seed: int) -> None:
        self.name, self.config, self.seed = name, dict(config), seed
        self.size = int(self.config.get("size", SIZES.get(name, SIZE)))
        self._dataset: Any = None
        self._items: dict[int, Item] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave the dataset out of a pickle; it is made again."""
        return self.__dict__ | {"_dataset": None, "_items": {}}

    @property
    def dataset(self) -> Any:
        """The dataset."""
        if self._dataset is None:
            package = _package("reasoning_gym")
            settings = {"size": self.size, **self.config, "seed": self.seed}
            try:
                with _kept_generators(self.seed):
                    self._dataset = package.create_dataset(self.name, **settings)
            except (AssertionError, TypeError, ValueError) as error:
                raise ValueError(
                    f"Reasoning cannot make the dataset {self.name!r} with config={self.config!r}: {error} Its "
                    "settings are those of reasoning-gym's own configuration of it."
                ) from error
        return self._dataset

    def item(self, number: int) -> Item:
        """Return a task.

        Args:
            number: its place, from 0 to ``size`` - 1.
        """
        if number not in self._items:
            dataset = self.dataset
            with _kept_generators(number):
                entry = dataset[number]
            if len(self._items) >= KEPT:
                self._items.clear()
            answer = right_answer(self.name, entry)
            self._items[number] = Item(self.name, number, str(entry["question"]), answer, entry)
        return self._items[number]

    def score(self, item: Item, answer: str) -> float:
        """Return what the dataset's verifier gives an answer, from 0 to 1; 0 where it cannot read it.

        Args:
            item: the task.
            answer: as the agent gave it.
        """
        if not may_be_verified(self.name, answer, item.entry["metadata"]):
            return 0.0
        dataset = self.dataset
        try:
            with _kept_generators(item.number):
                score = dataset.score_answer(answer, item.entry)
        except FAULTS:
            return 0.0
        score = min(max(float(score or 0.0), 0.0), 1.0)
        return score if score < SOLVED or is_strict(self.name, answer, item.answer) else 0.0


@contextmanager
def _kept_generators(seed: int) -> Iterator[None]:
    """Seed the process-wide generators, which some datasets draw from, and put them back behind."""
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002 - the global one is the point
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)  # noqa: NPY002


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise DependencyNotInstalled(
            "turnwise/Reasoning-v0 plays the datasets of reasoning-gym. Install it with "
            '`pip install "turnwise[reasoning]"`.'
        ) from error
