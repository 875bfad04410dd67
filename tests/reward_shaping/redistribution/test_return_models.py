"""RRD's subset loss and LaRe's latent factors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published_numbers import example

from turnwise.reward_shaping.redistribution import draw_subsets, latent_rewards, subset_loss, verified_factors


def test_the_published_numbers():
    given_, expected = example("lare")
    rewards = latent_rewards(given_["latent factors per step"], given_["w"])
    np.testing.assert_allclose(rewards, expected["step proxy"])
    assert rewards.sum() == pytest.approx(expected["sum"])
    total = given_["return"]
    assert subset_loss(rewards, 3, total) == pytest.approx(expected["mse"])
    estimate, _ = expected["RRD subset K=2 estimate (steps 0,2): mean*T vs R"]
    subset = subset_loss(rewards[[0, 2]], 3, total, unbiased=False)
    assert subset == pytest.approx((estimate - total) ** 2)


def test_the_variance_by_hand():
    rewards = np.array([0.3, 0.8])
    variance = 3**2 * (0.25**2 * 2) * (1 - 2 / 3) / 2
    assert subset_loss(rewards, 3, 2.0) == pytest.approx((2.0 - 1.65) ** 2 - variance)


@given(rewards=st.lists(st.floats(-2, 2), min_size=3, max_size=6), total=st.floats(-3, 3), size=st.integers(2, 6))
def test_over_all_subsets_the_unbiased_loss_is_that_of_the_whole(rewards, total, size):
    from itertools import combinations

    steps = np.array(rewards)
    size = min(size, len(steps))
    subsets = [steps[list(chosen)] for chosen in combinations(range(len(steps)), size)]
    whole = (total - steps.sum()) ** 2
    assert np.mean([subset_loss(each, len(steps), total) for each in subsets]) == pytest.approx(whole, abs=1e-9)
    biased = np.mean([subset_loss(each, len(steps), total, unbiased=False) for each in subsets])
    assert biased >= whole - 1e-9


def test_several_episodes_at_once_have_the_losses_of_each():
    steps = np.random.default_rng(0).normal(size=(5, 3))
    turns, totals = np.array([3, 4, 5, 6, 7]), np.arange(5.0)
    for unbiased in (True, False):
        each = [
            subset_loss(row, int(t), float(r), unbiased=unbiased)
            for row, t, r in zip(steps, turns, totals, strict=True)
        ]
        np.testing.assert_allclose(subset_loss(steps, turns, totals, unbiased=unbiased), each)


@given(lengths=st.lists(st.integers(0, 7), max_size=6), size=st.none() | st.integers(1, 5), seed=st.integers(0, 9))
def test_a_subset_has_distinct_steps_of_its_episode_and_no_more_than_there_are(lengths, size, seed):
    begins = np.cumsum([0, *lengths])
    found = []
    for episodes, rows in draw_subsets(np.random.default_rng(seed), lengths, size):
        for episode, places in zip(episodes.tolist(), rows.tolist(), strict=True):
            assert len(set(places)) == len(places) == min(lengths[episode], size or 9)
            assert all(begins[episode] <= place < begins[episode + 1] for place in places)
            found.append(episode)
    assert sorted(found) == [episode for episode, length in enumerate(lengths) if length]


def test_every_step_is_as_likely_as_any_other():
    rng, counts = np.random.default_rng(0), np.zeros(9)
    for _ in range(600):
        for _, rows in draw_subsets(rng, [4, 5], 2):
            counts[rows.ravel()] += 1
    np.testing.assert_allclose(counts / 600, [0.5] * 4 + [0.4] * 5, atol=0.07)


@pytest.mark.parametrize(("size", "turns"), [(0, 3), (4, 3), (1, 3)])
def test_a_subset_that_does_not_fit_is_refused(size, turns):
    with pytest.raises(ValueError, match=f"got K={size}, T={turns}"):
        subset_loss(np.zeros(size), turns, 1.0)


def test_one_step_needs_no_variance_if_it_is_all_or_if_told():
    assert subset_loss(np.array([0.5]), 1, 2.0) == pytest.approx(2.25)
    assert subset_loss(np.array([0.5]), 2, 2.0, unbiased=False) == pytest.approx(1.0)


def test_factors_and_weights_have_to_fit():
    assert latent_rewards(np.zeros((0, 2)), [1.0, 2.0]).shape == (0,)
    with pytest.raises(ValueError, match=r"got shapes \(2, 2\) and \(3,\)"):
        latent_rewards(np.eye(2), np.ones(3))
    with pytest.raises(ValueError, match=r"got shapes \(2,\)"):
        latent_rewards(np.ones(2), np.ones(2))


HISTORIES = [["a"], ["a", "go", "bb"]]


def test_code_that_is_sound_is_counted():
    assert verified_factors(lambda history: [len(history), len(history[-1])], HISTORIES) == 2


def unsteady():
    calls = iter(range(100))
    return lambda history: [float(next(calls))]


@pytest.mark.parametrize(
    ("factors", "words"),
    [
        (lambda history: [1.0 / (len(history) - 1)], r"raises ZeroDivisionError .* for example 0\. Mend the code"),
        (lambda history: history["wall"], "raises TypeError"),
        (lambda history: missing_name, "raises NameError"),  # noqa: F821 # as in code that was written badly
        (lambda history: "near", "raises ValueError"),
        (lambda history: [0.0] * len(history), r"shape \(3,\), not \(1,\), for example 1"),
        (lambda history: [], r"shape \(0,\), not \(0,\)"),
        (lambda history: 3.0, r"shape \(\), not \(1,\)"),
        (lambda history: [float("inf")], "not all finite"),
        (lambda history: [float("nan")], "not all finite"),
        (unsteady(), "not the same twice"),
    ],
)
def test_code_that_is_unsound_is_refused_with_what_is_wrong(factors, words):
    with pytest.raises(ValueError, match=words):
        verified_factors(factors, HISTORIES)


def test_another_number_of_factors_than_asked_for_and_no_example_are_refused():
    with pytest.raises(ValueError, match=r"shape \(1,\), not \(2,\)"):
        verified_factors(lambda history: [1.0], HISTORIES, 2)
    with pytest.raises(ValueError, match="at least one example"):
        verified_factors(lambda history: [1.0], [])
