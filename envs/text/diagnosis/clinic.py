"""What is known in a clinic of Diagnosis: invented illnesses, and how often each shows each sign. No medicine."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEMS = (
    "bel",
    "cor",
    "dral",
    "fen",
    "gor",
    "hal",
    "jun",
    "kor",
    "lum",
    "mog",
    "nev",
    "orl",
    "pel",
    "quor",
    "ras",
    "sol",
)
ENDS = ("itis", "osis", "ia", "emia", "algia", "oma")
SYMPTOMS = (
    "cold hands",
    "green gums",
    "hiccups",
    "humming ears",
    "itching elbows",
    "pale nails",
    "sleepwalking",
    "sneezing",
    "stiff thumbs",
    "tingling toes",
)
TESTS = ("breath test", "drop test", "lamp test", "mirror test", "pulse test", "salt test", "thread test", "water test")


class Clinic(NamedTuple):
    """Illnesses and signs; a sign is a symptom that one asks for, or a test that one orders.

    Attributes:
        illnesses: their names.
        prior: shape (illnesses,); how frequent each is.
        signs: names; the symptoms first.
        symptoms: how many of the signs are symptoms.
        chance: shape (illnesses, signs); the probability that the sign is found.
        costs: of each sign.
        budget: what asking and testing may cost together.
    """

    illnesses: tuple[str, ...]
    prior: Floats
    signs: tuple[str, ...]
    symptoms: int
    chance: Floats
    costs: tuple[int, ...]
    budget: int


@lru_cache(maxsize=8)
def clinic(seed: int, illnesses: int, symptoms: int, tests: int, noise: float, budget: int) -> Clinic:
    """Return what is known in one clinic.

    Args:
        seed: of everything that is drawn.
        illnesses: how many.
        symptoms: how many.
        tests: how many.
        noise: probability that a symptom misleads; that of a test is half of it.
        budget: what asking and testing may cost.
    """
    rng = np.random.default_rng([seed, illnesses, symptoms, tests])
    stems = rng.choice(len(STEMS), size=illnesses, replace=False).tolist()
    names = [f"{STEMS[stem]}{ENDS[int(rng.integers(len(ENDS)))]}" for stem in stems]
    weight = rng.integers(1, 5, size=illnesses)
    asked = [SYMPTOMS[number] for number in sorted(rng.choice(len(SYMPTOMS), size=symptoms, replace=False).tolist())]
    ordered = [TESTS[number] for number in sorted(rng.choice(len(TESTS), size=tests, replace=False).tolist())]
    shown = _patterns(rng, illnesses, symptoms + tests)
    wrong = np.concatenate([np.full(symptoms, noise), np.full(tests, noise / 2)])
    chance = np.where(shown, 1 - wrong, wrong)
    costs = [1] * symptoms + [int(each) for each in rng.integers(2, 5, size=tests)]
    return Clinic(tuple(names), weight / weight.sum(), (*asked, *ordered), symptoms, chance, tuple(costs), budget)


def _patterns(rng: np.random.Generator, illnesses: int, signs: int) -> NDArray[np.bool_]:
    """Draw which illness shows which sign, so that no two show the same and every sign tells some apart."""
    while True:
        shown = rng.random((illnesses, signs)) < 0.5
        apart = len({row.tobytes() for row in shown}) == illnesses
        if apart and (shown.any(0) & ~shown.all(0)).all():
            return shown
