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


ROWS = np.random.default_rng(5).normal(size=(30, 4))
LABELS = (ROWS[:, 0] + 0.3 * ROWS[:, 1] > 0).astype(float)


def fitted(rows, labels, **arguments):
    head = LinearHead(4, **{"steps": 3000, "l2": 0.05, **arguments})
    return head, head.fit_labels(rows, labels)


def test_the_order_of_the_rows_is_nothing():
    order = np.random.default_rng(0).permutation(30)
    one, _ = fitted(ROWS, LABELS)
    other, _ = fitted(ROWS[order], LABELS[order])
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-9)


def test_to_say_everything_twice_changes_nothing():
    one, loss = fitted(ROWS, LABELS)
    other, again = fitted(np.tile(ROWS, (2, 1)), np.tile(LABELS, 2))
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-9)
    assert again == pytest.approx(loss)


def test_labels_turned_over_turn_the_weights_over():
    one, _ = fitted(ROWS, LABELS)
    other, _ = fitted(ROWS, 1 - LABELS)
    np.testing.assert_allclose(one.weights, -other.weights, atol=1e-6)


def test_a_feature_that_is_always_zero_weighs_nothing():
    rows = ROWS.copy()
    rows[:, 2] = 0.0
    head, _ = fitted(rows, LABELS)
    assert head.weights[2] == 0.0


def test_more_steps_never_fit_worse_and_a_larger_penalty_never_better():
    losses = [fitted(ROWS, LABELS, steps=steps, l2=0.0)[1] for steps in (1, 5, 50, 500)]
    assert losses == sorted(losses, reverse=True)
    penalised = [fitted(ROWS, LABELS, l2=l2)[1] for l2 in (0.0, 0.01, 0.1, 1.0)]
    assert penalised == sorted(penalised)


def test_scores_and_probabilities_agree_in_order():
    head, _ = fitted(ROWS, LABELS)
    np.testing.assert_array_equal(np.argsort(head.score(ROWS)), np.argsort(head.probability(ROWS)))
    assert ((head.probability(ROWS) > 0.5) == (head.score(ROWS) > 0)).all()


def test_what_both_sides_of_a_preference_share_is_nothing():
    first, second = ROWS[:15], ROWS[15:]
    preferred = (first[:, 0] > second[:, 0]).astype(float)
    plain, shifted = LinearHead(4, l2=0.05), LinearHead(4, l2=0.05)
    plain.fit_preferences(first, second, preferred)
    shifted.fit_preferences(first + 7.0, second + 7.0, preferred)
    np.testing.assert_allclose(plain.weights, shifted.weights, atol=1e-9)


def test_a_fit_goes_on_from_where_it_was():
    once = LinearHead(4, steps=1)
    losses = [once.fit_labels(ROWS, LABELS) for _ in range(200)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.75 * losses[0]


@pytest.mark.parametrize("probability", [0.1, 0.5, 0.8])
def test_soft_labels_are_met_on_average(probability):
    head = LinearHead(1, l2=0.0, steps=3000)
    head.fit_labels(np.ones((7, 1)), np.full(7, probability))
    assert float(head.probability([1.0])) == pytest.approx(probability, abs=1e-3)
