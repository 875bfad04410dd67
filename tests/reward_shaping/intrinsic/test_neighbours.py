"""Pseudo-counts, RE3, the archive and the vectors they keep."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from published_numbers import example

from turnwise.reward_shaping.intrinsic import (
    RE3,
    Archive,
    Phases,
    PseudoCounts,
    archive_novelty,
    descriptor,
    pseudo_count_bonus,
    state_entropy_bonus,
)
from turnwise.reward_shaping.intrinsic.neighbours import Vectors, nearest


def line(*places):
    return [np.array([float(place), 0.0]) for place in places]


def paid(bonus, vectors):
    return [bonus.bonus(None, None, vector) for vector in vectors]


def test_the_nearest_come_in_order_and_as_many_as_there_are():
    assert nearest(np.array([3.0, 1.0, 2.0, 9.0]), 2).tolist() == [1.0, 2.0]
    assert nearest(np.array([3.0, 1.0]), 5).tolist() == [1.0, 3.0]
    assert nearest(np.zeros(0), 5).size == 0


def test_the_oldest_vectors_give_way():
    kept = Vectors(3)
    for vector in line(0, 1, 2, 3, 4):
        kept.add(vector)
    assert len(kept) == 3
    assert sorted(kept.distances(np.zeros(2))) == [2.0, 3.0, 4.0]


def test_many_vectors_are_kept_as_they_are():
    rng = np.random.default_rng(0)
    rows, kept = rng.normal(size=(100, 5)), Vectors(1000)
    for row in rows:
        kept.add(row)
    np.testing.assert_allclose(kept.distances(rows[7]), np.linalg.norm(rows - rows[7], axis=1))


def test_vectors_of_two_lengths_and_no_room_are_refused():
    kept = Vectors(3)
    kept.add(np.zeros(2))
    with pytest.raises(ValueError, match="of length 2 was given one of length 3"):
        kept.add(np.zeros(3))
    with pytest.raises(ValueError, match="capacity >= 1; got 0"):
        Vectors(0)


def test_pseudo_counts_by_hand():
    far = 1 / (sqrt(2 * 1e-4 / (1 - 0.008 + 1e-4)) + 0.001)
    assert pseudo_count_bonus([2.0, 2.0]) == pytest.approx(far)
    x = np.array([1.0, 9.0]) / 5
    similar = 1e-4 / (x - 0.008 + 1e-4)
    assert pseudo_count_bonus([1.0, 3.0]) == pytest.approx(1 / (sqrt(similar.sum()) + 0.001))
    plain = 1e-4 / (np.array([1.0, 3.0]) / 2 - 0.008 + 1e-4)
    assert pseudo_count_bonus([1.0, 3.0], squared=False) == pytest.approx(1 / (sqrt(plain.sum()) + 0.001))


def test_what_is_the_same_as_k_states_is_counted_k_times():
    assert pseudo_count_bonus([0.0] * 4) == pytest.approx(1 / (2 + 0.001))
    assert pseudo_count_bonus([0.0] * 4, c=1.0) == pytest.approx(1 / 3)


def test_too_many_like_it_and_an_empty_memory_pay_nothing():
    assert pseudo_count_bonus([0.0] * 64, s_max=8.0) == 0.0
    assert pseudo_count_bonus([0.0] * 63, s_max=8.0) > 0.0
    assert pseudo_count_bonus([]) == 0.0


@pytest.mark.parametrize("change", [{"epsilon": 1e-2}, {"cluster": 0.9}, {"c": 0.5}, {"s_max": 0.01}])
def test_every_constant_of_pseudo_counts_matters(change):
    assert pseudo_count_bonus([1.0, 2.0, 3.0], **change) != pseudo_count_bonus([1.0, 2.0, 3.0])


def test_the_first_state_of_an_episode_pays_nothing_and_a_revisit_little():
    bonus = PseudoCounts()
    first, far, back = paid(bonus, line(0, 5, 0))
    assert first == 0.0
    assert far > 10 * back > 0


def test_only_k_neighbours_count_and_only_those_remembered():
    near_and_far = line(0, 0, 40, 50, 0)
    assert paid(PseudoCounts(k=1), near_and_far)[-1] == pytest.approx(1 / 1.001)
    assert paid(PseudoCounts(k=10), near_and_far)[-1] == pytest.approx(1 / (sqrt(2) + 0.001), rel=0.01)
    assert paid(PseudoCounts(k=10, capacity=2), near_and_far)[-1] != pytest.approx(1 / (sqrt(2) + 0.001), rel=0.01)


def test_worked_number_of_re3():
    inputs, expected = example("re3")
    distances = nearest(np.array(inputs["distances to neighbours (self excluded)"]), inputs["k"])
    assert state_entropy_bonus(distances) == pytest.approx(expected["log(d_k+1)"], abs=1e-6)


def test_re3_takes_the_mean_if_asked_and_nothing_from_an_empty_memory():
    assert state_entropy_bonus([0.5, 1.5], average=True) == pytest.approx((log(1.5) + log(2.5)) / 2)
    assert state_entropy_bonus([]) == 0.0


def test_re3_looks_at_the_kth_of_the_others():
    assert paid(RE3(k=2, latent=0), line(0, 1, 3, 0)) == pytest.approx([0, log(2), log(4), log(2)])
    assert paid(RE3(k=1, latent=0), line(0, 1, 3, 0)) == pytest.approx([0, log(2), log(3), log(1)])
    assert paid(RE3(k=2, latent=0, average=True), line(0, 1, 3))[-1] == pytest.approx((log(3) + log(4)) / 2)


def test_re3_encodes_by_its_seed_and_keeps_distances_roughly():
    one, twin, other = RE3(seed=1), RE3(seed=1), RE3(seed=2)
    x = np.random.default_rng(0).normal(size=(40, 20))
    np.testing.assert_array_equal(one.encode(x[0]), twin.encode(x[0]))
    assert one.encode(x[0]) != pytest.approx(other.encode(x[0]))
    encoded = np.array([RE3(latent=512).encode(row) for row in x])
    ratio = np.linalg.norm(encoded[1:] - encoded[0], axis=1) / np.linalg.norm(x[1:] - x[0], axis=1)
    assert 0.8 < ratio.min() < ratio.max() < 1.2


def test_archive_by_hand():
    assert archive_novelty([1.0, 2.0, 6.0]) == 3.0
    assert archive_novelty([]) == 0.0
    assert paid(Archive(k=2), line(0, 4, 1, 10)) == [0.0, 4.0, 2.0, (6 + 9) / 2]


def test_an_archive_keeps_what_is_novel_enough_and_the_first():
    archive = Archive(k=1, threshold=2.0)
    assert paid(archive, line(0, 1, 3, 4)) == [0.0, 1.0, 3.0, 1.0]
    assert len(archive.kept) == 2


def test_descriptors():
    assert descriptor([[0.0, 2.0], [2.0, 4.0]]).tolist() == [1.0, 3.0]
    assert descriptor([[0.0, 2.0], [2.0, 4.0]], "last").tolist() == [2.0, 4.0]
    with pytest.raises(ValueError, match=r"got shape \(0, 2\), 'mean'"):
        descriptor(np.zeros((0, 2)))
    with pytest.raises(ValueError, match="'first'"):
        descriptor([[0.0]], "first")


def test_phases_exploit_once_something_was_found():
    phases = Phases(explore=2, exploit=1)
    earned = [0, 0, 0, 1, 0, 0, 0, 0]
    assert [phases.bonus(None, None, each) for each in earned] == [1, 1, 1, 1, 0, 1, 1, 0]
    assert [Phases().bonus(None, None, 1.0) for _ in range(3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PseudoCounts(k=0), "k >= 1"),
        (lambda: PseudoCounts(epsilon=0.0), "epsilon > 0"),
        (lambda: RE3(k=0), "RE3 needs k >= 1"),
        (lambda: RE3(latent=-1), "latent >= 0"),
        (lambda: Archive(k=0), "An archive needs k >= 1"),
        (lambda: Phases(explore=0), "explore >= 1"),
        (lambda: Phases(exploit=-1), "exploit >= 0"),
        (lambda: pseudo_count_bonus([[1.0]]), r"distances of shape \(n,\)"),
        (lambda: state_entropy_bonus(3.0), r"distances of shape \(n,\)"),
        (lambda: archive_novelty([[1.0]]), r"distances of shape \(n,\)"),
    ],
)
def test_what_is_not_allowed_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
