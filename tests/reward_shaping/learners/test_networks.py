"""Networks that are trained with torch and read without, and the tables of features they are trained on."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from turnwise.reward_shaping.intrinsic import ngram_vector
from turnwise.reward_shaping.learners.networks import (
    batches,
    copied,
    forward,
    infos,
    looked_at,
    ngrams,
    perceptron,
    stacked,
    transitions,
)


def episode(observations, actions=None, **more):
    return SimpleNamespace(observations=observations, actions=actions or ["go"] * (len(observations) - 1), **more)


def length_and_light(observation, info):
    """Two numbers; nothing where the observation is empty."""
    return [len(observation), info.get("facts", {}).get("lit", -1.0)] if observation else None


@pytest.mark.parametrize("sizes", [(5, 3), (5, 7, 3), (5, 7, 6, 3)])
@pytest.mark.parametrize("rows", [0, 1, 4])
def test_copied_weights_run_as_torch_does(sizes, rows):
    import torch

    networks = [perceptron(sizes) for _ in range(3)]
    inputs = np.random.default_rng(0).normal(size=(rows, 5)).astype(np.float32)
    wanted = [network(torch.as_tensor(inputs)).detach().numpy() for network in networks]
    np.testing.assert_allclose(forward(copied(networks[0]), inputs), wanted[0], atol=1e-6)
    np.testing.assert_allclose(forward(stacked(networks), inputs), wanted, atol=1e-6)


def test_by_hand():
    layers = [
        (np.array([[1.0, -1.0]], dtype=np.float32), np.array([[0.5, 0.0]], dtype=np.float32)),
        (np.array([[2.0], [3.0]], dtype=np.float32), np.array([[1.0]], dtype=np.float32)),
    ]
    np.testing.assert_allclose(forward(layers, [[2.0], [-2.0]]), [[2 * 2.5 + 1], [3 * 2.0 + 1]])


def test_a_copy_stays_as_it_was_and_running_it_changes_neither_it_nor_the_inputs():
    import torch

    network = perceptron((4, 4, 2))
    layers, inputs = copied(network), np.ones((1, 4), dtype=np.float32)
    first = forward(layers, inputs)
    with torch.no_grad():
        for weights in network.parameters():
            weights.zero_()
    np.testing.assert_array_equal(forward(layers, inputs), first)
    assert (inputs == 1).all()


@pytest.mark.parametrize(("count", "size", "epochs"), [(7, 3, 2), (1, 5, 3), (6, 3, 1)])
def test_batches_are_all_samples_once_an_epoch(count, size, epochs):
    drawn = list(batches(np.random.default_rng(0), count, size, epochs))
    each = -(-count // size)
    assert len(drawn) == each * epochs
    assert max(len(batch) for batch in drawn) <= size
    for epoch in range(epochs):
        assert sorted(np.concatenate(drawn[each * epoch : each * (epoch + 1)])) == list(range(count))


def test_batches_follow_from_the_generator_and_there_are_none_of_nothing():
    first, second = (np.concatenate(list(batches(np.random.default_rng(3), 9, 4, 2))) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert list(batches(np.random.default_rng(0), 0, 3, epochs=2)) == []


def test_what_a_trace_holds_of_info():
    walk = episode(
        ["a", "b", "c"],
        opening={"success": False, "facts": {"lit": 1}},
        facts={"lit": [None, 0]},
        channels={"d": [2.0, 3.0]},
    )
    assert infos(walk) == [
        {"success": False, "facts": {"lit": 1}},
        {"facts": {}, "channels": {"d": 2.0}},
        {"facts": {"lit": 0}, "channels": {"d": 3.0}},
    ]
    assert infos(episode(["a"])) == [{}]


def test_a_feature_is_asked_about_every_observation_with_its_info():
    walk = episode(["dark", "", "light"], facts={"lit": [0.0, 1.0]})
    (rows,) = looked_at(length_and_light, 2, [walk])
    np.testing.assert_array_equal(rows, [[4, -1], [np.nan, np.nan], [5, 1]])
    assert looked_at(length_and_light, 2, []) == []


def test_by_default_a_text_is_its_n_grams_and_an_array_itself():
    text, array = looked_at(None, 8, [episode(["a b", "c"]), episode([np.arange(8.0)])])
    np.testing.assert_array_equal(text, [ngram_vector("a b", 8), ngram_vector("c", 8)])
    np.testing.assert_array_equal(array, [np.arange(8.0)])


def test_actions_are_described_by_their_words_and_numbers_by_theirs():
    describe = ngrams(16)
    np.testing.assert_array_equal(describe("go left"), ngram_vector("go left", 16))
    np.testing.assert_array_equal(describe(3), ngram_vector("3", 16))
    np.testing.assert_array_equal(describe(np.int64(3)), describe("3"))
    np.testing.assert_array_equal(describe(np.ones((2, 2))), np.ones(4))
    with pytest.raises(ValueError, match="read-only"):
        describe("go left")[0] = 1.0


def test_transitions_stay_within_their_episodes():
    walks = [episode(["a", "bb", "ccc"], ["x", "yy"]), episode(["dddd"], []), episode(["eeeee", "ffffff"], ["zzz"])]
    walks[1].actions = []
    before, action, after = transitions(length_and_light, 2, lambda said: [len(said)], 1, walks)
    np.testing.assert_array_equal(before[:, 0], [1, 2, 5])
    np.testing.assert_array_equal(action, [[1], [2], [3]])
    np.testing.assert_array_equal(after[:, 0], [2, 3, 6])


def test_turns_that_begin_or_end_without_a_feature_are_left_out():
    walk = episode(["a", "", "ccc", "dddd"], ["x", "yy", "zzz"])
    before, action, after = transitions(length_and_light, 2, lambda said: [len(said)], 1, [walk])
    np.testing.assert_array_equal(before[:, 0], [3])
    np.testing.assert_array_equal(action, [[3]])
    np.testing.assert_array_equal(after[:, 0], [4])


def test_of_nothing_there_are_no_transitions():
    for walks in ([], [episode(["a"], [])]):
        shapes = [part.shape for part in transitions(None, 8, ngrams(4), 4, walks)]
        assert shapes == [(0, 8), (0, 4), (0, 8)]


def test_vectors_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"vectors of shape \(3,\) was given one of \(2,\)"):
        looked_at(length_and_light, 3, [episode(["a"])])
    with pytest.raises(ValueError, match=r"vectors of shape \(4,\) was given one of \(1,\)"):
        transitions(None, 8, lambda said: [1.0], 4, [episode(["a", "b"])])
