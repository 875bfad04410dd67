"""Logistic and Bradley-Terry heads find what made the labels."""

import numpy as np
import pytest

from turnwise.reward_shaping.learners.linear_heads import LinearHead, logistic_fit

TRUTH = np.array([2.0, -1.0, 0.5])


def data(count=2000):
    rng = np.random.default_rng(0)
    return rng.normal(size=(count, 3)), rng


def test_labels_give_back_the_weights_that_made_them():
    x, rng = data()
    labels = rng.random(len(x)) < 1 / (1 + np.exp(-(x @ TRUTH + 0.7)))
    head = LinearHead(3, l2=0.0)
    loss = head.fit_labels(x, labels)
    np.testing.assert_allclose(head.weights, [*TRUTH, 0.7], atol=0.25)
    assert loss < np.log(2)


def test_preferences_give_back_the_scores_that_made_them_and_no_bias():
    x, rng = data(4000)
    first, second = x[:2000], x[2000:]
    preferred = rng.random(2000) < 1 / (1 + np.exp(-(first - second) @ TRUTH))
    head = LinearHead(3, l2=0.0)
    head.fit_preferences(first, second, preferred)
    np.testing.assert_allclose(head.weights, [*TRUTH, 0.0], atol=0.25)
    swapped = LinearHead(3, l2=0.0)
    swapped.fit_preferences(second, first, 1 - preferred)
    np.testing.assert_allclose(swapped.weights, head.weights, atol=1e-9)


def test_one_balanced_feature_by_hand():
    head = LinearHead(1, l2=0.0, steps=2000)
    head.fit_labels([[1.0]] * 4, [1, 1, 1, 0])
    assert float(head.probability([1.0])) == pytest.approx(0.75, abs=1e-4)
    assert float(head.score([1.0])) == pytest.approx(np.log(3), abs=1e-3)


def test_at_the_minimum_the_gradient_with_its_penalty_is_zero():
    x, rng = data(50)
    y = (rng.random(50) < 0.5).astype(float)
    weights, _ = logistic_fit(x, y, np.zeros(3), l2=0.1, steps=3000)
    gradient = x.T @ (1 / (1 + np.exp(-x @ weights)) - y) / 50 + 0.1 * weights
    np.testing.assert_allclose(gradient, 0, atol=1e-6)


def test_the_penalty_bounds_what_is_never_contradicted():
    kept, free = LinearHead(1, l2=0.1), LinearHead(1, l2=0.0, steps=5000)
    for head in (kept, free):
        head.fit_preferences([[1.0]], [[0.0]], [1.0])
    assert 0 < kept.weights[0] < 3 < free.weights[0]


def test_ties_pull_scores_together():
    head = LinearHead(2)
    head.fit_preferences([[1.0, 0.0]] * 3, [[0.0, 1.0]] * 3, [0.5] * 3)
    np.testing.assert_allclose(head.weights, 0)


def test_nothing_to_fit_changes_nothing():
    head = LinearHead(2)
    assert np.isnan(head.fit_labels(np.zeros((0, 2)), []))
    assert np.isnan(head.fit_preferences([], [], []))
    np.testing.assert_array_equal(head.weights, 0)
    assert float(head.probability([1.0, 1.0])) == 0.5
    assert head.score(np.zeros((4, 5, 2))).shape == (4, 5)


def test_it_goes_on_exactly():
    x, rng = data(60)
    y = rng.random(60) < 0.5
    head, twin = LinearHead(3, steps=5), LinearHead(3, steps=5)
    head.fit_labels(x, y)
    twin.load_state_dict(head.state_dict())
    assert twin.fit_labels(x, y) == head.fit_labels(x, y)
    np.testing.assert_array_equal(twin.weights, head.weights)
    with pytest.raises(ValueError, match=r"weights of shape \(4,\); the state holds \(3,\)"):
        head.load_state_dict(LinearHead(2).state_dict())


def test_a_score_out_of_the_sigmoid_s_range_is_no_warning():
    head = LinearHead(1)
    head.weights[0] = 1e6
    np.testing.assert_allclose(head.probability([[1.0], [-1.0]]), [1.0, 0.0], atol=1e-200)


@pytest.mark.parametrize("targets", [[1.0], [1.0, 2.0], [0.5, -0.1], [[1.0, 0.0]]])
def test_targets_that_do_not_fit_are_refused(targets):
    with pytest.raises(ValueError, match=r"one target in \[0, 1\] a row; got 2 rows"):
        LinearHead(1).fit_labels([[1.0], [2.0]], targets)


@pytest.mark.parametrize("arguments", [{"size": 0}, {"size": 1, "steps": 0}, {"size": 1, "l2": -1.0}])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(ValueError, match="LinearHead needs size >= 1"):
        LinearHead(**arguments)
