"""What environments with drawn levels share: checked arguments, and splits by content."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.envs.levels import SPLITS, TEST_SHARE, LevelEnv, is_whole, of_test


class Drawn(LevelEnv):
    """Levels are whole numbers below a limit."""

    def __init__(self, limit=100, **kwargs):
        super().__init__(**kwargs)
        self.limit = limit

    def draw(self, rng):
        return int(rng.integers(self.limit))

    def layout(self, state):
        return str(state)

    def opening(self, state):
        return f"level {state}"


@pytest.mark.parametrize(
    ("value", "whole"),
    [(1, True), (5, True), (0, False), (6, False), (True, False), (2.0, False), ("2", False), (None, False)],
)
def test_whole_numbers_by_hand(value, whole):
    assert is_whole(value, 1, 5) is whole


def test_without_a_most_any_large_number_is_whole():
    assert is_whole(10**30, 0)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (lambda env, value: env.whole("size", value, 1, 5), [1, 5], [0, 6, True, 2.0, "2", None]),
        (lambda env, value: env.choice("size", value, ("a", "b")), ["a", "b"], ["c", "", None, 1, ["a"]]),
        (lambda env, value: env.probability("size", value, 0.5), [0, 0.5, 0.25], [-0.1, 0.6, float("nan"), True, "0"]),
        (lambda env, value: env.truth("size", value), [True, False], [0, 1, "yes", None]),
    ],
    ids=["whole", "choice", "probability", "truth"],
)
def test_an_argument_is_checked_and_the_error_names_it_and_its_value(check, good, bad):
    env = Drawn()
    for value in good:
        check(env, value)
    for value in bad:
        with pytest.raises(ValueError, match=r"Drawn needs size to be .*; got size="):
            check(env, value)


def test_an_unknown_split_is_refused():
    with pytest.raises(ValueError, match="Drawn needs split to be one of"):
        Drawn(split="valid")
    assert [Drawn(split=split).split for split in SPLITS] == list(SPLITS)


@given(st.text())
def test_a_level_belongs_to_one_split_whatever_its_content(layout):
    assert of_test(layout) in (True, False)
    assert of_test(layout) == of_test(layout)


def test_about_one_level_in_five_is_of_the_test_split():
    share = np.mean([of_test(f"level {number}") for number in range(5_000)])
    assert share == pytest.approx(1 / TEST_SHARE, abs=0.02)


def test_train_and_test_share_no_level_and_make_up_all():
    drawn = {split: set() for split in SPLITS}
    for split, found in drawn.items():
        env = Drawn(limit=30, split=split)
        for seed in range(600):
            found.add(env.reset(seed=seed)[0])
    assert drawn["train"].isdisjoint(drawn["test"])
    assert drawn["train"] | drawn["test"] == drawn["all"]


def test_a_split_without_a_level_is_told():
    empty = "test" if not of_test("0") else "train"
    with pytest.raises(ValueError, match=f"Drawn found no level of split='{empty}'; enlarge"):
        Drawn(limit=1, split=empty).reset(seed=0)


def test_the_id_of_a_level_is_the_checksum_of_its_layout():
    assert Drawn().task(7) == {"id": "Drawn-6abf4a82"}
