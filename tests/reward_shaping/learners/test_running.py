"""Running moments are those of one pass over everything, saved exactly."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnwise.reward_shaping.learners.learner import Learner
from turnwise.reward_shaping.learners.running import RunningMoments, RunningNormaliser

NAN = float("nan")


def test_by_hand():
    moments = RunningMoments()
    moments.see([1.0, 3.0])
    moments.see([8.0])
    assert moments.mean == pytest.approx(4.0)
    assert moments.variance == pytest.approx((9 + 1 + 16) / 3)
    assert moments.normalise(8.0) == pytest.approx(4 / np.sqrt(26 / 3))
    assert moments.normalise(8.0, centre=False, eps=0.0) == pytest.approx(8 / np.sqrt(26 / 3))


@given(batches=st.lists(st.lists(st.floats(-100, 100), max_size=6), max_size=6))
def test_however_it_is_cut_into_batches(batches):
    moments = RunningMoments()
    for batch in batches:
        moments.see(batch)
    everything = np.array([value for batch in batches for value in batch])
    assert moments.count == everything.size
    assert moments.mean == pytest.approx(everything.mean() if everything.size else 0.0, abs=1e-9)
    assert moments.variance == pytest.approx(everything.var() if everything.size else 1.0, abs=1e-7)


def test_nothing_seen_scales_nothing():
    assert RunningMoments().normalise([2.0], eps=0.0) == [2.0]


def test_missing_values_are_left_out_each_in_its_place():
    moments = RunningMoments((2,))
    moments.see([[1.0, NAN], [3.0, NAN]])
    moments.see([[NAN, 5.0]])
    np.testing.assert_allclose(moments.mean, [2.0, 5.0])
    np.testing.assert_allclose(moments.variance, [1.0, 0.0])
    np.testing.assert_allclose(moments.count, [2, 1])


def test_a_pretended_start_fades():
    moments = RunningMoments(count=1.0)
    moments.see([3.0])
    assert moments.mean == pytest.approx(1.5)
    assert moments.variance == pytest.approx((1 + 9) / 2 - 1.5**2)


@pytest.mark.parametrize(("shape", "values"), [((), 1.0), ((), [[1.0]]), ((2,), [1.0, 2.0])])
def test_values_of_another_shape_are_refused(shape, values):
    with pytest.raises(ValueError, match="RunningMoments takes in values of shape"):
        RunningMoments(shape).see(values)


def test_wrong_arguments_and_states_are_refused():
    with pytest.raises(ValueError, match="count >= 0"):
        RunningMoments(count=-1.0)
    with pytest.raises(ValueError, match=r"holds values of shape \(\); the state holds"):
        RunningMoments().load_state_dict(RunningMoments((2,)).state_dict())


def episode(values):
    return SimpleNamespace(column=lambda name: np.array(values) if name == "novelty" else np.array([NAN]))


def test_the_learner_reads_its_column_and_goes_on_exactly():
    learner = RunningNormaliser("novelty")
    assert isinstance(learner, Learner)
    assert learner(2.0) == pytest.approx(2.0)
    told = learner.update([episode([1.0, 3.0]), episode([NAN, 8.0])])
    assert told == {"mean": pytest.approx(4.0), "std": pytest.approx(np.sqrt(26 / 3)), "count": 3.0}
    twin = RunningNormaliser("novelty")
    twin.load_state_dict(learner.state_dict())
    assert (twin.version, twin.identity) == (1, "RunningNormaliser(novelty)")
    for each in (learner, twin):
        each.update([episode([0.1, 0.7])])
    assert float(twin(5.0)) == float(learner(5.0))
    assert float(RunningNormaliser("novelty", centre=True)(5.0)) == pytest.approx(5.0)


def filled(*batches, shape=()):
    moments = RunningMoments(shape)
    for batch in batches:
        moments.see(batch)
    return moments


rows = st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=9)


@given(values=rows)
def test_arrays_are_averaged_place_by_place(values):
    array = np.array(values)
    moments = filled(array, shape=(2,))
    for place in range(2):
        alone = filled(array[:, place])
        assert moments.mean[place] == pytest.approx(float(alone.mean), abs=1e-9)
        assert moments.variance[place] == pytest.approx(float(alone.variance), abs=1e-9)


@given(values=rows, cut=st.integers(0, 9))
def test_saved_anywhere_it_comes_to_the_same(values, cut):
    array = np.array(values)
    whole = filled(array[:cut], array[cut:], shape=(2,))
    twin = RunningMoments((2,))
    twin.load_state_dict(filled(array[:cut], shape=(2,)).state_dict())
    twin.see(array[cut:])
    for one, other in zip(whole.state_dict().values(), twin.state_dict().values(), strict=True):
        np.testing.assert_array_equal(one, other)


@given(values=st.lists(st.floats(-9, 9), min_size=2, max_size=9), shift=st.floats(-5, 5), scale=st.floats(0.1, 5))
def test_normalised_values_know_neither_shift_nor_scale(values, shift, scale):
    array = np.array(values)
    one, other = filled(array), filled(shift + scale * array)
    if float(one.std) > 1e-3:
        np.testing.assert_allclose(
            one.normalise(array, eps=0.0), other.normalise(shift + scale * array, eps=0.0), atol=1e-6
        )


@given(values=st.lists(st.floats(-9, 9), min_size=2, max_size=9))
def test_normalised_by_itself_a_batch_has_mean_zero_and_deviation_one(values):
    moments = filled(values)
    if float(moments.std) > 1e-3:
        normal = moments.normalise(values, eps=0.0)
        assert normal.mean() == pytest.approx(0.0, abs=1e-6)
        assert normal.std() == pytest.approx(1.0, abs=1e-6)


def test_one_value_has_no_spread_and_divides_by_eps_alone():
    moments = filled([4.0])
    assert float(moments.std) == 0.0
    assert float(moments.normalise(5.0, eps=0.5)) == 2.0


def test_nothing_but_missing_values_leaves_everything_as_it_was():
    moments = filled([1.0, 3.0])
    before = moments.state_dict()
    moments.see([NAN, NAN])
    moments.see([])
    for name, value in moments.state_dict().items():
        np.testing.assert_array_equal(value, before[name])
