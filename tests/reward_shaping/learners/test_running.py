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
